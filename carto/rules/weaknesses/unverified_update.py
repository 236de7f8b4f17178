"""Rule ``unverified-update``: unverified update."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import FlowKind, Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnverifiedUpdate(Rule):
    """A device installs an update without checking where it comes from.

    ## Why is this bad?
    Whoever stands on its way puts their own code in the device, and changes the therapy.

    ## Example
    ```yaml
    zones: {cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology, weaknesses: unsigned-update}
    ```

    ## Use instead
    ```yaml
    zones: {cardiology: cardiology}
    devices:
      programmer: {type: implant-programmer, zone: cardiology}
    ```

    Update off the network, by a controlled medium, until the maker signs.

    ## False positives
    A signature checked by the device itself, whatever the channel.

    ## References
    NIST SP 800-53 SI-7; ATT&CK T0857; ATT&CK T0839; ATT&CK T1195.002.
    """

    id = "unverified-update"
    alias = "W-UPD-UNSIGNED"
    severity = Level.HIGH
    cause = Cause.SUPPLIER
    references = cite("SI-7 T0857 T0839 T1195.002")
    measures = (
        "programmer-rule",
        "supplier-control",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("unsigned-update"):
            yield self.finding(
                device, "weaknesses", weakness=weakness, worse=when(device.type == "implant-programmer", "programmer")
            )
        for flow in context.model.flows.values():
            if flow.kind is FlowKind.UPDATE and flow.encrypted is False and flow.authenticated is not True:
                yield self.finding(flow, "encrypted", involves=context.flow_ends(flow), variant="flow")
