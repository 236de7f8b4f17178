"""What a reader takes away from the page: filtered counts, tables as CSV, the map as SVG and PNG, notes as YAML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from carto.atlas.scene_build import build_scene
from carto.load.model import load_model
from tests.unit.atlas.hospitals import clinic

pytestmark = pytest.mark.browser

CLINIC = """
carto: 1
establishment: {name: Clinique, kind: clinic}
zones: {data: data}
devices:
  ehr-db: {type: ehr-database, zone: data}
"""


@pytest.fixture(scope="module")
def scene():
    return build_scene(clinic())


def saved(seen, key):
    with seen.page.expect_download() as waiting:
        seen.press(key)
    return waiting.value.path().read_bytes()


def test_filters_hide_and_say_how_many_and_one_click_brings_all_back(visit, scene):
    seen = visit(scene)
    seen.press("filter")
    category = scene.types[scene.devices.type[0]].category
    seen.press(f"k-{category}")
    kept = [i for i, kind in enumerate(scene.devices.type) if scene.types[kind].category == category]
    hidden = scene.meta.devices - sum(scene.devices.count[i] for i in kept)
    assert hidden > 0
    assert seen.page.locator('[data-key="hidden"]').inner_text().startswith(str(hidden))
    seen.wait_for_hash(f"kinds={category}")
    seen.press("hidden")
    assert seen.page.locator('[data-key="hidden"]').count() == 0
    assert seen.errors == []


def test_a_table_lists_every_device_leads_to_the_map_and_is_saved_as_csv(visit, scene):
    seen = visit(scene, "#table=devices")
    text = saved(seen, "csv").decode("utf-8")
    rows = text.removeprefix("\ufeff").splitlines()
    assert len(rows) == 1 + len(scene.devices.id)
    assert all(any(name in row for row in rows) for name in scene.devices.id)
    seen.page.get_by_role("cell").get_by_role("button").first.click()
    seen.wait_for_hash("sel=")
    assert seen.errors == []


def test_the_map_is_saved_as_a_picture_that_names_its_marking(visit, scene):
    seen = visit(scene, width=800, height=500)
    seen.press("export")
    picture = ET.fromstring(saved(seen, "svg-whole"))  # noqa: S314 - our own page wrote it
    words = " ".join(picture.itertext())
    assert scene.meta.marking.fr in words
    assert any(zone.name in words for zone in scene.zones)
    assert saved(seen, "png").startswith(b"\x89PNG")
    assert seen.errors == []


def test_notes_are_kept_through_a_reload_and_saved_as_a_file_of_the_model(visit, scene, tmp_path):
    seen = visit(scene, "#sel=ehr-db")
    said = 'À vérifier : "droits" [admin]\n# pas un commentaire'
    seen.press("note")
    seen.page.locator('[data-key="note-text"]').fill(said)
    seen.press("note-keep")
    seen.page.reload()
    seen.wait_until("document.documentElement.dataset.atlas === 'ready'")
    if not seen.page.locator('[data-key="notes-save"]').is_visible():  # the address may bring the page of notes back
        seen.press("tab-notes")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "notes.yaml").write_bytes(saved(seen, "notes-save"))
    (tmp_path / "model" / "clinic.yaml").write_text(CLINIC, encoding="utf-8")
    notes = load_model(tmp_path / "model").notes.values()
    assert [(note.on, note.text, note.status) for note in notes] == [(("ehr-db",), said, "open")]
    assert seen.errors == []
