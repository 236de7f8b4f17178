"""Rule ``exposed-application-account``: readable application account."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level, Privilege
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ExposedApplicationAccount(Rule):
    """The secret that opens a health database is kept on a machine, with wide rights.

    ## Why is this bad?
    Whoever takes that machine reads every record, without the application.

    ## Example
    ```yaml
    zones: {cardiology: cardiology, data: data}
    devices:
      cardio-is: {type: cardiology-system, zone: cardiology}
      ehr-db: {type: ehr-database, zone: data, holds: health-record}
    accounts:
      svc-cardio: {kind: service, opens: {ehr-db: admin}, stored_on: cardio-is}
    ```

    ## Use instead
    ```yaml
    zones: {cardiology: cardiology, data: data}
    devices:
      cardio-is: {type: cardiology-system, zone: cardiology}
      ehr-db: {type: ehr-database, zone: data, holds: health-record}
    accounts:
      svc-cardio: {kind: service, opens: {ehr-db: user}, stored_on: cardio-is}
    ```

    One account per application, reduced rights, changed secret, mutual certificates.

    ## False positives
    A secret kept in a hardware module.

    ## References
    NIST SP 800-53 AC-6; ATT&CK T1552.
    """

    id = "exposed-application-account"
    alias = "W-ACC-DB"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    profiles = ORGANISED
    references = cite("AC-6 T1552")
    measures = (
        "account-hygiene",
        "database-monitoring",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            if account.kind is not AccountKind.SERVICE or not account.stored_on:
                continue
            places = [context.model.devices[place] for place in account.stored_on]
            for device in context.opened_by(account):
                wide = account.opens.get(device.id) is Privilege.ADMIN
                if wide and context.holds_health(device):
                    names = ", ".join(place.label for place in places)
                    yield self.finding(
                        account, "stored_on", involves=[device, *places], places=names, base=device.label
                    )
