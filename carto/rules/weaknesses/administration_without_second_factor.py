"""Rule ``administration-without-second-factor``: administration without a second factor."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class AdministrationWithoutSecondFactor(Rule):
    """An administration account is content with a password.

    ## Why is this bad?
    The theft of one administrator secret bypasses every other protection.

    ## Example
    ```yaml
    zones: {infra: infrastructure}
    devices:
      vcenter: {type: virtualisation-manager, zone: infra}
    accounts:
      vm-admins: {kind: admin, opens: {vcenter: admin}, second_factor: false}
    ```

    ## Use instead
    ```yaml
    zones: {infra: infrastructure}
    devices:
      vcenter: {type: virtualisation-manager, zone: infra}
    accounts:
      vm-admins: {kind: admin, opens: {vcenter: admin}, second_factor: true}
    ```

    Go through an exclusive bastion with a second factor.

    ## False positives
    A sealed emergency account.

    ## References
    ReCyF 11; NIST SP 800-53 IA-2(1); D3-MFA.
    """

    id = "administration-without-second-factor"
    alias = "W-ACC-ADM-NOMFA"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("R11 IA-2(1) D3-MFA")
    measures = (
        "admin-bastion",
        "remote-mfa",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            strong = account.kind in {AccountKind.ADMIN, AccountKind.DOMAIN_ADMIN}
            if strong and account.enabled is not False and account.second_factor is not True:
                unknown = account.second_factor == "unknown"
                yield self.finding(account, "second_factor", unknown=unknown, involves=context.opened_by(account))
