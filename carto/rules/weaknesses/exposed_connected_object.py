"""Rule ``exposed-connected-object``: exposed camera or connected object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_OBJECTS: Final = ("camera", "iot-device", "home-camera", "voice-assistant", "printer")


class ExposedConnectedObject(Rule):
    """A camera or connected object is reached from outside, or keeps its factory secret.

    ## Why is this bad?
    Patients' privacy is at stake, and the object serves as a bridgehead.

    ## Example
    ```yaml
    zones: {video: building}
    devices:
      cameras: {type: camera, zone: video, default_secret: true}
    ```

    ## Use instead
    ```yaml
    zones: {video: building}
    devices:
      cameras: {type: camera, zone: video, default_secret: false}
    ```

    Isolate it, change its secret, close its outside access.

    ## False positives
    An object of the patient's own, at home.

    ## References
    hygiene guide 12; ATT&CK T1190.
    """

    id = "exposed-connected-object"
    alias = "W-EXP-CAM"
    severity = Level.MEDIUM
    cause = Cause.SUPPLIER
    references = cite("H12 T1190")
    measures = (
        "exposure-reduction",
        "default-secret-change",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.of_type(*_OBJECTS):
            outside = context.faces_outside(device)
            if outside or device.default_secret is True:
                yield self.finding(
                    device,
                    "default_secret" if device.default_secret is True else "exposed_to",
                    worse=when(any(context.zone_is(zone, "ward", "clinical") for zone in device.zones), "beds"),
                )
