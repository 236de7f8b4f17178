"""Rule ``unknown-software``: unknown software."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level, Ownership
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnknownSoftware(Rule):
    """Nobody has written what a device runs on.

    ## Why is this bad?
    A flaw that cannot be looked for stays open.

    ## Example
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging, os: {family: windows, version: 10 LTSC, supported: true}}
    ```

    Note system and version; ask the supplier for the list of components.

    ## False positives
    Devices of somebody else, seen from afar, are left out.

    ## References
    hygiene guide 4; sector policy 4.1.2; NIST SP 800-53 CM-8; D3-SWI.
    """

    id = "unknown-software"
    alias = "W-VUL-UNK"
    severity = Level.MEDIUM
    cause = Cause.CONTROL
    references = cite("H4 P4.1.2 CM-8 D3-SWI")
    measures = (
        "network-detection",
        "supplier-control",
    )
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            silent = device.os is None and not device.version and not device.like
            if silent and context.is_own(device) and device.ownership is Ownership.ESTABLISHMENT:
                yield self.finding(device, "os", unknown=True)
