"""First drawing and dragging beside vis-network and pyvis: same devices, edges, positions, browser and machine.

    (cd benchmarks && npm ci)      once: the pinned vis-network
    python benchmarks/drawing.py [--sizes 1000 5000] [--pyvis-limit 120]

``carto`` is the atlas; ``vis`` is vis-network with the atlas's positions and physics off; ``pyvis fixed`` is the page
of ``carto map --engine pyvis``; ``pyvis`` is the library as shipped, physics on, its remote files refused. First
drawing: milliseconds from navigation to the first stable picture. Drag: mean milliseconds between frames while the
whole map is dragged for two seconds; the best of three runs. Software rendering: read the figures as ratios.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from estates import estate, yaml_of
from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from carto.atlas.page import render_page
from carto.atlas.pyvis_page import render_pyvis, to_pyvis
from carto.atlas.scene_build import build_scene
from carto.load.model import load_text

HERE = Path(__file__).parent
LIBRARY = HERE / "node_modules" / "vis-network" / "standalone" / "umd" / "vis-network.min.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
VIS_PAGE = """<!doctype html><meta charset="utf-8"><style>html,body,#map{margin:0;height:100%%}</style>
<div id="map"></div><script>%(library)s</script><script>
const network = new vis.Network(document.getElementById("map"),
  {nodes: %(nodes)s, edges: %(edges)s},
  {physics: false, interaction: {hover: true}, edges: {smooth: false}});
network.fit({animation: false});
network.once("afterDrawing", () => requestAnimationFrame(() => {
  performance.mark("atlas-first-drawing");
  document.documentElement.dataset.atlas = "ready";
}));
network.redraw();
</script>"""
AS_SHIPPED = """(() => { const done = () => { performance.mark("atlas-first-drawing");
    document.documentElement.dataset.atlas = "ready"; };
  const wait = () => { if (typeof network === "undefined") return setTimeout(wait, 20);
    network.once("stabilizationIterationsDone", () => requestAnimationFrame(done)); }; wait(); })()"""
FRAMES = """() => new Promise(done => { const times = []; const stop = performance.now() + 2000;
  const tick = now => { times.push(now); now < stop ? requestAnimationFrame(tick) : done(times); };
  requestAnimationFrame(tick); })"""


def shipped(network: Network) -> str:
    """Return pyvis's own page of the same network, positions left to its physics."""
    plain = Network(height="100vh", width="100%", cdn_resources="in_line")
    plain.nodes = [{key: value for key, value in node.items() if key not in {"x", "y"}} for node in network.nodes]
    plain.edges = network.edges
    plain.node_ids = network.node_ids
    plain.node_map = {node["id"]: node for node in plain.nodes}
    return str(plain.generate_html())


def pages_of(devices: int) -> dict[str, str]:
    """Return the page of each engine for an estate of this size."""
    scene = build_scene(load_text(yaml_of(estate(devices))))
    network = to_pyvis(scene)
    pages = {"carto": render_page(scene), "pyvis fixed": render_pyvis(scene), "pyvis": shipped(network)}
    if LIBRARY.exists():
        parts: dict[str, Any] = {"nodes": json.dumps(network.nodes), "edges": json.dumps(network.edges)}
        escaped = {name: text.replace("<", "\\u003c") for name, text in parts.items()}
        pages["vis"] = VIS_PAGE % (escaped | {"library": LIBRARY.read_text(encoding="utf-8")})
    return pages


def first_drawing(page: Page, file: Path, limit: float) -> float | None:
    """Open a page and return the milliseconds from navigation to its own mark of the first drawing, or None."""
    begun = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    while time.perf_counter() - begun < limit:
        try:
            if page.evaluate("document.documentElement.dataset.atlas === 'ready'"):
                return float(page.evaluate("performance.getEntriesByName('atlas-first-drawing')[0].startTime"))
        except Error:
            return None
        time.sleep(0.01)
    return None


def drag(page: Page) -> float:
    """Drag the map for two seconds and return the mean milliseconds between frames."""
    page.mouse.move(900, 450)
    page.mouse.down()
    page.evaluate(f"window.frames_seen = ({FRAMES})()")
    end = time.perf_counter() + 2.0
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(900 + 80 * ((step % 40) / 20 - 1), 450 + 40 * ((step % 30) / 15 - 1))
    page.mouse.up()
    times = page.evaluate("window.frames_seen")
    return statistics.mean(after - before for before, after in pairwise(times))


def measured(browser: Browser, name: str, file: Path, limit: float) -> tuple[float | None, float | None]:
    """Return first drawing and drag frames of one page, in a fresh context, nothing fetched."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    if name == "pyvis":
        page.add_init_script(AS_SHIPPED)
    try:
        drawn = first_drawing(page, file, limit)
        return drawn, drag(page) if drawn is not None else None
    finally:
        context.close()


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description="First drawing and drag frames, side by side.")
    reader.add_argument("--sizes", type=int, nargs="*", default=[1_000, 5_000])
    reader.add_argument("--pyvis-limit", type=float, default=120)
    asked = reader.parse_args()
    if not LIBRARY.exists():
        print("vis-network is not installed: run npm ci in benchmarks/")
    print("| devices | engine | first drawing | ratio to carto | drag frame | file |")
    print("|--:|---|--:|--:|--:|--:|")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for devices in asked.sizes:
            rows(browser, devices, Path(folder), asked.pyvis_limit)
        browser.close()


def rows(browser: Browser, devices: int, folder: Path, limit: float) -> None:
    """Print the lines of one size."""
    base = None
    for name, html in pages_of(devices).items():
        file = folder / f"{name.replace(' ', '-')}-{devices}.html"
        file.write_text(html, encoding="utf-8")
        tries = 1 if name == "pyvis" else 3
        runs = [measured(browser, name, file, limit if tries == 1 else 60) for _ in range(tries)]
        drawn, frame = min(runs, key=lambda run: run[0] or float("inf"))
        base = base or drawn
        shown = f"{drawn:.0f} ms" if drawn else f"> {1000 * limit:.0f} ms"
        ratio = f"{(drawn or 1000 * limit) / base:.1f}" if base else "-"
        moved = f"{frame:.0f} ms" if frame else "-"
        size = f"{file.stat().st_size / 1024:.0f} KiB"
        print(f"| {devices} | {name} | {shown} | {ratio} | {moved} | {size} |", flush=True)


if __name__ == "__main__":
    main()
