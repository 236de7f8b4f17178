"""The map as a draw.io file: one layer for places, one for devices, one for links, one for flows.

Positions are those of the atlas: a drawing continued by hand starts where the map stands. Labels are plain text.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Final

from carto.atlas import palette
from carto.atlas.scene import Edges, Scene
from carto.atlas.svg import clean
from carto.i18n.bilingual import both
from carto.i18n.messages import Language

SCALE: Final = 40.0
LAYERS: Final = ("zones", "devices", "links", "flows")
_TEXT: Final = "html=0;whiteSpace=wrap;"
_PLACE: Final = _TEXT + "rounded=1;arcSize=3;verticalAlign=top;align=left;spacingLeft=6;fontStyle=1;container=0;"
_SHAPES: Final = {
    "circle": "ellipse;",
    "rounded": "rounded=1;",
    "square": "",
    "hexagon": "shape=hexagon;",
    "octagon": "rhombus;",
}


def to_drawio(scene: Scene, language: Language | None = None) -> str:
    """Return a scene as a draw.io file; the same scene gives the same bytes.

    Args:
        scene: What to draw.
        language: Language of the layers' names; the scene's own by default.
    """
    root_file = ET.Element("mxfile", {"host": "carto", "type": "device"})
    page = ET.SubElement(root_file, "diagram", {"id": "map", "name": clean(scene.meta.title, 80)})
    model = ET.SubElement(page, "mxGraphModel", {"grid": "0", "page": "0", "math": "0"})
    root = ET.SubElement(model, "root")
    ET.SubElement(root, "mxCell", {"id": "root"})
    for layer in LAYERS:
        name = both(f"atlas.layer.{layer}").told(language or scene.meta.language)
        ET.SubElement(root, "mxCell", {"id": f"layer-{layer}", "parent": "root", "value": name})
    _places(root, scene)
    _devices(root, scene)
    _edges(root, scene.links, "links", f"strokeColor={palette.LINK};", scene.link_styles)
    _edges(root, scene.flows, "flows", f"strokeColor={palette.FLOW};", scene.flow_styles)
    ET.indent(root_file, " ")
    return ET.tostring(root_file, encoding="unicode") + "\n"


def _places(root: ET.Element, scene: Scene) -> None:
    for number, site in enumerate(scene.sites):
        style = f"{_PLACE}fillColor={palette.SITE};strokeColor={palette.SITE_EDGE};"
        box = (site.box.x, site.box.y, site.box.w, site.box.h)
        _vertex(root, f"s{number}", clean(site.name, 80), style, "zones", box)
    for number, zone in enumerate(scene.zones):
        dashed = "dashed=1;" if zone.hostile else ""
        colours = f"fillColor={palette.ZONE[zone.trust]};strokeColor={palette.ZONE_EDGE[zone.trust]};"
        box = (zone.box.x, zone.box.y, zone.box.w, zone.box.h)
        _vertex(root, f"z{number}", clean(zone.name, 80), f"{_PLACE}{colours}{dashed}", "zones", box)


def _devices(root: ET.Element, scene: Scene) -> None:
    devices = scene.devices
    columns = zip(devices.id, devices.name, devices.type, devices.x, devices.y, devices.count, strict=True)
    for number, (key, name, kind, x, y, count) in enumerate(columns):
        category = scene.types[kind].category
        look = f"{_SHAPES[palette.outline_of(category)]}{_TEXT}fillColor={palette.color_of(category)};strokeColor=none;"
        style = f"{look}verticalLabelPosition=bottom;verticalAlign=top;fontSize=9;"
        label = f"{name or key} ({count})" if count > 1 else name or key
        _vertex(root, f"d{number}", clean(label, 80), style, "devices", (x - 0.35, y - 0.35, 0.7, 0.7))


def _vertex(
    root: ET.Element, key: str, label: str, style: str, layer: str, box: tuple[float, float, float, float]
) -> None:
    cell = ET.SubElement(
        root, "mxCell", {"id": key, "value": label, "style": style, "vertex": "1", "parent": f"layer-{layer}"}
    )
    x, y, w, h = (f"{value * SCALE:.1f}" for value in box)
    ET.SubElement(cell, "mxGeometry", {"x": x, "y": y, "width": w, "height": h, "as": "geometry"})


def _edges(root: ET.Element, edges: Edges, layer: str, colour: str, styles: tuple[str, ...]) -> None:
    columns = zip(edges.a, edges.b, edges.both_ways, edges.style, edges.text, strict=True)
    for number, (a, b, both_ways, style, text) in enumerate(columns):
        arrow = "endArrow=none;" if both_ways else "endArrow=block;"
        dashed = "dashed=1;" if styles[style] == "administration" else ""
        cell = ET.SubElement(
            root,
            "mxCell",
            {
                "id": f"{layer[0]}e{number}",
                "value": clean(text, 80),
                "style": f"{_TEXT}{colour}{arrow}{dashed}fontSize=8;",
                "edge": "1",
                "parent": f"layer-{layer}",
                "source": _end(a),
                "target": _end(b),
            },
        )
        ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})


def _end(end: int) -> str:
    return f"d{end}" if end >= 0 else f"z{-end - 1}"
