"""Rule ``devices-among-workstations``: medical device among workstations."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import LIFE_CLASS, RuleContext
from carto.rules.finding import Finding


class DevicesAmongWorkstations(Rule):
    """A medical device stands in a zone of workstations.

    ## Why is this bad?
    The worm that hits a computer hits the monitor or the pump as well.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      monitor: {type: bedside-monitor, zone: wards}
    ```

    ## Use instead
    ```yaml
    zones: {monitors: monitoring}
    devices:
      monitor: {type: bedside-monitor, zone: monitors}
    ```

    Put devices in a zone of their own, open to their server only.

    ## False positives
    A device that its zone keeps apart from every neighbour: say `isolated: true`.

    ## References
    hygiene guide 19; sector policy 4.2.2; IEC 62443-3-3 SR5.1; ATT&CK T1210.
    """

    id = "devices-among-workstations"
    alias = "W-NET-IOMT-MIX"
    severity = Level.HIGH
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H19 P4.2.2 SR5.1 T1210")
    measures = (
        "device-isolation",
        "network-zoning",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            zone = next((zone for zone in device.zones if context.is_user_zone(zone)), "")
            if not zone or not context.is_medical(device):
                continue
            if device.isolated is True or context.model.zones[zone].isolated is True:
                continue
            yield self.finding(
                device,
                "zone",
                worse=when(device.patient_safety >= LIFE_CLASS, "life-support"),
                zone=context.model.zones[zone].label,
            )
