"""Rule ``shared-account``: shared account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_RECORDS: Final = frozenset({"ehr", "e-prescribing", "emergency-system", "intensive-care-system"})


class SharedAccount(Rule):
    """Several people use the same account.

    ## Why is this bad?
    Nobody can tell any more who prescribed or who read.

    ## Example
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps}
    accounts:
      emergency: {kind: shared, opens: ehr}
    ```

    ## Use instead
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps}
    accounts:
      nurses: {kind: user, count: 12, opens: ehr}
    ```

    Give each person an account, with a card or badge to be quick.

    ## False positives
    An emergency account under seal, with its use recorded.

    ## References
    hygiene guide 8; sector policy 5.2.1; ReCyF 10.A.3; NIST SP 800-53 IA-2.
    """

    id = "shared-account"
    alias = "W-ACC-SHARED"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H8 P5.2.1 R10.A.3 IA-2")
    measures = (
        "account-hygiene",
        "record-second-factor",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            crowded = account.count == 1 and (account.used_by or 0) > 1
            if account.kind is AccountKind.SHARED or crowded:
                opened = context.opened_by(account)
                yield self.finding(
                    account,
                    "kind" if account.kind is AccountKind.SHARED else "used_by",
                    worse=when(any(device.type in _RECORDS for device in opened), "record"),
                    involves=opened,
                )
