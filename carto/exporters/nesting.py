"""Who holds whom, for formats that draw boxes in boxes: sites, zones, devices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from carto.model.device import Device
from carto.model.establishment import Site
from carto.model.establishment_map import Model
from carto.model.zone import Zone

ThingT = TypeVar("ThingT", Device, Site, Zone)


@dataclass(frozen=True, slots=True)
class Nesting:
    """What is shown of a model, and where.

    Attributes:
        sites: Sites that hold something shown, by id; then None for what is on no site.
        zones: (site id, or "" for none; parent zone id, or "") -> zones in it, by id.
        devices: Zone id, or "" for none -> devices in it, by id.
        shown: Every id that is drawn.
    """

    sites: tuple[Site | None, ...]
    zones: Mapping[tuple[str, str], tuple[Zone, ...]]
    devices: Mapping[str, tuple[Device, ...]]
    shown: frozenset[str]


def nest(model: Model, only: Collection[str] = ()) -> Nesting:
    """Return the boxes of a model.

    Args:
        model: What to draw.
        only: Ids of devices and zones to keep, with every zone around them; everything when empty.
    """
    devices = [device for device in _by_id(model.devices) if not only or device.id in only]
    kept = _with_holders(
        model, {device.zones[0] for device in devices if device.zones} | (model.zones.keys() & set(only))
    )
    zones = [zone for zone in _by_id(model.zones) if not only or zone.id in kept]
    by_holder: defaultdict[tuple[str, str], list[Zone]] = defaultdict(list)
    for zone in zones:
        by_holder["" if zone.parent else zone.site, zone.parent].append(zone)
    by_zone: defaultdict[str, list[Device]] = defaultdict(list)
    for device in devices:
        by_zone[device.zones[0] if device.zones else ""].append(device)
    used = {site for site, parent in by_holder if not parent}
    return Nesting(
        sites=(*(site for site in _by_id(model.sites) if site.id in used), None),
        zones={holder: tuple(held) for holder, held in by_holder.items()},
        devices={zone: tuple(held) for zone, held in by_zone.items()},
        shown=frozenset(thing.id for thing in (*devices, *zones)),
    )


def _with_holders(model: Model, zones: set[str]) -> set[str]:
    kept: set[str] = set()
    for zone in zones:
        around = zone
        while around and around not in kept:
            kept.add(around)
            around = model.zones[around].parent
    return kept


def _by_id(section: Mapping[str, ThingT]) -> list[ThingT]:
    return [section[key] for key in sorted(section)]
