"""Rule ``no-central-logs``: no logs, or nobody reads them."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import HOSPITALS, Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class NoCentralLogs(Rule):
    """A critical system sends its logs nowhere, or nobody reads them.

    ## Why is this bad?
    The intruder stays for weeks, and is discovered on the day of encryption.

    ## Example
    ```yaml
    zones: {core: identity}
    devices:
      dc: {type: domain-controller, zone: core, logged: false}
    ```

    ## Use instead
    ```yaml
    zones: {core: identity}
    devices:
      dc: {type: domain-controller, zone: core, logged: true}
    ```

    Centralise logs and have them read day and night.

    ## False positives
    A device that cannot log: watch its zone with a probe.

    ## References
    hygiene guide 36; sector policy 7.2; ReCyF 12; NIST SP 800-53 AU-6.
    """

    id = "no-central-logs"
    alias = "W-LOG"
    severity = Level.MEDIUM
    cause = Cause.BUDGET
    profiles = HOSPITALS
    references = cite("H36 P7.2 R12 AU-6")
    measures = ("continuous-monitoring",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        if context.model.establishment.logs_reviewed is False:
            yield self.finding(context.model.establishment, "logs_reviewed", variant="unread")
        for device in context.devices:
            watched = context.is_core(device) or context.faces_outside(device) or device.target
            if watched and device.logged is not True and context.is_own(device):
                yield self.finding(
                    device,
                    "logged",
                    unknown=device.logged == "unknown",
                    worse=when(context.is_core(device), "core"),
                )
