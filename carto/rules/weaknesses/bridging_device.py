"""Rule ``bridging-device``: bridging device."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class BridgingDevice(Rule):
    """A device that does not filter joins several zones, or brings its own mobile link.

    ## Why is this bad?
    It silently bypasses all that the firewall forbids.

    ## Example
    ```yaml
    zones: {wards: ward, pumps: therapy}
    devices:
      workshop-pc: {type: workstation, zone: [wards, pumps]}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward, pumps: therapy}
    devices:
      workshop-pc: {type: workstation, zone: wards}
    ```

    Take it out of one of the zones, or replace it with a filtering device.

    ## False positives
    A server with a backup interface that routes nothing: still a way through for whoever takes it.

    ## References
    IEC 62443-3-3 SR5.2; ATT&CK T1200.
    """

    id = "bridging-device"
    alias = "W-NET-BRIDGE"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("SR5.2 T1200")
    measures = (
        "leftover-removal",
        "firewall-review",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            zones = ", ".join(context.model.zones[zone].label for zone in device.zones)
            if device.type == "cellular-router":
                yield self.finding(device, "type", variant="modem", zones=zones)
            elif len(device.zones) > 1 and not context.is_carrying(device):
                yield self.finding(device, "zone", zones=zones)
