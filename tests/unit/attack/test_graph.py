from __future__ import annotations

import math

import pytest

from carto.attack.graph import AttackGraph, Step
from carto.errors import GraphError, UnknownIdError
from carto.model.vocabulary import Evidence
from tests.plain_graphs import graph, step


def test_steps_and_facts_are_sorted_and_each_once():
    made = AttackGraph([Step("b", ("y", "x", "y"), "t", assets=("q", "p", "q")), Step("a", (), "x")], ["s", "r", "s"])
    assert [one.id for one in made.steps] == ["a", "b"]
    assert made.step("b").preconditions == ("x", "y")
    assert made.step("b").assets == ("p", "q")
    assert made.start == ("r", "s")
    assert made.facts == ("r", "s", "t", "x", "y")


def test_two_graphs_with_the_same_parts_are_equal_whatever_their_order():
    one, other = step("one", "s", "a"), step("two", "a", "t")
    assert graph(one, other) == graph(other, one)
    assert hash(graph(one, other)) == hash(graph(other, one))
    assert graph(one, other) != graph(one, other, start="s r")
    assert graph(one, other) != "a graph"
    assert repr(graph(one, other)) == "AttackGraph(2 steps, 3 facts, 1 at the start)"


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([step("one"), step("one", "s")], "duplicate-step"),
        ([step("one", likelihood=1.01)], "bad-likelihood"),
        ([step("one", likelihood=-0.01)], "bad-likelihood"),
        ([step("one", likelihood=math.nan)], "bad-likelihood"),
        ([step("one", days=-1.0)], "bad-effort"),
        ([step("one", days=math.inf)], "bad-effort"),
        ([step("one", days=math.nan)], "bad-effort"),
        ([step("one", count=0)], "bad-count"),
    ],
)
def test_what_cannot_be_is_refused_by_name(steps, code):
    with pytest.raises(GraphError) as caught:
        graph(*steps)
    assert caught.value.code == code
    assert caught.value.values["step"] == "one"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda made: made.step("no"), "unknown-step"),
        (lambda made: made.fact_at("no"), "unknown-fact"),
        (lambda made: made.steps_through("no"), "unknown-asset"),
        (lambda made: made.without(steps=["no"]), "unknown-step"),
        (lambda made: made.without(facts=["no"]), "unknown-fact"),
        (lambda made: made.without(assets=["no"]), "unknown-asset"),
    ],
)
def test_an_unknown_id_is_refused(ask, code):
    with pytest.raises(UnknownIdError) as caught:
        ask(graph(step("one", "s")))
    assert (caught.value.code, caught.value.values["id"]) == (code, "no")


def test_taking_a_fact_away_takes_it_from_the_start_and_every_step_that_needs_or_gives_it():
    made = graph(step("give", "s", "a"), step("use", "a", "t"), step("other", "s", "t"), start="s a")
    left = made.without(facts=["a"])
    assert [one.id for one in left.steps] == ["other"]
    assert left.start == ("s",)
    assert "a" in left.facts  # a question about it stays legal


def test_taking_an_asset_away_takes_every_step_through_it_and_no_fact():
    made = graph(
        step("one", "s", "a", assets=("pc",)), step("two", "a", "t", assets=("pc", "web")), step("three", "s", "t")
    )
    assert [one.id for one in made.without(assets=["pc"]).steps] == ["three"]
    assert made.without(assets=["web"], steps=["three"]).steps == (made.step("one"),)
    assert made.without(assets=["pc"]).facts == made.facts


def test_weaker_evidence_is_left_out():
    steps = [step(level.value, "s", "t", evidence=level) for level in Evidence]
    kept = {level: [one.id for one in graph(*steps).at_evidence(level).steps] for level in Evidence}
    assert kept == {
        Evidence.CONFIRMED: ["confirmed"],
        Evidence.DECLARED: ["confirmed", "declared"],
        Evidence.ASSUMED: ["assumed", "confirmed", "declared"],
    }


def test_what_nobody_gives_and_nobody_starts_with_is_dangling():
    assert graph(step("one", "s a b", "t"), step("two", "t", "b")).dangling == ("a",)


def test_a_graph_without_anything_is_a_graph():
    assert AttackGraph([], []).facts == ()
    assert AttackGraph([], ["s"]).facts == ("s",)
