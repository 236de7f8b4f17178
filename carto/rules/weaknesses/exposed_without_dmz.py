"""Rule ``exposed-without-dmz``: exposed service without a DMZ."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_INNER = 3  # trust from which a zone is inside


class ExposedWithoutDmz(Rule):
    """What comes from a hostile zone enters an inner zone directly.

    ## Why is this bad?
    The attacker who takes this service stands next to care at once.

    ## Example
    ```yaml
    zones: {internet: internet, servers: server}
    links:
      internet -> servers: {allow: https}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, front: dmz, servers: server}
    links:
      internet -> front: {allow: https}
    ```

    Publish through a demilitarised zone that breaks the protocol.

    ## False positives
    A tunnel whose far end is filtered elsewhere: give the tunnel its own zone of type edge.

    ## References
    hygiene guide 23; sector policy 4.3.1; ReCyF 7.A.6; ATT&CK T1190.
    """

    id = "exposed-without-dmz"
    alias = "W-NET-NO-DMZ"
    severity = Level.HIGH
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H23 P4.3.1 R7.A.6 T1190")
    measures = (
        "web-firewall",
        "exposure-reduction",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        zones = context.model.zones
        for link in context.model.links.values():
            for source, sink in context.directions(link):
                inner = next((zone for zone in context.zones_at(sink) if zones[zone].trust >= _INNER), "")
                hostile = source in zones and zones[source].trust == 0
                if hostile and inner:
                    yield self.finding(link, source=zones[source].label, zone=zones[inner].label)
        for device in context.devices:
            hostile_zone = next((zone for zone in sorted(device.exposed_to) if zones[zone].trust == 0), "")
            if hostile_zone and context.trust(device) >= _INNER:
                inner = zones[device.zones[0]].label if device.zones else "?"
                yield self.finding(device, "exposed_to", source=zones[hostile_zone].label, zone=inner)
