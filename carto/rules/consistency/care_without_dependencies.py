"""Rule ``care-without-dependencies``: care that depends on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class CareWithoutDependencies(Rule):
    """Care is described, but nothing says what it needs.

    ## Why is this bad?
    Nobody will be able to tell what stops on the day of the breakdown.

    ## Example
    ```yaml
    care:
      dialysis: {patient_safety: 4}
    ```

    ## Use instead
    ```yaml
    zones: {dialysis-room: therapy}
    devices:
      generators: {type: dialysis, zone: dialysis-room}
    care:
      dialysis: {patient_safety: 4, depends_on: generators}
    ```

    Write what care depends on (depends_on), together with the carers.

    ## False positives
    Care that truly needs no system: remove it from the map.

    ## References
    None: the model against itself.
    """

    id = "care-without-dependencies"
    severity = Level.MEDIUM
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for care in context.model.care.values():
            if not care.depends_on:
                yield self.finding(care, "depends_on")
