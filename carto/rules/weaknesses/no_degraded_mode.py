"""Rule ``no-degraded-mode``: no degraded mode."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import CARE_CLASS, RuleContext
from carto.rules.finding import Finding


class NoDegradedMode(Rule):
    """Important care has no tried fallback.

    ## Why is this bad?
    On the day the systems fall, care stops.

    ## Example
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      prescribing: {type: e-prescribing, zone: apps}
    care:
      prescription: {depends_on: prescribing, patient_safety: 3, degraded_mode: {tested: false}}
    ```

    ## Use instead
    ```yaml
    zones: {apps: clinical-applications}
    devices:
      prescribing: {type: e-prescribing, zone: apps}
    care:
      prescription: {depends_on: prescribing, patient_safety: 3, degraded_mode: {tested: true}}
    ```

    Write the degraded mode, prepare paper forms, drill it every year.

    ## False positives
    Care that needs none of the systems: remove its dependencies.

    ## References
    ReCyF 13.6; NIST SP 800-53 CP-2.
    """

    id = "no-degraded-mode"
    alias = "W-CONT-DEG"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("R13.6 CP-2")
    measures = ("degraded-mode-drills",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for care in context.model.care.values():
            tested = care.degraded_mode.tested if care.degraded_mode else "unknown"
            if care.patient_safety >= CARE_CLASS and tested is not True:
                yield self.finding(care, "degraded_mode", unknown=tested == "unknown")
