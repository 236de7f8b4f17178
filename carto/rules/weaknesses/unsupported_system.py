"""Rule ``unsupported-system``: unsupported system."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnsupportedSystem(Rule):
    """The system is no longer mended by its maker.

    ## Why is this bad?
    Every new flaw stays open there for ever; a worm that everybody knows is enough to stop it.

    ## Example
    ```yaml
    zones: {imaging: imaging}
    devices:
      mri: {type: mri, zone: imaging, os: {family: windows, version: "7", supported: false}}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    devices:
      mri: {type: mri, zone: imaging, os: {family: windows, version: 10 LTSC, supported: true}}
    ```

    Replace it; failing that, isolate it and filter what talks to it (virtual patch).

    ## False positives
    An extended support contract: say `supported: true` with a source.

    ## References
    hygiene guide 35; sector policy 4.5.5; ReCyF 5.B.9; NIST SP 800-53 SA-22.
    """

    id = "unsupported-system"
    alias = "W-OBS-OS"
    severity = Level.HIGH
    cause = Cause.BUDGET
    references = cite("H35 P4.5.5 R5.B.9 SA-22")
    measures = (
        "renewal",
        "virtual-patching",
        "device-isolation",
    )
    shielded_by = ("isolated",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            reached = bool(context.exposed(device) or context.open_to_users(device))
            system = f"{device.os.family} {device.os.version}".strip() if device.os else "?"
            if context.is_unsupported(device):
                yield self.finding(device, "os", worse=when(reached, "reachable"), system=system)
            elif device.os and device.os.supported == "unknown" and not device.os.support_ends:
                yield self.finding(device, "os", unknown=True, system=system)
