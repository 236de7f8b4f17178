"""Rule ``leftover-link``: leftover link."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level, LinkStatus
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class LeftoverLink(Rule):
    """A link towards a care system serves no declared flow.

    ## Why is this bad?
    A link forgotten after a migration stays a way in that nobody watches.

    ## Example
    ```yaml
    zones: {biomedical: biomedical, pumps: therapy}
    devices:
      workshop: {type: server, zone: biomedical}
      monitor: {type: bedside-monitor, zone: pumps}
      pump-server: {type: pump-server, zone: pumps}
    links:
      biomedical -> pumps: {allow: rdp}
    flows:
      monitor -> pump-server: {protocol: https}
    ```

    ## Use instead
    ```yaml
    zones: {biomedical: biomedical, pumps: therapy}
    devices:
      workshop: {type: server, zone: biomedical}
      pump-server: {type: pump-server, zone: pumps}
    links:
      biomedical -> pumps: {allow: rdp}
    flows:
      workshop -> pump-server: {protocol: rdp}
    ```

    Remove the link, or declare the flow that justifies it; review it after every migration.

    ## False positives
    A link whose flows have not been written yet; a backup path used in emergencies only: say `status: needed`.

    ## References
    ReCyF 7.B.5; NIST SP 800-53 CA-9; D3-NTPM.
    """

    id = "leftover-link"
    alias = "W-NET-ORPHAN"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("R7.B.5 CA-9 D3-NTPM")
    measures = (
        "leftover-removal",
        "firewall-review",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        if not context.model.flows:
            return
        real = {passage.link for passage in context.topology.passages}
        for link in context.model.links.values():
            if link.id not in real or context.traffic.on(link) or link.status is LinkStatus.NEEDED:
                continue
            ends = [link.to_end, *([link.from_end] if link.both_ways else [])]
            heart = sorted(
                {d.id: d for end in ends for d in context.devices_at(end) if context.in_care(d) or d.target}.items()
            )
            if heart:
                yield self.finding(link, involves=[one for one, _ in heart], target=heart[0][1].label)
