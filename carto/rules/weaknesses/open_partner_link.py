"""Rule ``open-partner-link``: unfiltered link with a partner."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenPartnerLink(Rule):
    """A link with another establishment or a supplier lets everything pass.

    ## Why is this bad?
    Ransomware in one hospital reaches its neighbours within hours.

    ## Example
    ```yaml
    zones: {hospital-group: partner, servers: server}
    links:
      hospital-group -- servers: {}
    ```

    ## Use instead
    ```yaml
    zones: {hospital-group: partner, servers: server}
    links:
      hospital-group -> servers: {allow: https}
    ```

    Filter the link, name the services, limit trust relationships.

    ## False positives
    A partner whose firewall is ours: name it in `via` and list the services.

    ## References
    hygiene guide 25; ReCyF 7.A; IEC 62443-3-3 SR5.2; ATT&CK T1482; D3-DTP.
    """

    id = "open-partner-link"
    alias = "W-NET-INTER"
    severity = Level.HIGH
    cause = Cause.CONTROL
    profiles = ORGANISED
    references = cite("H25 R7.A SR5.2 T1482 D3-DTP")
    measures = (
        "firewall-review",
        "network-zoning",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for link in context.model.links.values():
            outer = next(
                (end for end in (link.from_end, link.to_end) if context.zone_is(end, "partner", "supplier")), ""
            )
            if not outer or not link.unfiltered:
                continue
            inner = link.to_end if outer == link.from_end else link.from_end
            yield self.finding(
                link,
                "allow",
                unknown=link.allow is not None,
                involves=context.devices_at(inner),
                partner=context.model.zones[outer].label,
            )
