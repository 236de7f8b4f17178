"""The layout: sites hold zones, zones hold zones and devices, and every one has its place.

Boxes are sized from the inside out and placed from the outside in. Nothing is random and nothing depends on the order
of the author's text: the same model gives the same bytes. Positions that the author gives win over everything:

- a device's ``at`` is a column and a row in the grid of its zone;
- a zone's ``at`` is its corner, in map units, in the site or zone that holds it;
- a site's ``at`` is its corner on the map.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from carto.atlas.cells import HEADER, PADDING, Grid, grid_of
from carto.atlas.lock import Lock
from carto.atlas.outline import OUTSIDE, Outline, SitePlan, ZonePlan, outline
from carto.atlas.packing import Rectangle, Rows, Size, best_rows, hull, merged_rows, row_width, rows_within, shelve
from carto.atlas.shortening import Pull, pulls_between, shortened
from carto.model.establishment_map import Model

GAP = 1.4  # between zones: a filter on a border stands out by half a cell
SITE_GAP = 2.6
_SITE_PADDING = 1.2
_SITE_HEADER = 1.8
_SITE_HEADER_SHARE = 0.05  # of its height: the name of a large site is read from afar
_EMPTY_SITE = Size(8.0, 4.0)
_SHORTEN_UP_TO = 12_000  # devices; above, swapping zones costs more than it shows
_FURTHEST = 100_000.0


@dataclass(frozen=True, slots=True)
class PlacedZone:
    """A zone in its place: indices of its site and of the zone around it, or -1."""

    id: str
    site: int
    parent: int
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Planned:
    """A place kept free for what a scenario adds.

    Attributes:
        scenario: Id of the scenario.
        section: ``devices``, ``zones`` or ``sites``.
        id: What it adds, or moves here.
        zone: Index of the innermost zone of the map around it, or -1.
        box: Where it will be.
    """

    scenario: str
    section: str
    id: str
    zone: int
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is.

    Attributes:
        bounds: The whole map.
        sites: Site id and box; ``outline.OUTSIDE`` is the outside world, ``outline.HERE`` what is on no site.
        zones: Holders before what they hold.
        devices: Device id -> middle of its cell; zone by zone, so that what is alike stands together and packs well.
        home: Device id -> index of the zone it is drawn in.
        lock: What to keep for the next drawing.
        unused: Ids whose kept place nobody uses any more.
        planned: Places of what scenarios add, in the order of the scenarios.
    """

    bounds: Rectangle
    sites: tuple[tuple[str, Rectangle], ...]
    zones: tuple[PlacedZone, ...]
    devices: Mapping[str, tuple[float, float]]
    home: Mapping[str, int]
    lock: Lock = field(default_factory=Lock)
    unused: tuple[str, ...] = ()
    planned: tuple[Planned, ...] = ()


def lay_out(model: Model, lock: Lock | None = None) -> Layout:
    """Place everything that a model holds.

    Args:
        model: What to draw.
        lock: Where things stood last time; None to start afresh.

    Complexity: O(n log n) in devices and zones; the swaps that shorten edges are bounded.
    """
    work = _Work(outline(model), lock or Lock())
    pulls = _pulls(model, work.plan) if len(model.devices) <= _SHORTEN_UP_TO else {}
    for site in work.plan.sites:
        for zone in site.zones:
            work.measure(zone)
    return work.place(pulls)


def _pulls(model: Model, plan: Outline) -> dict[tuple[str, str], int]:
    roots = plan.root_of()
    root_of_end = {**roots, **{device: roots[zone] for device, zone in plan.home.items() if zone in roots}}
    ends = [(link.from_end, link.to_end) for link in model.links.values()]
    ends += [(flow.from_device, flow.to_device) for flow in model.flows.values()]
    return pulls_between(ends, root_of_end)


