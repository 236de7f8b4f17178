from __future__ import annotations

import pytest
from hypothesis import given, settings

from carto.analysis.best import best_attacks
from carto.analysis.closure import derive
from carto.analysis.missing import explain_absence
from carto.attack.graph import AttackGraph
from carto.errors import UnknownIdError
from tests.plain_graphs import derived, graph, graphs, step


@settings(max_examples=50)
@given(graphs())
def test_all_that_falls_is_told_with_a_proof_that_can_be_done_in_order(whole):
    closure = derive(whole)
    assert set(closure.facts) == derived(whole.steps, whole.start)
    for fact in closure.facts:
        held = set(whole.start)
        for one in map(whole.step, closure.proof(fact)):
            assert held.issuperset(one.preconditions)
            held.add(one.postcondition)
        assert fact in held


def test_depth_support_and_membership():
    closure = derive(graph(step("one", "s", "a"), step("two", "a", "t"), step("no", "nobody", "z")))
    assert (closure.depth("s"), closure.depth("a"), closure.depth("t"), closure.depth("z")) == (0, 1, 2, None)
    assert (closure.support("s"), closure.support("t"), closure.support("z")) == (None, "two", None)
    assert ("t" in closure, "z" in closure, "elsewhere" in closure, 3 in closure) == (True, False, False, False)
    assert closure.rounds == 2
    assert closure.as_json()["facts"][-1] == {"fact": "t", "depth": 2, "step": "two"}
    with pytest.raises(UnknownIdError):
        closure.depth("elsewhere")


def test_why_there_is_no_path_names_what_is_missing_and_where_the_attacker_stands():
    made = graph(
        step("in", "s", "inside"),
        step("log-in", "inside password", "t"),
        step("steal", "badge keyboard", "password"),
        step("guess", "leak", "password"),
    )
    why = explain_absence(made, "t")
    assert (why.is_reachable, why.has_giver) == (False, True)
    assert why.conditions == (("leak",), ("badge", "keyboard"))
    assert [(one.step, one.held, one.missing) for one in why.frontier] == [("log-in", ("inside",), ("password",))]
    assert why.blocked_count == 1
    assert why.as_json()["frontier"] == [{"step": "log-in", "held": ["inside"], "missing": ["password"]}]


def test_facts_that_only_support_each_other_are_what_is_missing():
    made = graph(step("ab", "a", "b"), step("ba", "b", "a"), step("bt", "b s", "t"))
    why = explain_absence(made, "t", k=2)
    assert set(why.conditions) == {("a",), ("b",)}


def test_a_target_that_nothing_gives():
    why = explain_absence(graph(step("one", "t", "a")), "t")
    assert (why.has_giver, why.conditions, why.frontier) == (False, (), ())


def test_a_target_that_falls_needs_no_explanation():
    assert explain_absence(graph(step("one", "s", "t")), "t").is_reachable


@settings(max_examples=40)
@given(graphs())
def test_with_the_missing_conditions_there_is_a_path_and_with_fewer_there_is_none(whole):
    why = explain_absence(whole, "t")
    for condition in why.conditions:
        assert best_attacks(AttackGraph(whole.steps, [*whole.start, *condition]), "t").attacks
        for fact in condition:
            fewer = [other for other in condition if other != fact]
            assert not best_attacks(AttackGraph(whole.steps, [*whole.start, *fewer]), "t").attacks
