"""How fast the atlas answers: highlighting what a device touches, filtering, switching views, pointing.

    python benchmarks/reactions.py [--sizes 1000 5000]

Milliseconds from the change to the frame that shows it, the best of five; software rendering. Highlight and filter
change the address of the page, as a link does; hover moves the pointer over the map.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Final

from estates import estate, yaml_of
from playwright.sync_api import Page, sync_playwright

from carto.atlas.page import render_page
from carto.atlas.scene_build import build_scene
from carto.load.model import load_text

FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RUNS: Final = 5
CHANGE: Final = """to => new Promise(done => {
  let start = 0;
  addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))),
    {once: true});
  start = performance.now();
  location.hash = to;
})"""
POINT: Final = """([x, y]) => new Promise(done => {
  const map = document.querySelector("canvas");
  const start = performance.now();
  map.dispatchEvent(new PointerEvent("pointermove", {clientX: x, clientY: y, pointerId: 1, bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def best(page: Page, first: str, second: str) -> float:
    """Return the fastest change to the second address, coming from the first."""
    times = []
    for _ in range(RUNS):
        page.evaluate(CHANGE, first)
        page.wait_for_timeout(500)
        times.append(float(page.evaluate(CHANGE, second)))
        page.wait_for_timeout(500)
    return min(times)


def measured(page: Page, device: str) -> tuple[float, ...]:
    """Return milliseconds of highlight, filter, view and hover."""
    highlight = best(page, "tab=none", f"tab=none&sel={device}")
    narrowed = best(page, "tab=none", "tab=none&trust=3")
    view = best(page, "tab=none", "tab=none&view=applications")
    hover = min(float(page.evaluate(POINT, [500 + 7 * run, 300 + 5 * run])) for run in range(RUNS))
    return highlight, narrowed, view, hover


def main() -> None:
    """Print one row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1_000, 5_000, 20_000, 100_000])
    sizes = parser.parse_args().sizes
    print(
        f"{'devices':>9} {'highlight':>10} {'filter':>8} {'view':>8} {'hover':>8} {'file MB':>8} {'heap MB':>8}  (ms)"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for devices in sizes:
            scene = build_scene(load_text(yaml_of(estate(devices))))
            file = Path(folder) / f"{devices}.html"
            file.write_text(render_page(scene), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-atlas=ready]", state="attached", timeout=120_000)
            page.wait_for_timeout(1000)
            times = measured(page, scene.devices.id[0])
            heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0") / 1e6
            cells = [f"{times[0]:10.0f}", *(f"{one:8.0f}" for one in times[1:])]
            print(f"{devices:9} {' '.join(cells)} {file.stat().st_size / 1e6:8.2f} {heap:8.0f}", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
