from __future__ import annotations

import pytest
from playwright.sync_api import expect

from carto.atlas.page import render_page
from carto.atlas.pyvis_page import render_pyvis
from carto.atlas.scene_build import build_scene
from tests.browser.conftest import QUIET, READY, Visit, chromium
from tests.builders import model_of

pytestmark = pytest.mark.browser


def test_a_page_opens_from_a_file_and_fetches_nothing(visit, scene):
    seen = visit(scene)
    seen.assert_quiet()
    assert seen.page.evaluate("performance.getEntriesByName('atlas-first-drawing').length") == 1
    assert seen.page.evaluate("document.documentElement.lang") == "fr"


def test_the_canvas_is_drawn(visit, scene):
    page = visit(scene).page
    colours = page.evaluate(
        """() => {
          const canvas = document.querySelector('canvas');
          const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 404) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
          return seen.size;
        }"""
    )
    assert colours > 3


def test_the_first_page_counts_what_the_model_counts(visit, scene):
    text = visit(scene).page.locator("#app").inner_text()
    assert "Clinique de l'Étang" in text
    assert "Diffusion restreinte" in text
    assert f"{scene.meta.devices}" in text
    assert f"{scene.meta.unknowns}" in text


def test_the_tree_holds_every_device(visit, scene):
    seen = visit(scene, "#tab=inventory")
    tree = seen.page.get_by_role("tree")
    expect(tree).to_be_visible()
    tree.get_by_role("treeitem").first.focus()
    for _ in range(30):
        seen.page.keyboard.press("ArrowRight")
        seen.page.keyboard.press("ArrowDown")
    ids = set(tree.locator("[role=treeitem]").evaluate_all("items => items.map(item => item.dataset.id)"))
    assert set(scene.devices.id) <= ids
    assert {zone.id for zone in scene.zones} <= ids


def test_search_finds_by_name_without_accents_and_opens_the_sheet(visit, scene):
    seen = visit(scene)
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("postes de sóins")
    expect(seen.page.get_by_role("option").first).to_contain_text("Postes de soins")
    seen.page.keyboard.press("Enter")
    expect(seen.page.get_by_role("heading", name="Postes de soins")).to_be_visible()
    seen.wait_for_hash("sel=pcs")
    seen.assert_quiet()


def test_a_sheet_shows_facts_and_both_ends_of_flows(visit, scene):
    page = visit(scene, "#sel=pcs").page
    sheet = page.locator("#app").inner_text()
    assert "Poste" in sheet
    assert "ehr-db" in sheet


def test_a_story_is_followed_step_by_step(visit, scene):
    seen = visit(scene, "#tab=attacks")
    story = scene.stories[0]
    seen.press(f"story-{story.id}")
    seen.wait_for_hash(f"story={story.id}")
    expect(seen.page.get_by_text(story.steps[0].text.fr).first).to_be_visible()
    seen.press("next")
    seen.press("next")
    seen.wait_for_hash("step=2")
    seen.press("prev")
    seen.wait_for_hash("step=1")
    expect(seen.page.get_by_text(story.steps[0].why.fr).first).to_be_visible()
    seen.assert_quiet()


def test_choke_points_are_listed_with_their_meaning(visit, scene):
    assert scene.choke_points
    seen = visit(scene, "#tab=chokes")
    expect(seen.page.get_by_text(scene.choke_points[0].label.fr).first).to_be_visible()
    seen.press("choke-0")
    seen.wait_for_hash("choke=0")
    seen.assert_quiet()


def test_the_language_is_one_switch_away(visit, scene):
    seen = visit(scene)
    seen.press("lang")
    assert seen.page.evaluate("document.documentElement.lang") == "en"
    assert "Restricted" in seen.page.locator("#app").inner_text()
    seen.wait_for_hash("lang=en")
    seen.press("lang")
    assert seen.page.evaluate("document.documentElement.lang") == "fr"


def test_a_link_brings_back_what_was_seen(visit, scene):
    story = scene.stories[0].id
    seen = visit(scene, f"#lang=en&story={story}&step=1")
    assert scene.stories[0].steps[0].why.en[:40] in seen.page.locator("#app").inner_text()


def test_the_keyboard_is_enough(visit, scene):
    seen = visit(scene)
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type("ehr-db")
    page.keyboard.press("Enter")
    seen.wait_for_hash("sel=ehr-db")
    page.keyboard.press("Escape")
    seen.wait_until("!location.hash.includes('sel=')")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.key") == "tab-attacks":
            break
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if (page.evaluate("document.activeElement.dataset.key") or "").startswith("story-"):
            break
    page.keyboard.press("Enter")
    seen.wait_for_hash("story=")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") is not None
    seen.assert_quiet()


