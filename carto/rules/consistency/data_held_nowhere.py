"""Rule ``data-held-nowhere``: data that nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class DataHeldNowhere(Rule):
    """A class of data is described or exchanged, but no device keeps it.

    ## Why is this bad?
    What is nowhere can be neither protected nor backed up.

    ## Example
    ```yaml
    data:
      scans: {name: Scanned archives}
    ```

    ## Use instead
    ```yaml
    data:
      scans: {name: Scanned archives}
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers, holds: scans}
    ```

    Write which device keeps them (holds), and how many records.

    ## False positives
    Data that only passes through and is kept by somebody else.

    ## References
    None: the model against itself.
    """

    id = "data-held-nowhere"
    severity = Level.LOW
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        held = {data for device in context.devices for data in device.holds}
        for data in context.model.data.values():
            if data.id not in held:
                yield self.finding(data)
