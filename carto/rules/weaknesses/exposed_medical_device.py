"""Rule ``exposed-medical-device``: exposed medical device."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ExposedMedicalDevice(Rule):
    """A medical device is reached from a hostile zone.

    ## Why is this bad?
    Whoever takes the device may reach the patient, then the record that it feeds.

    ## Example
    ```yaml
    zones: {internet: internet, cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology, exposed_to: internet}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology}
    ```

    Cut access; update by a controlled medium or through a rebound.

    ## False positives
    A home device is meant to stand in a hostile zone and is left out.

    ## References
    IEC 62443-3-3 SR1.13; sector policy 6.2; ATT&CK T0883.
    """

    id = "exposed-medical-device"
    alias = "W-EXP-DEV"
    severity = Level.CRITICAL
    cause = Cause.CONTROL
    references = cite("SR1.13 P6.2 T0883")
    measures = (
        "exposure-reduction",
        "programmer-rule",
        "device-isolation",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if context.is_medical(device) and context.faces_outside(device):
                yield self.finding(device, "exposed_to" if device.exposed_to else "zone")
