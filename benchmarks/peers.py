"""The atlas beside other engines: first drawing, dragging, highlighting, filtering, size of file, memory.

    (cd benchmarks && npm ci)      once: the pinned peers (see package.json); nothing of them is shipped
    python benchmarks/peers.py [--sizes 200 1000 5000] [--engines carto vis-network] [--runs 7] [--limit 120]

Prints one Markdown table. All pages hold the same devices, edges and positions, draw in the same room, are opened from
a file in a fresh browser profile, and render in software (WebGL through SwiftShader). First drawing: milliseconds
from navigation to one frame after the map's picture. CPU: milliseconds that the page's main thread worked until then.
Drag: mean milliseconds between frames while the whole map is dragged for two seconds. Highlight, hide: from the call
to the second frame after. Memory: JavaScript heap and its buffers after a forced collection. After each value: how
many times carto's it is. The best of the runs, since the machine is shared. One process a cell, stopped at the limit.

What is not alike: carto draws closed zones and few lines from afar, where the others draw every device and every line.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from peer_pages import ENGINES, early, late, page_of, scene_of
from playwright.sync_api import Browser, Page, sync_playwright

from carto.atlas.scene import Scene

FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
MEASURES: Final = ("first drawing", "CPU", "drag frame", "highlight", "hide", "file", "memory")
ORDER: Final = ("first drawing", "memory", "drag frame", "highlight", "hide")
MEGABYTES: Final = ("file", "memory")
FRAMES: Final = """() => new Promise(done => { const times = []; const stop = performance.now() + 2000;
  const tick = now => { times.push(now); now < stop ? requestAnimationFrame(tick) : done(times); };
  requestAnimationFrame(tick); })"""
MARK: Final = "atlas-first-drawing"
TIMED: Final = """async name => { const start = performance.now(); await peer[name]();
  for (const _ of [1, 2]) await new Promise(done => requestAnimationFrame(done));
  return performance.now() - start; }"""
SLOW: Final = 10  # seconds; slower pages are opened but once more, and not traced
Cell = dict[str, float]


def first_drawing(page: Page, file: Path) -> float:
    """Open a page and return the milliseconds from navigation to its mark of the first drawing."""
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector("html[data-atlas=ready]", state="attached", timeout=0)
    return float(page.evaluate(f"performance.getEntriesByName('{MARK}')[0].startTime"))


def processor_time(browser: Browser, page: Page, file: Path) -> float:
    """Open a page once more, traced, and return milliseconds its main thread worked up to the first drawing."""
    browser.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
    first_drawing(page, file)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    end = next(event for event in events if event["name"] == MARK)
    thread = (end["pid"], end["tid"])
    clock = [event["tts"] for event in events if (event["pid"], event["tid"]) == thread and "tts" in event]
    return float(end["tts"] - min(clock)) / 1e3


def drag(page: Page) -> float:
    """Drag the map for two seconds and return the mean milliseconds between frames."""
    page.mouse.move(900, 450)
    page.mouse.down()
    page.evaluate(f"window.frames_seen = ({FRAMES})(); 0")
    end = time.perf_counter() + 2.0
    step = 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(900 + 80 * ((step % 40) / 20 - 1), 450 + 40 * ((step % 30) / 15 - 1))
    page.mouse.up()
    times: list[float] = page.evaluate("window.frames_seen")
    return statistics.mean(after - before for before, after in pairwise(times))


def change(page: Page, name: str, runs: int) -> None:
    """Tell the milliseconds of such a change, taken back after each."""
    for _ in range(runs):
        told(name, page.evaluate(TIMED, name))
        told("plain", page.evaluate(TIMED, "plain"))
        page.wait_for_timeout(500)


def memory(page: Page) -> float:
    """Return megabytes of JavaScript heap and buffers after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")
    return float(used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6


def measure(engine: str, file: Path, runs: int) -> None:
    """Measure one page in this process; one line of JSON for each result, as soon as it is known."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(opening(browser, engine, file, runs)):
            page = fresh(browser, engine)
            told("CPU", processor_time(browser, page, file))
            page.context.close()
        page = fresh(browser, engine)
        first_drawing(page, file)
        page.wait_for_timeout(1_000)
        told("memory", memory(page))
        if script := file.with_suffix(".js").read_text(encoding="utf-8"):
            page.evaluate(script)
        react(page, runs)
        browser.close()


def opening(browser: Browser, engine: str, file: Path, runs: int) -> int:
    """Tell each first drawing; return how often the page may be opened again to be traced: not when it is slow."""
    for _ in range(runs):
        page = fresh(browser, engine)
        begun = time.perf_counter()
        told("first drawing", first_drawing(page, file))
        page.context.close()
        if time.perf_counter() - begun > SLOW:
            return 0
    return min(runs, 3)


def react(page: Page, runs: int) -> None:
    """Measure what a drawn page answers."""
    before = page.evaluate("peer.view()")
    told("drag frame", drag(page))
    page.wait_for_timeout(800)
    if page.evaluate("peer.view()") == before:
        print("the map was not dragged", file=sys.stderr)
    for name in ("highlight", "hide"):
        change(page, name, min(runs, 3))


def fresh(browser: Browser, engine: str) -> Page:
    """Return a page of a new profile that fetches nothing and knows when it is drawn."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    if early(engine):
        page.add_init_script(early(engine))
    return page


def told(name: str, value: float) -> None:
    """Print one result for the parent process."""
    print(json.dumps({name: value}), flush=True)


def cell(engine: str, scene: Scene, runs: int, limit: float) -> tuple[Cell, bool]:
    """Measure one page in a process of its own; return what it told, and whether it came to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file, output = Path(folder) / "page.html", Path(folder) / "told"
        file.write_text(page_of(engine, scene), encoding="utf-8")
        file.with_suffix(".js").write_text(late(engine, scene), encoding="utf-8")
        command = [sys.executable, __file__, "--engines", engine, "--page", str(file), "--runs", str(runs)]
        with output.open("w") as stream:
            worker = subprocess.Popen(command, stdout=stream, start_new_session=True)
        done = watched(worker, output, limit)
        lines = [json.loads(line) for line in output.read_text().splitlines()]
        found: Cell = {"file": file.stat().st_size / 1e6}
    for line in lines:
        for name, value in line.items():
            found[name] = min(value, found.get(name, value))
    return found, done


def watched(worker: subprocess.Popen[bytes], output: Path, limit: float) -> bool:
    """Wait for a process; stop it and what it began when nothing new is told for longer than the limit."""
    size, since = 0, time.perf_counter()
    while worker.poll() is None:
        time.sleep(0.2)
        if output.stat().st_size != size:
            size, since = output.stat().st_size, time.perf_counter()
        if time.perf_counter() - since > limit:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            return False
    return worker.returncode == 0


def shown(found: Cell, carto: Cell, name: str, *, done: bool, limit: float) -> str:
    """Return one value as the table shows it: with how many times carto's it is."""
    if name not in found:
        first = next((each for each in ORDER if each not in found), "")
        return f"> {limit:.0f} s" if name == first and not done else "-"
    value = f"{found[name]:.2f} MB" if name in MEGABYTES else f"{found[name]:,.0f} ms"
    return value if found is carto or name not in carto else f"{value}, x {found[name] / carto[name]:.1f}"


def main() -> None:
    """Print the table, or measure one cell."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--sizes", type=int, nargs="*", default=[200, 1_000, 5_000, 20_000, 100_000])
    reader.add_argument("--engines", nargs="*", default=ENGINES, choices=ENGINES)
    reader.add_argument("--runs", type=int, default=7)
    reader.add_argument("--limit", type=float, default=120, help="seconds after which a silent page is given up")
    reader.add_argument("--page", type=Path, help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.page:
        return measure(asked.engines[0], asked.page, asked.runs)
    print("| devices | engine |", " | ".join(MEASURES), "|")
    print("|--:|---|" + "--:|" * len(MEASURES))
    for devices in asked.sizes:
        scene = scene_of(devices)
        carto: Cell = {}
        for engine in asked.engines:
            found, done = cell(engine, scene, asked.runs, asked.limit)
            carto = carto or (found if engine == "carto" else {})
            values = [shown(found, carto, name, done=done, limit=asked.limit) for name in MEASURES]
            print(f"| {devices:,} | {engine} |", " | ".join(values), "|", flush=True)
    return None


if __name__ == "__main__":
    main()
