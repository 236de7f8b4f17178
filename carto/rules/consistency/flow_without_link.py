"""Rule ``flow-without-link``: flow that no link permits."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class FlowWithoutLink(Rule):
    """A flow is declared, but no link lets it pass.

    ## Why is this bad?
    The map says that care exchanges data and that it cannot: one of the two is wrong.

    ## Example
    ```yaml
    zones: {laboratory: laboratory, data: data}
    devices: {lis: {type: lis, zone: laboratory}, lis-db: {type: database-server, zone: data}}
    flows: {lis -> lis-db: mssql}
    ```

    ## Use instead
    ```yaml
    zones: {laboratory: laboratory, data: data}
    devices: {lis: {type: lis, zone: laboratory}, lis-db: {type: database-server, zone: data}}
    links: {laboratory -> data: {allow: mssql}}
    flows: {lis -> lis-db: mssql}
    ```

    Add the link or service that is missing, or correct the flow.

    ## False positives
    A flow carried by hand: give it a link of its own.

    ## References
    None: the model against itself.
    """

    id = "flow-without-link"
    severity = Level.MEDIUM
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for flow in context.traffic.blocked():
            yield self.finding(flow, "protocol", involves=context.flow_ends(flow), protocol=flow.protocol or "?")
