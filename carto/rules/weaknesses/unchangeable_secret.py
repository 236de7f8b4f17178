"""Rule ``unchangeable-secret``: secret that cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnchangeableSecret(Rule):
    """A secret is written in by the maker and its user cannot change it.

    ## Why is this bad?
    Nobody on site can mend it: only isolation protects the patient.

    ## Example
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps, default_secret: true, secret_changeable: false}
    ```

    ## Use instead
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump: {type: infusion-pump, zone: pumps, default_secret: false, secret_changeable: false}
    ```

    Isolate the device, ask the supplier for a fix, plan its replacement.

    ## False positives
    A secret unique to each device, sealed by the maker.

    ## References
    ReCyF 10.B.6; ATT&CK T0891.
    """

    id = "unchangeable-secret"
    alias = "W-ACC-HARD"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    references = cite("R10.B.6 T0891")
    measures = (
        "device-isolation",
        "supplier-control",
        "renewal",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            declared = "hard-coded-secret" in device.weaknesses
            fixed = device.secret_changeable is False and device.default_secret is not False
            if declared or fixed:
                unknown = not declared and device.default_secret == "unknown"
                field = "weaknesses" if declared else "secret_changeable"
                yield self.finding(device, field, unknown=unknown, weakness="hard-coded-secret")
