"""Rule ``over-privileged-service-account``: over-privileged service account."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level, Privilege
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OverPrivilegedServiceAccount(Rule):
    """A service account is an administrator of what it opens.

    ## Why is this bad?
    A secret in a configuration file is then worth every right over the records.

    ## Example
    ```yaml
    zones: {data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data}
    accounts:
      svc-cardio: {kind: service, opens: {ehr-db: admin}}
    ```

    ## Use instead
    ```yaml
    zones: {data: data}
    devices:
      ehr-db: {type: ehr-database, zone: data}
    accounts:
      svc-cardio: {kind: service, opens: {ehr-db: user}}
    ```

    Cut its rights to what the service needs; change its secret.

    ## False positives
    A deployment or backup tool that cannot do with less: keep it in the core, watched.

    ## References
    hygiene guide 29; NIST SP 800-53 AC-6; ATT&CK T1078.002; ATT&CK T1558.003.
    """

    id = "over-privileged-service-account"
    alias = "W-ACC-SVC"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    references = cite("H29 AC-6 T1078.002 T1558.003")
    measures = (
        "account-hygiene",
        "directory-hardening",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            owned = sorted(place for place, privilege in account.opens.items() if privilege is Privilege.ADMIN)
            if account.kind is AccountKind.SERVICE and owned:
                names = ", ".join(context.label(place) for place in owned)
                yield self.finding(account, "opens", involves=context.opened_by(account), devices=names)
        for device, weakness in context.declaring("over-privileged-service"):
            yield self.finding(device, "weaknesses", weakness=weakness, variant="declared")
