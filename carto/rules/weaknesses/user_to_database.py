"""Rule ``user-to-database``: database reached from workstations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_DATABASES: Final = frozenset({"mssql", "oracle", "postgresql", "mysql", "iris"})


class UserToDatabase(Rule):
    """A database answers workstations instead of its application servers alone.

    ## Why is this bad?
    One trapped computer is enough to copy or destroy every record at once.

    ## Example
    ```yaml
    zones: {offices: office, data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data}
    links:
      offices -> data: {allow: mssql}
    ```

    ## Use instead
    ```yaml
    zones: {apps: clinical-applications, data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data}
    links:
      apps -> data: {allow: mssql}
    ```

    Open the database to its application servers only.

    ## False positives
    A reporting tool that must query the base: give it a copy, or a waiver with an end.

    ## References
    hygiene guide 19; ReCyF 7.B; IEC 62443-3-3 SR5.4; NIST SP 800-53 AC-4; ATT&CK T1213.006.
    """

    id = "user-to-database"
    alias = "W-NET-USER-DB"
    severity = Level.HIGH
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H19 R7.B SR5.4 AC-4 T1213.006")
    measures = (
        "network-zoning",
        "firewall-review",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            reached = _DATABASES.intersection(context.open_to_users(device))
            if reached and not any(context.is_user_zone(zone) for zone in device.zones):
                yield self.finding(device, "services", services=", ".join(sorted(reached)))
