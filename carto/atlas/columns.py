"""The things there are many of, as columns: devices, links and flows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

from carto.atlas.layout import Layout
from carto.atlas.scene import FLAGS, Devices, Edges, SceneType, Words
from carto.catalog.reference import catalog
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.model.vocabulary import FlowKind, LinkMedium, PatchState, Tri

EdgeT = TypeVar("EdgeT", Link, Flow)

LINK_STYLES = tuple(medium.value for medium in LinkMedium)
FLOW_STYLES = tuple(kind.value for kind in FlowKind)
_GRAVE = 3  # patient safety class from which a care process is critical


@dataclass(frozen=True, slots=True)
class Marks:
    """What analyses say of devices: risk 0..4, on which paths, choke points; by device id."""

    risk: Mapping[str, int]
    on_path: frozenset[str] = frozenset()
    chokes: frozenset[str] = frozenset()


UNMARKED = Marks({})


@dataclass(frozen=True, slots=True)
class Ends:
    """Turns ids into ends: a device's index, or a zone's as a negative number."""

    device: Mapping[str, int]
    zone: Mapping[str, int]

    @classmethod
    def of(cls, model: Model, layout: Layout) -> Ends:
        """Return the ends of a drawn model; a party stands where its zone is."""
        zone = {placed.id: index for index, placed in enumerate(layout.zones)}
        zone |= {party.id: zone[party.zone] for party in model.parties.values() if party.zone in zone}
        return cls({device: index for index, device in enumerate(layout.devices)}, zone)

    def get(self, name: str) -> int | None:
        """Return the end of this id, or None when it is nowhere on the map."""
        if name in self.device:
            return self.device[name]
        return -self.zone[name] - 1 if name in self.zone else None


def device_columns(model: Model, layout: Layout, types: Mapping[str, int], marks: Marks = UNMARKED) -> Devices:
    """Return every device, in the order of the layout."""
    devices = [model.devices[key] for key in layout.devices]
    zone_index = {zone.id: index for index, zone in enumerate(layout.zones)}
    flag = _flagger(model, marks)
    return Devices.model_construct(
        id=tuple(layout.devices),
        name=tuple(device.name for device in devices),
        type=tuple(types[type_id(device.type)] for device in devices),
        zone=tuple(layout.home[key] for key in layout.devices),
        x=tuple(x for x, _ in layout.devices.values()),
        y=tuple(y for _, y in layout.devices.values()),
        count=tuple(device.count for device in devices),
        risk=tuple(marks.risk.get(key, 0) for key in layout.devices),
        flags=tuple(flag(device) for device in devices),
        more_zones={
            device.id: tuple(zone_index[zone] for zone in device.zones[1:]) for device in devices if device.zones[1:]
        },
    )


def _flagger(model: Model, marks: Marks) -> Callable[[Device], int]:
    filters = {link.via for link in model.links.values()}
    grave = {
        key
        for care in model.care.values()
        if care.patient_safety >= _GRAVE
        for need in care.depends_on
        for key in need.ids()
    }

    def flags(device: Device) -> int:
        own = {
            "target": device.target,
            "exposed": bool(device.exposed_to),
            "unknown": device.patched is PatchState.UNKNOWN,
            "choke": device.id in marks.chokes,
            "weak": bool(device.weaknesses or device.vulnerabilities),
            "on-path": device.id in marks.on_path,
            "critical-care": device.id in grave,
        }
        return (
            _type_flags(device.type)
            | sum(FLAGS[name] for name, held in own.items() if held)
            | (FLAGS["filter"] if device.id in filters else 0)
        )

    return flags


@cache
def _type_flags(device_type: str) -> int:
    known = catalog().device_type(device_type)
    if known is None:
        return 0
    return FLAGS["medical"] * known.medical_device | FLAGS["filter"] * known.filters


@cache
def type_id(device_type: str) -> str:
    """Return the canonical id of a device type; a type that the catalogue does not know is its own."""
    known = catalog().device_type(device_type)
    return device_type if known is None else known.id


def types_in_use(model: Model) -> tuple[SceneType, ...]:
    """Return the device types of a model, sorted by id."""
    return tuple(_scene_type(name) for name in sorted({type_id(device.type) for device in model.devices.values()}))


def _scene_type(name: str) -> SceneType:
    known = catalog().device_type(name)
    if known is None:
        return SceneType(id=name, label=Words(fr=name, en=name), glyph="server", category="server")
    return SceneType(id=name, label=Words.of(known.label), glyph=known.glyph, category=known.category)


def link_columns(model: Model, ends: Ends) -> Edges:
    """Return every link that has both ends on the map, by its ends; its text is the services that pass."""
    style = {name: index for index, name in enumerate(LINK_STYLES)}
    rows = (
        (link.id, link.from_end, link.to_end, link.both_ways, link.encrypted, style[link.medium], _passing(link))
        for link in _in_order(model.links)
    )
    return _columns(ends, rows)


def flow_columns(model: Model, ends: Ends) -> Edges:
    """Return every flow that has both ends on the map, by its ends; its text is the protocol, then the account."""
    style = {name: index for index, name in enumerate(FLOW_STYLES)}
    rows = (
        (flow.id, flow.from_device, flow.to_device, False, flow.encrypted, style[flow.kind], _carried(flow))
        for flow in _in_order(model.flows)
    )
    return _columns(ends, rows)


_COLUMNS = tuple(Edges.model_fields)
_Row = tuple[str, str, str, bool, Tri, int, str]


def _columns(ends: Ends, rows: Iterable[_Row]) -> Edges:
    drawn = [
        (key, a, b, int(both), _tri(tri), style, text)
        for key, one, other, both, tri, style, text in rows
        if (a := ends.get(one)) is not None and (b := ends.get(other)) is not None
    ]
    drawn.sort(key=lambda row: (row[1], row[2], row[0]))
    columns = zip(*drawn, strict=True) if drawn else repeat((), len(_COLUMNS))
    by_name: dict[str, Any] = dict(zip(_COLUMNS, columns, strict=True))
    return Edges.model_construct(**by_name)


def _in_order(section: Mapping[str, EdgeT]) -> list[EdgeT]:
    return [section[key] for key in sorted(section)]


def _tri(value: Tri) -> int:
    return -1 if value == "unknown" else int(value is True)


def _passing(link: Link) -> str:
    return "*" if link.allow is None else "?" if "unknown" in link.allow else ", ".join(link.allow)


def _carried(flow: Flow) -> str:
    return " · ".join(part for part in (flow.protocol, flow.account) if part)
