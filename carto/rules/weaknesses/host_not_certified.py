"""Rule ``host-not-certified``: host without health certification, or outside the European Economic Area."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level, PartyKind
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class HostNotCertified(Rule):
    """A host keeps health data without a known certification, or outside the European Economic Area.

    ## Why is this bad?
    Neither continuity nor a way back is assured, and the law is not kept.

    ## Example
    ```yaml
    parties:
      cheap-host: {kind: host, health_hosting: false}
    ```

    ## Use instead
    ```yaml
    parties:
      good-host: {kind: host, health_hosting: true}
    ```

    Choose a certified host and plan the way out; certification is no proof of security.

    ## False positives
    A host that keeps no health data: write what it supplies.

    ## References
    HDS 28; HDS 30; GDPR art. 28.
    """

    id = "host-not-certified"
    alias = "W-HDS"
    severity = Level.HIGH
    cause = Cause.CONTROL
    references = cite("HDS28 HDS30 G28")
    measures = ("supplier-control",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for party in context.model.parties.values():
            if party.kind is not PartyKind.HOST:
                continue
            supplied = [one for one in party.supplies if one in context.model.devices]
            if party.health_hosting is not True:
                unknown = party.health_hosting == "unknown"
                yield self.finding(party, "health_hosting", unknown=unknown, involves=supplied)
            if party.in_eea is False:
                yield self.finding(party, "in_eea", variant="outside", involves=supplied)
