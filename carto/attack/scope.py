"""What a measure applies to: from a selector to the ids of things."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.account import Account
from carto.model.annotation import Selection
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.establishment import Party
from carto.model.establishment_map import Model
from carto.model.zone import Zone

SCOPED = ("zones", "devices", "links", "flows", "accounts", "parties")
"""Sections that a scope reaches into."""


def scope_of(model: Model, selection: Selection) -> frozenset[str]:
    """Return the ids of everything that a selector names.

    All given conditions hold; an empty selector names the whole establishment. A link or flow is of the type, zone or
    site of either of its ends; accounts and parties are named by id or tag alone.

    Complexity: O(things).
    """
    sections = (model.section(name).values() for name in SCOPED)
    return frozenset(one.id for things in sections for one in things if _is_named(model, one, selection))


def is_everything(selection: Selection) -> bool:
    """Tell whether a selector has no condition at all."""
    return not any((selection.ids, selection.types, selection.zones, selection.sites, selection.tags))


def _is_named(model: Model, one: Entity, wanted: Selection) -> bool:
    if wanted.ids and one.id not in wanted.ids:
        return False
    if wanted.tags and not set(wanted.tags) & set(one.tags):
        return False
    if not (wanted.types or wanted.zones or wanted.sites):
        return True
    return any(_is_placed(model, place, wanted) for place in _places(model, one))


def _places(model: Model, one: Entity) -> Iterator[Zone | Device]:
    """Yield what a thing is of: itself, or the ends of an edge."""
    if isinstance(one, Zone | Device):
        yield one
    elif isinstance(one, Link):
        ends = (one.from_end, one.to_end)
        yield from (place for end in ends if (place := model.devices.get(end) or model.zones.get(end)))
    elif isinstance(one, Flow):
        ends = (one.from_device, one.to_device)
        yield from (place for end in ends if (place := model.devices.get(end)))


def _is_placed(model: Model, place: Zone | Device, wanted: Selection) -> bool:
    zones = (place.id,) if isinstance(place, Zone) else place.zones
    sites = {model.zones[zone].site for zone in zones if zone in model.zones}
    types = {place.type, *(model.zones[zone].type for zone in zones if zone in model.zones)}
    return (
        (not wanted.types or not types.isdisjoint(wanted.types))
        and (not wanted.zones or not set(zones).isdisjoint(wanted.zones))
        and (not wanted.sites or not sites.isdisjoint(wanted.sites))
    )


def settable(section: str) -> frozenset[str]:
    """Return the keys that ``set`` may give to the things of a section."""
    kind: dict[str, type[Entity]] = {
        "zones": Zone,
        "devices": Device,
        "links": Link,
        "flows": Flow,
        "accounts": Account,
        "parties": Party,
    }
    return frozenset(field.alias or name for name, field in kind[section].model_fields.items()) - {"id"}
