"""Rule ``exposed-remote-desktop``: exposed remote desktop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_REMOTE_DESKTOPS: Final = frozenset({"rdp", "vnc", "tightvnc", "ica", "telnet"})


class ExposedRemoteDesktop(Rule):
    """A remote desktop service answers a hostile zone.

    ## Why is this bad?
    It is the door most often tried; one stolen account opens the whole hospital.

    ## Example
    ```yaml
    zones: {internet: internet, servers: server}
    devices:
      files: {type: file-server, zone: servers, exposed_to: {internet: rdp}, services: rdp}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, servers: server}
    devices:
      files: {type: file-server, zone: servers, services: rdp}
    ```

    Close direct access; go through a VPN or bastion with a second factor.

    ## False positives
    A gateway that ends the session first: give it the service, not the server behind.

    ## References
    hygiene guide 32; ReCyF 8.1; ATT&CK T1133; ATT&CK T1021.001.
    """

    id = "exposed-remote-desktop"
    alias = "W-EXP-RDP"
    severity = Level.CRITICAL
    cause = Cause.CONTROL
    references = cite("H32 R8.1 T1133 T1021.001")
    measures = (
        "exposure-reduction",
        "remote-mfa",
        "admin-bastion",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            services = [one for one in context.exposed(device) if one in _REMOTE_DESKTOPS]
            if services:
                yield self.finding(
                    device, "exposed_to" if device.exposed_to else "services", services=", ".join(services)
                )
