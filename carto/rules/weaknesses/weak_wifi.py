"""Rule ``weak-wifi``: weak Wi-Fi."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class WeakWifi(Rule):
    """A professional wireless network rests on a shared key, or does not authenticate devices.

    ## Why is this bad?
    Pumps and carts can be cut off or overheard from the car park.

    ## Example
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps, weaknesses: weak-wifi}
    ```

    ## Use instead
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps, radio: wifi}
    ```

    Move to 802.1X with a certificate per device; retire WEP and WPS.

    ## False positives
    Devices that cannot do better and stand in a zone of their own.

    ## References
    hygiene guide 20; sector policy 4.4.1; IEC 62443-3-3 SR1.6.
    """

    id = "weak-wifi"
    alias = "W-NET-WIFI"
    severity = Level.MEDIUM
    cause = Cause.CONTROL
    references = cite("H20 P4.4.1 SR1.6")
    measures = ("network-access-control",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("weak-wifi"):
            yield self.finding(device, "weaknesses", weakness=weakness, worse=when(context.in_care(device), "in-care"))
        for zone in context.model.zones.values():
            if context.zone_is(zone.id, "wireless") and zone.device_authentication is not True:
                unknown = zone.device_authentication == "unknown"
                variant = "" if unknown else "zone"
                yield self.finding(zone, "device_authentication", unknown=unknown, variant=variant)
