"""Rule ``account-opens-nothing``: account that opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class AccountOpensNothing(Rule):
    """An account is described, but nothing says what it opens.

    ## Why is this bad?
    An account whose rights are not known is wrongly counted as harmless.

    ## Example
    ```yaml
    accounts:
      svc-old: {kind: service}
    ```

    ## Use instead
    ```yaml
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers}
    accounts:
      svc-old: {kind: service, opens: files}
    ```

    Write what it opens (opens), or remove it.

    ## False positives
    A disabled account kept for the record is left out.

    ## References
    None: the model against itself.
    """

    id = "account-opens-nothing"
    severity = Level.LOW
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for account in context.model.accounts.values():
            if not account.opens and account.enabled is not False:
                yield self.finding(account, "opens")
