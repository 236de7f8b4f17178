"""Rule ``untrained-staff``: untrained staff."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_HALF = 0.5  # share of staff below which training is asked for (assumption)


class UntrainedStaff(Rule):
    """Less than half of the staff has been trained and tested.

    ## Why is this bad?
    One click opens the door; a carer who knows shuts it.

    ## Example
    ```yaml
    establishment: {trained_share: 0.1}
    ```

    ## Use instead
    ```yaml
    establishment: {trained_share: 0.8}
    ```

    Train, test, do it again every year: the effect fades.

    ## False positives
    None known.

    ## References
    hygiene guide 1; hygiene guide 2; NIS 2 art. 21(2)(g); NIST SP 800-53 AT-2; ATT&CK M1017.
    """

    id = "untrained-staff"
    alias = "W-TRAIN"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H1 H2 N(g) AT-2 M1017")
    measures = ("staff-training",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        share = context.model.establishment.trained_share
        if share == "unknown" or share < _HALF:
            percent = 0 if share == "unknown" else round(100 * share)
            yield self.finding(
                context.model.establishment, "trained_share", unknown=share == "unknown", percent=percent
            )
