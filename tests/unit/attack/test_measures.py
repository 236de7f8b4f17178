from __future__ import annotations

import dataclasses

import pytest

from carto.attack.build import build_attack_graph
from carto.attack.controls import controls_in_place
from carto.attack.measures import apply_measures, changes_anything, removed_by
from carto.attack.twins import fold_twins
from carto.errors import ModelError, UnknownIdError
from carto.load.model import load_text
from carto.model.establishment_map import Model
from tests.builders import model_of

WORLD = """
carto: 1
sites: {north: {}}
zones: {net: internet, users: {type: workstations, site: north}, data: {type: data, site: north}}
devices:
  pc: {type: workstation, zone: users, patched: late, weaknesses: [local-escalation, macros-allowed], tags: [old]}
  db: {type: database-server, zone: data, services: {mssql: {default_secret: false}}, vulnerabilities: [CVE-2020-1938],
       exposed_to: [net], target: true, holds: {health-record: 10}}
  fw: {type: firewall, zone: [users, data]}
links:
  users -> data: {via: fw, allow: mssql}
  net -> users: {via: fw}
flows: {pc -> db: {protocol: mssql, account: svc}}
accounts: {svc: {kind: service, opens: {db: admin}, stored_on: [pc], second_factor: false}}
care: {ward: {depends_on: [db, {any: [pc, fw]}]}}
measures:
"""


def model_with(**measures: str) -> Model:
    return load_text(WORLD + "".join(f"  {name}: {text}\n" for name, text in measures.items()))


def done(text: str) -> Model:
    return apply_measures(model_with(m=text), ["m"])


def test_fields_are_set_over_the_scope_and_nowhere_else():
    model = done("{scope: {types: workstation}, set: {patched: current, endpoint_protection: block}}")
    assert model.devices["pc"].patched == "current"
    assert model.devices["pc"].endpoint_protection == "block"
    assert model.devices["db"].endpoint_protection == "unknown"


@pytest.mark.parametrize(
    ("scope", "patched"),
    [
        ("{ids: [pc]}", {"pc"}),
        ("{zones: users}", {"fw", "pc"}),
        ("{sites: north}", {"db", "fw", "pc"}),
        ("{tags: old}", {"pc"}),
        ("{zones: users, types: firewall}", {"fw"}),
        ("{ids: [pc], types: firewall}", set()),
        ("{types: data}", {"db", "fw"}),
    ],
)
def test_a_scope_is_what_all_its_conditions_name(scope, patched):
    model = done(f"{{scope: {scope}, set: {{encrypted_storage: true}}}}")
    assert {one.id for one in model.devices.values() if one.encrypted_storage is True} == patched


def test_a_measure_reaches_links_flows_accounts_and_zones():
    model = done(
        "{scope: {ids: [svc, pc -> db, users -> data, users]},"
        " set: {second_factor: true, encrypted: true, isolated: true}}"
    )
    assert model.accounts["svc"].second_factor is True
    assert model.flows["pc -> db"].encrypted is True
    assert model.links["users -> data"].encrypted is True
    assert model.zones["users"].isolated is True


def test_what_is_removed_is_named_nowhere_any_more():
    model = done("{removes: [pc, svc]}")
    assert set(model.devices) == {"db", "fw"}
    assert model.flows == {}
    assert [need.ids() for need in model.care["ward"].depends_on] == [("db",), ("fw",)]


def test_removing_a_filter_leaves_its_link():
    model = done("{removes: [fw]}")
    assert model.links["users -> data"].via == ""


def test_removing_a_zone_takes_its_links_and_the_places_of_its_devices():
    model = done("{removes: [users]}")
    assert model.links == {}
    assert model.devices["pc"].zones == ()
    assert model.devices["fw"].zones == ("data",)


def test_things_are_added_and_patched_with_what_the_catalogue_says():
    model = done(
        "{adds: {zones: {vault: {type: backup, site: north}},"
        " devices: {tape: {type: offline-backup, zone: vault}, db: {exposed_to: null}},"
        " links: {data -> vault: {allow: smb}}}}"
    )
    assert model.zones["vault"].trust == 5
    assert model.devices["tape"].zones == ("vault",)
    assert model.devices["db"].exposed_to == {}
    assert model.devices["db"].holds == {"health-record": 10}
    assert (model.links["data -> vault"].from_end, model.links["data -> vault"].both_ways) == ("data", False)
    assert list(model.devices) == sorted(model.devices)


def test_what_is_added_like_a_template_is_what_the_template_says():
    text = """
carto: 1
establishment: {name: Clinic, kind: clinic}
zones: {desk: office}
templates:
  base: {type: workstation, patched: late}
  desk-pc: {like: base, os: {family: windows, version: "10"}, zone: desk}
measures:
  more: {adds: {devices: {spare: {like: desk-pc, patched: current}}}}
"""
    added = apply_measures(load_text(text), ["more"]).devices["spare"]
    assert (added.type, added.zones, added.os.family, str(added.patched)) == (
        "workstation",
        ("desk",),
        "windows",
        "current",
    )
    assert added.like == "desk-pc"


def test_weaknesses_and_flaws_are_closed_in_scope():
    model = done("{scope: {ids: [pc]}, closes: [local-escalation, CVE-2020-1938]}")
    assert model.devices["pc"].weaknesses == ("macros-allowed",)
    assert model.devices["db"].vulnerabilities["CVE-2020-1938"].status == "present"
    model = done("{closes: [CVE-2020-1938]}")
    assert model.devices["db"].vulnerabilities["CVE-2020-1938"].status == "patched"


