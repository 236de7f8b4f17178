"""Rule ``browsing-with-privileges``: browsing with privileges."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class BrowsingWithPrivileges(Rule):
    """A privileged account is open where mail is read or the Web is browsed.

    ## Why is this bad?
    A click on a message is then worth the administrator's rights.

    ## Example
    ```yaml
    zones: {offices: office}
    devices:
      it-pc: {type: workstation, zone: offices, mail: true, web: true}
    accounts:
      admins: {kind: admin, sessions_on: it-pc}
    ```

    ## Use instead
    ```yaml
    zones: {offices: office}
    devices:
      it-pc: {type: workstation, zone: offices, mail: false, web: false}
    accounts:
      admins: {kind: admin, sessions_on: it-pc}
    ```

    Forbid mail and Web to administration accounts and workstations.

    ## False positives
    A separate session for ordinary work on the same machine: still one machine.

    ## References
    hygiene guide 27.
    """

    id = "browsing-with-privileges"
    alias = "W-PRIV-BROWSE"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("H27")
    measures = ("directory-tiering",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("browsing-as-admin"):
            yield self.finding(device, "weaknesses", weakness=weakness, variant="declared")
        for account in context.model.accounts.values():
            if account.kind not in {AccountKind.ADMIN, AccountKind.DOMAIN_ADMIN}:
                continue
            for place in account.sessions_on:
                device = context.model.devices[place]
                if device.mail is True or device.web is True:
                    yield self.finding(account, "sessions_on", involves=[device], device=device.label)
