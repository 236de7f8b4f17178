"""Rule ``life-device-from-outside``: life-critical device reached from outside."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import LIFE_CLASS, RuleContext
from carto.rules.finding import Finding


class LifeDeviceFromOutside(Rule):
    """A device that a life may depend on is reached from a hostile zone.

    ## Why is this bad?
    A stranger can stop it or change its settings while a patient depends on it.

    ## Example
    ```yaml
    zones: {internet: internet, pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps, exposed_to: internet}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps}
    ```

    Cut direct access; go through a controlled rebound where access is needed.

    ## False positives
    A device that only calls out: model it with `internet_access`, not `exposed_to`.

    ## References
    IEC 62443-3-3 SR1.13; NIST SP 800-53 SC-7; ATT&CK T0883.
    """

    id = "life-device-from-outside"
    alias = "W-NET-LIFE-INET"
    severity = Level.CRITICAL
    cause = Cause.CONTROL
    references = cite("SR1.13 SC-7 T0883")
    measures = (
        "exposure-reduction",
        "device-isolation",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if device.patient_safety >= LIFE_CLASS and context.faces_outside(device):
                yield self.finding(device, "exposed_to" if device.exposed_to else "zone")
