"""Rule ``vulnerable-edge``: vulnerable edge."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class VulnerableEdge(Rule):
    """An exposed edge device has a known flaw.

    ## Why is this bad?
    It is the gate to all the rest, and attackers know it.

    ## Example
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: internet, vulnerabilities: CVE-2018-13379}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: internet, vulnerabilities: {CVE-2018-13379: patched}}
    ```

    Patch without delay, then hunt for an intrusion older than the patch.

    ## False positives
    A flaw in a feature that is switched off: set its `status` to patched, with a source.

    ## References
    hygiene guide 34; ReCyF 5.B.4; NIST SP 800-53 SI-2; ATT&CK T1190.
    """

    id = "vulnerable-edge"
    alias = "W-EXP-EDGE"
    severity = Level.CRITICAL
    cause = Cause.PRACTICE
    references = cite("H34 R5.B.4 SI-2 T1190")
    measures = (
        "it-patching",
        "virtual-patching",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if not context.is_carrying(device) or not context.faces_outside(device):
                continue
            open_flaws = {name: one for name, one in device.vulnerabilities.items() if one.status != "patched"}
            if open_flaws:
                known = [flaw for name in open_flaws if (flaw := context.catalog.flaw(name))]
                yield self.finding(
                    device,
                    "vulnerabilities",
                    unknown=all(one.status == "unknown" for one in open_flaws.values()),
                    exploited=any(flaw.kev for flaw in known),
                    flaws=", ".join(sorted(open_flaws)),
                )
