"""Rule ``device-without-zone``: device in no zone."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class DeviceWithoutZone(Rule):
    """A device is in no zone: nobody can tell who reaches it.

    ## Why is this bad?
    A device off the map is a device that nobody defends.

    ## Example
    ```yaml
    devices:
      monitor: bedside-monitor
    ```

    ## Use instead
    ```yaml
    zones: {monitors: monitoring}
    devices:
      monitor: {type: bedside-monitor, zone: monitors}
    ```

    Write its zone.

    ## False positives
    A device joined by a link of its own is on the map.

    ## References
    None: the model against itself.
    """

    id = "device-without-zone"
    severity = Level.MEDIUM
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        linked = {end for link in context.model.links.values() for end in (link.from_end, link.to_end)}
        for device in context.devices:
            if not device.zones and device.id not in linked:
                yield self.finding(device, "zone")
