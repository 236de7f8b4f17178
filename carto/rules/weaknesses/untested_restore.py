"""Rule ``untested-restore``: untested restore."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_A_YEAR = 365  # days


class UntestedRestore(Rule):
    """No restore has been tried for a year.

    ## Why is this bad?
    A backup never read back is a hope, not a rescue.

    ## Example
    ```yaml
    establishment: {date: 2026-11-01, restore_tested_on: 2024-05-01}
    ```

    ## Use instead
    ```yaml
    establishment: {date: 2026-11-01, restore_tested_on: 2026-05-01}
    ```

    Restore a whole system every year and note how long it takes.

    ## False positives
    None known.

    ## References
    hygiene guide 37; ReCyF 13.2; NIST SP 800-53 CP-4; GDPR art. 32(1)(c); GDPR art. 32(1)(d).
    """

    id = "untested-restore"
    alias = "W-BKP-TEST"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("H37 R13.2 CP-4 G32(1)(c) G32(1)(d)")
    measures = ("restore-tests",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        days = context.days_since(context.model.establishment.restore_tested_on)
        if days is None or days > _A_YEAR:
            yield self.finding(context.model.establishment, "restore_tested_on", unknown=days is None, days=days)
