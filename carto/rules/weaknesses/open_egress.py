"""Rule ``open-egress``: open way out."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenEgress(Rule):
    """An inner zone reaches the Internet without a filter.

    ## Why is this bad?
    Stolen records leave unhindered, and the attacker keeps remote control.

    ## Example
    ```yaml
    zones: {internet: internet, servers: server}
    links:
      servers -> internet: {}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, servers: server}
    links:
      servers -> internet: {allow: web-proxy}
    ```

    Go out through a proxy, with a list of destinations for servers and devices.

    ## False positives
    A guest network that goes to the Internet only.

    ## References
    hygiene guide 22; sector policy 4.3.1.3; ReCyF 7.A.5; ATT&CK T1041; D3-OTF.
    """

    id = "open-egress"
    alias = "W-NET-OUT-ANY"
    severity = Level.MEDIUM
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H22 P4.3.1.3 R7.A.5 T1041 D3-OTF")
    measures = ("egress-control",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for link in context.model.links.values():
            ends = context.ends(link)
            if ends is None or not link.unfiltered:
                continue
            for inner, outer in (ends, *([(ends[1], ends[0])] if link.both_ways else [])):
                if context.zone_is(outer.id, "internet") and not context.is_outside(inner.id):
                    members = context.members[inner.id]
                    yield self.finding(
                        link,
                        "allow",
                        unknown=link.allow is not None,
                        worse=when(any(context.in_care(device) for device in members), "in-care"),
                        zone=inner.label,
                        target=outer.label,
                    )
        for device in context.devices:
            if device.internet_access is True and context.in_care(device) and context.is_medical(device):
                yield self.finding(device, "internet_access", worse=("in-care",), variant="device")
