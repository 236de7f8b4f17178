"""Rule ``clear-dicom``: DICOM in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ClearDicom(Rule):
    """Images pass without encryption, under a mere device name.

    ## Why is this bad?
    A false or swapped image leads to a wrong act.

    ## Example
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging}
      pacs: {type: pacs, zone: imaging}
    flows:
      ct -> pacs: {protocol: dicom, encrypted: false}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging}
      pacs: {type: pacs, zone: imaging}
    flows:
      ct -> pacs: {protocol: dicom-tls, encrypted: true}
    ```

    Move to DICOM over TLS, or confine modalities with their server.

    ## False positives
    A tunnel between the two ends: say `encrypted: true` on the flow.

    ## References
    NIST SP 800-53 SC-8; ATT&CK T1557.
    """

    id = "clear-dicom"
    alias = "W-FLOW-DICOM"
    severity = Level.MEDIUM
    cause = Cause.SUPPLIER
    references = cite("SC-8 T1557")
    measures = ("flow-encryption",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for flow in context.model.flows.values():
            if flow.protocol == "dicom" and flow.encrypted is not True:
                unknown = flow.encrypted == "unknown"
                yield self.finding(flow, "encrypted", unknown=unknown, involves=context.flow_ends(flow))
