"""Rule ``default-secret``: default secret."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class DefaultSecret(Rule):
    """A device keeps the secret it was delivered with.

    ## Why is this bad?
    1234 or 000000: everybody knows it, including those who mean harm.

    ## Example
    ```yaml
    zones: {laboratory: laboratory}
    devices:
      analyser: {type: analyser, zone: laboratory, default_secret: true}
    ```

    ## Use instead
    ```yaml
    zones: {laboratory: laboratory}
    devices:
      analyser: {type: analyser, zone: laboratory, default_secret: false}
    ```

    Change the secret at commissioning and keep it in a vault.

    ## False positives
    A documented maintenance code that opens nothing of value.

    ## References
    hygiene guide 12; sector policy 5.2.4; ReCyF 10.B.2; NIST SP 800-53 IA-5; ATT&CK T1078.001; ATT&CK T0812.
    """

    id = "default-secret"
    alias = "W-ACC-DEFAULT"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    references = cite("H12 P5.2.4 R10.B.2 IA-5 T1078.001 T0812")
    measures = ("default-secret-change",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            own = {setting.default_secret for setting in device.services.values()}
            declared = "default-secret" in device.weaknesses
            sure = device.default_secret is True or True in own or declared
            asks = any((s := context.catalog.service(one)) and s.login for one in context.topology.offers[device.id])
            if sure or (device.default_secret == "unknown" and asks and not device.staffed and context.is_own(device)):
                yield self.finding(
                    device,
                    "weaknesses" if declared and device.default_secret is not True else "default_secret",
                    unknown=not sure,
                    worse=when(context.in_care(device), "in-care"),
                    weakness="default-secret",
                )
