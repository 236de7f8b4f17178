"""Rule ``reachable-backup``: reachable backup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carto.model.device import Device
from carto.model.vocabulary import AccountKind, Confidence, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ReachableBackup(Rule):
    """The backup can be destroyed by whoever has taken the network.

    ## Why is this bad?
    Without a sound backup, the hospital works for weeks without records.

    ## Example
    ```yaml
    zones: {core: backup}
    devices:
      backups: {type: backup-server, zone: core}
      dc: {type: domain-controller, zone: core, manages: backups}
      vault: {type: offline-backup, zone: core}
    ```

    ## Use instead
    ```yaml
    zones: {core: backup}
    devices:
      backups: {type: backup-server, zone: core}
      vault: {type: offline-backup, zone: core}
    ```

    One copy offline or immutable, with accounts of its own (3-2-1).

    ## False positives
    An immutable store behind the same server: add it, of type offline-backup.

    ## References
    hygiene guide 37; sector policy 7.4; ReCyF 13.3; NIS 2 art. 21(2)(c); NIST SP 800-53 CP-9; ATT&CK T1490.
    """

    id = "reachable-backup"
    alias = "W-BKP-ONLINE"
    severity = Level.CRITICAL
    confidence = Confidence.MEDIUM
    cause = Cause.BUDGET
    references = cite("H37 P7.4 R13.3 N(c) CP-9 T1490")
    measures = ("offline-backup",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        if context.model.devices and not any(context.of_type("offline-backup")):
            yield self.finding(context.model.establishment, unknown=True, variant="none")
        controllers = tuple(context.of_type("domain-controller"))
        for device in context.of_type("backup-server"):
            reasons = sorted(_reasons(context, device, controllers))
            if reasons:
                yield self.finding(device, reason=", ".join(reasons))


def _reasons(context: RuleContext, device: Device, controllers: Iterable[Device]) -> Iterator[str]:
    """Yield the ids of what opens the backup to an intruder: directories, domain accounts, services."""
    for one in controllers:
        if device.id in one.manages or one.id in device.managed_by:
            yield one.id
    for account in context.model.accounts.values():
        if account.kind is AccountKind.DOMAIN_ADMIN and device.id in account.opens:
            yield account.id
    yield from context.open_to_users(device)
