"""The outline of the map before anything has a place: sites hold zones, zones hold zones and devices, each in order.

Order is meaning: zones go from the most exposed to the core, filters stand first in their zone, devices go by kind. It
depends on ids and types only, never on the order of the author's text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from carto.catalog.reference import catalog
from carto.model.device import Device
from carto.model.establishment import Site
from carto.model.establishment_map import Model
from carto.model.zone import Zone

OUTSIDE = ""
"""Id of the site that stands for the outside world."""
HERE = "~here"
"""Id of the site that stands for the establishment where the model names none; no author can write it."""
NOWHERE = "~nowhere"
"""Id of the zone of what is in no zone; no author can write it."""
_USUAL_TIER = 4  # a type that the catalogue does not know stands among the users


@dataclass(frozen=True, slots=True)
class Kind:
    """What drawing needs to know of a device type."""

    order: tuple[str, str]
    filters: bool


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """A zone and what it holds.

    Attributes:
        id: Zone id, or ``NOWHERE``.
        tier: 0 on top .. 7 at the bottom.
        children: Ids of the zones inside it, in order.
        inner: Ids of the devices inside, in order.
        border: Ids of the filters that stand on its border, in order.
        pin: Where the author wants its corner, relative to what holds it.
    """

    id: str
    tier: int
    children: tuple[str, ...]
    inner: tuple[str, ...]
    border: tuple[str, ...]
    pin: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A site and its outermost zones, in order."""

    id: str
    zones: tuple[str, ...]
    pin: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What holds what.

    Attributes:
        sites: Sites by id, then what is on no site, then the outside world; only those that hold something or that the
            author named.
        zones: Every zone by id.
        home: Device id -> the zone it is drawn in.
        pins: Device id -> column and row that the author wants in its zone.
    """

    sites: tuple[SitePlan, ...]
    zones: Mapping[str, ZonePlan]
    home: Mapping[str, str]
    pins: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def root_of(self) -> dict[str, str]:
        """Return zone id -> the outermost zone around it."""
        roots: dict[str, str] = {}
        for site in self.sites:
            for root in site.zones:
                roots.update(dict.fromkeys(self.inside(root), root))
        return roots

    def inside(self, zone: str) -> list[str]:
        """Return a zone and every zone in it, holders before what they hold."""
        found = [zone]
        for each in found:
            found.extend(self.zones[each].children)
        return found


@cache
def kind_of(device_type: str) -> Kind:
    """Return how devices of a type are drawn; a type outside the catalogue stands last."""
    known = catalog().device_type(device_type)
    if known is None:
        return Kind(("~", device_type), filters=False)
    return Kind((known.category, known.id), known.filters)


def tier_of(zone: Zone) -> int:
    """Return the band of the drawing that a zone belongs to."""
    known = catalog().zone_type(zone.type)
    return _USUAL_TIER if known is None else known.tier


def is_outside(model: Model, zone: Zone) -> bool:
    """Tell whether a zone belongs to the outside world: on no site, by its type or because the model has sites."""
    known = catalog().zone_type(zone.type)
    return not zone.site and (bool(model.sites) or (known is not None and known.outside))


def outline(model: Model) -> Outline:
    """Return what holds what in a model. O(n log n)."""
    home = {device.id: _home_of(device) for device in model.devices.values()}
    guests = _grouped(home)
    children = _grouped({zone.id: zone.parent for zone in model.zones.values() if zone.parent})
    zones = {zone.id: _zone_plan(model, zone, children[zone.id], guests[zone.id]) for zone in model.zones.values()}
    if guests[NOWHERE]:
        zones[NOWHERE] = _plan_of_homeless(model, guests[NOWHERE])
    pins = {device.id: device.position for device in model.devices.values() if device.position is not None}
    return Outline(_sites(model, zones), zones, home, pins)


def _home_of(device: Device) -> str:
    return device.zones[0] if device.zones else NOWHERE


def _grouped(holder: Mapping[str, str]) -> defaultdict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for held, by in holder.items():
        groups[by].append(held)
    return groups


def _zone_plan(model: Model, zone: Zone, children: list[str], guests: list[str]) -> ZonePlan:
    ordered = _by_kind(model, guests)
    border = tuple(device for device in ordered if _on_border(model.devices[device]))
    inner = tuple(device for device in ordered if device not in set(border)) if border else tuple(ordered)
    nested = sorted(children, key=lambda child: (tier_of(model.zones[child]), child))
    return ZonePlan(zone.id, tier_of(zone), tuple(nested), inner, border, zone.position)


def _plan_of_homeless(model: Model, guests: list[str]) -> ZonePlan:
    return ZonePlan(NOWHERE, _USUAL_TIER, (), tuple(_by_kind(model, guests)), ())


def _by_kind(model: Model, devices: Iterable[str]) -> list[str]:
    return sorted(devices, key=lambda device: (*_rank(model.devices[device]), device))


def _rank(device: Device) -> tuple[bool, tuple[str, str]]:
    kind = kind_of(device.type)
    return not kind.filters, kind.order


def _on_border(device: Device) -> bool:
    """Tell whether a device joins zones and filters between them; a pin always wins."""
    return device.position is None and len(device.zones) > 1 and kind_of(device.type).filters


def _sites(model: Model, zones: Mapping[str, ZonePlan]) -> tuple[SitePlan, ...]:
    roots = [zone for zone in model.zones.values() if not zone.parent]
    where = {zone.id: OUTSIDE if is_outside(model, zone) else zone.site or HERE for zone in roots}
    if NOWHERE in zones:
        where[NOWHERE] = HERE
    held = _grouped(where)
    plans = [SitePlan(site.id, _in_order(held[site.id], zones), site.position) for site in _named_sites(model)]
    plans += [SitePlan(name, _in_order(held[name], zones)) for name in (HERE, OUTSIDE) if held[name]]
    return tuple(plans)


def _named_sites(model: Model) -> list[Site]:
    return [model.sites[name] for name in sorted(model.sites)]


def _in_order(held: Iterable[str], zones: Mapping[str, ZonePlan]) -> tuple[str, ...]:
    return tuple(sorted(held, key=lambda zone: (zones[zone].tier, zone)))
