"""Rule ``address-outside-zone``: address outside its zone's range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_interface, ip_network

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class AddressOutsideZone(Rule):
    """The address of a device belongs to no range of its zones.

    ## Why is this bad?
    The device may be plugged in elsewhere than where it is thought to be protected.

    ## Example
    ```yaml
    zones: {imaging: {type: imaging, cidr: 10.4.40.0/24}}
    devices:
      ct: {type: ct, zone: imaging, ip: 10.4.50.12}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: {type: imaging, cidr: 10.4.40.0/24}}
    devices:
      ct: {type: ct, zone: imaging, ip: 10.4.40.12}
    ```

    Correct the address, the range or the zone.

    ## False positives
    A device reached through translated addresses.

    ## References
    None: the model against itself.
    """

    id = "address-outside-zone"
    severity = Level.LOW
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            ranges = [one for zone in device.zones for one in context.model.zones[zone].cidr]
            networks = [ip_network(one) for one in ranges]
            for address in device.ip if networks else ():
                if not _within(address, networks):
                    yield self.finding(device, "ip", address=address, range=", ".join(ranges))


def _within(address: str, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether an address, or both ends of a range, lies in one of some networks."""
    ends = [ip_interface(part.strip()).ip for part in address.split("-")]
    return any(all(end.version == network.version and end in network for end in ends) for network in networks)
