"""Rule ``flat-network``: flat network."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import LIFE_CLASS, RuleContext
from carto.rules.finding import Finding

_ELSEWHERE = ("internet", "home", "national-services", "cloud", "supplier", "partner")


class FlatNetwork(Rule):
    """Two zones of different trust meet without a filter, or the network has too few zones.

    ## Why is this bad?
    One click on one computer is then enough to stop every ward.

    ## Example
    ```yaml
    zones: {internet: internet, pcs: practice, servers: server, care: monitoring}
    establishment: {kind: gp-practice}
    links:
      pcs -- care: {}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, pcs: practice, servers: server, care: monitoring}
    establishment: {kind: gp-practice}
    links:
      pcs -- care: {allow: https}
    ```

    Part the zones and let only the services needed pass between them, on a filtering device.

    ## False positives
    A link that another device filters, not written in the model: name it in `via` and list what it lets pass in
    `allow`.

    ## References
    hygiene guide 19; sector policy 4.2.2; ReCyF 7.A; IEC 62443-3-3 SR5.1; NIST SP 800-53 SC-7; ATT&CK M1030;
    D3-BDI.
    """

    id = "flat-network"
    alias = "W-NET-FLAT"
    severity = Level.HIGH
    cause = Cause.CONTROL
    references = cite("H19 P4.2.2 R7.A SR5.1 SC-7 M1030 D3-BDI")
    measures = ("network-zoning",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        yield from self._too_few(context)
        for link in context.model.links.values():
            ends = context.ends(link)
            if ends is None or not link.unfiltered or ends[0].trust == ends[1].trust:
                continue
            if any(context.is_outside(end.id) or context.zone_is(end.id, "partner", "supplier") for end in ends):
                continue
            low, high = sorted(ends, key=lambda zone: (zone.trust, zone.id))
            exposed = context.members[high.id]
            yield self.finding(
                link,
                "allow",
                unknown=link.allow is not None,
                worse=when(any(device.patient_safety >= LIFE_CLASS for device in exposed), "life-support"),
                involves=exposed,
                one=low.label,
                low=low.trust,
                other=high.label,
                high=high.trust,
            )

    def _too_few(self, context: RuleContext) -> Iterator[Finding]:
        inside = [zone for zone in context.model.zones if not context.zone_is(zone, *_ELSEWHERE)]
        minimum = context.catalog.establishment(context.kind).minimum_zones
        if inside and len(inside) < minimum:
            yield self.finding(context.model.establishment, "kind", variant="few", count=len(inside), minimum=minimum)
