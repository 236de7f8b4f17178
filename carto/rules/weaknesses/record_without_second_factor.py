"""Rule ``record-without-second-factor``: patient record without a second factor."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class RecordWithoutSecondFactor(Rule):
    """The patient record opens with a mere password.

    ## Why is this bad?
    A password seen over a shoulder is enough to read or prescribe in another's place.

    ## Example
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps, second_factor: false}
    ```

    ## Use instead
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps, second_factor: true}
    ```

    Card, badge or the health professional's app, with a fallback.

    ## False positives
    Accounts that all carry their own second factor: write it on the accounts.

    ## References
    hygiene guide 13; sector policy 5.2; NIS 2 art. 21(2)(j).
    """

    id = "record-without-second-factor"
    alias = "W-EHR-2FA"
    severity = Level.MEDIUM
    cause = Cause.BUDGET
    references = cite("H13 P5.2 N(j)")
    measures = ("record-second-factor",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.of_type("ehr", "e-prescribing", "emergency-system", "intensive-care-system"):
            people = [account for account in context.opening.get(device.id, ()) if account.kind is AccountKind.USER]
            covered = bool(people) and all(account.second_factor is True for account in people)
            if device.second_factor is not True and not covered:
                yield self.finding(device, "second_factor", unknown=device.second_factor == "unknown")
