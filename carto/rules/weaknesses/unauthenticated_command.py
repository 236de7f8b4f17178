"""Rule ``unauthenticated-command``: unauthenticated command."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import FlowKind, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnauthenticatedCommand(Rule):
    """A device that acts on a patient or a building obeys without asking who commands.

    ## Why is this bad?
    A dose, an air flow or a door may change although nobody meant it.

    ## Example
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump-server: {type: pump-server, zone: pumps}
      pump: {type: infusion-pump, zone: pumps}
    flows:
      pump-server -> pump: {protocol: pump-protocol, kind: command, authenticated: false}
    ```

    ## Use instead
    ```yaml
    zones: {pumps: therapy}
    devices:
      pump-server: {type: pump-server, zone: pumps}
      pump: {type: infusion-pump, zone: pumps}
    flows:
      pump-server -> pump: {protocol: pump-protocol, kind: command, authenticated: true}
    ```

    Put a gateway that authenticates, open to the server only, ask for a fix.

    ## False positives
    A command that the device confirms at the bedside before it acts.

    ## References
    IEC 62443-3-3 SR1.2; ATT&CK T0836; ATT&CK T0855.
    """

    id = "unauthenticated-command"
    alias = "W-FLOW-NOAUTH"
    severity = Level.CRITICAL
    cause = Cause.SUPPLIER
    references = cite("SR1.2 T0836 T0855")
    measures = (
        "device-isolation",
        "supplier-control",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("unauthenticated-command"):
            yield self.finding(device, "weaknesses", weakness=weakness, variant="declared")
        for flow in context.model.flows.values():
            target = context.model.devices.get(flow.to_device)
            if flow.kind is FlowKind.COMMAND and flow.authenticated is not True and target and context.acts(target):
                unknown = flow.authenticated == "unknown"
                yield self.finding(flow, "authenticated", unknown=unknown, involves=[target], target=target.label)
