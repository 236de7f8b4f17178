"""The same map as a page of each engine: same devices, same edges, same positions, same room on the screen.

Every page marks its first drawing (``atlas-first-drawing``, one frame after the picture) and offers ``peer``:
``highlight()`` dims everything but a way of eight devices, ``hide()`` hides the devices of some levels of trust,
``plain()`` takes both back, ``view()`` says where the reader looks. Physics is off everywhere but in pyvis as shipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from estates import estate, yaml_of
from pyvis.network import Network

from carto.atlas.page import render_page
from carto.atlas.pyvis_page import to_pyvis
from carto.atlas.scene import Scene, Story, StoryStep, Words
from carto.atlas.scene_build import build_scene
from carto.load.model import load_text

MODULES: Final = Path(__file__).parent / "node_modules"
LIBRARIES: Final = {
    "vis-network": ["vis-network/standalone/umd/vis-network.min.js"],
    "Cytoscape.js": ["cytoscape/dist/cytoscape.min.js"],
    "sigma.js": ["graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"],
}
ENGINES: Final = ("carto", *LIBRARIES, "pyvis, positions given", "pyvis as shipped")
HOPS: Final = 8
HIDDEN_TRUST: Final = 3  # two fifths of the estate's devices
PAGE: Final = """<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%%}
#map{position:absolute;left:428px;top:52px;right:0;bottom:0}</style><div id="map"></div>%(scripts)s<script>
const {nodes, edges, way, hidden} = %(data)s;
const box = document.getElementById("map");
const shown = () => requestAnimationFrame(() => { performance.mark("atlas-first-drawing");
  document.documentElement.dataset.atlas = "ready"; });
const onWay = new Set(way), off = new Set(hidden);
%(code)s</script>"""
VIS: Final = """
const data = {nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges)};
const network = new vis.Network(box, data, {physics: false, interaction: {dragNodes: false}, edges: {smooth: false}});
network.fit({animation: false}); network.once("afterDrawing", shown); network.redraw();
window.peer = visPeer(network, data.nodes, data.edges, nodes, edges);"""
VIS_PEER: Final = """
function visPeer(network, nodeSet, edgeSet, nodes, edges) {
  const set = change => { nodeSet.update(nodes.map(n => ({id: n.id, ...change(onWay.has(n.id), off.has(n.id))}))); };
  const lines = change => { edgeSet.update(edges.map(e => ({id: e.id,
    ...change(onWay.has(e.from) && onWay.has(e.to), off.has(e.from) || off.has(e.to))}))); };
  return {
    highlight() { set(lit => ({opacity: lit ? 1 : 0.15})); lines(lit => ({color: {opacity: lit ? 1 : 0.1}})); },
    hide() { set((_, gone) => ({hidden: gone})); lines((_, gone) => ({hidden: gone})); },
    plain() { set(() => ({opacity: 1, hidden: false})); lines(() => ({color: {opacity: 1}, hidden: false})); },
    view: () => JSON.stringify(network.getViewPosition()),
  };
}"""
CYTOSCAPE: Final = """
const cy = cytoscape({container: box, layout: {name: "preset"}, autoungrabify: true, boxSelectionEnabled: false,
  elements: [...nodes.map(n => ({data: {id: n.id, label: n.label, color: n.color}, position: {x: n.x, y: n.y}})),
    ...edges.map(e => ({data: {id: e.id, source: e.from, target: e.to, color: e.color}}))],
  style: [{selector: "node", style: {label: "data(label)", "background-color": "data(color)", width: 20, height: 20,
      "font-size": 11, "min-zoomed-font-size": 8}},
    {selector: "edge", style: {width: 1, "line-color": "data(color)", "curve-style": "haystack"}},
    {selector: ".dim", style: {opacity: 0.15}}, {selector: ".off", style: {display: "none"}}]});
