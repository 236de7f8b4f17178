"""Rule ``no-risk-analysis``: no risk analysis."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_THREE_YEARS = 1096  # days


class NoRiskAnalysis(Rule):
    """No risk analysis has been made for three years.

    ## Why is this bad?
    Money goes where people fear, not where patients are exposed.

    ## Example
    ```yaml
    establishment: {date: 2026-11-01, risk_analysis_on: 2019-03-01}
    ```

    ## Use instead
    ```yaml
    establishment: {date: 2026-11-01, risk_analysis_on: 2025-03-01}
    ```

    Make an analysis (EBIOS RM) of the most critical care and date it.

    ## False positives
    None known.

    ## References
    hygiene guide 41; NIS 2 art. 21(2)(a); NIST SP 800-53 RA-3.
    """

    id = "no-risk-analysis"
    alias = "W-GOV-RISK"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("H41 N(a) RA-3")
    measures = ("staff-training",)
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        days = context.days_since(context.model.establishment.risk_analysis_on)
        if days is None or days > _THREE_YEARS:
            yield self.finding(context.model.establishment, "risk_analysis_on", unknown=days is None, days=days)
