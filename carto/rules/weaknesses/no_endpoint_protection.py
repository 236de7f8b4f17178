"""Rule ``no-endpoint-protection``: no protection."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.vocabulary import Category
from carto.model.vocabulary import EndpointProtection, Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_ASKED = frozenset({Category.WORKSTATION, Category.MOBILE, Category.SERVER, Category.IDENTITY})


class NoEndpointProtection(Rule):
    """Nothing watches the programs of a machine.

    ## Why is this bad?
    Ransomware encrypts everything there undisturbed.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards, endpoint_protection: none}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards, endpoint_protection: block}
    ```

    Install protection in block mode; on a closed device, allow its own programs only.

    ## False positives
    A device whose maker forbids it: isolate it, and say so.

    ## References
    hygiene guide 14; ReCyF 9.6; NIST SP 800-53 SI-3; ATT&CK M1049.
    """

    id = "no-endpoint-protection"
    alias = "W-EDR-NONE"
    severity = Level.HIGH
    cause = Cause.BUDGET
    references = cite("H14 R9.6 SI-3 M1049")
    measures = ("active-endpoint-protection",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            none = device.endpoint_protection is EndpointProtection.NONE
            asked = context.category(device) in _ASKED and context.is_own(device)
            silent = device.endpoint_protection is EndpointProtection.UNKNOWN
            if none or (asked and silent):
                locked = context.is_medical(device)
                milder = when(locked, "locked-device")
                yield self.finding(device, "endpoint_protection", unknown=not none, milder=milder)
