"""The same picture without a browser: one SVG file, nothing in it runs or is fetched.

Every text is escaped by the XML writer. Below a number of devices each is drawn with its name; above, zones are closed
blocks with their count, as the page shows them from afar.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from carto.atlas import palette
from carto.atlas.scene import FLAGS, Edges, Scene, SceneZone, Story
from carto.errors import UnknownIdError
from carto.i18n.bilingual import both
from carto.i18n.messages import Language

OPEN_UP_TO: Final = 2_500  # devices; above, zones are drawn closed
_SCALE: Final = 24.0
_MARGIN: Final = 1.5
_FOOT: Final = 5.0
_ONE_LINE: Final = 13
_CLIP: Final = 28
_CROWD: Final = 60  # edges; above, they are paler, so that names stay readable
_FONT: Final = '"Segoe UI", system-ui, Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
_UNSEEN: Final = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x2070), 0xFEFF, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)  # fmt: skip
"""Controls and invisible characters: XML forbids some, the others hide or reverse what stands beside them."""


def render_svg(scene: Scene, *, story: str = "", language: Language | None = None) -> str:
    """Return the map as SVG, with title, description, legend and marking. The same scene gives the same bytes.

    Args:
        scene: What to draw.
        story: Id of an attack story to number on the map; "" for none.
        language: Language of the legend; the scene's own by default.

    Raises:
        UnknownIdError: ``unknown-story``.
    """
    return _Drawing(scene, _story(scene, story), language or scene.meta.language).text()


def clean(text: str, limit: int = _CLIP) -> str:
    """Return text fit to draw: nothing unseen, on one line, no longer than ``limit`` characters."""
    shown = " ".join(text[: 8 * limit].translate(_UNSEEN).split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _story(scene: Scene, wanted: str) -> Story | None:
    if not wanted:
        return None
    found = next((story for story in scene.stories if story.id == wanted), None)
    if found is None:
        raise UnknownIdError("unknown-story", id=wanted)
    return found


@dataclass(frozen=True, slots=True)
class _Drawing:
    """An SVG in the making."""

    scene: Scene
    story: Story | None
    language: Language

    def text(self) -> str:
        root = self._root()
        self._boxes(root)
        self._edges(root, self.scene.links, palette.LINK, "")
        self._edges(root, self.scene.flows, palette.FLOW, "url(#arrow)")
        if self._is_open:
            self._devices(root)
        self._zone_names(root)
        self._steps(root)
        self._foot(root)
        ET.indent(root, " ")
        return ET.tostring(root, encoding="unicode") + "\n"

    @property
    def _is_open(self) -> bool:
        return len(self.scene.devices.id) <= OPEN_UP_TO

    def _say(self, key: str, **values: object) -> str:
        return both(f"atlas.{key}", **values).told(self.language)

    def _root(self) -> ET.Element:
        bounds = self.scene.bounds
        width, height = bounds.w + 2 * _MARGIN, bounds.h + 2 * _MARGIN + _FOOT
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": " ".join(_n(v) for v in (bounds.x - _MARGIN, bounds.y - _MARGIN, width, height)),
                "width": _n(width * _SCALE),
                "height": _n(height * _SCALE),
                "role": "img",
                "font-family": _FONT,
            },
        )
        meta = self.scene.meta
        ET.SubElement(root, "title").text = clean(meta.title, 200)
        counts = {"zones": len(self.scene.zones), "devices": meta.devices}
        ET.SubElement(root, "desc").text = self._say("svg.desc", name=clean(meta.title, 200), **counts)
        self._definitions(root)
        ground = {"x": bounds.x - _MARGIN, "y": bounds.y - _MARGIN, "width": width, "height": height}
        _draw(root, "rect", fill=palette.GROUND, **ground)
        return root

    def _definitions(self, root: ET.Element) -> None:
        definitions = ET.SubElement(root, "defs")
        arrow = _draw(definitions, "marker", id="arrow", viewBox="0 0 6 6", refX=6, refY=3, orient="auto")
        arrow.set("markerWidth", "5")
        arrow.set("markerHeight", "5")
        _draw(arrow, "path", d="M0 0 6 3 0 6z", fill=palette.FLOW)
        hatch = _draw(definitions, "pattern", id="hatch", width=0.7, height=0.7, patternUnits="userSpaceOnUse")
        hatch.set("patternTransform", "rotate(45)")
        _draw(hatch, "rect", width=0.7, height=0.7, fill=palette.ZONE[0])
        _draw(hatch, "rect", width=0.14, height=0.7, fill=palette.HATCH)

    def _boxes(self, root: ET.Element) -> None:
        group = ET.SubElement(root, "g", {"id": "zones"})
        for site in self.scene.sites:
            _box(group, site.box.x, site.box.y, site.box.w, site.box.h, palette.SITE, palette.SITE_EDGE)
            size = min(2.0, max(0.9, site.box.h * 0.03))
            _text(group, site.box.x + 0.6, site.box.y + 0.4 + size, clean(site.name, 60), size, weight="700")
        for zone in self.scene.zones:
            fill = "url(#hatch)" if zone.hostile else palette.ZONE[zone.trust]
            shape = _box(
                group, zone.box.x, zone.box.y, zone.box.w, zone.box.h, fill, palette.ZONE_EDGE[zone.trust], key=zone.id
            )
            if zone.hostile:
                shape.set("stroke-dasharray", "0.5 0.25")

    def _zone_names(self, root: ET.Element) -> None:
        group = ET.SubElement(root, "g", {"id": "names"})
        for zone in self.scene.zones:
            room = max(4, int((zone.box.w - 0.5) / 0.36))
            _text(group, zone.box.x + 0.35, zone.box.y + 0.9, clean(zone.name, room), 0.6, weight="600")
            if not self._is_open:
                count = self._say("legend.devices", count=zone.count)
                _text(group, zone.box.x + 0.35, zone.box.y + 2.1, count, 0.75)

    def _edges(self, root: ET.Element, edges: Edges, color: str, marker: str) -> None:
        if not self._is_open:
            return
        group = _draw(root, "g", stroke=color, fill="none")
        group.set("stroke-width", "0.07")
        group.set("stroke-opacity", "0.4" if len(edges.id) > _CROWD else "0.75")
        styles = self.scene.flow_styles if marker else self.scene.link_styles
        for a, b, style in zip(edges.a, edges.b, edges.style, strict=True):
            (x1, y1), (x2, y2) = _shortened(self._point(a), self._point(b))
            line = _draw(group, "line", x1=x1, y1=y1, x2=x2, y2=y2)
            if marker:
                line.set("marker-end", marker)
            if styles[style] == "administration":
                line.set("stroke", palette.ADMINISTRATION)
                line.set("stroke-dasharray", "0.3 0.2")

    def _point(self, end: int) -> tuple[float, float]:
        if end >= 0:
            return self.scene.devices.x[end], self.scene.devices.y[end]
        box = self.scene.zones[-end - 1].box
        return box.x + box.w / 2, box.y + 0.5

    def _devices(self, root: ET.Element) -> None:
        group = ET.SubElement(root, "g", {"id": "devices"})
        devices = self.scene.devices
        columns = zip(
            devices.id, devices.name, devices.type, devices.x, devices.y, devices.count, devices.flags, strict=True
        )
        for key, name, kind, x, y, count, flags in columns:
            one = ET.SubElement(group, "g", {"id": clean(key, 200)})
            label = f"{name or key} ({count})" if count > 1 else name or key
            ET.SubElement(one, "title").text = clean(label, 200)
            category = self.scene.types[kind].category
            _shape(one, palette.outline_of(category), (x, y), palette.color_of(category))
            if flags & FLAGS["target"]:
                _draw(one, "circle", cx=x, cy=y, r=0.52, fill="none", stroke=palette.ATTACK).set("stroke-width", "0.1")
            if flags & FLAGS["choke"]:
                _diamond(one, x + 0.42, y - 0.42)
            for line, words in enumerate(_two_lines(clean(label, 26))):
                _text(one, x, y + 0.64 + 0.27 * line, words, 0.24, anchor="middle")

    def _steps(self, root: ET.Element) -> None:
        if self.story is None:
            return
        group = ET.SubElement(root, "g", {"id": "story"})
        where = dict(
            zip(self.scene.devices.id, zip(self.scene.devices.x, self.scene.devices.y, strict=True), strict=True)
        )
        where |= {zone.id: _middle(zone) for zone in self.scene.zones}
        points = [where[step.at] for step in self.story.steps if step.at in where]
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        _draw(group, "polyline", points=path, fill="none", stroke=palette.ATTACK).set("stroke-width", "0.16")
        for number, (x, y) in enumerate(points, start=1):
            shift = 0.5 * sum(1 for before in points[: number - 1] if before == (x, y))
            _draw(group, "circle", cx=x + shift, cy=y - 0.55, r=0.34, fill=palette.ATTACK)
            _text(group, x + shift, y - 0.42, str(number), 0.4, anchor="middle", color="#ffffff", weight="700")

    def _foot(self, root: ET.Element) -> None:
        meta, bounds = self.scene.meta, self.scene.bounds
        y = bounds.y + bounds.h + _MARGIN + 0.8
        group = ET.SubElement(root, "g", {"id": "legend"})
        marking = meta.marking.fr if self.language == "fr" else meta.marking.en
        caution = meta.caution.fr if self.language == "fr" else meta.caution.en
        head = " · ".join(part for part in (clean(marking, 80), meta.date, clean(meta.version, 40)) if part)
        _text(group, bounds.x, y, head, 0.8, weight="700", color=palette.ATTACK)
        _text(group, bounds.x, y + 1.2, caution, 0.6, color=palette.INK_SOFT)
        for number, (color, dash, word) in enumerate(self._legend()):
            x = bounds.x + 7.0 * number
            line = _draw(group, "line", x1=x, y1=y + 2.2, x2=x + 1.4, y2=y + 2.2, stroke=color)
            line.set("stroke-width", "0.14")
            line.set("stroke-dasharray", dash)
            _text(group, x + 1.7, y + 2.4, word, 0.6)

    def _legend(self) -> Iterator[tuple[str, str, str]]:
        yield palette.LINK, "none", self._say("legend.link")
        yield palette.FLOW, "none", self._say("legend.flow")
        yield palette.ADMINISTRATION, "0.3 0.2", self._say("legend.administration")
        yield palette.ZONE_EDGE[0], "0.5 0.25", self._say("legend.hostile")
        yield palette.ATTACK, "none", self._say("legend.target")
        yield palette.CHOKE, "none", self._say("legend.choke")


def _two_lines(text: str) -> tuple[str, ...]:
    """Return a label on one line, or on two broken where a word ends nearest the middle."""
    breaks = [at for at, sign in enumerate(text) if sign == " "]
    if len(text) <= _ONE_LINE or not breaks:
        return (text,)
    at = min(breaks, key=lambda place: abs(place - len(text) / 2))
    return text[:at], text[at + 1 :]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _draw(parent: ET.Element, tag: str, **attributes: str | float) -> ET.Element:
    told = {name: value if isinstance(value, str) else _n(value) for name, value in attributes.items()}
    return ET.SubElement(parent, tag, told)


def _box(
    parent: ET.Element, x: float, y: float, w: float, h: float, fill: str, stroke: str, key: str = ""
) -> ET.Element:
    shape = _draw(parent, "rect", x=x, y=y, width=w, height=h, rx=0.3, fill=fill, stroke=stroke)
    shape.set("stroke-width", "0.1")
    if key:
        shape.set("data-id", clean(key, 200))
    return shape


def _text(
    parent: ET.Element,
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    anchor: str = "start",
    weight: str = "400",
    color: str = palette.INK,
) -> None:
    shown = _draw(parent, "text", x=x, y=y, fill=color)
    shown.set("font-size", _n(size))
    shown.set("font-weight", weight)
    shown.set("text-anchor", anchor)
    shown.text = text


def _shape(parent: ET.Element, outline: palette.Outline, at: tuple[float, float], color: str) -> None:
    x, y = at
    if outline == "circle":
        _draw(parent, "circle", cx=x, cy=y, r=0.36, fill=color)
    elif outline in {"rounded", "square"}:
        corner = 0.16 if outline == "rounded" else 0.02
        _draw(parent, "rect", x=x - 0.34, y=y - 0.34, width=0.68, height=0.68, rx=corner, fill=color)
    else:
        sides = 6 if outline == "hexagon" else 8
        turns = (2 * math.pi * (side + 0.5) / sides for side in range(sides))
        points = " ".join(f"{_n(x + 0.4 * math.cos(turn))},{_n(y + 0.4 * math.sin(turn))}" for turn in turns)
        _draw(parent, "polygon", points=points, fill=color)


def _diamond(parent: ET.Element, x: float, y: float) -> None:
    points = f"{_n(x)},{_n(y - 0.2)} {_n(x + 0.2)},{_n(y)} {_n(x)},{_n(y + 0.2)} {_n(x - 0.2)},{_n(y)}"
    _draw(parent, "polygon", points=points, fill=palette.CHOKE)


def _shortened(a: tuple[float, float], b: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the line between two points without the half cells at its ends."""
    length = math.dist(a, b)
    if length <= 1.0:
        return a, b
    dx, dy = (b[0] - a[0]) / length * 0.45, (b[1] - a[1]) / length * 0.45
    return (a[0] + dx, a[1] + dy), (b[0] - dx, b[1] - dy)


def _middle(zone: SceneZone) -> tuple[float, float]:
    return zone.box.x + zone.box.w / 2, zone.box.y + zone.box.h / 2
