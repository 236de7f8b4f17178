"""The map as a pyvis network, for notebooks and quick looks: same ids, colours and positions as the atlas.

As shipped, pyvis fetches remote files in all its modes, runs script out of some titles and headings, and is quadratic
in its own ``add_edge``. So the lists of the network are filled at once, titles are plain text, and the page around its
drawing library is ours: no request, a policy with hashes, tooltips as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any, Final

from pyvis.network import Network

from carto.atlas import palette
from carto.atlas.page import page_of
from carto.atlas.page_data import inert
from carto.atlas.scene import Edges, Scene
from carto.atlas.scene_build import build_scene
from carto.i18n.bilingual import both
from carto.model.establishment_map import Model

SCALE: Final = 40.0
"""Pixels of pyvis per map unit."""
_LIBRARY: Final = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
_SHAPES: Final = {
    "circle": "dot",
    "rounded": "square",
    "square": "triangle",
    "hexagon": "hexagon",
    "octagon": "diamond",
}
_LINKING: Final = re.compile(r"(h)(ref)", re.IGNORECASE)
_JOINER: Final = "\u2060"

Raw = dict[str, Any]


def to_pyvis(source: Model | Scene) -> Network:
    """Return a model or its scene as a ``pyvis.network.Network`` that an analyst may restyle.

    Nodes are devices, under their ids, and one text per zone, under the zone's; edges are links, then flows. Physics is
    off: positions are those of the atlas.

    Complexity: linear, where filling a network edge by edge is quadratic.
    """
    scene = build_scene(source) if isinstance(source, Model) else source
    network = Network(height="100vh", width="100%", directed=False, cdn_resources="in_line")
    network.nodes = [*_zone_nodes(scene), *_device_nodes(scene)]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.edges = [*_link_edges(scene), *_flow_edges(scene)]
    network.toggle_physics(status=False)
    network.set_edge_smooth("continuous")
    return network


def render_pyvis(scene: Scene) -> str:
    """Return a page that shows the scene with pyvis's own drawing library, and fetches nothing."""
    network = to_pyvis(scene)
    boxes = [*_site_boxes(scene), *_zone_boxes(scene)]
    data = json.dumps({"nodes": network.nodes, "edges": network.edges, "boxes": boxes}, ensure_ascii=False)
    language = scene.meta.language
    marking = scene.meta.marking.fr if language == "fr" else scene.meta.marking.en
    return page_of(
        "pyvis.html",
        scripts=[_library(), _template("pyvis.js")],
        style=_template("pyvis.css"),
        images="data:",
        language=language,
        title=both("atlas.page.title", name=scene.meta.title).told(language),
        heading=scene.meta.title,
        marking=marking,
        noscript=both("atlas.page.noscript"),
        data=inert(data),
    )


def plain_title(text: str) -> str:
    """Return text that pyvis cannot take for a link: one such word would make it show every title as HTML."""
    return _LINKING.sub(rf"\1{_JOINER}\2", text)


def _device_nodes(scene: Scene) -> Iterator[Raw]:
    devices, french = scene.devices, scene.meta.language == "fr"
    looks = [_look(kind.category) for kind in scene.types]
    kinds = [kind.label.fr if french else kind.label.en for kind in scene.types]
    columns = zip(
        devices.id, devices.name, devices.type, devices.zone, devices.x, devices.y, devices.count, strict=True
    )
    for key, name, kind, zone, x, y, count in columns:
        label = f"{name or key} ({count})" if count > 1 else name or key
        title = f"{label}\n{kinds[kind]}\n{scene.zones[zone].name}"
        yield {
            "id": key,
            "label": label,
            "title": plain_title(title),
            "x": round(x * SCALE, 1),
            "y": round(y * SCALE, 1),
            "size": 10,
            **looks[kind],
        }


def _look(category: str) -> Raw:
    shape = _SHAPES[palette.outline_of(category)]
    return {"shape": shape, "color": palette.color_of(category), "font": {"color": palette.INK, "size": 11}}


def _zone_nodes(scene: Scene) -> Iterator[Raw]:
    for zone in scene.zones:
        yield {
            "id": zone.id,
            "label": zone.name,
            "title": plain_title(zone.name),
            "shape": "text",
            "group": "zone",
            "x": round((zone.box.x + zone.box.w / 2) * SCALE, 1),
            "y": round((zone.box.y + 0.5) * SCALE, 1),
            "font": {"color": palette.ZONE_EDGE[zone.trust], "size": 14},
        }


def _ends(scene: Scene, end: int) -> str:
    return scene.devices.id[end] if end >= 0 else scene.zones[-end - 1].id


def _edges(scene: Scene, edges: Edges) -> Iterator[tuple[Raw, int]]:
    columns = zip(edges.id, edges.a, edges.b, edges.both_ways, edges.style, edges.text, strict=True)
    for key, a, b, both_ways, style, text in columns:
        arrows = "" if both_ways else "to"
        base = {"id": key, "from": _ends(scene, a), "to": _ends(scene, b), "arrows": arrows}
        yield base | {"title": plain_title(f"{key}\n{text}" if text else key)}, style


def _link_edges(scene: Scene) -> Iterator[Raw]:
    for edge, _ in _edges(scene, scene.links):
        yield edge | {"color": palette.LINK, "width": 1.5}


def _flow_edges(scene: Scene) -> Iterator[Raw]:
    taken = set(scene.links.id)
    for edge, style in _edges(scene, scene.flows):
        is_administration = scene.flow_styles[style] == "administration"
        color = palette.ADMINISTRATION if is_administration else palette.FLOW
        key = f"{edge['id']} (flow)" if edge["id"] in taken else edge["id"]  # the library wants ids of its own
        yield edge | {"id": key, "color": color, "width": 1, "dashes": is_administration}


def _site_boxes(scene: Scene) -> Iterator[Raw]:
    for site in scene.sites:
        yield _box(site.box.model_dump(), palette.SITE, palette.SITE_EDGE, site.name)


def _zone_boxes(scene: Scene) -> Iterator[Raw]:
    for zone in scene.zones:
        yield _box(zone.box.model_dump(), palette.ZONE[zone.trust], palette.ZONE_EDGE[zone.trust], zone.name)


def _box(box: dict[str, float], fill: str, edge: str, name: str) -> Raw:
    return {key: round(value * SCALE, 1) for key, value in box.items()} | {"fill": fill, "edge": edge, "name": name}


def _library() -> str:
    text = resources.files("pyvis").joinpath(*_LIBRARY).read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]


def _template(name: str) -> str:
    return resources.files("carto.atlas").joinpath("templates", name).read_text(encoding="utf-8")
