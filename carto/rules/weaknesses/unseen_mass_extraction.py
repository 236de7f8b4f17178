"""Rule ``unseen-mass-extraction``: mass extraction unseen."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_MANY = 10_000  # records (assumption)


class UnseenMassExtraction(Rule):
    """A base of many records is not watched.

    ## Why is this bad?
    Millions of records have left that way, over weeks, and nobody saw.

    ## Example
    ```yaml
    zones: {data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data, holds: {health-record: 200000}, logged: false}
    ```

    ## Use instead
    ```yaml
    zones: {data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data, holds: {health-record: 200000}, logged: true}
    ```

    Log reads, alert on volumes, limit queries.

    ## False positives
    A copy made anonymous: give its data another class.

    ## References
    NIST SP 800-53 AU-6; D3-DQSA; D3-UDTA.
    """

    id = "unseen-mass-extraction"
    alias = "W-DATA-MASS"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.BUDGET
    profiles = ORGANISED
    references = cite("AU-6 D3-DQSA D3-UDTA")
    measures = ("database-monitoring",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            count = sum(number for data, number in device.holds.items() if context.is_health(data))
            if count >= _MANY and device.logged is not True:
                yield self.finding(device, "logged", unknown=device.logged == "unknown", count=count)
