"""Large maps: they open, are found in, and are drawn before the page has read everything it carries."""

from __future__ import annotations

import pytest

from carto.atlas.page import render_page
from carto.atlas.scene_build import build_scene
from tests.builders import model_of
from tests.unit.atlas.hospitals import clinic

pytestmark = pytest.mark.browser

KEEP_FIRST_PICTURE = """
const mark = performance.mark.bind(performance);
performance.mark = (name, options) => {
  const map = document.querySelector("canvas.map");
  const panel = document.querySelector(".panel-body");
  if (name === "atlas-first-drawing") window.first = {picture: map.toDataURL(), panel: panel.childElementCount};
  return mark(name, options);
};
"""


def wards(devices, zones, sites):
    return model_of(
        sites={f"s{n}": {} for n in range(sites)},
        zones={f"z{n}": {"type": "ward", "site": f"s{n % sites}"} for n in range(zones)},
        devices={f"d{n}": {"type": "workstation", "zone": f"z{n % zones}"} for n in range(devices)},
        notes={"n1": {"on": "d3", "text": "vu", "author": "moi"}, "n2": {"on": "z1", "text": "lu", "author": "moi"}},
    )


@pytest.mark.slow
def test_a_hundred_thousand_devices_open_and_are_found(visit):
    seen = visit(build_scene(wards(100_000, 2_000, 20)))
    assert "100" in seen.page.locator("#app").inner_text()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("d99999")
    seen.page.keyboard.press("Enter")
    seen.wait_for_hash("sel=d99999")
    seen.assert_quiet()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("fragment", ["", "#tab=notes"])
def test_the_first_picture_is_the_one_that_stays(browser, tmp_path, size, fragment):
    file = tmp_path / "map.html"
    file.write_text(render_page(build_scene(wards(900, 20, 2)), readable=False), encoding="utf-8")
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.add_init_script(KEEP_FIRST_PICTURE)
    page.goto(file.as_uri() + fragment)
    page.wait_for_selector("html[data-atlas=ready]", state="attached")
    page.wait_for_timeout(400)
    first = page.evaluate("window.first")
    assert (first["panel"] > 0) == bool(fragment), "panels are built after the map, unless the address asks for them"
    assert page.evaluate("document.querySelector('canvas.map').toDataURL()") == first["picture"]
    page.context.close()


def test_a_page_says_the_same_however_its_data_is_written(visit):
    scene = build_scene(clinic())
    plain, coded = (said_by(visit(render_page(scene, readable=readable))) for readable in (True, False))
    assert plain == coded
    assert any("Postes de soins" in row for row in plain["devices"])
    assert any("SQL Server" in row for row in plain["flows"])


def said_by(seen):
    """Return the rows of every table, and the sheet of a device."""
    said = {}
    seen.press("tab-tables")
    for name in ("devices", "flows", "links", "accounts", "unknowns"):
        seen.press(f"table-{name}")
        said[name] = seen.page.locator(".table-body [role=row]").all_inner_texts()
    seen.page.evaluate("location.hash = 'sel=ehr-db'")
    seen.page.locator(".side h2").wait_for()
    said["sheet"] = seen.page.locator(".side").inner_text()
    seen.assert_quiet()
    return said
