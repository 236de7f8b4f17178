"""Rule ``single-point-of-failure``: single point of failure."""

from __future__ import annotations

from collections.abc import Iterator

from carto.analysis.resilience import care_weak_points
from carto.model.vocabulary import Confidence, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import LIFE_CLASS, RuleContext
from carto.rules.finding import Finding


class SinglePointOfFailure(Rule):
    """Vital care stops with one device that has no double.

    ## Why is this bad?
    No call, no alarm, no results: one breakdown is enough.

    ## Example
    ```yaml
    zones: {emergency: emergency}
    devices:
      dispatch: {type: dispatch-system, zone: emergency, redundant: false}
    care:
      emergency-calls: {depends_on: dispatch, patient_safety: 4}
    ```

    ## Use instead
    ```yaml
    zones: {emergency: emergency}
    devices:
      dispatch: {type: dispatch-system, zone: emergency, redundant: true}
    care:
      emergency-calls: {depends_on: dispatch, patient_safety: 4}
    ```

    Double the device, or write and try the fallback that care can live with.

    ## False positives
    A device doubled in practice: say `redundant: true`.

    ## References
    IEC 62443-3-3 SR7.4; NIST SP 800-53 CP-8; ReCyF 13.6.
    """

    id = "single-point-of-failure"
    alias = "W-NET-SPOF"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.BUDGET
    profiles = ORGANISED
    references = cite("SR7.4 CP-8 R13.6")
    measures = ("degraded-mode-drills",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for point in care_weak_points(context.model):
            device = context.model.devices.get(point.id)
            vital = [care for care in point.care if context.model.care[care].patient_safety >= LIFE_CLASS]
            if device is not None and vital and device.redundant is not True:
                yield self.finding(
                    device,
                    "redundant",
                    unknown=device.redundant == "unknown",
                    related=[f"care:{care}:depends_on" for care in vital],
                    care=", ".join(context.model.care[care].label for care in vital),
                )
