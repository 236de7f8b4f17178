"""Rule ``opening-without-flow``: opening that no flow uses."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level, LinkStatus
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding
from carto.topology.traffic import EVERYDAY


class OpeningWithoutFlow(Rule):
    """A link lets services pass that no declared flow uses.

    ## Why is this bad?
    Every useless opening is one more way towards care.

    ## Example
    ```yaml
    zones: {imaging: imaging, archive: imaging-servers}
    devices: {ct: {type: ct, zone: imaging}, pacs: {type: pacs, zone: archive}}
    links: {imaging -> archive: {allow: [dicom, rdp]}}
    flows: {ct -> pacs: dicom}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging, archive: imaging-servers}
    devices: {ct: {type: ct, zone: imaging}, pacs: {type: pacs, zone: archive}}
    links: {imaging -> archive: {allow: dicom}}
    flows: {ct -> pacs: dicom}
    ```

    Close the service, or declare the flow that justifies it.

    ## False positives
    What goes out to the Internet, and services that every machine uses (names, time, log-in) and that nobody
    writes as flows. A link needed all the same: say `status: needed`.

    ## References
    None: the model against itself.
    """

    id = "opening-without-flow"
    severity = Level.LOW
    confidence = Confidence.MEDIUM
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        if not context.model.flows:
            return
        real = {passage.link for passage in context.topology.passages}
        for link in context.model.links.values():
            if link.allow is None or link.id not in real or link.status is LinkStatus.NEEDED:
                continue
            if context.zone_is(link.to_end, "internet"):
                continue
            idle = sorted(set(link.allow) - context.traffic.on(link) - EVERYDAY - {"unknown"})
            if idle:
                yield self.finding(link, "allow", services=", ".join(idle))