cy.nodes().panify(); cy.fit(); cy.one("render", shown);
window.peer = {
  highlight() { cy.batch(() => { cy.elements().addClass("dim");
    const lit = cy.nodes().filter(n => onWay.has(n.id())); lit.removeClass("dim");
    lit.edgesWith(lit).removeClass("dim"); }); },
  hide() { cy.batch(() => cy.nodes().filter(n => off.has(n.id())).addClass("off")); },
  plain() { cy.batch(() => cy.elements().removeClass("dim off")); },
  view: () => JSON.stringify(cy.pan()),
};"""
SIGMA: Final = """
const graph = new graphology.MultiDirectedGraph();
for (const n of nodes) graph.addNode(n.id, {label: n.label, x: n.x, y: -n.y, size: 3, color: n.color || "#888"});
for (const e of edges) graph.addEdgeWithKey(e.id, e.from, e.to, {color: e.color, size: 1});
const renderer = new Sigma(graph, box);
requestAnimationFrame(shown);
const reduce = (node, edge) => renderer.setSettings({nodeReducer: node, edgeReducer: edge});
window.peer = {
  highlight() { reduce((id, d) => onWay.has(id) ? d : {...d, color: "#eee", label: ""},
    (id, d) => graph.extremities(id).every(end => onWay.has(end)) ? d : {...d, color: "#f4f4f4"}); },
  hide() { reduce((id, d) => off.has(id) ? {...d, hidden: true} : d, null); },
  plain() { reduce(null, null); },
  view: () => JSON.stringify(renderer.getCamera().getState()),
};"""
CODE: Final = {"vis-network": VIS_PEER + VIS, "Cytoscape.js": CYTOSCAPE, "sigma.js": SIGMA}
ATLAS_PEER: Final = """window.peer = (() => {
  const to = hash => new Promise(done => { if (location.hash === hash) return done();
    addEventListener("hashchange", () => done(), {once: true}); location.hash = hash; });
  return {highlight: () => to("#story=way"), hide: () => to("#trust=%(others)s"), plain: () => to("#tab=overview"),
    view: () => location.hash};
})()"""
PYVIS_PEER: Final = (
    "(() => { const {way, hidden} = %(data)s; const onWay = new Set(way), off = new Set(hidden);"
    + VIS_PEER
    + "window.peer = visPeer(network, network.body.data.nodes, network.body.data.edges,"
    " network.body.data.nodes.get(), network.body.data.edges.get()); })()"
)
DRAWN_BY_PYVIS: Final = """(() => { let made; const done = () => requestAnimationFrame(() => {
    performance.mark("atlas-first-drawing"); document.documentElement.dataset.atlas = "ready"; });
  Object.defineProperty(window, "network", {configurable: true, get: () => made,
    set(network) { made = network; if (network) network.once("%s", done); }}); })()"""
DRAWN_AT: Final = {"pyvis, positions given": "afterDrawing", "pyvis as shipped": "stabilizationIterationsDone"}


def scene_of(devices: int) -> Scene:
    """Return the estate of this size, with one told attack over eight devices far apart."""
    scene = build_scene(load_text(yaml_of(estate(devices))))
    nothing = Words(fr="", en="")
    ids = way_of(scene)
    steps = tuple(
        StoryStep(
            id=at,
            kind="pivot",
            text=nothing,
            why=nothing,
            at=at,
            source=source,
            evidence="assumed",
            likelihood=0.5,
            effort_days=1,
        )
        for source, at in zip(["", *ids], ids, strict=False)
    )
    story = Story(
        id="way",
        target=ids[-1],
        title=nothing,
        by="likelihood",
        likelihood=0.1,
        effort_days=8,
        elapsed_days=8,
        evidence="assumed",
        proof="optimal",
        steps=steps,
    )
    return scene.model_copy(update={"stories": (story,)})


def way_of(scene: Scene) -> list[str]:
    """Return the ids of eight devices, far apart."""
    ids = scene.devices.id
    return [ids[hop * (len(ids) - 1) // (HOPS - 1)] for hop in range(HOPS)]


def told(scene: Scene) -> dict[str, list[str]]:
    """Return what the pages are asked to show: the way, and the devices to hide."""
    hidden = [
        key
        for key, zone in zip(scene.devices.id, scene.devices.zone, strict=True)
        if scene.zones[zone].trust == HIDDEN_TRUST
    ]
    return {"way": way_of(scene), "hidden": hidden}


def page_of(engine: str, scene: Scene) -> str:
    """Return the page of an engine."""
    if engine == "carto":
        return render_page(scene)
    network = to_pyvis(scene)
    if engine in DRAWN_AT:
        return by_pyvis(network, given=engine != "pyvis as shipped")
    data = {"nodes": network.nodes, "edges": network.edges, **told(scene)}
    return PAGE % {"scripts": _scripts(engine), "data": _inert(data), "code": CODE[engine]}


def early(engine: str) -> str:
    """Return the script that a page runs before its own, to know when it is drawn; empty when it says so itself."""
    return DRAWN_BY_PYVIS % DRAWN_AT[engine] if engine in DRAWN_AT else ""


def late(engine: str, scene: Scene) -> str:
    """Return the script that gives a drawn page its ``peer``; empty when it has one."""
    if engine == "carto":
        others = sorted({zone.trust for zone in scene.zones} - {HIDDEN_TRUST})
        return ATLAS_PEER % {"others": ",".join(map(str, others))}
    return PYVIS_PEER.replace("%(data)s", _inert(told(scene))) if engine in DRAWN_AT else ""


def by_pyvis(network: Network, *, given: bool) -> str:
    """Return pyvis's own page of a network, with positions given and physics off, or as shipped."""
    plain = Network(height="100vh", width="100%", cdn_resources="in_line")
    left_out = set() if given else {"x", "y"}
    plain.nodes = [{key: value for key, value in node.items() if key not in left_out} for node in network.nodes]
    plain.edges = network.edges
    plain.node_ids = network.node_ids
    plain.node_map = {node["id"]: node for node in plain.nodes}
    plain.toggle_physics(not given)
    return str(plain.generate_html())


def _scripts(engine: str) -> str:
    texts = [(MODULES / name).read_text(encoding="utf-8") for name in LIBRARIES[engine]]
    unclosed = [text.replace("</script", "<\\/script") for text in texts]
    return "".join(f"<script>{text}</script>" for text in unclosed)


def _inert(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
