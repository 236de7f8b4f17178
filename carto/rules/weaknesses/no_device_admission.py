"""Rule ``no-device-admission``: unknown devices admitted."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level, PhysicalAccess
from carto.rules.base import HOSPITALS, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_TOUCHABLE = 4  # above, sockets are in locked rooms


class NoDeviceAdmission(Rule):
    """A zone lets in a device that it does not know.

    ## Why is this bad?
    A box plugged in at the bedside is enough to listen or attack.

    ## Example
    ```yaml
    zones:
      wards: {type: ward, device_authentication: false}
    ```

    ## Use instead
    ```yaml
    zones:
      wards: {type: ward, device_authentication: true}
    ```

    Authenticate devices (802.1X, network access control).

    ## False positives
    A zone with no reachable socket: say `physical_access: locked`.

    ## References
    hygiene guide 7; sector policy 4.2.1; ReCyF 9.1; NIST SP 800-53 IA-3; ATT&CK M1035; D3-NAM.
    """

    id = "no-device-admission"
    alias = "W-NET-NAC"
    severity = Level.MEDIUM
    cause = Cause.BUDGET
    profiles = HOSPITALS
    references = cite("H7 P4.2.1 R9.1 IA-3 M1035 D3-NAM")
    measures = ("network-access-control",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for zone in context.model.zones.values():
            if context.is_outside(zone.id) or zone.device_authentication is True:
                continue
            if zone.physical_access is not PhysicalAccess.LOCKED and zone.trust <= _TOUCHABLE:
                yield self.finding(zone, "device_authentication", unknown=zone.device_authentication == "unknown")
