"""Rule ``exposed-before-patch``: exposed before the patch."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ExposedBeforePatch(Rule):
    """A device stayed exposed while its flaw was being used, and nobody looked for an intrusion.

    ## Why is this bad?
    Patched does not mean clean: the intruder may have come in before the patch.

    ## Example
    ```yaml
    zones: {edge: edge}
    devices:
      vpn:
        type: vpn-gateway
        zone: edge
        vulnerabilities: {CVE-2018-13379: {status: patched, exposed_before_patch: true}}
    ```

    ## Use instead
    ```yaml
    zones: {edge: edge}
    devices:
      vpn:
        type: vpn-gateway
        zone: edge
        vulnerabilities: {CVE-2018-13379: {status: patched, exposed_before_patch: true, compromise_checked: true}}
    ```

    Look for traces, rebuild if in doubt, change the secrets.

    ## False positives
    A device that was not yet in service at the time.

    ## References
    NIST SP 800-53 SI-4; NIST SP 800-53 IR-4.
    """

    id = "exposed-before-patch"
    alias = "W-VUL-IMPLANT"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("SI-4 IR-4")
    measures = ("continuous-monitoring",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            for name, setting in sorted(device.vulnerabilities.items()):
                if setting.exposed_before_patch is True and setting.compromise_checked is not True:
                    yield self.finding(device, "vulnerabilities", flaw=name)
