"""Rule ``legacy-protocol``: legacy protocol."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_OLD = ("smb1", "telnet", "ftp", "tftp")


class LegacyProtocol(Rule):
    """A device still speaks a protocol that nothing protects any more.

    ## Why is this bad?
    A worm or a thief of passwords uses it from one device to the next.

    ## Example
    ```yaml
    zones: {servers: server}
    devices:
      archive: {type: file-server, zone: servers, services: {smb1: true}}
    ```

    ## Use instead
    ```yaml
    zones: {servers: server}
    devices:
      archive: {type: file-server, zone: servers, services: {smb1: false}}
    ```

    Switch the protocol off, or confine it to a zone where nothing else listens.

    ## False positives
    A protocol on an isolated bench, for one test.

    ## References
    hygiene guide 21; NIST SP 800-53 CM-7; ATT&CK M1042; ATT&CK T1557.001.
    """

    id = "legacy-protocol"
    alias = "W-VUL-SMB1"
    severity = Level.MEDIUM
    confidence = Confidence.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H21 CM-7 M1042 T1557.001")
    measures = (
        "it-patching",
        "renewal",
    )
    shielded_by = ("isolated",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            spoken = [one for one in _OLD if one in context.topology.offers[device.id]]
            spoken = spoken or [one for one in ("legacy-smb", "legacy-protocol") if one in device.weaknesses]
            if spoken:
                yield self.finding(
                    device,
                    "services" if spoken[0] in _OLD else "weaknesses",
                    worse=when(context.in_care(device), "in-care"),
                    protocols=", ".join(spoken),
                    weakness=spoken[0],
                )
