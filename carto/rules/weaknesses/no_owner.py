"""Rule ``no-owner``: no owner."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class NoOwner(Rule):
    """Nobody answers for an important system.

    ## Why is this bad?
    What nobody owns, nobody mends.

    ## Example
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps, target: true}
    ```

    ## Use instead
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      ehr: {type: ehr, zone: apps, target: true, owner: Medical information department}
    ```

    Name an owner for each system, outside IT as well.

    ## False positives
    An owner known to all but not written.

    ## References
    hygiene guide 39; ReCyF 2.A; NIST SP 800-53 PM-5.
    """

    id = "no-owner"
    alias = "W-GOV-OWNER"
    severity = Level.MEDIUM
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H39 R2.A PM-5")
    measures = ("account-hygiene",)
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            important = device.target or context.in_care(device)
            if important and not device.owner and context.is_own(device):
                yield self.finding(device, "owner", unknown=True)
