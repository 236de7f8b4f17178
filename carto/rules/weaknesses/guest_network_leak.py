"""Rule ``guest-network-leak``: guest network leaks."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_INNER = 3  # trust from which a zone is inside


class GuestNetworkLeak(Rule):
    """The network of visitors or personal devices reaches an inner zone.

    ## Why is this bad?
    A visitor's phone finds itself on the care network.

    ## Example
    ```yaml
    zones: {visitors: guest, wards: ward}
    links:
      visitors -> wards: {allow: print}
    ```

    ## Use instead
    ```yaml
    zones: {visitors: guest, internet: internet, wards: ward}
    links:
      visitors -> internet: {allow: [https, dns]}
    ```

    Let visitors go to the Internet only.

    ## False positives
    A public portal in a demilitarised zone is not an inner zone.

    ## References
    hygiene guide 20; sector policy 4.4.3; NIST SP 800-53 AC-18.
    """

    id = "guest-network-leak"
    alias = "W-NET-GUEST"
    severity = Level.HIGH
    cause = Cause.CONTROL
    references = cite("H20 P4.4.3 AC-18")
    measures = ("network-zoning",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        zones = context.model.zones
        for link in context.model.links.values():
            for source, sink in context.directions(link):
                inner = next((zone for zone in context.zones_at(sink) if zones[zone].trust >= _INNER), "")
                if inner and context.zone_is(source, "guest"):
                    yield self.finding(
                        link,
                        involves=context.devices_at(sink),
                        guest=zones[source].label,
                        zone=zones[inner].label,
                    )
