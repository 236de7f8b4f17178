"""Rule ``open-physical-access``: physical access."""

from __future__ import annotations

from collections.abc import Iterator

from carto.i18n.bilingual import both
from carto.model.vocabulary import Level, PhysicalAccess
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenPhysicalAccess(Rule):
    """Anybody can touch a sensitive device.

    ## Why is this bad?
    One minute alone with the device is enough to take its secrets or upset it.

    ## Example
    ```yaml
    zones: {cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology, physical_access: public}
    ```

    ## Use instead
    ```yaml
    zones: {cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology, physical_access: locked}
    ```

    Lock it up, close its ports, erase what it keeps.

    ## False positives
    A device that a member of staff always watches.

    ## References
    hygiene guide 26; hygiene guide 30; NIST SP 800-53 PE-3.
    """

    id = "open-physical-access"
    alias = "W-PHYS"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H26 H30 PE-3")
    measures = ("programmer-rule",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            programmer = device.type == "implant-programmer"
            locked = device.physical_access is PhysicalAccess.LOCKED
            public = device.physical_access is PhysicalAccess.PUBLIC
            sensitive = context.is_carrying(device) or context.in_care(device) or "unlocked-case" in device.weaknesses
            unknown = device.physical_access is PhysicalAccess.UNKNOWN
            if not locked and context.is_own(device) and (programmer or (sensitive and (public or unknown))):
                yield self.finding(
                    device,
                    "physical_access",
                    unknown=unknown,
                    worse=when(programmer, "programmer"),
                    who=both(f"rules.access.{device.physical_access}"),
                )
