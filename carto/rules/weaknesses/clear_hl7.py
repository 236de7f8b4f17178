"""Rule ``clear-hl7``: HL7 in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ClearHl7(Rule):
    """HL7 messages cross zones without encryption.

    ## Why is this bad?
    An order or result changed on its way is wrong care.

    ## Example
    ```yaml
    zones: {laboratory: laboratory, integration: integration}
    devices:
      lis: {type: lis, zone: laboratory}
      eai: {type: interface-engine, zone: integration}
    links:
      laboratory -> integration: {allow: hl7-mllp}
    flows:
      lis -> eai: {protocol: hl7-mllp, data: laboratory-results, encrypted: false}
    ```

    ## Use instead
    ```yaml
    zones: {laboratory: laboratory, integration: integration}
    devices:
      lis: {type: lis, zone: laboratory}
      eai: {type: interface-engine, zone: integration}
    links:
      laboratory -> integration: {allow: hl7-mllp}
    flows:
      lis -> eai: {protocol: hl7-mllp, data: laboratory-results, encrypted: true}
    ```

    Encrypt (TLS) and let only the two servers talk.

    ## False positives
    A tunnel between the two servers: say `encrypted: true` on the flow.

    ## References
    hygiene guide 21; NIST SP 800-53 SC-8; ATT&CK T1565.002; D3-MENCR.
    """

    id = "clear-hl7"
    alias = "W-FLOW-HL7"
    severity = Level.MEDIUM
    cause = Cause.SUPPLIER
    references = cite("H21 SC-8 T1565.002 D3-MENCR")
    measures = ("flow-encryption",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for flow in context.model.flows.values():
            if flow.protocol != "hl7-mllp" or flow.encrypted is True or not context.crosses_zones(flow):
                continue
            orders = {"prescriptions", "laboratory-results"}.intersection(flow.data)
            yield self.finding(
                flow,
                "encrypted",
                unknown=flow.encrypted == "unknown",
                worse=when(orders, "orders"),
                involves=context.flow_ends(flow),
            )
