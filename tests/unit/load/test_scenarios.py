from __future__ import annotations

import pytest

from carto.errors import InvalidModelError, UnknownIdError
from carto.load.model import load_text
from carto.load.patches import Patching, merged_patch
from carto.load.references import rings
from carto.model.establishment_map import Model
from tests.unit.load.told import codes, only, problems

WORLD = """\
carto: 1
zones: {internet: internet, data: data, users: users}
templates: {pc: {type: workstation, room: A, services: {ssh: {}}}}
devices:
  db: {type: ehr-database, zone: data, services: {mssql: {second_factor: false}}}
  pc: {like: pc, zone: users}
  fw: {type: firewall, zone: [data, users]}
links:
  users -> data: {via: fw}
  users -- internet:
notes: {n: {on: [pc, db], text: x}}
measures: {m: {adds: {zones: {dmz: dmz}}}, other: {}}
scenarios:
"""


def under(patch: str, scenario: str = "s") -> Model:
    return load_text(f"{WORLD}  s: {{patch: {patch}}}\n", scenario=scenario)


def told(patch: str) -> list[str]:
    return codes(f"{WORLD}  s: {{patch: {patch}}}\n", head="")


def test_without_a_scenario_nothing_changes():
    text = f"{WORLD}  s: {{patch: {{devices: {{pc: {{room: B}}}}}}}}\n"
    assert load_text(text).devices["pc"].room == "A"
    assert load_text(text, scenario="s").devices["pc"].room == "B"
    assert load_text(text, scenario="s").scenario == "s"


@pytest.mark.parametrize(
    ("patch", "services"),
    [
        ("{devices: {db: {services: {mssql: {port: 1444}}}}}", {"mssql", "rdp"}),
        ("{devices: {db: {services: {mssql: null}}}}", {"rdp"}),
        ("{devices: {db: {services: {rdp: null}}}}", {"mssql"}),
        ("{devices: {db: {services: {ssh: {}}}}}", {"mssql", "rdp", "ssh"}),
        ("{devices: {db: {services: [ssh]}}}", {"ssh"}),
    ],
)
def test_maps_merge_and_empty_removes_at_every_layer(patch: str, services: set[str]):
    assert set(under(patch).devices["db"].services) == services


def test_settings_of_an_entry_merge():
    setting = under("{devices: {db: {services: {mssql: {port: 1444}}}}}").devices["db"].services["mssql"]
    assert (setting.port, setting.second_factor) == (1444, False)


def test_things_are_added_changed_and_removed():
    model = under(
        "{devices: {new: {type: server, zone: data}, pc: {room: null}},"
        " links: {internet -- users: null, users->data: {allow: https}}}"
    )
    assert set(model.devices) == {"db", "pc", "fw", "new"}
    assert model.devices["pc"].room == ""
    assert list(model.links) == ["users -> data"]
    assert (model.links["users -> data"].allow, model.links["users -> data"].via) == (("https",), "fw")


def test_short_forms_are_patched_like_maps():
    assert under("{zones: {users: {trust: 1}}}").zones["users"].trust == 1
    assert under("{zones: {users: dmz}}").zones["users"].type == "dmz"
    assert under("{templates: {pc: {room: C}}}").devices["pc"].room == "C"
    assert under("{establishment: {name: Z, budget_eur: 5}}").establishment.name == "Z"


def test_scenarios_build_on_one_another_and_bring_their_measures():
    text = (
        f"{WORLD}  a: {{measures: m, patch: {{devices: {{pc: {{room: B, rack: R}}}}}}}}\n"
        "  b: {on: a, measures: [other, m], patch: {devices: {pc: {room: C}}, zones: {dmz: {trust: 1}}}}\n"
    )
    model = load_text(text, scenario="b")
    assert (model.devices["pc"].room, model.devices["pc"].rack) == ("C", "R")
    assert model.applied_measures == ("m", "other")
    assert load_text(text).applied_measures == ()


def test_what_a_chosen_measure_adds_is_there():
    model = load_text(f"{WORLD}  s: {{measures: m}}\n", scenario="s")
    assert "dmz" in model.zones
    assert str(model.locator.locate("zones:dmz")) == "model.yaml:12:31"


