"""Views outside the page: the same six national views, views by care, data or finding, and those the author saved.

A view of a scene is a scene: fewer devices, the zones that hold them, the lines between them, in their places.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from carto.atlas.scene import FLAGS, Box, Devices, Edges, Scene, SceneSite, SceneZone
from carto.errors import UnknownIdError

_APPLICATIONS: Final = frozenset({"application", "server", "imaging", "laboratory", "cardiology", "pharmacy"})
_NO_HARDWARE: Final = frozenset({"application", "external"})
_OUTSIDE_TRUST: Final = 1
_FRAME: Final = 1.2
_HEAD: Final = 1.8

Shown = set[int]


def of_view(scene: Scene, key: str) -> Scene:
    """Return what a view shows of a scene.

    Args:
        scene: The whole map.
        key: ``ecosystem``, ``business``, ``applications``, ``administration``, ``logical``, ``physical``,
            ``care:ID``, ``data:ID``, ``finding:RULE`` or ``saved:ID``, as in the address of the page.

    Raises:
        UnknownIdError: ``unknown-view``.

    Complexity: linear in the scene.
    """
    devices, zones = shown_by(scene, key)
    return _Narrowed(scene, devices, zones).scene()


def views(scene: Scene) -> list[str]:
    """Return the key of every view there is of a scene."""
    rules = sorted({finding.rule for finding in scene.findings})
    return [
        *_NATIONAL,
        *(f"care:{care.id}" for care in scene.care),
        *(f"data:{data.id}" for data in scene.data),
        *(f"finding:{rule}" for rule in rules),
        *(f"saved:{view.id}" for view in scene.views),
    ]


def shown_by(scene: Scene, key: str) -> tuple[Shown, Shown]:
    """Return the indices of the devices that a view shows, and of the zones that it names.

    Raises:
        UnknownIdError: ``unknown-view``.
    """
    if key not in views(scene):
        raise UnknownIdError("unknown-view", id=key, known=", ".join(views(scene)))
    group, _, name = key.partition(":")
    if not name:
        return _NATIONAL[key](scene), set()
    if group == "care":
        return _of_care(scene, name), set()
    if group == "data":
        data = next(one for one in scene.data if one.id == name)
        return {*data.devices, *_ends(scene.flows, data.flows)}, set()
    if group == "finding":
        return _of_ids(scene, (on for one in scene.findings if one.rule == name for on in one.on)), set()
    saved = next(one for one in scene.views if one.id == name)
    return {*saved.devices, *_inside(scene, saved.zones)}, set(saved.zones)


def _by_category(test: Callable[[str], bool]) -> Callable[[Scene], Shown]:
    def shown(scene: Scene) -> Shown:
        fits = [test(kind.category) for kind in scene.types]
        return {index for index, kind in enumerate(scene.devices.type) if fits[kind]}

    return shown


def _flagged(scene: Scene, *names: str) -> Shown:
    bits = sum(FLAGS[name] for name in names)
    return {index for index, flags in enumerate(scene.devices.flags) if flags & bits}


def _ecosystem(scene: Scene) -> Shown:
    """What stands outside or is seen from there, and whatever exchanges with it."""
    outside = [zone.trust <= _OUTSIDE_TRUST for zone in scene.zones]

    def is_outside(end: int) -> bool:
        return outside[scene.devices.zone[end] if end >= 0 else -end - 1]

    shown = {index for index, zone in enumerate(scene.devices.zone) if outside[zone]} | _flagged(scene, "exposed")
    crossing = ((a, b) for a, b in zip(scene.flows.a, scene.flows.b, strict=True) if is_outside(a) is not is_outside(b))
    return shown | {end for pair in crossing for end in pair if end >= 0}


def _business(scene: Scene) -> Shown:
    """What care stands on, and what holds data."""
    needs = (need for care in scene.care for need in care.depends_on)
    holders = {index for data in scene.data for index in data.devices}
    return _flagged(scene, "critical-care", "target") | _of_ids(scene, needs) | holders


def _administration(scene: Scene) -> Shown:
    """Whoever administers, and the directories, bastions and consoles they use."""
    styles = scene.flow_styles
    flows = (index for index, style in enumerate(scene.flows.style) if styles[style] == "administration")
    return _by_category("identity".__eq__)(scene) | _ends(scene.flows, flows)


_NATIONAL: Final[Mapping[str, Callable[[Scene], Shown]]] = {
    "ecosystem": _ecosystem,
    "business": _business,
    "applications": _by_category(_APPLICATIONS.__contains__),
    "administration": _administration,
    "logical": _by_category(lambda _category: True),
    "physical": _by_category(lambda category: category not in _NO_HARDWARE),
}


def _of_care(scene: Scene, name: str) -> Shown:
    """What a care process stands on, and what the processes that it needs stand on."""
    by_id = {care.id: care for care in scene.care}
    waiting = [name]
    for one in waiting:
        waiting += [need for need in by_id[one].depends_on if need in by_id and need not in waiting]
    return _of_ids(scene, (need for one in waiting for need in by_id[one].depends_on))


def _of_ids(scene: Scene, ids: Iterable[str]) -> Shown:
    """Return devices by what names them: themselves, their zone, or a line of theirs."""
    device = {key: index for index, key in enumerate(scene.devices.id)}
    zone = {one.id: index for index, one in enumerate(scene.zones)}
    line = [(edges, {key: index for index, key in enumerate(edges.id)}) for edges in (scene.links, scene.flows)]
    shown: Shown = set()
    for key in ids:
        if key in device:
            shown.add(device[key])
        elif key in zone:
            shown |= _inside(scene, (zone[key],))
        else:
            shown |= {end for edges, at in line if key in at for end in _ends(edges, (at[key],))}
    return shown


def _inside(scene: Scene, zones: Collection[int]) -> Shown:
    wanted = set(zones)
    return {index for index, zone in enumerate(scene.devices.zone) if zone in wanted}


def _ends(edges: Edges, indices: Iterable[int]) -> Shown:
    return {end for index in indices for end in (edges.a[index], edges.b[index]) if end >= 0}


class _Narrowed:
    """A scene with fewer things in it, each in its place."""

    def __init__(self, scene: Scene, devices: Shown, zones: Shown) -> None:
        self._scene = scene
        kept = set(zones) | {scene.devices.zone[index] for index in devices}
        kept |= {around for zone in list(kept) for around in _around(scene, zone)}
        sites = {scene.zones[zone].site for zone in kept}
        self._devices = {old: new for new, old in enumerate(sorted(devices))}
        self._zones = {old: new for new, old in enumerate(sorted(kept))}
        self._sites = {old: new for new, old in enumerate(sorted(sites))}

    def scene(self) -> Scene:
        """Return it, without what speaks of more than the map."""
        whole = self._scene
        ids = {whole.devices.id[index] for index in self._devices} | {whole.zones[index].id for index in self._zones}
        links, flows = self._edges(whole.links), self._edges(whole.flows)
        ids |= {*links.id, *flows.id}
        sites, unknowns = [self._site(index) for index in self._sites], [one for one in whole.unknowns if one.id in ids]
        counts = {"devices": self._count(self._devices), "entries": len(self._devices), "unknowns": len(unknowns)}
        update = {
            "meta": whole.meta.model_copy(update=counts | {"analysed": False}),
            "bounds": _hull([site.box for site in sites]) or whole.bounds,
            "sites": tuple(sites),
            "zones": tuple(self._zone(index) for index in self._zones),
            "devices": self._columns(whole.devices),
            "links": links,
            "flows": flows,
            "sheets": tuple(sheet for sheet in whole.sheets if sheet.id in ids),
            "notes": tuple(note for note in whole.notes if ids.issuperset(note.on)),
            "unknowns": tuple(unknowns),
            **dict.fromkeys(("targets", "stories", "choke_points", "blasts", "care", "findings"), ()),
            **dict.fromkeys(("views", "data", "measures", "cuts", "comparisons"), ()),
            "owners": {},
        }
        return whole.model_copy(update=update)

    def _zone(self, index: int) -> SceneZone:
        """Return a zone that counts what is shown in it, nested zones included."""
        zone, devices = self._scene.zones[index], self._within(lambda around: index in around)
        counts = {"count": self._count(devices), "entries": len(devices), "risk": self._risk(devices)}
        home = {"site": self._sites[zone.site], "parent": self._zones.get(zone.parent, -1)}
        return zone.model_copy(update=counts | home)

    def _site(self, index: int) -> SceneSite:
        """Return a site that counts what is shown on it, no larger than its zones that are shown."""
        zones = [zone for zone in self._zones if self._scene.zones[zone].site == index]
        devices = self._within(lambda around: self._scene.zones[around[-1]].site == index)
        around = _hull([self._scene.zones[zone].box for zone in zones])
        site = self._scene.sites[index]
        box = site.box if around is None else _framed(around)
        return site.model_copy(update={"box": box, "count": self._count(devices), "risk": self._risk(devices)})

    def _within(self, test: Callable[[list[int]], bool]) -> list[int]:
        homes = self._scene.devices.zone
        return [index for index in self._devices if test([homes[index], *_around(self._scene, homes[index])])]

    def _count(self, devices: Iterable[int]) -> int:
        return sum(self._scene.devices.count[index] for index in devices)

    def _risk(self, devices: Iterable[int]) -> int:
        return max((self._scene.devices.risk[index] for index in devices), default=0)

    def _columns(self, devices: Devices) -> Devices:
        names = [name for name in Devices.model_fields if name not in {"zone", "more_zones"}]
        columns: dict[str, Any] = {
            name: tuple(getattr(devices, name)[index] for index in self._devices) for name in names
        }
        home = tuple(self._zones[devices.zone[index]] for index in self._devices)
        more = {
            key: tuple(self._zones[zone] for zone in zones if zone in self._zones)
            for key, zones in devices.more_zones.items()
            if key in columns["id"]
        }
        return Devices.model_construct(zone=home, more_zones=more, **columns)

    def _edges(self, edges: Edges) -> Edges:
        kept = [
            index
            for index, ends in enumerate(zip(edges.a, edges.b, strict=True))
            if all(self._end(end) is not None for end in ends)
        ]
        columns: dict[str, Any] = {
            name: tuple(getattr(edges, name)[index] for index in kept) for name in Edges.model_fields
        }
        ends = {name: tuple(self._end(end) for end in columns[name]) for name in ("a", "b")}
        return Edges.model_construct(**(columns | ends))

    def _end(self, end: int) -> int | None:
        if end >= 0:
            return self._devices.get(end)
        zone = self._zones.get(-end - 1)
        return None if zone is None else -zone - 1


def _around(scene: Scene, zone: int) -> Iterator[int]:
    while (zone := scene.zones[zone].parent) >= 0:
        yield zone


def _framed(box: Box) -> Box:
    """Return the frame of a site around the hull of its zones: room for its name above."""
    return Box(x=box.x - _FRAME, y=box.y - _HEAD, w=box.w + 2 * _FRAME, h=box.h + _FRAME + _HEAD)


def _hull(boxes: Collection[Box]) -> Box | None:
    if not boxes:
        return None
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x=x, y=y, w=max(box.x + box.w for box in boxes) - x, h=max(box.y + box.h for box in boxes) - y)
