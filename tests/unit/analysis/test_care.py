from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from carto.analysis.care import care_impact, is_lost, lost_with
from carto.model.care import Need
from tests.builders import model_of

DEVICES = {name: {"type": "server"} for name in ("lis", "ehr-a", "ehr-b", "esx-1", "esx-2", "pump")}


def impacts(lost, care, devices=None):
    model = model_of(devices=devices or DEVICES, care=care)
    return {impact.id: impact for impact in care_impact(model, lost)}


def test_a_process_needs_all_of_what_it_depends_on():
    care = {"lab": {"depends_on": ["lis", "ehr-a"]}}
    assert impacts(["ehr-a"], care)["lab"].state == "stopped"
    assert impacts(["ehr-b"], care)["lab"].state == "works"
    assert impacts(["lis", "ehr-a"], care)["lab"].causes == ("ehr-a", "lis")


def test_a_choice_is_lost_when_all_of_it_is():
    care = {"lab": {"depends_on": ["lis", {"any": ["ehr-a", "ehr-b"]}]}}
    assert impacts(["ehr-a"], care)["lab"].state == "works"
    assert impacts(["ehr-a", "ehr-b"], care)["lab"].state == "stopped"


def test_a_fallback_degrades_before_it_stops():
    care = {
        "lab": {
            "depends_on": ["lis"],
            "max_outage_hours": 4,
            "degraded_mode": {"description": "paper", "hours": 6, "tested": True},
        }
    }
    lab = impacts(["lis"], care)["lab"]
    assert (lab.state, lab.stops_after_hours, lab.harm_after_hours, lab.fallback_tested) == ("degraded", 6, 4, True)
    without = impacts(["lis"], {"lab": {"depends_on": ["lis"], "max_outage_hours": 4}})["lab"]
    assert (without.state, without.stops_after_hours) == ("stopped", 0)


def test_care_that_leans_on_stopped_care_stops_and_on_degraded_care_goes_on():
    chain = {"lab": {"depends_on": ["lis"]}, "surgery": {"depends_on": ["lab"]}}
    assert impacts(["lis"], chain)["surgery"].state == "stopped"
    chain["lab"]["degraded_mode"] = "paper"
    assert impacts(["lis"], chain)["surgery"].state == "works"


def test_two_processes_that_lean_on_each_other_hold_each_other_up():
    ring = {"a": {"depends_on": ["b"]}, "b": {"depends_on": ["a"]}}
    assert {impact.state for impact in impacts([], ring).values()} == {"works"}


def test_a_virtual_machine_is_lost_with_all_its_hosts():
    devices = {**DEVICES, "lis": {"type": "server", "hosted_on": ["esx-1", "esx-2"]}}
    care = {"lab": {"depends_on": ["lis"]}}
    assert impacts(["esx-1"], care, devices)["lab"].state == "works"
    assert impacts(["esx-1", "esx-2"], care, devices)["lab"].state == "stopped"


def test_the_worst_comes_first():
    care = {
        "billing": {"depends_on": ["lis"], "patient_safety": 0},
        "resuscitation": {"depends_on": ["lis"], "patient_safety": 4},
        "meals": {"depends_on": ["pump"]},
    }
    model = model_of(devices=DEVICES, care=care)
    assert [impact.id for impact in care_impact(model, ["lis"])] == ["resuscitation", "billing", "meals"]


def test_what_an_attacker_holds_tells_what_cannot_be_trusted():
    model = model_of(devices=DEVICES)
    held = [
        "controls(lis, admin)",
        "controls(ehr-a, user)",
        "commands(pump)",
        "denies(health-record, ehr-b)",
        "at(ward)",
        "not a fact",
    ]
    assert lost_with(model, held) == {"lis", "pump", "ehr-b"}


def needs():
    leaf = st.sampled_from("abc").map(lambda one: Need(id=one))
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda parts: st.sampled_from([Need(any=tuple(parts)), Need(all=tuple(parts))])
        ),
        max_leaves=5,
    )


def truth(need, gone):
    if need.id:
        return need.id in gone
    return any(truth(part, gone) for part in need.all) if need.all else all(truth(part, gone) for part in need.any)


@given(needs())
def test_losing_more_never_brings_anything_back(need):
    subsets = [set(some) for size in range(4) for some in combinations("abc", size)]
    for gone in subsets:
        assert is_lost(need, gone) == truth(need, gone)
        assert all(is_lost(need, more) for more in subsets if gone <= more) or not is_lost(need, gone)
