"""Rule ``dormant-account``: dormant account."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_HALF_A_YEAR = 180  # days
_STRONG = frozenset({AccountKind.ADMIN, AccountKind.DOMAIN_ADMIN, AccountKind.SUPPLIER, AccountKind.SERVICE})


class DormantAccount(Rule):
    """An enabled account has not been used for more than six months.

    ## Why is this bad?
    An account nobody watches is the one an attacker uses quietly.

    ## Example
    ```yaml
    establishment: {date: 2026-11-01}
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers}
    accounts:
      old-migration: {kind: admin, opens: {files: admin}, last_used: 2025-01-15}
    ```

    ## Use instead
    ```yaml
    establishment: {date: 2026-11-01}
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers}
    accounts:
      old-migration: {kind: admin, opens: {files: admin}, last_used: 2025-01-15, enabled: false}
    ```

    Disable it; review accounts every quarter.

    ## False positives
    An emergency account under seal; a yearly batch.

    ## References
    hygiene guide 6; ReCyF 10.A.5; NIST SP 800-53 AC-2.
    """

    id = "dormant-account"
    alias = "W-ACC-DORMANT"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H6 R10.A.5 AC-2")
    measures = ("account-hygiene",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            days = context.days_since(account.last_used)
            strong = account.kind in _STRONG
            dormant = days is not None and days > _HALF_A_YEAR
            nobody_knows = days is None and account.kind is AccountKind.SUPPLIER
            if account.enabled is not False and (dormant or nobody_knows):
                yield self.finding(
                    account,
                    "last_used",
                    unknown=nobody_knows,
                    worse=when(strong, "privileged"),
                    involves=context.opened_by(account),
                    days=days,
                )