@dataclass(slots=True)
class _Work:
    """A drawing in the making."""

    plan: Outline
    old: Lock
    grids: dict[str, Grid] = field(default_factory=dict)
    sizes: dict[str, Size] = field(default_factory=dict)
    inner: dict[str, dict[str, Rectangle]] = field(default_factory=dict)
    shelves: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    zones: list[PlacedZone] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    devices: dict[str, tuple[float, float]] = field(default_factory=dict)

    def measure(self, zone_id: str) -> None:
        """Size a zone and everything in it, from the inside out."""
        for each in reversed(self.plan.inside(zone_id)):
            self._measure_one(self.plan.zones[each])

    def _measure_one(self, zone: ZonePlan) -> None:
        cells, columns = self.old.cells.get(zone.id, {}), self.old.columns.get(zone.id)
        grid = grid_of(zone.inner, zone.border, self.plan.pins, cells, columns)
        self.grids[zone.id] = grid
        below = self._arrange(f"zone:{zone.id}", zone.children, grid.size.h)
        around = hull(list(below.values()))
        width = max(grid.size.w, around.right + PADDING + GAP / 2)
        height = max(grid.size.h, around.bottom + PADDING + GAP / 2) if below else grid.size.h
        self.sizes[zone.id] = Size(width, height)

    def _arrange(self, holder: str, zones: Sequence[str], top: float) -> dict[str, Rectangle]:
        """Put zones on the shelves of what holds them, below what is already there."""
        rows = self._rows(holder, [zone for zone in zones if self.plan.zones[zone].pin is None])
        return self._settle(holder, zones, rows, (PADDING + GAP / 2, top + GAP / 2))

    def _rows(self, holder: str, free: Sequence[str], width: float | None = None) -> tuple[tuple[str, ...], ...]:
        sizes = [self.sizes[zone] for zone in free]
        tiers = [self.plan.zones[zone].tier for zone in free]
        if holder in self.old.shelves:
            rows = merged_rows(self.old.shelves[holder], free, tiers)
        elif width is None:
            rows = best_rows(sizes, tiers, GAP)
        else:
            rows = rows_within(sizes, [0] * len(free), max([width, *(size.w for size in sizes)]), GAP)
        return _named(rows, free)

    def _settle(
        self,
        holder: str,
        zones: Sequence[str],
        rows: tuple[tuple[str, ...], ...],
        corner: tuple[float, float],
        width: float | None = None,
    ) -> dict[str, Rectangle]:
        """Place the pinned where they are wanted and the shelves below them, from a corner on."""
        left, top = corner
        pinned = {
            zone: _at(pin, self.sizes[zone]).moved(left, top)
            for zone in zones
            if (pin := self.plan.zones[zone].pin) is not None
        }
        if pinned:
            top = hull(list(pinned.values())).bottom + GAP
        self.shelves[holder] = rows
        boxes = {**pinned, **_shelved(rows, self.sizes, (left, top), GAP, width)}
        self.inner[holder] = boxes
        return boxes

    def place(self, pulls: Mapping[tuple[str, str], int]) -> Layout:
        """Place the sites, then everything in them, from the outside in."""
        inland = [site for site in self.plan.sites if site.id != OUTSIDE]
        for site in inland:
            self._fill_site(site, pulls)
        boxes = self._place_sites(inland)
        outside = [site for site in self.plan.sites if site.id == OUTSIDE]
        for site in outside:
            boxes[site.id] = self._band(site, hull(list(boxes.values())))
        for number, site in enumerate(self.plan.sites):
            self._place_zones(site, number, boxes[site.id])
        return self._result(boxes)

    def _fill_site(self, site: SitePlan, pulls: Mapping[tuple[str, str], int]) -> None:
        holder = f"site:{site.id}"
        rows = self._rows(holder, [zone for zone in site.zones if self.plan.zones[zone].pin is None])
        if holder not in self.old.shelves:
            here = [Pull(a, b, weight) for (a, b), weight in pulls.items()]
            rows = shortened(rows, self.sizes, {zone: self.plan.zones[zone].tier for zone in site.zones}, here, GAP)
        header = max(_SITE_HEADER, _SITE_HEADER_SHARE * hull(list(_shelved(rows, self.sizes, (0, 0), GAP).values())).h)
        around = self._settle(holder, site.zones, rows, (_SITE_PADDING, header))
        self.sizes[holder] = _site_size(list(around.values()))

    def _place_sites(self, sites: Sequence[SitePlan]) -> dict[str, Rectangle]:
        free = [site.id for site in sites if site.pin is None]
        sizes = {site.id: self.sizes[f"site:{site.id}"] for site in sites}
        boxes = {site.id: _at(site.pin, sizes[site.id], lowest=-_FURTHEST) for site in sites if site.pin is not None}
        if "map" in self.old.shelves:
            rows = merged_rows(self.old.shelves["map"], free, [0] * len(free))
        else:
            rows = best_rows([sizes[site] for site in free], [0] * len(free), SITE_GAP)
        self.shelves["map"] = _named(rows, free)
        top = hull(list(boxes.values())).bottom + SITE_GAP if boxes else 0.0
        placed = _shelved(self.shelves["map"], sizes, (0.0, top), SITE_GAP, 0.0)
        return boxes | {site: Rectangle(box.x, box.y, box.w, sizes[site].h) for site, box in placed.items()}

    def _band(self, site: SitePlan, below: Rectangle) -> Rectangle:
        """Return the box of the outside world: a band above everything else, as wide as it."""
        holder = f"site:{site.id}"
        free = [zone for zone in site.zones if self.plan.zones[zone].pin is None]
        rows = self._rows(holder, free, below.w - 2 * _SITE_PADDING if below.w else None)
        inner = below.w - 2 * _SITE_PADDING
        boxes = self._settle(holder, site.zones, rows, (_SITE_PADDING, _SITE_HEADER), inner)
        size = _site_size(list(boxes.values()))
        return Rectangle(below.x, below.y - SITE_GAP - size.h, max(size.w, below.w), size.h)

    def _place_zones(self, site: SitePlan, number: int, box: Rectangle) -> None:
        waiting = [(zone, -1, self.inner[f"site:{site.id}"][zone].moved(box.x, box.y)) for zone in site.zones]
        for zone, parent, its_box in waiting:
            own = self.index[zone] = len(self.zones)
            self.zones.append(PlacedZone(zone, number, parent, its_box.rounded()))
            for device, (x, y) in self.grids[zone].places(its_box.w).items():
                self.devices[device] = (round(its_box.x + x, 2), round(its_box.y + y, 2))
            inner = self.inner[f"zone:{zone}"]
            waiting += [(child, own, inner[child].moved(its_box.x, its_box.y)) for child in inner]

    def _result(self, boxes: Mapping[str, Rectangle]) -> Layout:
        kept = Lock(
            {holder: rows for holder, rows in sorted(self.shelves.items()) if any(rows)},
            {zone: grid.columns for zone, grid in self.grids.items()},
            {zone: grid.cells for zone, grid in self.grids.items()},
        )
        return Layout(
            bounds=hull(list(boxes.values())).rounded(),
            sites=tuple((site.id, boxes[site.id].rounded()) for site in self.plan.sites),
            zones=tuple(self.zones),
            devices=self.devices,
            home={device: self.index[zone] for device, zone in self.plan.home.items()},
            lock=kept,
            unused=self.old.unused(self.plan.zones, self.plan.home),
        )


