"""Folding look-alike devices changes no answer."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.best import best_attacks
from carto.analysis.closure import derive
from carto.attack import facts
from carto.attack.build import build_attack_graph, goal_of
from carto.attack.twins import fold_twins
from tests.builders import model_of

ZONES = {
    "internet": {"type": "internet", "trust": 0},
    "ward": {"type": "ward", "trust": 3, "site": "north"},
    "apps": {"type": "clinical-applications", "trust": 4, "site": "north", "physical_access": "locked"},
    "data": {"type": "data", "trust": 5, "site": "north", "physical_access": "locked"},
}

KINDS = (
    {"type": "workstation", "zone": "ward", "staffed": True, "mail": True, "services": ["rdp", "smb"]},
    {"type": "workstation", "zone": "ward", "staffed": True, "patched": "current", "services": ["rdp"]},
    {"type": "server", "zone": "apps", "services": ["https"], "patched": "late"},
    {"type": "server", "zone": "apps", "services": ["https"], "default_secret": True, "exposed_to": "internet"},
)

WALLS = {
    "ward -> apps": {"allow": ["https"]},
    "apps -> data": {"allow": ["mssql"]},
}


@st.composite
def hospitals(draw):
    """A small hospital with several devices of each kind, some tied alike and some not."""
    kinds = draw(st.lists(st.integers(0, len(KINDS) - 1), min_size=2, max_size=7))
    devices = {f"d{number}": dict(KINDS[kind]) for number, kind in enumerate(kinds)}
    devices["db"] = {
        "type": "ehr-database",
        "zone": "data",
        "services": ["mssql"],
        "holds": {"health-record": 100},
        "patched": "current",
        "target": True,
    }
    ids = sorted(devices.keys() - {"db"})
    subsets = st.lists(st.sampled_from(ids), unique=True, max_size=len(ids))
    accounts = {
        "svc": {"opens": {"db": "admin"}, "stored_on": draw(subsets)},
        "adm": {"opens": dict.fromkeys(draw(subsets), "admin"), "sessions_on": draw(subsets)},
    }
    flows = {
        f"{one} -> db": {"protocol": "mssql", "data": ["health-record"], "encrypted": False} for one in draw(subsets)
    }
    return model_of(zones=ZONES, sites={"north": {}}, devices=devices, links=WALLS, accounts=accounts, flows=flows)


@given(hospitals())
@settings(max_examples=60, deadline=None)
def test_the_best_attack_is_the_same_with_and_without_folding(model):
    folded = fold_twins(model)
    for target in ("falls(db)", "holds(svc)", "holds(adm)"):
        whole = (
            best_attacks(build_attack_graph(model, fold=False), target)
            if target in build_attack_graph(model, fold=False).facts
            else None
        )
        quotient_graph = build_attack_graph(folded.model, fold=False)
        quotient = best_attacks(quotient_graph, target) if target in quotient_graph.facts else None
        assert (whole is None) == (quotient is None)
        if whole is not None and quotient is not None:
            assert [round(a.likelihood, 9) for a in whole.attacks] == [round(a.likelihood, 9) for a in quotient.attacks]


@given(hospitals())
@settings(max_examples=60, deadline=None)
def test_the_same_devices_fall_with_and_without_folding(model):
    folded = fold_twins(model)
    whole = {fact for fact in derive(build_attack_graph(model, fold=False)).facts if fact.startswith("controls(")}
    quotient = {
        fact for fact in derive(build_attack_graph(folded.model, fold=False)).facts if fact.startswith("controls(")
    }
    parsed = [facts.parse(fact) for fact in quotient]
    expanded = {facts.controls(member, level) for _, (device, level) in parsed for member in folded.expanded([device])}
    assert whole == expanded


@given(hospitals())
@settings(max_examples=60, deadline=None)
def test_every_entry_is_in_one_class_and_heads_are_kept(model):
    folded = fold_twins(model)
    assert folded.model.device_count == model.device_count
    assert set(folded.expanded(folded.model.devices)) == set(model.devices)
    for first, members in folded.members.items():
        assert all(folded.representative(member) == first for member in members)


@given(hospitals(), st.data())
@settings(max_examples=30, deadline=None)
def test_what_a_question_names_stays_itself(model, data):
    kept = data.draw(st.sampled_from(sorted(model.devices)))
    folded = fold_twins(model, keep=[kept])
    assert kept in folded.model.devices
    assert folded.representative(kept) == kept
    assert goal_of(folded.model, kept) == f"falls({kept})"


def test_two_twins_that_a_step_needs_together_are_not_folded():
    devices = {name: {"type": "server", "zone": "apps"} for name in ("a", "b", "c", "d")}
    care = {"ward-care": {"depends_on": [{"any": ["a", "b"]}]}}
    folded = fold_twins(model_of(zones=ZONES, devices=devices, care=care))
    assert folded.members == {"c": ("c", "d")}


def test_a_tie_between_two_look_alikes_makes_them_differ():
    devices = {name: {"type": "server", "zone": "apps"} for name in ("a", "b")}
    model = model_of(zones=ZONES, devices=devices, flows={"a -> b": {"protocol": "https"}})
    assert fold_twins(model).members == {}


def test_growing_a_fleet_changes_no_step():
    def steps(count):
        devices = {"pcs": {**KINDS[0], "count": count}}
        return [
            dataclasses.replace(step, count=1)
            for step in build_attack_graph(model_of(zones=ZONES, devices=devices)).steps
        ]

    assert steps(1_000) == steps(100_000)
