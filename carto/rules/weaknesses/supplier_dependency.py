"""Rule ``supplier-dependency``: dependency on one supplier."""

from __future__ import annotations

from collections.abc import Iterator

from carto.analysis.resilience import care_weak_points
from carto.model.vocabulary import Confidence, Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import CARE_CLASS, RuleContext
from carto.rules.finding import Finding


class SupplierDependency(Rule):
    """Important care stops if one outside service stops.

    ## Why is this bad?
    The attack of a laboratory provider has already deprived hospitals of transfusions.

    ## Example
    ```yaml
    zones: {outside: cloud}
    devices:
      blood-tests: {type: online-application, zone: outside}
    care:
      transfusion: {depends_on: blood-tests, patient_safety: 4}
    ```

    ## Use instead
    ```yaml
    zones: {outside: cloud}
    devices:
      blood-tests: {type: online-application, zone: outside}
      other-laboratory: {type: online-application, zone: outside}
    care:
      transfusion: {depends_on: {any: [blood-tests, other-laboratory]}, patient_safety: 4}
    ```

    Plan another provider or a degraded mode, and write it in the contract.

    ## False positives
    A service doubled by another provider: write the choice with `any` in `depends_on`.

    ## References
    ReCyF 3.A; NIS 2 art. 21(2)(d); NIST SP 800-53 SA-9.
    """

    id = "supplier-dependency"
    alias = "W-CONT-SUP"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.SUPPLIER
    profiles = ORGANISED
    references = cite("R3.A N(d) SA-9")
    measures = (
        "supplier-control",
        "degraded-mode-drills",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for point in care_weak_points(context.model):
            device = context.model.devices.get(point.id)
            grave = [care for care in point.care if context.model.care[care].patient_safety >= CARE_CLASS]
            if device is None or not grave or context.is_own(device):
                continue
            yield self.finding(
                device,
                related=[f"care:{care}:depends_on" for care in grave],
                care=", ".join(context.model.care[care].label for care in grave),
            )
