"""Rule ``exposed-administration``: exposed administration interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_OTHER_RULE: Final = frozenset({"rdp", "vnc", "tightvnc", "telnet"})


class ExposedAdministration(Rule):
    """An administration interface answers a hostile zone.

    ## Why is this bad?
    Whoever administers the filter or hypervisor holds all that it protects.

    ## Example
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      fw: {type: firewall, zone: edge, services: web-admin, exposed_to: {internet: web-admin}}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      fw: {type: firewall, zone: edge, services: web-admin}
    ```

    Administer from the administration network only.

    ## False positives
    A portal that shares the port of the console: name the service that is really exposed.

    ## References
    hygiene guide 28; ReCyF 11; NIST SP 800-53 CM-7.
    """

    id = "exposed-administration"
    alias = "W-EXP-ADMIN"
    severity = Level.CRITICAL
    cause = Cause.CONTROL
    references = cite("H28 R11 CM-7")
    measures = (
        "exposure-reduction",
        "firewall-review",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            services = [
                one
                for one in context.exposed(device)
                if (known := context.catalog.service(one)) and known.administration and one not in _OTHER_RULE
            ]
            if services:
                yield self.finding(
                    device, "exposed_to" if device.exposed_to else "services", services=", ".join(services)
                )
