"""Rule ``standing-supplier-access``: standing supplier access."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import LIFE_CLASS, RuleContext
from carto.rules.finding import Finding

_REBOUNDS: Final = frozenset({"bastion", "vpn-gateway"})


class StandingSupplierAccess(Rule):
    """A supplier keeps an access open at all times, without a rebound.

    ## Why is this bad?
    Whoever attacks the supplier arrives straight at the bedside.

    ## Example
    ```yaml
    zones: {supplier: supplier, laboratory: laboratory}
    links:
      supplier -> laboratory: {allow: rdp, always_on: true}
    ```

    ## Use instead
    ```yaml
    zones: {supplier: supplier, laboratory: laboratory}
    links:
      supplier -> laboratory: {allow: rdp, always_on: false}
    ```

    Open access on demand only, through a bastion that records, with personal accounts.

    ## False positives
    An outgoing support tunnel that staff start by hand: say `always_on: false`.

    ## References
    sector policy 6.1; ReCyF 3.B; NIS 2 art. 21(2)(d); NIST SP 800-53 MA-4; ATT&CK T1199.
    """

    id = "standing-supplier-access"
    alias = "W-EXP-SUPPLIER"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    references = cite("P6.1 R3.B N(d) MA-4 T1199")
    measures = (
        "supplier-control",
        "admin-bastion",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("standing-supplier-access"):
            yield self.finding(device, "weaknesses", weakness=weakness, variant="declared")
        for link in context.model.links.values():
            carrier = context.model.devices.get(link.from_end)
            tunnel = carrier is not None and carrier.supplier != "" and link.always_on is True
            outer = context.zone_is(link.from_end, "supplier") and link.always_on is not False
            if not tunnel and not outer:
                continue
            guarded = any(device.type in _REBOUNDS for device in context.devices_at(link.to_end)) or context.zone_is(
                link.to_end, "edge"
            )
            if not guarded:
                served = context.devices_at(link.to_end)
                yield self.finding(
                    link,
                    "always_on",
                    unknown=link.always_on == "unknown",
                    worse=when(any(device.patient_safety >= LIFE_CLASS for device in served), "life-support"),
                    involves=served,
                )
