"""Rule ``reachable-flaw``: reachable flaw."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ReachableFlaw(Rule):
    """An attacker from outside holds all that a known flaw needs.

    ## Why is this bad?
    It is the shortest way to the system, with nothing to suppose.

    ## Example
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: {internet: ssl-vpn}, vulnerabilities: CVE-2024-21762}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: {internet: ssl-vpn}, vulnerabilities: {CVE-2024-21762: patched}}
    ```

    Patch, or cut one of the accesses that the flaw needs.

    ## False positives
    A precondition that the catalogue reads too widely: write `reach` or `difficulty` on the flaw.

    ## References
    NIST SP 800-53 SI-2; ATT&CK T1210.
    """

    id = "reachable-flaw"
    alias = "W-VUL-REACH"
    severity = Level.CRITICAL
    cause = Cause.PRACTICE
    references = cite("SI-2 T1210")
    measures = (
        "it-patching",
        "device-patching",
        "virtual-patching",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device_id, flaws in context.attacks.exploitable.items():
            device = context.model.devices[device_id]
            known = [flaw for name in flaws if (flaw := context.catalog.flaw(name))]
            yield self.finding(
                device, "vulnerabilities", exploited=any(flaw.kev for flaw in known), flaws=", ".join(flaws)
            )
