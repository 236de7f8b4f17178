"""Rule ``secrets-in-files``: secrets in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_SHARED_PLACES: Final = frozenset({"file-server", "printer", "nurse-workstation", "remote-desktop-server"})


class SecretsInFiles(Rule):
    """Secrets lie about in files, scripts or printers.

    ## Why is this bad?
    The attacker gains rights without raising any alarm.

    ## Example
    ```yaml
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers, weaknesses: secrets-in-files}
    ```

    ## Use instead
    ```yaml
    zones: {servers: server}
    devices:
      files: {type: file-server, zone: servers}
    ```

    Put secrets in a vault and change those that lay about.

    ## False positives
    A configuration encrypted with a key that the machine's users cannot read.

    ## References
    hygiene guide 11; ATT&CK T1552.001.
    """

    id = "secrets-in-files"
    alias = "W-ACC-FILE"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("H11 T1552.001")
    measures = ("account-hygiene",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("secrets-in-files", "cached-admin-session"):
            yield self.finding(device, "weaknesses", weakness=weakness)
        for account in context.model.accounts.values():
            for place in account.stored_on:
                device = context.model.devices[place]
                if device.type in _SHARED_PLACES and "secrets-in-files" not in device.weaknesses:
                    yield self.finding(account, "stored_on", involves=[device], variant="stored", device=device.label)
