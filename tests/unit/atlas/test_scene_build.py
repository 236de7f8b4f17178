from __future__ import annotations

from carto.atlas.columns import FLOW_STYLES, LINK_STYLES
from carto.atlas.scene import FLAGS, Scene
from carto.atlas.scene_build import build_scene
from carto.atlas.sheets import _ELSEWHERE, SECTIONS_TOLD, labels
from tests.builders import KINDS, model_of
from tests.unit.atlas.hospitals import clinic


def flags_of(scene, device):
    bits = scene.devices.flags[scene.devices.id.index(device)]
    return {name for name, bit in FLAGS.items() if bits & bit}


def sheet_of(scene, key):
    return next(sheet for sheet in scene.sheets if sheet.id == key)


def value_of(scene, key, field):
    return next((fact.value for fact in sheet_of(scene, key).facts if fact.field == field), None)


def test_a_scene_is_a_valid_scene():
    scene = build_scene(clinic())
    assert Scene.model_validate_json(scene.model_dump_json()) == Scene.model_validate(scene.model_dump())


def test_counts_take_fleets_and_nested_zones_in():
    scene = build_scene(clinic())
    zones = {zone.id: zone for zone in scene.zones}
    assert scene.meta.devices == 44
    assert scene.meta.entries == 5
    assert (zones["ward-a"].count, zones["ward-a"].entries) == (41, 2)
    assert (zones["wards"].count, zones["wards"].entries) == (41, 2)
    assert sum(site.count for site in scene.sites) == 44


def test_columns_are_as_long_as_there_are_devices():
    devices = build_scene(clinic()).devices
    columns = [devices.id, devices.name, devices.type, devices.zone, devices.x, devices.y, devices.count, devices.flags]
    assert {len(column) for column in columns} == {5}


def test_flags_say_what_a_device_is():
    scene = build_scene(clinic())
    assert flags_of(scene, "ehr-db") >= {"target", "critical-care"}
    assert flags_of(scene, "fw") == {"filter"}
    assert flags_of(scene, "pump") >= {"medical", "weak", "critical-care", "unknown"}
    assert "exposed" in flags_of(scene, "key")


def test_ends_are_devices_or_zones():
    scene = build_scene(clinic())
    links = dict(zip(scene.links.id, zip(scene.links.a, scene.links.b, strict=True), strict=True))
    a, b = links["internet -> edge"]
    assert (scene.zones[-a - 1].id, scene.zones[-b - 1].id) == ("internet", "edge")
    flow = scene.flows.id.index("pcs -> ehr-db")
    assert scene.devices.id[scene.flows.a[flow]] == "pcs"
    assert scene.devices.id[scene.flows.b[flow]] == "ehr-db"


def test_edges_say_how_they_are():
    scene = build_scene(clinic())
    at = scene.links.id.index("edge -- wards")
    assert scene.links.both_ways[at] == 1
    assert LINK_STYLES[scene.links.style[at]] == "fibre"
    assert scene.links.text[at] == "*"
    assert scene.links.text[scene.links.id.index("wards -> data")] == "?"
    administration = scene.flows.id.index("fw -> pcs")
    assert FLOW_STYLES[scene.flows.style[administration]] == "administration"
    assert scene.flows.encrypted[administration] == 1
    assert scene.flows.encrypted[scene.flows.id.index("pcs -> ehr-db")] == 0
    assert scene.flows.text[scene.flows.id.index("pcs -> ehr-db")] == "mssql · svc"


def test_an_edge_to_a_third_party_ends_at_its_zone():
    model = model_of(
        zones={"vendor": "supplier", "data": "data"},
        devices={"db": {"type": "ehr-database", "zone": "data"}},
        parties={"maker": {"zone": "vendor"}, "nowhere": {}},
        flows={"db -> maker": {"protocol": "https"}, "db -> nowhere": {"protocol": "https"}},
    )
    scene = build_scene(model)
    assert scene.flows.id == ("db -> maker",)
    assert scene.zones[-scene.flows.b[0] - 1].id == "vendor"


def test_sheets_speak_both_languages():
    scene = build_scene(clinic())
    assert value_of(scene, "pump", "weaknesses").fr != value_of(scene, "pump", "weaknesses").en
    assert value_of(scene, "svc", "opens").fr == "ehr-db (administrateur)"
    assert value_of(scene, "ward-care", "depends_on").fr == "ehr-db, l'un de\u00a0: Postes de soins, pump"
    assert value_of(scene, "wards -> data", "allow").fr == "inconnu"
    assert sheet_of(scene, "pcs").subtitle.fr.endswith("parc de 40")


def test_every_field_of_a_sheet_has_a_label():
    scene = build_scene(clinic())
    assert {fact.field for sheet in scene.sheets for fact in sheet.facts} <= set(scene.labels)


def test_every_field_an_author_may_write_has_a_label():
    written = {name for section in SECTIONS_TOLD for name in KINDS[section].model_fields}
    assert written - _ELSEWHERE - set(labels()) == set()


def test_unknowns_are_counted_and_asked_the_most_pressing_first():
    scene = build_scene(clinic())
    assert scene.meta.unknowns == len(scene.unknowns) > 0
    assert {(unknown.id, unknown.field) for unknown in scene.unknowns} >= {
        ("wards -> data", "allow"),
        ("pump", "patched"),
        ("ward-care", "max_outage_hours"),
    }
    assert scene.unknowns[0].id in {"ehr-db", "key"}
    assert ("fw", "patched") not in {(unknown.id, unknown.field) for unknown in scene.unknowns}


def test_the_language_is_the_askers_then_the_models():
    assert build_scene(clinic()).meta.language == "fr"
    assert build_scene(clinic(), language="en").meta.language == "en"
    assert build_scene(model_of()).meta.language == "fr"


def test_marking_and_caution_are_always_there():
    meta = build_scene(model_of()).meta
    assert meta.marking.fr == "Diffusion restreinte"
    assert meta.marking.en == "Restricted"
    assert meta.caution.fr
    assert meta.caution.en
    own = build_scene(model_of(establishment={"marking": "Secret médical"})).meta
    assert own.marking.fr == "Secret médical"


def test_a_zone_without_a_name_is_called_by_its_type():
    zones = {zone.id: zone.name for zone in build_scene(clinic()).zones}
    assert zones["internet"] == "Internet"
    assert zones["wards"] == "Services de soins"


def test_the_order_of_the_text_changes_no_byte():
    model = clinic()
    turned = type(model)(
        establishment=model.establishment,
        **{
            name: dict(reversed(model.section(name).items()))
            for name in ("sites", "zones", "devices", "links", "flows", "accounts", "care")
        },
    )
    assert build_scene(turned).model_dump_json() == build_scene(model).model_dump_json()


def test_a_type_outside_the_catalogue_is_drawn():
    scene = build_scene(model_of(zones={"z": "odd-zone"}, devices={"d": {"type": "odd", "zone": "z"}}))
    assert scene.types[0].id == "odd"
    assert scene.zones[0].type == "odd-zone"
