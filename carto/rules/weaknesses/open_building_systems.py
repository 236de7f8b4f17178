"""Rule ``open-building-systems``: building systems open."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.vocabulary import Category
from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenBuildingSystems(Rule):
    """A building system answers workstations or a hostile zone.

    ## Why is this bad?
    Medical gas, power, theatre air: whoever commands them can stop care without touching a record.

    ## Example
    ```yaml
    zones: {offices: office, building: building}
    devices:
      air: {type: air-handling, zone: building}
    links:
      offices -- building: {allow: bacnet}
    ```

    ## Use instead
    ```yaml
    zones: {offices: office, building: building}
    devices:
      air: {type: air-handling, zone: building}
    ```

    Let only supervision pass to the building, through a gateway.

    ## False positives
    A read-only view for technical staff behind a gateway: model the gateway, not the controller.

    ## References
    IEC 62443-3-3 SR5.2; ATT&CK T0886.
    """

    id = "open-building-systems"
    alias = "W-NET-OT-MIX"
    severity = Level.HIGH
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("SR5.2 T0886")
    measures = (
        "network-zoning",
        "firewall-review",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if context.category(device) is not Category.BUILDING or not context.acts(device):
                continue
            reached = sorted({*context.open_to_users(device), *context.exposed(device)})
            if reached:
                yield self.finding(device, "services", services=", ".join(reached))
