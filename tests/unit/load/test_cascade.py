from __future__ import annotations

import pytest

from carto.load.cascade import over, spelled_out
from carto.load.model import load_text
from carto.model.device import Device
from tests.unit.load.told import HEAD, codes, only


def device(text: str, templates: str = "{}") -> Device:
    return load_text(f"{HEAD}templates: {templates}\ndevices: {{x: {text}}}\n").devices["x"]


def test_the_type_gives_what_nobody_says():
    bare = device("workstation")
    assert (bare.staffed, bare.mail, bare.web) == (True, True, True)
    assert "rdp" in bare.services
    assert bare.holds == {}
    zone = load_text("carto: 1\nzones: {z: dmz}\n").zones["z"]
    assert (zone.trust, zone.transit) == (2, False)


def test_a_zone_may_say_otherwise():
    zone = load_text("carto: 1\nzones: {z: {type: dmz, trust: 4, transit: true}}\n").zones["z"]
    assert (zone.trust, zone.transit) == (4, True)


def test_an_alias_of_a_type_is_the_type():
    assert device("dpi").type == "ehr"
    assert device("{type: dpi}") == device("ehr")


def test_a_template_lies_between_the_type_and_the_device():
    templates = "{pc: {type: workstation, room: A, rack: R, staffed: false}}"
    made = device("{like: pc, room: B}", templates)
    assert (made.type, made.room, made.rack, made.staffed, made.mail) == ("workstation", "B", "R", False, True)


def test_templates_chain():
    templates = "{far: {type: workstation, room: A, rack: R}, near: {like: far, room: B}}"
    made = device("{like: near}", templates)
    assert (made.type, made.room, made.rack) == ("workstation", "B", "R")


def test_a_type_of_its_own_beats_the_template_s():
    made = device("{like: pc, type: server}", "{pc: {type: workstation, room: A}}")
    assert (made.type, made.room, made.staffed) == ("server", "A", False)


def test_lists_replace_and_maps_merge():
    assert set(device("{type: workstation, services: {ssh: {}}}").services) >= {"ssh", "rdp"}
    assert set(device("{type: workstation, services: [ssh]}").services) == {"ssh"}
    assert set(device("{type: workstation, services: ssh}").services) == {"ssh"}
    merged = device("{like: pc, holds: {imaging: 5}}", "{pc: {type: workstation, holds: [identity]}}")
    assert merged.holds == {"identity": 0, "imaging": 5}
    settings = device(
        "{like: pc, services: {ssh: {port: 2222}}}", "{pc: {type: server, services: {ssh: {second_factor: true}}}}"
    )
    assert (settings.services["ssh"].port, settings.services["ssh"].second_factor) == (2222, True)


@pytest.mark.parametrize("no", ["null", "false", "no", "off"])
def test_a_service_of_the_type_can_be_taken_away(no: str):
    assert "rdp" not in device(f"{{type: workstation, services: {{rdp: {no}}}}}").services


def test_an_empty_value_removes_what_a_template_says():
    made = device(
        "{like: pc, room: , vulnerabilities: {CVE-2017-0144: }}",
        "{pc: {type: workstation, room: A, vulnerabilities: CVE-2017-0144}}",
    )
    assert (made.room, made.vulnerabilities) == ("", {})


def test_an_empty_value_that_removes_nothing_is_a_mistake():
    problem = only("devices:\n  x:\n    type: workstation\n    services:\n      ssh:\n")
    assert (problem.code, problem.span.line) == ("nothing-to-remove", 7)


def test_a_mistake_in_a_template_is_told_once_where_it_is():
    problem = only(
        "templates:\n  pc: {type: workstation, count: none}\ndevices:\n"
        + "".join(f"  d{n}: {{like: pc}}\n" for n in range(9))
    )
    assert (problem.code, problem.span.line) == ("not-a-whole-number", 4)


def test_a_missing_template_is_told_once():
    assert codes("devices: {x: {like: none}, y: {like: x, type: server}}\n") == ["unknown-template", "unknown-template"]
    assert "is a device" in only("devices: {y: {like: x}, x: server}\n").advice("en")


def test_a_loop_of_templates_is_told_once():
    found = only("templates: {a: {like: b, type: server}, b: {like: c}, c: {like: a}}\ndevices: {x: {like: b}}\n")
    assert (found.code, found.values["loop"]) == ("template-loop", "a > b > c > a")


def test_laying_over_changes_neither_side():
    low, high = {"services": {"a": {}}, "room": "A"}, {"services": {"b": {}}, "room": None}
    assert over(low, high) == {"services": {"a": {}, "b": {}}}
    assert (low, high) == ({"services": {"a": {}}, "room": "A"}, {"services": {"b": {}}, "room": None})


def test_short_forms_are_spelled_out():
    assert spelled_out("services", "ssh") == {"ssh": {}}
    assert spelled_out("holds", ["a", "b"]) == {"a": "0", "b": "0"}
    assert spelled_out("os", "linux") == {"family": "linux"}
    assert spelled_out("exposed_to", None) == {}
