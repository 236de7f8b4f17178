"""The map with room for what scenarios add: what stands today keeps its place, what may come has one of its own.

Everything is laid out at once, so that the base, a scenario and their difference are one picture with more or less in
it. A device that a scenario moves to another zone has two places: today's, and the one it would have.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from carto.atlas.layout import Layout, PlacedZone, Planned, lay_out
from carto.atlas.lock import Lock
from carto.atlas.outline import NOWHERE
from carto.atlas.packing import Rectangle
from carto.model.device import Device
from carto.model.establishment_map import Model

_HALF: Final = 0.5  # of the cell of a device


def lay_out_beside(base: Model, scenarios: Sequence[Model], lock: Lock | None = None) -> Layout:
    """Place everything that a model holds, and everything that its scenarios add.

    Args:
        base: The establishment as it stands.
        scenarios: The establishment under each scenario; ``scenario`` names it.
        lock: Where things stood last time; None to start afresh.

    Complexity: that of two layouts; of one when no scenario adds anything.
    """
    plans = _Plans(base)
    for scenario in scenarios:
        plans.take(scenario)
    if not plans.keys:
        return lay_out(base, lock)
    return _Apart(base, plans, lay_out(plans.together(), lock or lay_out(base).lock)).layout()


@dataclass(frozen=True, slots=True)
class _Plans:
    """What scenarios add to a base.

    Attributes:
        base: The establishment as it stands.
        added: Section -> key -> the thing; a key is an id, told apart where the same id comes to different places.
        keys: (scenario, section, id, key) of every addition.
    """

    base: Model
    added: Mapping[str, dict[str, Any]] = field(default_factory=lambda: {"sites": {}, "zones": {}, "devices": {}})
    keys: list[tuple[str, str, str, str]] = field(default_factory=list)

    def take(self, scenario: Model) -> None:
        """Add what one scenario adds."""
        for section in ("sites", "zones") if self.base.sites else ("zones",):
            for key, thing in sorted(scenario.section(section).items()):
                if key not in self.base.section(section):
                    self.added[section].setdefault(key, thing)
                    self.keys.append((scenario.scenario, section, key, key))
        for key, device in sorted(scenario.devices.items()):
            if key not in self.base.devices or _home(self.base.devices[key]) != _home(device):
                self.keys.append((scenario.scenario, "devices", key, self._keep(device, scenario.scenario)))

    def _keep(self, device: Device, scenario: str) -> str:
        """Return the key under which a device that comes to a zone is drawn."""
        taken = self.base.devices.get(device.id) or self.added["devices"].get(device.id)
        key = device.id if taken is None or _home(taken) == _home(device) else f"{device.id} ({scenario})"
        self.added["devices"].setdefault(key, device.model_copy(update={"id": key}))
        return key

    def together(self) -> Model:
        """Return the base with everything that is added."""
        site = {} if self.base.sites else {"site": ""}
        zones = {key: zone.model_copy(update=site) for key, zone in self.added["zones"].items()}
        return dataclasses.replace(
            self.base,
            sites={**self.base.sites, **self.added["sites"]},
            zones={**self.base.zones, **zones},
            devices={**self.base.devices, **self.added["devices"]},
        )


def _home(device: Device) -> str:
    return device.zones[0] if device.zones else NOWHERE


class _Apart:
    """Parts what stands from what may come, once both have a place."""

    def __init__(self, base: Model, plans: _Plans, whole: Layout) -> None:
        self._base, self._plans, self._whole = base, plans, whole
        homes = {_home(device) for device in base.devices.values()}
        zones = [at for at, zone in enumerate(whole.zones) if zone.id in base.zones or zone.id in homes]
        held = {whole.zones[at].site for at in zones}
        sites = [at for at, (name, _) in enumerate(whole.sites) if name in base.sites or at in held]
        self._zones = {at: number for number, at in enumerate(zones)}
        self._sites = {at: number for number, at in enumerate(sites)}

    def layout(self) -> Layout:
        """Return the layout of what stands, with the places of what may come beside it."""
        whole, devices = self._whole, self._base.devices
        return dataclasses.replace(
            whole,
            sites=tuple(whole.sites[at] for at in self._sites),
            zones=tuple(self._standing(whole.zones[at]) for at in self._zones),
            devices={key: place for key, place in whole.devices.items() if key in devices},
            home={key: self._zones[at] for key, at in whole.home.items() if key in devices},
            planned=tuple(self._planned()),
        )

    def _standing(self, zone: PlacedZone) -> PlacedZone:
        return dataclasses.replace(zone, site=self._sites[zone.site], parent=self._zones.get(zone.parent, -1))

    def _planned(self) -> Iterator[Planned]:
        whole = self._whole
        zones = {zone.id: at for at, zone in enumerate(whole.zones)}
        sites = dict(whole.sites)
        for scenario, section, name, key in self._plans.keys:
            if section == "devices":
                x, y = whole.devices[key]
                box = Rectangle(x - _HALF, y - _HALF, 1.0, 1.0)
                yield Planned(scenario, section, name, self._around(whole.home[key]), box)
            elif section == "zones":
                placed = whole.zones[zones[key]]
                yield Planned(scenario, section, name, self._around(placed.parent), placed.box)
            else:
                yield Planned(scenario, section, name, -1, sites[key])

    def _around(self, zone: int) -> int:
        """Return the innermost zone that stands today around a place, or -1."""
        while zone >= 0 and zone not in self._zones:
            zone = self._whole.zones[zone].parent
        return self._zones.get(zone, -1)
