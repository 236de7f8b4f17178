from __future__ import annotations

import pytest

from carto.analysis.changes import changes_between
from carto.analysis.compare import compare
from carto.analysis.paired import paired_chances
from carto.attack.graph import AttackGraph, Step
from carto.attack.measures import apply_measures
from carto.load.model import load_text

HEAD = """carto: 1
zones: {net: internet, users: workstations, data: data}
templates: {old: {patched: late, removable_media: false, physical_access: locked}}
"""
DEVICES = """devices:
  pc: {like: old, type: workstation, zone: users, exposed_to: [net]}
  db: {like: old, type: database-server, zone: data, target: true}
"""
LINK = "links: {users -> data: {allow: mssql}}\n"
CARE = "care: {ward: {depends_on: db, patient_safety: 4}}\n"
MEASURES = """measures:
  cut: {removes: [users -> data], cost_eur: 500, yearly_eur: 20, days: 3}
  drop: {removes: [db]}
"""
TEXT = HEAD + DEVICES + LINK + CARE + MEASURES
BASE = load_text(TEXT)


def test_order_and_place_are_no_difference():
    lines = DEVICES.splitlines(keepends=True)
    turned = HEAD + MEASURES + CARE + LINK + lines[0] + lines[2] + lines[1]
    assert compare(BASE, load_text(turned)).is_same
    assert compare(BASE, BASE).is_same


def test_fields_are_told_with_their_values():
    changes = changes_between(BASE, load_text(TEXT.replace("allow: mssql", "allow: https")))
    assert [(one.section, one.id, one.kind) for one in changes] == [("links", "users -> data", "changed")]
    assert [(one.field, one.before, one.after) for one in changes[0].fields] == [("allow", ["mssql"], ["https"])]


def test_things_come_and_go():
    changes = changes_between(
        BASE, load_text(TEXT.replace("carto: 1", "carto: 1\nsites: {north: {}}").replace(CARE, ""))
    )
    assert [(one.section, one.id, one.kind) for one in changes] == [
        ("sites", "north", "added"),
        ("care", "ward", "removed"),
    ]


def test_a_renamed_thing_is_told_as_renamed_and_stays_the_same_target():
    told = compare(BASE, load_text(TEXT.replace("db", "base")))
    assert [(one.id, one.renamed) for one in told.changes if one.kind == "renamed"] == [("db", "base")]
    assert [one.id for one in told.targets] == ["db"]
    assert told.targets[0].likelihood == told.targets[0].likelihood_after > 0
    assert told.targets[0].chances.before.value > 0
    assert told.targets[0].chances.after.value > 0
    assert told.reach == ()


def test_a_measure_done_takes_paths_away_and_has_its_price():
    told = compare(BASE, apply_measures(BASE, ["cut"]))
    target = told.targets[0]
    assert {path.state for path in target.paths} == {"falls"}
    assert all(path.missing for path in target.paths)
    assert (target.likelihood > 0, target.likelihood_after) == (True, 0)
    assert target.chances.after.value == 0
    assert target.chances.change.high < 0
    assert (told.cost.done, told.cost.cost_eur, told.cost.yearly_eur, told.cost.days) == (("cut",), 500, 20, 3)
    assert "db" in told.impact.devices
    assert "db" not in told.impact_after.devices
    assert [(one.id, one.before, one.after) for one in told.care] == [("ward", "stopped", "works")]
    assert any(("mssql", "db") in one.lost and not one.gained for one in told.reach)


def test_what_the_second_state_opens_appears():
    told = compare(apply_measures(BASE, ["cut"]), BASE)
    assert {path.state for path in told.targets[0].paths} == {"appears"}
    assert told.cost.undone == ("cut",)


def test_care_that_the_change_itself_stops_is_told():
    assert compare(BASE, apply_measures(BASE, ["drop"]), to=["pc"]).care_stopped == ("ward",)


def test_a_path_that_only_gets_harder_remains():
    told = compare(BASE, load_text(TEXT.replace("mssql}}", "mssql}}\nassumptions: {likelihood: {moderate: 0.2}}")))
    assert {path.state for path in told.targets[0].paths} == {"remains"}
    path = told.targets[0].paths[0]
    assert path.likelihood_after == pytest.approx(told.targets[0].likelihood_after)
    assert path.likelihood_after < path.likelihood


def graph(*likelihoods: float, count: int = 1, flaw: str = "") -> AttackGraph:
    steps = [Step(f"s{n}", (), "goal", value, count=count, flaw=flaw) for n, value in enumerate(likelihoods)]
    return AttackGraph(steps, ["start"])


def chance(first: AttackGraph, second: AttackGraph | None = None, seed: int = 3):
    return paired_chances(first, second or first, [("goal", "goal")], words=128, seed=seed)[0]


def test_chances_are_those_of_the_arithmetic():
    assert chance(graph(0.5, 0.5)).before.low < 0.75 < chance(graph(0.5, 0.5)).before.high
    assert chance(graph(0.1, count=5)).before.low < 1 - 0.9**5 < chance(graph(0.1, count=5)).before.high
    assert chance(graph(0.5, 0.5, flaw="one")).before.low < 0.5 < chance(graph(0.5, 0.5, flaw="one")).before.high
    assert chance(graph(1.0)).before.value == 1
    assert chance(graph(0.0)).before.value == 0


def test_the_same_graph_has_no_difference_and_less_never_more():
    assert chance(graph(0.3, 0.4)).change.value == 0
    first, second = graph(0.3, 0.4), graph(0.3)
    pair = chance(first, second)
    assert pair.change.value < 0
    assert pair.change.low <= -0.7 * 0.4 <= pair.change.high
    assert chance(first, second) == pair
    assert chance(first, second, seed=1) != pair
