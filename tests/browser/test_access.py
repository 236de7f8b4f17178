"""Who can use the page: screen readers (axe-core over every state), fingers, another browser."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page
from carto.atlas.scene_build import build_scene
from carto.attack.graph import AttackGraph
from carto.rules.engine import check_model
from tests.browser.conftest import READY, Visit
from tests.unit.atlas.hospitals import STEPS, clinic

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "carto" / "atlas" / "web" / "node_modules" / "axe-core" / "axe.min.js"
TARGET = "falls(ehr-db)"


@pytest.fixture(scope="module")
def scene():
    model = clinic()
    graph = AttackGraph(STEPS, ["at(internet)"])
    found = TargetOutcome("ehr-db", best_attacks(graph, TARGET, k=2), choke_points(graph, TARGET))
    return build_scene(model, Outcome(graph, (found,), checked=check_model(model)))


STATES = {
    "board": ("", ()),
    "views": ("#tab=views&view=business", ()),
    "story": ("#story=ehr-db-1&step=1", ()),
    "choke points": ("#choke=0", ()),
    "care": ("#tab=care", ()),
    "decide": ("#tab=decide", ()),
    "tree": ("#tab=inventory", ()),
    "sheet": ("#sel=pcs", ()),
    "note in hand": ("#sel=pcs", ("note",)),
    "devices": ("#table=devices", ()),
    "findings": ("#table=findings", ()),
    "exports": ("", ("export",)),
    "paper": ("", ("print",)),
    "filters": ("#kinds=server", ("filter",)),
    "legend": ("", ("help",)),
    "dark": ("#theme=dark&tab=attacks", ()),
    "English": ("#lang=en", ()),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_serious_stands_in_the_way(visit, scene, state):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in carto/atlas/web")
    fragment, presses = STATES[state]
    seen = visit(scene, fragment)
    for key in presses:
        seen.press(key)
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = seen.page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
    grave = [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in {"serious", "critical"}
    ]
    assert grave == []


def test_two_fingers_zoom_and_one_moves(browser, scene, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(render_page(scene), encoding="utf-8")
    context = browser.new_context(viewport={"width": 800, "height": 1000}, has_touch=True)
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        seen = Visit(page, file)
        seen.wait_until(READY, 30.0)
        page.wait_for_timeout(500)
        before = scale_of(page)
        pinch(context.new_cdp_session(page), 400, 300)
        seen.wait_until(f"Number(/at=[^,]*,[^,]*,([0-9.]+)/.exec(location.hash)?.[1] ?? 0) > {before * 1.5}")
    finally:
        context.close()


def scale_of(page):
    return float(page.evaluate("/at=[^,]*,[^,]*,([0-9.]+)/.exec(location.hash)?.[1] ?? '1'"))


def pinch(session, x, y):
    """Spread two fingers about a point."""
    for kind, gap in [("touchStart", 20), *[("touchMove", 20 + 15 * n) for n in range(1, 9)]]:
        points = [{"x": x - gap, "y": y, "id": 0}, {"x": x + gap, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.slow
def test_firefox_draws_the_page(scene, tmp_path):
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        pytest.skip("no Firefox on this machine")
    file, picture = tmp_path / "page.html", tmp_path / "page.png"
    file.write_text(render_page(scene), encoding="utf-8")
    command = [
        firefox,
        "--headless",
        "--no-remote",
        "--profile",
        str(tmp_path / "profile"),
        "--window-size",
        "1366,768",
    ]
    (tmp_path / "profile").mkdir()
    subprocess.run(
        [*command, "--screenshot", str(picture), file.as_uri()], check=True, timeout=120, capture_output=True
    )
    colours = Image.open(picture).convert("RGB").crop((450, 60, 1366, 768)).getcolors(1 << 20) or []
    assert len(colours) > 50, "the map is not drawn"
