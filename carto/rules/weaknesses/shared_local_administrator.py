"""Rule ``shared-local-administrator``: shared local administrator."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import AccountKind, Level, Privilege
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class SharedLocalAdministrator(Rule):
    """The same local administrator secret opens several machines.

    ## Why is this bad?
    To take one computer is to take them all, within minutes.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pcs: {type: workstation, zone: wards, count: 40}
    accounts:
      local-admin: {kind: shared, opens: {ward-pcs: admin}}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pcs: {type: workstation, zone: wards, count: 40}
    accounts:
      helpdesk: {kind: admin, opens: {ward-pcs: admin}}
    ```

    A different secret per machine, changed by a tool.

    ## False positives
    A directory account that administers several machines is another rule's business.

    ## References
    hygiene guide 11; ATT&CK T1550.002; ATT&CK M1027.
    """

    id = "shared-local-administrator"
    alias = "W-ACC-LOCAL"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("H11 T1550.002 M1027")
    measures = ("directory-hardening",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("shared-local-admin"):
            yield self.finding(device, "weaknesses", weakness=weakness, variant="declared")
        for account in context.model.accounts.values():
            if account.kind is not AccountKind.SHARED or Privilege.ADMIN not in account.opens.values():
                continue
            opened = context.opened_by(account)
            count = sum(device.count for device in opened)
            if count > 1:
                yield self.finding(account, "opens", involves=opened, count=count)
