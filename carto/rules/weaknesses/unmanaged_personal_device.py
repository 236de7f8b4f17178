"""Rule ``unmanaged-personal-device``: unmanaged personal device."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level, Ownership
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_INNER = 3  # trust from which a zone is inside


class UnmanagedPersonalDevice(Rule):
    """A personal device touches health data or the inner network without being managed.

    ## Why is this bad?
    The phone lost or lent takes the records with it.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      phones: {type: byod-phone, zone: wards, ownership: personal}
    ```

    ## Use instead
    ```yaml
    zones: {own: byod}
    devices:
      phones: {type: byod-phone, zone: own, ownership: personal}
    ```

    A managed container, or nothing on the device; a network apart.

    ## False positives
    A personal device on the guest network only, without data.

    ## References
    hygiene guide 7; hygiene guide 33; ReCyF 9.2; NIST SP 800-53 AC-19; NIST SP 800-53 AC-20.
    """

    id = "unmanaged-personal-device"
    alias = "W-BYOD"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("H7 H33 R9.2 AC-19 AC-20")
    measures = ("mobile-management",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            personal = device.ownership is Ownership.PERSONAL or device.type in {"byod-phone", "byod-laptop"}
            inside = any(context.model.zones[zone].trust >= _INNER for zone in device.zones)
            if personal and (inside or context.holds_health(device)):
                managed = any(context.model.devices[one].type == "mobile-management" for one in device.managed_by)
                yield self.finding(device, "ownership", milder=when(managed, "managed"))
