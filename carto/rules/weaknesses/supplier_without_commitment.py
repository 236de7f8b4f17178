"""Rule ``supplier-without-commitment``: supplier without commitment."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level, PartyKind
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class SupplierWithoutCommitment(Rule):
    """No written commitment binds a supplier on patches and access.

    ## Why is this bad?
    Flaws stay frozen, and nobody has to answer on the day of the crisis.

    ## Example
    ```yaml
    parties:
      analyser-maker: {kind: supplier, supplies: analyser}
    zones: {laboratory: laboratory}
    devices:
      analyser: {type: analyser, zone: laboratory}
    ```

    ## Use instead
    ```yaml
    parties:
      analyser-maker: {kind: supplier, supplies: analyser, contract: Patches within 90 days}
    zones: {laboratory: laboratory}
    devices:
      analyser: {type: analyser, zone: laboratory}
    ```

    Write patch delays, end of support and access rules in the contract.

    ## False positives
    A contract that exists but was not shown to the author of the map.

    ## References
    sector policy 6.2; ReCyF 3.B; NIST SP 800-53 SR-6.
    """

    id = "supplier-without-commitment"
    alias = "W-UPD-VENDOR"
    severity = Level.MEDIUM
    confidence = Confidence.LOW
    cause = Cause.SUPPLIER
    references = cite("P6.2 R3.B SR-6")
    measures = ("supplier-control",)
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for party in context.model.parties.values():
            if party.kind is PartyKind.SUPPLIER and party.supplies and not party.contract:
                supplied = [one for one in party.supplies if one in context.model.devices]
                yield self.finding(party, "contract", unknown=True, involves=supplied)
