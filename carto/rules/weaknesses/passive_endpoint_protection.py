"""Rule ``passive-endpoint-protection``: passive protection."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import EndpointProtection, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class PassiveEndpointProtection(Rule):
    """Protection sees but does not block.

    ## Why is this bad?
    In a great health crisis the alert was there, and nobody blocked.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards, endpoint_protection: monitor}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards, endpoint_protection: block}
    ```

    Switch to block mode and have alerts read day and night.

    ## False positives
    A trial period with an end.

    ## References
    NIST SP 800-53 SI-4; ATT&CK M1040.
    """

    id = "passive-endpoint-protection"
    alias = "W-EDR-MON"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("SI-4 M1040")
    measures = (
        "active-endpoint-protection",
        "continuous-monitoring",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if device.endpoint_protection is EndpointProtection.MONITOR:
                yield self.finding(device, "endpoint_protection")