def test_places_lie_in_the_scenario():
    model = under("{devices: {pc: {room: B}}}")
    assert str(model.locator.locate("devices:pc:room")) == "model.yaml:14:30"
    assert str(model.locator.locate("devices:pc:zone")) == "model.yaml:6:18"
    problem = only(f"{WORLD}  s: {{patch: {{devices: {{pc: {{zone: ofice}}}}}}}}\n", head="")
    assert (problem.code, str(problem.span)) == ("unknown-zone", "model.yaml:14:36")


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        ("{devics: {}}", "unknown-key"),
        ("{scenarios: {s: {}}}", "unknown-key"),
        ("{devices: [pc]}", "section-is-no-map"),
        ("{devices: {nothing: null}}", "removes-nothing"),
        ("{links: {a -> b: null}}", "removes-nothing"),
        ("{links: {nothing: null}}", "removes-nothing"),
        ("{links: {nothing: {}}}", "bad-edge"),
        ("{devices: {a b: server}}", "bad-id"),
        ("{devices: {users: server}}", "duplicate-id"),
        ("{devices: {pc: {rom: B}}}", "unknown-key"),
        ("{devices: {new: {zone: data}}}", "missing-key"),
        ("{devices: {pc: {services: {nfs: null}}}}", "nothing-to-remove"),
        ("{devices: {fw: null}}", "removed-but-needed"),
        ("{zones: {users: null}}", "removed-but-needed"),
        ("{devices: {pc: {zone: users}}}", "patch-changes-nothing"),
        ("{templates: {pc: null}}", "unknown-template"),
        ("{templates: {pc: {like: none}}}", "unknown-template"),
        ("{templates: {pc: {managed_by: nobody}}}", "unknown-device"),
        ("{establishment: {budget_eur: much}}", "not-a-number"),
        ("{assumptions: {likelihood: much}}", "not-a-map"),
        ("3", "not-a-map"),
    ],
)
def test_what_is_wrong_in_a_scenario_is_told_on_every_load(patch: str, code: str):
    assert code in told(patch)


def test_a_patch_that_changes_nothing_is_only_a_warning():
    assert [
        one.severity for one in problems(f"{WORLD}  s: {{patch: {{devices: {{pc: {{zone: users}}}}}}}}\n", head="")
    ] == ["warning"]


def test_notes_may_speak_of_what_is_gone():
    assert told("{devices: {pc: null}}") == []
    assert under("{devices: {pc: null}}").notes["n"].on == ("db",)


def test_what_is_removed_and_brought_back_is_there():
    text = f"{WORLD}  a: {{patch: {{devices: {{fw: null}}, links: {{users -> data: null}}}}}}\n"
    text += "  b: {on: a, patch: {devices: {fw: {type: firewall}}}}\n"
    assert load_text(text, scenario="b").devices["fw"].zones == ()


def test_an_unknown_scenario_is_a_wrong_question():
    with pytest.raises(UnknownIdError) as caught:
        under("{zones: {z: dmz}}", scenario="t")
    assert (caught.value.code, caught.value.exit_code, caught.value.values["known"]) == ("unknown-scenario", 2, "s")


def test_a_text_that_is_not_understood_is_told_before_its_scenario_is_missed():
    with pytest.raises(InvalidModelError):
        load_text("a: [", scenario="s")


def test_a_loop_of_scenarios_can_be_loaded_no_further():
    text = f"{WORLD}  a: {{on: b, patch: {{zones: {{x: dmz}}}}}}\n  b: {{on: a, patch: {{zones: {{y: dmz}}}}}}\n"
    assert codes(text, head="") == ["scenario-loop"]
    with pytest.raises(InvalidModelError):
        load_text(text, scenario="a")


def test_each_patch_of_a_long_chain_is_applied_once(monkeypatch: pytest.MonkeyPatch):
    applied = []
    apply = Patching.apply
    monkeypatch.setattr(Patching, "apply", lambda self, patch: (applied.append(self.start[1]), apply(self, patch)))
    chain = "".join(
        f"  s{number}: {{{f'on: s{number - 1}, ' if number else ''}patch: {{devices: {{pc: {{room: R{number}}}}}}}}}\n"
        for number in range(800)
    )
    model = load_text(WORLD + chain)
    assert len(model.scenarios) == 800
    assert sorted(applied) == sorted([*model.scenarios, "m"])


def test_rings_are_found_once_from_their_smallest_on():
    above = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "", "f": "gone", "g": "f"}
    assert sorted(rings(above)) == [("b", "c"), ("d",)]
    long = {f"n{number}": f"n{number + 1}" for number in range(20_000)}
    assert list(rings(long)) == []


def test_what_measures_add_is_checked():
    assert codes("measures: {m: {adds: {devices: {x: {type: server, zone: nowhere}}}}}\n") == ["unknown-zone"]
    assert codes("measures: {m: {adds: {devics: {}}}}\n") == ["unknown-key"]


def test_patches_merge_as_the_standard_says():
    assert merged_patch({"a": 1, "b": {"c": 2}}, {"b": {"d": 3}}) == {"a": 1, "b": {"c": 2, "d": 3}}
    assert merged_patch({"a": [1]}, {"a": [2]}) == {"a": [2]}
    assert merged_patch("word", {"a": 1}) == {"a": 1}
    assert merged_patch({"a": 1}, "word") == "word"


def test_what_is_wrong_already_is_not_told_again_under_a_scenario():
    wrong = "".join(f"  d{number}: {{type: server, zone: nowhere{number}}}\n" for number in range(120))
    patch = "".join(f"d{number}: {{room: A}}, " for number in range(120))
    text = f"zones: {{nowhere: data}}\ndevices:\n{wrong}scenarios: {{s: {{patch: {{devices: {{{patch}}}}}}}}}\n"
    assert codes(text, head="carto: 1\n") == ["unknown-zone"] * 120