def test_the_page_draws_where_webgl_does_not_exist(playwright_driver, scene, tmp_path):
    (tmp_path / "map.html").write_text(render_page(scene), encoding="utf-8")
    flags = [*QUIET, "--disable-software-rasterizer", "--disable-3d-apis"]
    plain = playwright_driver.chromium.launch(executable_path=chromium(), args=flags)
    try:
        page = plain.new_page()
        page.goto((tmp_path / "map.html").as_uri())
        assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
        Visit(page, tmp_path / "map.html").wait_until(READY, 30.0)
    finally:
        plain.close()


def test_without_script_the_page_says_so(browser, scene, tmp_path):
    (tmp_path / "map.html").write_text(render_page(scene), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto((tmp_path / "map.html").as_uri())
        assert "JavaScript" in page.locator("body").inner_text()
    finally:
        context.close()


def test_the_policy_stops_whatever_is_added(visit, scene):
    seen = visit(scene)
    seen.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.broken = true';
          document.body.append(script);
          const image = new Image();
          image.src = 'https://example.invalid/x.png';
          document.body.append(image);
        }"""
    )
    seen.page.wait_for_timeout(100)
    assert seen.page.evaluate("window.broken") is None
    assert len([error for error in seen.errors if error.startswith("policy: ")]) == 2


@pytest.mark.parametrize(
    "model",
    [
        model_of(),
        model_of(zones={"z": "ward"}),
        model_of(zones={"z": "ward"}, devices={"d": {"type": "workstation", "zone": "z"}}),
        model_of(zones={"z": "ward"}, devices={f"d{n}": {"type": "workstation", "zone": "z"} for n in range(500)}),
        model_of(
            zones={f"z{n}": "ward" for n in range(300)},
            devices={f"d{n}": {"type": "workstation", "zone": f"z{n}"} for n in range(300)},
        ),
        model_of(zones={f"z{n}": {"type": "ward", **({"in": f"z{n - 1}"} if n else {})} for n in range(12)}),
        model_of(devices={f"d{n}": {"type": "workstation"} for n in range(5)}),
    ],
    ids=["empty", "an empty zone", "one device", "500 in a zone", "300 zones of one", "12 levels", "no zone"],
)
def test_odd_models_open(visit, model):
    seen = visit(build_scene(model))
    seen.press("fit")
    seen.assert_quiet()


@pytest.fixture(scope="module")
def crowd():
    """Everybody talks to everybody: 3,540 flows between 60 devices of three zones."""
    names = [f"d{n}" for n in range(60)]
    return build_scene(
        model_of(
            zones={f"z{n}": "ward" for n in range(3)},
            devices={name: {"type": "workstation", "zone": f"z{n % 3}"} for n, name in enumerate(names)},
            flows={f"{a} -> {b}": {"protocol": "https"} for a in names for b in names if a != b},
        )
    )


def picture(seen):
    with seen.page.expect_download() as waiting:
        seen.page.locator('[data-key="svg-whole"]').dispatch_event("click")
    return waiting.value.path().read_text(encoding="utf-8")


def test_more_flows_than_can_be_told_apart_are_drawn_between_zones(visit, crowd):
    without, with_flows = (visit(crowd, f"#show={lines}") for lines in ("none", "flows"))
    added = picture(with_flows).count("<path") - picture(without).count("<path")
    assert added == 3
    with_flows.assert_quiet()


def test_short_names_of_zones_are_told(visit, crowd):
    told = picture(visit(crowd))
    assert all(f">z{n}<" in told for n in range(3))


def test_an_empty_model_says_that_there_is_nothing_to_draw(visit):
    seen = visit(build_scene(model_of()))
    assert "rien à dessiner" in seen.page.locator(".stage").inner_text()
    assert not visit(build_scene(model_of(zones={"z": "ward"}))).page.locator(".nothing").is_visible()
    seen.assert_quiet()


def test_a_packed_page_opens(visit, scene):
    seen = visit(render_page(scene, readable=False))
    assert "Clinique de l'Étang" in seen.page.locator("#app").inner_text()
    seen.assert_quiet()


def test_the_pyvis_page_opens_and_fetches_nothing(visit, scene):
    seen = visit(render_pyvis(scene))
    assert seen.page.locator("canvas").count() == 1
    seen.assert_quiet()
