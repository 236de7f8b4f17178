"""Drawings as SVG, inside an HTML page or as a file. Every text is escaped by the XML writer."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final

from carto.report.drawing import Box, Disc, Drawing, Line, Mark, Shape, Text, arrow_head

_FONT: Final = '"DejaVu Sans", Verdana, sans-serif'
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_HEAD: Final = 22.0
_MARGIN: Final = 8.0


def paint_svg(drawing: Drawing, description: str) -> str:
    """Return the drawing as an ``svg`` element with a title for people who do not see it."""
    return _told(_root((0.0, 0.0, drawing.width, drawing.height), description), drawing)


def svg_file(drawing: Drawing, title: str) -> str:
    """Return the drawing as an SVG document of its own: on white paper, with a margin, below its title."""
    page = Box(-_MARGIN, -_HEAD - _MARGIN, drawing.width + 2 * _MARGIN, drawing.height + _HEAD + 2 * _MARGIN, "#ffffff")
    root = _root((page.x, page.y, page.w, page.h), title)
    root.set("xmlns", _NAMESPACE)
    _paint(root, page)
    _paint(root, Text(0, -_HEAD / 2, title, 9.5, "#1b2733", bold=True))
    return _told(root, drawing)


def _root(view: tuple[float, float, float, float], description: str) -> ET.Element:
    told = " ".join(_n(length) for length in view)
    return ET.Element("svg", {"viewBox": told, "role": "img", "font-family": _FONT, "aria-label": description})


def _told(root: ET.Element, drawing: Drawing) -> str:
    for mark in drawing.marks:
        _paint(root, mark)
    return ET.tostring(root, encoding="unicode")


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _draw(parent: ET.Element, tag: str, **attributes: str | float) -> ET.Element:
    told = {
        name.replace("_", "-"): value if isinstance(value, str) else _n(value) for name, value in attributes.items()
    }
    return ET.SubElement(parent, tag, told)


def _paint(root: ET.Element, mark: Mark) -> None:
    match mark:
        case Box():
            _box(root, mark)
        case Line():
            _line(root, mark)
        case Disc():
            _disc(root, mark)
        case Shape():
            _shape(root, mark)
        case Text():
            _text(root, mark)


def _box(root: ET.Element, box: Box) -> None:
    shape = _draw(root, "rect", x=box.x, y=box.y, width=box.w, height=box.h, fill=box.fill or "none")
    if box.stroke:
        shape.set("stroke", box.stroke)
        shape.set("stroke-width", _n(box.width))
    if box.dashed:
        shape.set("stroke-dasharray", "3 2")


def _line(root: ET.Element, line: Line) -> None:
    ends = {"x1": line.x1, "y1": line.y1, "x2": line.x2, "y2": line.y2}
    shape = _draw(root, "line", stroke=line.color, stroke_width=line.width, **ends)
    if line.dashed:
        shape.set("stroke-dasharray", "3 2")
    if line.arrow:
        _shape(root, arrow_head(line))


def _disc(root: ET.Element, disc: Disc) -> None:
    shape = _draw(root, "circle", cx=disc.x, cy=disc.y, r=disc.r, fill=disc.fill or "none")
    if disc.stroke:
        shape.set("stroke", disc.stroke)
        shape.set("stroke-width", _n(disc.width))
    if disc.said:
        ET.SubElement(shape, "title").text = disc.said


def _shape(root: ET.Element, shape: Shape) -> None:
    pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
    _draw(root, "polygon", points=" ".join(f"{_n(x)},{_n(y)}" for x, y in pairs), fill=shape.fill)


def _text(root: ET.Element, text: Text) -> None:
    shown = _draw(root, "text", x=text.x, y=text.y, font_size=text.size, fill=text.color, text_anchor=text.anchor)
    if text.bold:
        shown.set("font-weight", "700")
    shown.text = text.text
