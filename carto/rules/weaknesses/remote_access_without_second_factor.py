"""Rule ``remote-access-without-second-factor``: remote access without a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.device import Device
from carto.model.vocabulary import Level, Tri
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_REMOTE: Final = frozenset({"ssl-vpn", "ipsec", "rdp", "ica", "ssh", "web-admin", "remote-support-agent"})


class RemoteAccessWithoutSecondFactor(Rule):
    """An exposed remote access is content with a password.

    ## Why is this bad?
    A stolen password is then enough to come in; several hospital crises began that way.

    ## Example
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: {internet: ssl-vpn}, second_factor: false}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, edge: edge}
    devices:
      vpn: {type: vpn-gateway, zone: edge, exposed_to: {internet: ssl-vpn}, second_factor: true}
    ```

    Require a second factor on every remote access, suppliers included.

    ## False positives
    A second factor asked by the service behind: write it on the service.

    ## References
    hygiene guide 13; ReCyF 8.3; NIS 2 art. 21(2)(j); NIST SP 800-53 IA-2(2); ATT&CK M1032; D3-MFA.
    """

    id = "remote-access-without-second-factor"
    alias = "W-EXP-NOMFA"
    severity = Level.CRITICAL
    cause = Cause.PRACTICE
    references = cite("H13 R8.3 N(j) IA-2(2) M1032 D3-MFA")
    measures = ("remote-mfa",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            weak = {
                one: factor
                for one in context.exposed(device)
                if one in _REMOTE and (factor := _factor(device, one)) is not True
            }
            if weak:
                yield self.finding(
                    device,
                    "second_factor",
                    unknown=False not in weak.values(),
                    services=", ".join(weak),
                )


def _factor(device: Device, service: str) -> Tri:
    own = device.services.get(service)
    return device.second_factor if own is None or own.second_factor is None else own.second_factor
