"""Rule ``removable-media``: removable media."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class RemovableMedia(Rule):
    """A device takes keys and disks from elsewhere.

    ## Why is this bad?
    A borrowed key is enough to infect an ultrasound scanner.

    ## Example
    ```yaml
    zones: {imaging: imaging}
    devices:
      analyser: {type: analyser, zone: imaging, removable_media: true}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    devices:
      analyser: {type: analyser, zone: imaging, removable_media: false}
    ```

    Block them, or go through a cleaning kiosk.

    ## False positives
    A port used under seal by the maintainer only.

    ## References
    hygiene guide 15; ReCyF 9.5; NIST SP 800-53 MP-7; ATT&CK T1091.
    """

    id = "removable-media"
    alias = "W-USB"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H15 R9.5 MP-7 T1091")
    measures = ("active-endpoint-protection",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            declared = "usb-allowed" in device.weaknesses
            if not context.is_own(device) or not (declared or device.removable_media is not False):
                continue
            usual = context.types[device.id]
            # What merely repeats the catalogue is an assumption about such devices, not a word about this one.
            unknown = not declared and (usual is None or device.removable_media == usual.removable_media)
            unknown = unknown or (not declared and device.removable_media == "unknown")
            field = "weaknesses" if declared and device.removable_media is not True else "removable_media"
            worse = when(context.in_care(device), "in-care")
            yield self.finding(device, field, unknown=unknown, worse=worse, weakness="usb-allowed")
