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

    Complexity: O(things), or O(ids) where ids are given.
    """
    sections = [model.section(name) for name in SCOPED]
    if selection.ids:
        named = (things[one] for things in sections for one in selection.ids if one in things)
    else:
        named = (one for things in sections for one in things.values())
    wanted = _Wanted(model, selection)
    return frozenset(one.id for one in named if wanted.names(one))


def is_everything(selection: Selection) -> bool:
    """Tell whether a selector has no condition at all."""
    return not any((selection.ids, selection.types, selection.zones, selection.sites, selection.tags))


class _Wanted:
    """A selector at work: things of one type in the same zones are looked at once."""

    def __init__(self, model: Model, selection: Selection) -> None:
        self._model, self._selection, self._tags = model, selection, set(selection.tags)
        self._is_anywhere = not (selection.types or selection.zones or selection.sites)
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}

    def names(self, one: Entity) -> bool:
        """Tell whether a thing has what is asked for, its id apart."""
        if self._tags and self._tags.isdisjoint(one.tags):
            return False
        return self._is_anywhere or any(map(self._is_placed, _places(self._model, one)))

    def _is_placed(self, place: Zone | Device) -> bool:
        key = (place.type, (place.id,) if isinstance(place, Zone) else place.zones)
        if key not in self._known:
            self._known[key] = self._fits(*key)
        return self._known[key]

    def _fits(self, kind: str, zones: tuple[str, ...]) -> bool:
        there = [self._model.zones[zone] for zone in zones if zone in self._model.zones]
        wanted = self._selection
        return (
            (not wanted.types or not {kind, *(zone.type for zone in there)}.isdisjoint(wanted.types))
            and (not wanted.zones or not set(zones).isdisjoint(wanted.zones))
            and (not wanted.sites or not {zone.site for zone in there}.isdisjoint(wanted.sites))
        )


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
