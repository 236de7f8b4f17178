"""Rule ``leavers-not-managed``: leavers not managed."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class LeaversNotManaged(Rule):
    """Nothing takes rights away from those who leave or move.

    ## Why is this bad?
    A former employee, or whoever kept their phone, still reads records.

    ## Example
    ```yaml
    establishment: {leavers_process: false}
    ```

    ## Use instead
    ```yaml
    establishment: {leavers_process: true}
    ```

    Write a joiner, mover and leaver process with human resources.

    ## False positives
    None known.

    ## References
    hygiene guide 6; sector policy 5.1.3; ReCyF 4.4.
    """

    id = "leavers-not-managed"
    alias = "W-ACC-LEAVE"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H6 P5.1.3 R4.4")
    measures = ("account-hygiene",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        state = context.model.establishment.leavers_process
        if state is not True:
            yield self.finding(context.model.establishment, "leavers_process", unknown=state == "unknown")