def test_a_measure_listed_twice_is_done_once():
    model = model_with(m="{detects: 0.5}")
    once, twice = apply_measures(model, ["m"]), apply_measures(model, ["m", "m"])
    assert once == twice
    assert apply_measures(once, ["m"]) == once
    assert build_attack_graph(twice) == build_attack_graph(once)


def test_the_order_of_measures_is_no_difference_and_the_model_stays():
    model = model_with(a="{scope: {ids: [pc]}, set: {patched: current}}", b="{removes: [pc]}")
    assert apply_measures(model, ["a", "b"]) == apply_measures(model, ["b", "a"])
    assert "pc" in model.devices


def test_what_is_in_place_is_a_fact_already():
    model = model_with(m="{in_place: true, removes: [pc]}")
    assert apply_measures(model, ["m"]) == model


def test_an_unknown_measure_and_an_impossible_value_are_refused():
    with pytest.raises(UnknownIdError, match="unknown-measure"):
        apply_measures(model_with(m="{}"), ["n"])
    model = model_with(m="{scope: {ids: [pc]}, set: {patched: current}}")
    wrong = model.measures["m"].model_copy(update={"sets": {"patched": [1, 2]}})  # no text that loads says this
    with pytest.raises(ModelError, match="bad-measure"):
        apply_measures(dataclasses.replace(model, measures={"m": wrong}), ["m"])


def steps_of(model: Model):
    return {step.id: step for step in build_attack_graph(model).steps}


def test_steps_are_stopped_in_scope_only():
    before, after = (
        steps_of(model_with(m="{}")),
        steps_of(done("{scope: {ids: [pc]}, stops: [exploit-assumed, phish]}")),
    )
    gone = [before[one] for one in before.keys() - after.keys()]
    assert {step.kind for step in gone} == {"exploit-assumed", "phish"}
    assert all("pc" in step.assets for step in gone)
    assert any(step.kind == "exploit-assumed" for step in after.values())


def test_a_step_is_hardened_to_at_least_a_level():
    before, after = steps_of(model_with(m="{}")), steps_of(done("{hardens: {phish: hard, log-in: trivial}}"))
    phish = next(step for step in after.values() if step.kind == "phish")
    assert phish.difficulty == "hard"
    assert phish.likelihood == 0.15
    log_in = next(one for one in before if one.startswith("log-in"))
    assert after[log_in] == before[log_in]


def test_detection_stops_its_share_of_what_takes_effort():
    before, after = steps_of(model_with(m="{}")), steps_of(done("{detects: 0.25}"))
    for one, step in before.items():
        seen = 0.75 if step.difficulty is not None else 1.0
        assert after[one].likelihood == pytest.approx(step.likelihood * seen)


def test_two_detections_and_a_hardening_combine_whatever_their_names():
    texts = {"a": "{detects: 0.5}", "b": "{hardens: {phish: hard}}", "c": "{detects: 0.2}"}
    model = apply_measures(model_with(**texts), texts)
    phish = next(step for step in steps_of(model).values() if step.kind == "phish")
    assert phish.likelihood == pytest.approx(0.15 * 0.5 * 0.8)


def test_detection_without_response_is_worth_nothing():
    texts = {"probe": "{detects: 0.5, requires: [watch]}", "watch": "{}"}
    model = model_with(**texts)
    assert controls_in_place(apply_measures(model, ["probe"])) == ()
    assert steps_of(apply_measures(model, ["probe"])) == steps_of(model)
    assert steps_of(apply_measures(model, ["probe", "watch"])) != steps_of(model)


def test_what_one_measure_takes_away_another_does_not_bring_back():
    model = model_of(
        zones={"a": {"type": "ward"}, "b": {"type": "server"}},
        links={"wire": {"from": "a", "to": "b"}},
        measures={
            "cut": {"adds": {"links": {"wire": None}}},
            "narrow": {"adds": {"links": {"wire": {"allow": "https"}}}},
        },
    )
    for chosen in (["cut"], ["cut", "narrow"]):
        assert not apply_measures(model, chosen).links
        assert removed_by(model, chosen) == {"wire"}
    assert apply_measures(model, ["narrow"]).links["wire"].allow == ("https",)


def test_what_has_the_values_already_is_the_same_thing_afterwards():
    devices = {"new": {"type": "server", "patched": "current"}, "old": {"type": "server", "patched": "late"}}
    model = model_of(devices=devices, measures={"mend": {"set": {"patched": "current"}, "closes": ["unsupported-os"]}})
    after = apply_measures(model, ["mend"])
    assert after.devices["new"] is model.devices["new"]
    assert after.devices["old"].patched == "current"
    assert changes_anything(model, model.measures["mend"])
    assert not changes_anything(after, model.measures["mend"])


def test_look_alikes_of_one_scope_stay_look_alikes():
    devices = {one: {"type": "workstation"} for one in ("in-1", "in-2", "out-1", "out-2")}
    model = model_of(devices=devices, measures={"mend": {"scope": {"ids": ["in-1", "in-2"]}, "closes": ["x"]}})
    assert fold_twins(model).members == {"in-1": ("in-1", "in-2"), "out-1": ("out-1", "out-2")}
