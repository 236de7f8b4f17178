"""Rule ``no-incident-plan``: no incident plan."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class NoIncidentPlan(Rule):
    """Nobody knows whom to call or what to cut on the day of an attack.

    ## Why is this bad?
    The first hours decide; in one great theft of records, six days were lost.

    ## Example
    ```yaml
    establishment: {incident_plan: false}
    ```

    ## Use instead
    ```yaml
    establishment: {incident_plan: true}
    ```

    Write the plan, with contacts (CERT Santé), and drill it.

    ## False positives
    None known.

    ## References
    hygiene guide 40; sector policy 7.3; NIS 2 art. 21(2)(b); NIST SP 800-53 IR-4.
    """

    id = "no-incident-plan"
    alias = "W-INC"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H40 P7.3 N(b) IR-4")
    measures = ("degraded-mode-drills",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        state = context.model.establishment.incident_plan
        if state is not True:
            yield self.finding(context.model.establishment, "incident_plan", unknown=state == "unknown")
