"""Rule ``stale-map``: stale map."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_A_YEAR = 365  # days


class StaleMap(Rule):
    """The map has not been reviewed for a year, or nobody knows when.

    ## Why is this bad?
    Decisions are made blind, and faults are looked for where they no longer are.

    ## Example
    ```yaml
    establishment: {date: 2026-11-01}
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers, seen_on: 2023-02-01}
    ```

    ## Use instead
    ```yaml
    establishment: {date: 2026-11-01}
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers, seen_on: 2026-09-01}
    ```

    Date every fact (seen_on) and review the map every year.

    ## False positives
    A map reviewed as a whole: its date is enough.

    ## References
    hygiene guide 4; ReCyF 5.A.1; ReCyF 3.A.1.
    """

    id = "stale-map"
    alias = "W-MAP-OLD"
    severity = Level.LOW
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("H4 R5.A.1 R3.A.1")
    measures = ("network-detection",)
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        if context.today is None:
            yield self.finding(context.model.establishment, "date", unknown=True, variant="undated")
            return
        ages = {device.id: context.days_since(device.seen_on) for device in context.devices}
        old = sorted(device for device, age in ages.items() if age is not None and age > _A_YEAR)
        if old:
            related = [f"devices:{device}:seen_on" for device in old]
            yield self.finding(context.model.establishment, "date", related=related, old=len(old))
