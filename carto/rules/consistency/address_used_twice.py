"""Rule ``address-used-twice``: address used twice."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.device import Device
from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class AddressUsedTwice(Rule):
    """The same address is given to two devices.

    ## Why is this bad?
    One of the two is not where the map says.

    ## Example
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging, ip: 10.4.40.12}
      mri: {type: mri, zone: imaging, ip: 10.4.40.12}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    devices:
      ct: {type: ct, zone: imaging, ip: 10.4.40.12}
      mri: {type: mri, zone: imaging, ip: 10.4.40.13}
    ```

    Correct one of the two addresses, or merge the two sheets.

    ## False positives
    Two sites that use the same private range: their zones then differ, and they are left out.

    ## References
    None: the model against itself.
    """

    id = "address-used-twice"
    severity = Level.LOW
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        seen: dict[tuple[str, str], Device] = {}
        for device in context.devices:
            for address in (*device.ip, *device.mac):
                places = [(address.lower(), zone) for zone in device.zones or ("",)]
                other = next((seen[place] for place in places if place in seen), None)
                if other is not None:
                    related = [f"devices:{other.id}:ip"]
                    yield self.finding(device, "ip", related=related, address=address, other=other.label)
                for place in places:
                    seen.setdefault(place, device)
