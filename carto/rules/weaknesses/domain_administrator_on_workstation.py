"""Rule ``domain-administrator-on-workstation``: domain administrator on a workstation."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_DEDICATED = ("admin-workstation", "bastion", "domain-controller")


class DomainAdministratorOnWorkstation(Rule):
    """A domain administrator opens a session on an ordinary machine.

    ## Why is this bad?
    Whoever takes that machine finds the keys to the whole hospital there.

    ## Example
    ```yaml
    zones: {offices: office}
    devices:
      helpdesk-pc: {type: workstation, zone: offices}
    accounts:
      domain-admins: {kind: domain-admin, sessions_on: helpdesk-pc}
    ```

    ## Use instead
    ```yaml
    zones: {admin: management}
    devices:
      admin-pc: {type: admin-workstation, zone: admin}
    accounts:
      domain-admins: {kind: domain-admin, sessions_on: admin-pc}
    ```

    Part the tiers: dedicated administration workstations, without mail or Web.

    ## False positives
    A dedicated administration workstation, or a bastion: use these types.

    ## References
    hygiene guide 27; ReCyF 11.B.3; ATT&CK T1003.001; ATT&CK M1026.
    """

    id = "domain-administrator-on-workstation"
    alias = "W-ACC-TIER"
    severity = Level.CRITICAL
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("H27 R11.B.3 T1003.001 M1026")
    measures = ("directory-tiering",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            if account.kind is not AccountKind.DOMAIN_ADMIN:
                continue
            for place in account.sessions_on:
                device = context.model.devices[place]
                if device.type not in _DEDICATED and not context.is_core(device):
                    yield self.finding(account, "sessions_on", involves=[device], device=device.label)
