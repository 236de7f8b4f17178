"""Rule ``in-band-administration``: administration from workstations."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.vocabulary import Category
from carto.model.vocabulary import Confidence, Level
from carto.rules.base import HOSPITALS, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_KEPT_APART = frozenset(
    {Category.NETWORK, Category.SECURITY, Category.IDENTITY, Category.INFRASTRUCTURE, Category.SERVER}
)
_MEANT_FOR_USERS = frozenset({"bastion", "remote-desktop-server", "printer"})


class InBandAdministration(Rule):
    """A server or core device is administered from a zone of workstations.

    ## Why is this bad?
    A trapped office computer becomes an administration console of the hospital.

    ## Example
    ```yaml
    zones: {offices: office, core: infrastructure}
    devices:
      esx: {type: hypervisor, zone: core}
    links:
      offices -> core: {allow: [ssh, esxi-management]}
    ```

    ## Use instead
    ```yaml
    zones: {admin: management, core: infrastructure}
    devices:
      esx: {type: hypervisor, zone: core}
    links:
      admin -> core: {allow: [ssh, esxi-management]}
    ```

    Keep these services to an administration network, behind a bastion and dedicated workstations.

    ## False positives
    A bastion meant to be reached from offices is left out.

    ## References
    hygiene guide 27; hygiene guide 28; ReCyF 11.B.4; ATT&CK M1026.
    """

    id = "in-band-administration"
    alias = "W-NET-ADMIN-INBAND"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.CONTROL
    profiles = HOSPITALS
    references = cite("H27 H28 R11.B.4 M1026")
    measures = (
        "admin-bastion",
        "directory-tiering",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if context.category(device) not in _KEPT_APART or device.type in _MEANT_FOR_USERS:
                continue
            if any(context.is_user_zone(zone) for zone in device.zones):
                continue
            reached = [
                one for one in context.open_to_users(device) if (s := context.catalog.service(one)) and s.remote_code
            ]
            if reached:
                yield self.finding(device, "services", services=", ".join(reached))
