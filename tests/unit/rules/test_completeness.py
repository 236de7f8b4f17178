"""Completeness: scores, missing facts with their place and question, unknowns, age."""

from __future__ import annotations

from carto.catalog.vocabulary import View
from carto.load.model import load_text
from carto.rules.completeness import completeness_of, unknowns_of
from carto.rules.context import RuleContext
from carto.rules.places import place_of

TEXT = """carto: 1
establishment: {date: 2026-11-01}
sites: {north: {address: Main street}}
zones:
  internet: internet
  wards: {type: ward, site: north, cidr: 10.1.0.0/24, vlan: 10, seen_on: 2026-10-01}
  labs: {type: laboratory, site: north, seen_on: 2024-10-01}
devices:
  lis: {type: lis, zone: labs, vendor: Maker}
links:
  wards -> labs: {}
  internet -> wards: {allow: unknown}
"""


def _of(text: str, level: int = 3):
    model = load_text(text)
    return model, completeness_of(RuleContext(model), level)


def _share(found, view, level):
    return next((one.complete, one.concerned) for one in found.scores if (one.view, one.level) == (view, level))


def test_the_score_is_the_share_of_complete_objects():
    _, found = _of(TEXT)
    # Two inner zones (one is empty, the other has no range), two links between zones (one unknown).
    assert _share(found, View.LOGICAL, 1) == (1, 4)
    # An application that nothing uses is not complete.
    assert _share(found, View.APPLICATIONS, 1) == (0, 1)
    assert _share(found, View.ECOSYSTEM, 1) == (0, 0)
    assert next(one.share for one in found.scores if one.view is View.ECOSYSTEM) is None


def test_an_application_that_care_uses_is_complete():
    _, found = _of(TEXT + "care:\n  tests: {depends_on: lis}\n")
    assert _share(found, View.APPLICATIONS, 1) == (1, 1)


def test_a_missing_fact_names_its_place_its_question_and_whom_to_ask():
    model, found = _of(TEXT, 1)
    fact = next(one for one in found.missing if one.route == "zones:labs:vlan")
    assert place_of(model, fact.route).line == 7
    assert fact.question.fr == "Quel est le VLAN de « labs » ?"
    assert fact.expectation.asked.en == "the network team"


def test_an_unfiltered_link_is_an_answer_an_unknown_one_is_not():
    _, found = _of(TEXT, 1)
    routes = {fact.route for fact in found.missing}
    assert "links:internet -> wards:allow" in routes
    assert "links:wards -> labs:allow" not in routes


def test_a_lower_level_asks_for_less():
    counts = [len(_of(TEXT, level)[1].missing) for level in (1, 2, 3)]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
    assert {one.level for one in _of(TEXT, 2)[1].scores} == {1, 2}


def test_unknowns_are_counted_by_field():
    said = {"a": "unknown", "b": "true"}
    devices = "".join(f"  {pc}: {{type: workstation, zone: w, logged: {word}}}\n" for pc, word in said.items())
    model = load_text("carto: 1\nzones: {w: ward}\ndevices:\n" + devices)
    assert unknowns_of(model)["devices.logged"] == 1
    assert "devices.isolated" not in unknowns_of(model)


def test_ages_are_counted_from_the_date_of_the_map():
    _, found = _of(TEXT)
    assert found.ages.recent == 1
    assert found.ages.old == ("zones:labs",)
    assert found.ages.undated == 5
    undated = _of(TEXT.replace("establishment: {date: 2026-11-01}\n", ""))[1].ages
    assert not undated.is_dated
    assert undated.old == ()


def test_an_empty_model_is_neither_complete_nor_wrong():
    _, found = _of("carto: 1\nzones: {internet: internet}")
    assert found.missing == ()
    assert all(one.concerned == 0 for one in found.scores)
