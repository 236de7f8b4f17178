"""The page in Firefox: what a reader does in Chromium, done again there."""

from __future__ import annotations

import csv
import dataclasses
import io
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carto.atlas.page import render_page, write_page
from carto.atlas.pyvis_page import render_pyvis
from carto.atlas.scene_build import build_scene
from carto.load.model import load_model
from tests.browser.bidi import Firefox, Tab
from tests.browser.conftest import READY
from tests.unit.atlas.hospitals import clinic

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script>"


@pytest.fixture(scope="session")
def firefox(tmp_path_factory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox on this machine")
    opened = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(scene, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("page") / "page.html"
    write_page(file, render_page(scene))
    return file


@pytest.fixture
def visit(firefox, page) -> Iterator[Callable[..., Tab]]:
    opened = []

    def open_page(fragment: str = "", file: Path = page, **size: int) -> Tab:
        opened.append(firefox.open(file, fragment, **size))
        opened[-1].wait(READY, 30.0)
        return opened[-1]

    yield open_page
    for tab in opened:
        tab.ask("localStorage.clear()")
        tab.close()


def test_it_opens_draws_and_asks_for_nothing(visit):
    tab = visit()
    assert "Clinique de l'Étang" in tab.text()
    colours = tab.ask(
        """(() => {
          const canvas = document.querySelector('canvas');
          const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const seen = new Set();
          for (let i = 0; i < data.length; i += 404) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
          return seen.size;
        })()"""
    )
    assert colours > 3
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    tab.assert_quiet()


def test_a_story_is_followed_and_plays(visit, scene):
    story = scene.stories[0]
    tab = visit("#tab=attacks")
    tab.press(f"story-{story.id}")
    tab.wait(f"location.hash.includes('story={story.id}')")
    tab.press("next")
    tab.wait("location.hash.includes('step=1')")
    assert " ".join(story.steps[0].why.fr.split()) in " ".join(tab.text().split())
    tab.press("next")
    tab.press("prev")
    tab.wait("location.hash.includes('step=1')")
    tab.press("play")
    tab.wait("location.hash.includes('step=2')")
    tab.assert_quiet()


def test_search_finds_without_accents_and_enter_goes_there(visit):
    tab = visit()
    tab.type("/", "postes de sóins")
    tab.wait("document.querySelector('[role=option]')?.innerText.includes('Postes de soins')")
    tab.type("Enter")
    tab.wait("location.hash.includes('sel=pcs')")
    assert "Postes de soins" in tab.text(".side")
    tab.assert_quiet()


def test_filters_say_how_many_are_hidden_and_one_click_brings_all_back(visit, scene):
    tab = visit()
    category = scene.types[scene.devices.type[0]].category
    kept = [i for i, kind in enumerate(scene.devices.type) if scene.types[kind].category == category]
    hidden = scene.meta.devices - sum(scene.devices.count[i] for i in kept)
    tab.press("filter")
    tab.press(f"k-{category}")
    tab.wait("document.querySelector('[data-key=hidden]')")
    assert tab.text("[data-key=hidden]").startswith(str(hidden))
    tab.type("Escape")
    tab.press("hidden")
    tab.wait("!document.querySelector('[data-key=hidden]')")
    tab.assert_quiet()


def test_tables_sort_lead_to_the_map_and_are_saved(visit, scene):
    tab = visit("#table=devices")
    rows = list(csv.reader(io.StringIO(tab.saved("csv").decode("utf-8-sig"))))
    assert len(rows) == 1 + len(scene.devices.id)
    tab.click(".table-body [role=row] button")
    tab.wait("location.hash.includes('sel=')")
    tab.assert_quiet()


def test_notes_are_kept_through_a_reload_and_saved_for_the_model(visit, tmp_path):
    tab = visit("#sel=ehr-db")
    tab.press("note")
    tab.click('[data-key="note-text"]')
    tab.type('À vérifier : "droits" [admin]')
    tab.press("note-keep")
    tab.wait("document.querySelector('.note')")
    again = visit("#tab=notes")
    saved = again.saved("notes-save")
    (tmp_path / "notes.yaml").write_bytes(saved)
    (tmp_path / "clinic.yaml").write_text(
        "carto: 1\nestablishment: {name: Clinique, kind: clinic}\nzones: {data: data}\n"
        "devices: {ehr-db: {type: ehr-database, zone: data}}\n",
        encoding="utf-8",
    )
    notes = load_model(tmp_path).notes.values()
    assert [(note.on, note.text) for note in notes] == [(("ehr-db",), 'À vérifier : "droits" [admin]')]
    again.assert_quiet()


def test_the_language_and_the_theme_are_one_press_away(visit):
    tab = visit()
    tab.press("lang")
    tab.wait("document.documentElement.lang === 'en'")
    assert "Restricted" in tab.text()
    tab.press("theme")
    tab.press("theme")
    tab.wait("document.documentElement.dataset.theme === 'dark'")
    tab.assert_quiet()


def test_the_keyboard_is_enough(visit):
    tab = visit("#tab=attacks")
    for _ in range(60):
        tab.type("Tab")
        if (tab.ask("document.activeElement.dataset.key") or "").startswith("story-"):
            break
    tab.type("Enter")
    tab.wait("location.hash.includes('story=')")
    assert tab.ask("getComputedStyle(document.activeElement).outlineStyle") is not None
    tab.ask("document.querySelector('canvas').focus()")
    tab.type("n")
    tab.wait("location.hash.includes('step=1')")
    tab.type("p", "Escape")
    tab.wait("!location.hash.includes('story=')")
    tab.type("ArrowRight")
    tab.wait("location.hash.includes('sel=')")
    tab.assert_quiet()


def test_the_wheel_zooms_and_fit_comes_back(visit):
    tab = visit()
    tab.wheel(800, 400, -400)
    tab.wait("location.hash.includes('at=')")
    near = tab.ask("Number(location.hash.split(',').pop())")
    tab.press("zoom-out")
    tab.wait(f"Number(location.hash.split(',').pop()) < {near}")
    tab.assert_quiet()


def test_pictures_are_saved(visit, scene):
    tab = visit()
    tab.press("export")
    picture = ET.fromstring(tab.saved("svg-whole"))  # noqa: S314 - our own page wrote it
    assert scene.meta.marking.fr in " ".join(picture.itertext())
    assert tab.saved("png").startswith(b"\x89PNG")
    tab.assert_quiet()


@pytest.mark.parametrize(
    "fragment", ["#table=findings", "#tab=views&view=business", "#choke=0", "#tab=care", "#tab=decide"]
)
def test_every_page_opens_by_its_address(visit, fragment):
    tab = visit(fragment)
    assert len(tab.text("main, aside.panel")) > 20
    tab.assert_quiet()


def test_a_phone_sees_no_sideways_scrolling(visit):
    tab = visit("#sel=pcs", width=390, height=844)
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    tab.assert_quiet()


def test_hostile_names_run_nothing(visit, tmp_path):
    model = clinic()
    devices = {
        key: device.model_copy(update={"name": HOSTILE, "tags": (HOSTILE,)}) for key, device in model.devices.items()
    }
    hostile = dataclasses.replace(model, devices=devices)
    write_page(tmp_path / "page.html", render_page(build_scene(hostile)))
    tab = visit("#sel=pcs", file=tmp_path / "page.html")
    assert tab.ask("document.title") != "ran"
    tab.assert_quiet()


def test_the_pyvis_page_opens(firefox, scene, tmp_path):
    write_page(tmp_path / "pyvis.html", render_pyvis(scene))
    tab = firefox.open(tmp_path / "pyvis.html")
    tab.wait("document.querySelector('canvas')")
    tab.assert_quiet()
    tab.close()
