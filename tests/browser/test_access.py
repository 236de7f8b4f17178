"""Who can use the page: screen readers (axe-core over every state), fingers."""

from __future__ import annotations

from importlib import resources

import pytest

from carto.atlas.page import render_page
from tests.browser.conftest import READY, Visit

pytestmark = pytest.mark.browser

AXE = resources.files("axe_playwright_python") / "axe.min.js"


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
    "flows": ("#table=flows", ()),
    "questions": ("#table=unknowns", ()),
    "what falls": ("#sel=pcs&falls=pcs", ()),
    "exports": ("", ("export",)),
    "paper": ("", ("print",)),
    "filters": ("#kinds=server", ("filter",)),
    "legend": ("", ("help",)),
    "dark": ("#theme=dark&tab=attacks", ()),
    "English": ("#lang=en", ()),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_serious_stands_in_the_way(visit, scene, state):
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


def test_nothing_serious_stands_in_the_way_on_a_phone(visit, scene):
    seen = visit(scene, "#sel=pcs", width=390, height=844)
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = seen.page.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_map_keeps_clear_of_the_chips_above_it(visit, scene, width):
    seen = visit(scene, "#tab=none&view=business&kinds=server&only=target", width=width, height=800)
    seen.wait_until("document.querySelector('[data-key=hidden]')")
    seen.press("zoom-in")
    seen.press("fit")
    seen.wait_for_hash("at=")
    seen.page.wait_for_timeout(900)
    bottom = seen.page.evaluate(
        "Math.max(...[...document.querySelector('.layers').children].map(chip => chip.offsetTop + chip.offsetHeight))"
    )
    at = [float(part) for part in seen.page.evaluate("location.hash.split('at=')[1]").split(",")]
    height = seen.page.evaluate("document.querySelector('canvas.map').clientHeight")
    top = (scene.bounds.y - at[1]) * at[2] + height / 2
    assert top >= bottom - 6


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