def _named(rows: Rows, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(names[position] for position in row) for row in rows)


def _shelved(
    rows: tuple[tuple[str, ...], ...],
    sizes: Mapping[str, Size],
    corner: tuple[float, float],
    gap: float,
    width: float | None = None,
) -> dict[str, Rectangle]:
    """Return boxes on shelves by name; shelves fill ``width``, by default that of the widest of them."""
    names = [name for row in rows for name in row]
    position = {name: at for at, name in enumerate(names)}
    numbered = tuple(tuple(position[name] for name in row) for row in rows)
    listed = [sizes[name] for name in names]
    widest = max((row_width(listed, row, gap) for row in numbered), default=0.0) if width is None else width
    placed = shelve(listed, numbered, gap, width=widest)
    return {name: box.moved(*corner) for name, box in zip(names, placed, strict=True)}


def _at(pin: tuple[float, float], size: Size, lowest: float = 0.0) -> Rectangle:
    x, y = (min(max(lowest, value), _FURTHEST) for value in pin)
    return Rectangle(x, y, size.w, size.h)


def _site_size(zones: Sequence[Rectangle]) -> Size:
    if not zones:
        return _EMPTY_SITE
    around = hull(zones)
    return Size(around.right + _SITE_PADDING, around.bottom + _SITE_PADDING)


__all__ = ["GAP", "HEADER", "SITE_GAP", "Layout", "PlacedZone", "Planned", "lay_out"]
