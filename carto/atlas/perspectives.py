"""What the views of the page stand on: views that the author saved, classes of data, owners.

The six national views and those by care process or finding need nothing more than the scene already says; the page
makes them by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from carto.atlas.anonymous import WITHHELD
from carto.atlas.columns import Ends, type_id
from carto.atlas.scene import Edges, SceneData, SceneView, Words
from carto.atlas.wording import Wording
from carto.model.annotation import Selection, View
from carto.model.device import Device
from carto.model.establishment_map import Model


def views_of(model: Model, ends: Ends) -> tuple[SceneView, ...]:
    """Return the saved views, each with the devices and zones it shows. O(views x (devices + links + flows))."""
    if not model.views:
        return ()
    joined = _neighbours(model)
    return tuple(_view(model, model.views[key], ends, joined) for key in sorted(model.views))


def _view(model: Model, view: View, ends: Ends, joined: Mapping[str, set[str]]) -> SceneView:
    shown = _around(set(_selected(model, view.show)), joined, view.neighbours)
    places = [end for name in shown if (end := ends.get(name)) is not None]
    return SceneView(
        id=view.id,
        title=view.title or view.label,
        note=view.note,
        perspective=view.perspective or "",
        devices=tuple(sorted(end for end in places if end >= 0)),
        zones=tuple(sorted(-end - 1 for end in places if end < 0)),
    )


def _selected(model: Model, show: Selection) -> Iterator[str]:
    """Yield what a selection names and the devices it holds; a named zone or site stands for what is in it."""
    named = set(show.ids)
    yield from (name for name in (*show.ids, *show.zones) if name in model.devices or name in model.zones)
    zones = set(show.zones) | {zone.id for zone in model.zones.values() if zone.site in show.sites}
    types = {type_id(one) for one in show.types}
    for device in model.devices.values():
        if device.id not in named and _is_chosen(device, zones, types, set(show.tags)):
            yield device.id


def _is_chosen(device: Device, zones: set[str], types: set[str], tags: set[str]) -> bool:
    return bool(
        zones.intersection(device.zones) or tags.intersection(device.tags) or (types and type_id(device.type) in types)
    )


def _neighbours(model: Model) -> Mapping[str, set[str]]:
    joined: defaultdict[str, set[str]] = defaultdict(set)
    pairs = [(link.from_end, link.to_end) for link in model.links.values()]
    pairs += [(flow.from_device, flow.to_device) for flow in model.flows.values()]
    for one, other in pairs:
        joined[one].add(other)
        joined[other].add(one)
    return joined


def _around(shown: set[str], joined: Mapping[str, set[str]], steps: int) -> set[str]:
    for _ in range(steps):
        shown = shown.union(*(joined.get(name, ()) for name in shown))
    return shown


def data_of(model: Model, words: Wording, ends: Ends, flows: Edges) -> tuple[SceneData, ...]:
    """Return every class of data that something holds or carries. O(devices + flows)."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for key, index in ends.device.items():
        for kind in model.devices[key].holds:
            holders[kind].append(index)
    carriers: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(flows.id):
        for kind in model.flows[key].data:
            carriers[kind].append(index)
    return tuple(
        SceneData(
            id=kind,
            label=Words.of(words.name(kind)),
            devices=tuple(sorted(holders[kind])),
            flows=tuple(sorted(carriers[kind])),
        )
        for kind in sorted(holders.keys() | carriers.keys())
    )


def owners_of(model: Model, devices: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return owner -> indices of devices, for owners who are named."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(devices):
        if model.devices[key].owner not in {"", WITHHELD}:
            found[model.devices[key].owner].append(index)
    return {owner: tuple(found[owner]) for owner in sorted(found)}
