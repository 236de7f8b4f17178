from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from carto.analysis.attacks import Attack, Proof
from carto.analysis.best import BestAttacks, best_attacks
from carto.analysis.choke import choke_points
from carto.atlas.outcome import ChokeFigures, Outcome, TargetOutcome
from carto.atlas.phrases import Phrases, variant
from carto.atlas.scene_build import build_scene
from carto.atlas.story import Teller
from carto.atlas.wording import Wording
from carto.attack.graph import AttackGraph, Step
from carto.catalog.vocabulary import StepKind
from carto.i18n.messages import has
from tests.unit.atlas.hospitals import STEPS, clinic


def graph_of():
    return AttackGraph(STEPS, ["at(internet)"])


@pytest.fixture
def scene():
    graph = graph_of()
    attacks = best_attacks(graph, "falls(ehr-db)", k=3)
    found = TargetOutcome("ehr-db", attacks, choke_points(graph, "falls(ehr-db)"), probability=0.2, interval=(0.1, 0.3))
    return build_scene(clinic(), Outcome(graph, (found,)))


def test_moves_are_told_with_what_they_lead_to(scene):
    steps = scene.stories[0].steps
    assert [step.kind for step in steps] == ["phish", "harvest", "log-in", "take-data"]
    folded = {step.id: step.folded for step in steps}
    assert folded["r"] == ("u", "f")
    assert sorted(part for step in steps for part in (step.id, *step.folded)) == sorted("pabchlurf")


def q(name):
    """A name in French quotation marks, kept with its signs."""
    return f"«\u00a0{name}\u00a0»"


def test_a_story_says_where_from_through_what_and_whereto(scene):
    story = scene.stories[0]
    assert story.title.fr == f"Depuis {q('Internet')}, par {q('Postes de soins')}, jusqu'à {q('ehr-db')}"
    assert story.title.en == "From “Internet”, through “Postes de soins”, to “ehr-db”"
    assert (story.steps[0].source, story.steps[0].at) == ("internet", "pcs")
    assert story.steps[2].source == "pcs"


def test_a_story_says_what_is_lost(scene):
    story = scene.stories[0]
    assert story.records == 1200
    assert 0 < story.value_eur[0] < story.value_eur[1]
    assert [(care.id, care.state) for care in story.care] == [("ward-care", "stopped")]
    assert f"lire et modifier les données {q('Dossiers patients')} de" in story.steps[-1].text.fr
    assert "read and change the data “Health records” of" in story.steps[-1].text.en


def test_the_evidence_of_a_story_is_its_weakest(scene):
    assert scene.stories[0].evidence == "assumed"
    assert {step.evidence for step in scene.stories[0].steps[1:]} <= {"declared", "confirmed"}


def test_a_fleet_and_a_route_are_told(scene):
    phish, _, login, _ = scene.stories[0].steps
    assert "40" in phish.why.en
    assert f"{q('Services de soins')} → «" in login.why.fr


def test_choke_points_are_things_to_act_on(scene):
    points = {(point.kind, point.id): point for point in scene.choke_points}
    assert {("asset", "pcs"), ("asset", "svc"), ("asset", "wards -> data"), ("step", "p")} <= set(points)
    assert ("asset", "ehr-db") not in points
    assert ("step", "a") not in points
    assert not any(kind == "fact" for kind, _ in points)
    assert points["asset", "svc"].at == "pcs"
    assert points["asset", "pcs"].drop == 1.0
    assert points["asset", "pcs"].falls == tuple(story.id for story in scene.stories)
    assert scene.choke_points[0].kind == "asset"


def test_marks_lie_on_the_map(scene):
    risk = dict(zip(scene.devices.id, scene.devices.risk, strict=True))
    assert risk["pcs"] == risk["ehr-db"] == 3
    assert risk["pump"] == 0
    zones = {zone.id: zone.risk for zone in scene.zones}
    assert zones["wards"] == zones["ward-a"] == 3
    assert max(site.risk for site in scene.sites) == 3


def test_a_target_out_of_reach_says_what_is_missing():
    graph = AttackGraph(STEPS, [])
    none = BestAttacks("falls(ehr-db)", "likelihood", (), complete=True)
    found = TargetOutcome("ehr-db", none, why_not=("at(internet)",))
    target = build_scene(clinic(), Outcome(graph, (found,))).targets[0]
    assert not target.reached
    assert "une position dans «\u00a0Internet\u00a0»" in target.why_not.fr
    assert "a position in “Internet”" in target.why_not.en


def test_figures_given_are_shown():
    graph = graph_of()
    points = choke_points(graph, "falls(ehr-db)")
    found = TargetOutcome(
        "ehr-db",
        best_attacks(graph, "falls(ehr-db)"),
        points,
        figures={("asset", "pcs"): ChokeFigures(0.4, 0.5)},
        alike=(7,),
    )
    scene = build_scene(clinic(), Outcome(graph, (found,)))
    point = next(point for point in scene.choke_points if point.id == "pcs")
    assert (point.drop, point.share) == (0.4, 0.5)
    assert scene.stories[0].alike == 7


def test_only_moves_still_make_a_story():
    graph = AttackGraph(STEPS, ["controls(pcs, user)"])
    attack = Attack(("a",), 1.0, 0.0, 0.0, Proof("optimal", 1.0, 0.0))
    phrases = Phrases(Wording.of(clinic()))
    stories = Teller.of(clinic(), graph, phrases).stories(
        "wards", BestAttacks("at(wards)", "likelihood", (attack,), True)
    )
    assert [step.kind for step in stories[0].steps] == ["pivot"]


def test_a_plain_step_is_told_by_its_name():
    step = Step("crack the safe", ("inside",), "gold")
    text = Phrases(Wording.of(clinic())).text(step)
    assert "crack the safe" in text.fr
    assert "crack the safe" in text.en


def test_every_kind_of_step_has_words():
    for kind in StepKind:
        step = Step(
            "s",
            (),
            "controls(pcs, user)",
            kind=kind.value,
            detail={"device": "pcs", "from_device": "pump", "flow": "x"},
        )
        assert variant(step) != "other", kind
        assert has(f"story.{variant(step)}.text")


def test_no_text_is_left_with_a_hole():
    phrases = Phrases(Wording.of(clinic()))
    texts = json.loads(resources.files("carto.i18n").joinpath("texts", "story.json").read_text("utf-8"))
    kinds = {key.partition(".")[0] for key in texts if key.endswith(".text")}
    for kind in kinds - {"other", "stops"}:
        step = Step("s", (), "controls(pcs, user)", kind=kind)
        for told in (phrases.text(step), phrases.why(step), *phrases.stops(step)):
            assert not re.search(r"[{}]", told.fr + told.en)
            assert told.fr


def test_names_with_braces_are_only_names():
    phrases = Phrases(Wording.of(clinic()))
    step = Step("{0}", (), "controls({device}, user)", kind="phish", detail={"device": "{gain}"})
    assert "{gain}" in phrases.text(step).fr
