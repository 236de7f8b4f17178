from __future__ import annotations

import json
from itertools import chain, combinations
from math import inf

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.certificate import certificate_of
from carto.analysis.checker import holds
from carto.analysis.conditions import Conditions
from carto.analysis.front import pareto_front, useless
from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import Candidate, Found, Levels, Loss, Problem, Stake, Terms
from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph, Step
from tests.plain_proof import closes

FACTS = "abcdef"
NAMES = ("m0", "m1", "m2", "m3")
LIKELIHOODS = (1.0, 0.95, 0.7, 0.4, 0.15, 0.03, 0.01)


def subsets(names):
    return map(frozenset, chain.from_iterable(combinations(names, n) for n in range(len(names) + 1)))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    count = draw(st.integers(2, 9))
    needs = st.sets(st.sampled_from(FACTS), max_size=2).map(lambda facts: tuple(sorted(facts)))
    steps = [
        Step(f"s{n}", draw(needs), draw(st.sampled_from(FACTS)), draw(st.sampled_from(LIKELIHOODS)))
        for n in range(count)
    ]
    some = st.sets(st.sampled_from(NAMES), min_size=1, max_size=2).map(frozenset)
    hit = st.sets(st.sampled_from([step.id for step in steps]), min_size=1, max_size=4).map(lambda s: tuple(sorted(s)))
    effect = st.builds(Effect, some, hit, st.sampled_from((1.0, 0.15, 0.0)), st.sampled_from((1.0, 0.5)))
    opened = draw(st.dictionaries(st.sampled_from([step.id for step in steps]), some, max_size=2))
    candidates = [
        Candidate(
            name,
            draw(st.integers(0, 4)),
            draw(st.integers(0, 3)),
            requires=draw(st.sampled_from([(), ("m0",) if name != "m0" else ()])),
            excludes=draw(st.sampled_from([(), (), ("m1",) if name != "m1" else ()])),
            kind=draw(st.sampled_from(["", "", "k"])),
        )
        for name in NAMES
    ]
    stopping = draw(st.sets(st.sampled_from(NAMES), max_size=2).map(frozenset))
    losses = [Loss("ward", 1, lambda chosen: bool(stopping) and stopping <= chosen, stopping)]
    choices = Choices(AttackGraph(steps, ["a"]), opened, tuple(draw(st.lists(effect, max_size=5))))
    stakes = [Stake(fact, draw(st.integers(1, 3))) for fact in ("e", "f")]
    return Problem(choices, tuple(candidates), tuple(stakes), losses=tuple(losses))


def stake_by_hand(problem: Problem, chosen: frozenset[str]) -> int:
    """The definition, over every level, without any of the search's own parts."""
    likelihoods = dict(
        zip((s.id for s in problem.choices.graph.steps), problem.choices.likelihoods(chosen), strict=True)
    )
    total = sum(loss.weight * 1000 for loss in problem.losses if loss.stopped(chosen))
    for stake in problem.stakes:
        for value, floor in zip(problem.levels.values, (*problem.levels.floors, 1e-12), strict=True):
            held = set(problem.choices.graph.start)
            for _ in problem.choices.graph.steps:
                held |= {
                    step.postcondition
                    for step in problem.choices.graph.steps
                    if likelihoods[step.id] >= floor - 1e-9
                    and likelihoods[step.id] > 0
                    and held.issuperset(step.preconditions)
                }
            if stake.fact in held:
                total += stake.weight * value
                break
    return total


def rank(problem: Problem, chosen: frozenset[str]):
    numbers = sorted(problem.numbers[one] for one in chosen)
    count = len(problem.candidates)
    return problem.cost(chosen), problem.days(chosen), len(chosen) * count * count + sum(numbers)


@settings(max_examples=25, deadline=None)
@given(problems(), st.one_of(st.none(), st.integers(0, 10)), st.one_of(st.none(), st.integers(0, 6)))
def test_least_stake_is_that_of_every_portfolio_tried(problem, cost, days):
    allowed = [
        chosen
        for chosen in subsets(NAMES)
        if problem.is_allowed(chosen)
        and problem.cost(chosen) <= (inf if cost is None else cost)
        and problem.days(chosen) <= (inf if days is None else days)
    ]
    best = min((stake_by_hand(problem, chosen), *rank(problem, chosen)) for chosen in allowed)
    found = Portfolio(problem).least_stake(Terms(cost=cost, days=days))
    assert found is not None
    assert found.is_proven
    assert (found.falls.stake, *rank(problem, frozenset(found.chosen))) == best
    assert stake_by_hand(problem, frozenset(found.chosen)) == found.falls.stake


@settings(max_examples=20, deadline=None)
@given(problems())
def test_cheapest_safe_choice_is_that_of_every_portfolio_tried(problem):
    portfolio = Portfolio(problem)
    safe = [
        chosen
        for chosen in subsets(NAMES)
        if problem.is_allowed(chosen)
        and portfolio.falls(chosen).levels[0] is None
        and not portfolio.falls(chosen).stopped
    ]
    found = portfolio.least_cost(Terms(safe=frozenset({0}), keeps_care=True))
    if not safe:
        assert found is None
    else:
        assert found is not None
        assert rank(problem, frozenset(found.chosen)) == min(rank(problem, chosen) for chosen in safe)


@settings(max_examples=100)
@given(problems(), st.lists(st.floats(0, 1), min_size=4, max_size=4), st.floats(0, 1))
def test_what_shares_of_measures_leave_unanswered_binds_every_choice(problem, shares, paid):
    conditions = Conditions(problem)
    at = np.full((len(problem.stakes), len(problem.levels.values)), paid)
    for clause in conditions.unanswered(np.array(shares), at):
        stake, level = clause.pays
        answered = sum(shares[problem.numbers[one]] for one in clause.does)
        answered += sum(1 - shares[problem.numbers[one]] for one in clause.leaves)
        assert paid + answered < 1
        for chosen in subsets(NAMES):
            if chosen.isdisjoint(clause.does) and chosen.issuperset(clause.leaves):
                falls_at = conditions.falls(chosen).levels[stake]
                assert falls_at is not None
                assert falls_at <= level


def test_shares_are_told_of_every_attack_that_they_do_not_answer():
    steps = [Step("in", ("a",), "b", 0.95), Step("round", ("a",), "b", 0.7), Step("on", ("b",), "e", 0.95)]
    effects = (Effect(frozenset({"m0"}), ("in",), 0.0), Effect(frozenset({"m1"}), ("round", "on"), 0.0))
    problem = Problem(
        Choices(AttackGraph(steps, ["a"]), {}, effects), tuple(map(Candidate, NAMES[:2])), (Stake("e", 1),)
    )
    found = Conditions(problem).unanswered(np.array([0.3, 0.0]), np.zeros((1, 6)))
    assert {(one.pays[1], one.does) for one in found} >= {(0, ("m0", "m1")), (1, ("m1",)), (5, ("m1",))}
    assert not Conditions(problem).unanswered(np.array([0.0, 1.0]), np.zeros((1, 6)))


@given(st.lists(st.one_of(st.sampled_from((0.0, *LIKELIHOODS)), st.floats(0, 1)), min_size=1), st.integers(-2, 2))
def test_the_level_of_one_step_is_that_of_all(likelihoods, shift):
    levels = Levels(shift=shift)
    assert [levels.level(one) for one in likelihoods] == levels.of(np.array(likelihoods)).tolist()


def certificate(portfolio: Portfolio, terms: Terms, found: Found):
    made = certificate_of(portfolio, terms, found)
    assert made is not None
    return json.loads(json.dumps(made.text))


@settings(max_examples=25, deadline=None)
@given(problems(), st.one_of(st.none(), st.integers(0, 10)), st.one_of(st.none(), st.integers(0, 6)))
def test_the_certificate_of_a_plan_holds_and_that_of_a_worse_one_does_not(problem, cost, days):
    portfolio, terms = Portfolio(problem), Terms(cost=cost, days=days)
    found = portfolio.least_stake(terms)
    proof = certificate(portfolio, terms, found)
    assert holds(proof)
    assert closes(proof)
    assert not closes({**proof, "found": {**proof["found"], "stake": proof["found"]["stake"] + 2}})
    nothing = Found((), portfolio.falls(()), 0, 0, 0.0, is_proven=True)
    if nothing.falls.stake > found.falls.stake:
        assert not holds(certificate(portfolio, terms, nothing))


@settings(max_examples=25, deadline=None)
@given(problems())
def test_the_certificate_of_a_safe_plan_holds(problem):
    portfolio, terms = Portfolio(problem), Terms(safe=frozenset({0, 1}), keeps_care=True)
    found = portfolio.least_cost(terms)
    if found is not None:
        proof = certificate(portfolio, terms, found)
        assert holds(proof)
        assert closes(proof)
        dearer = [one for one in subsets(NAMES) if problem.is_allowed(one) and portfolio.falls(one).stake == 0]
        for one in dearer:
            falls, price = portfolio.falls(one), problem.cost(one)
            worse = certificate(portfolio, terms, Found(tuple(sorted(one)), falls, price, 0, 0.0, is_proven=True))
            assert holds(worse) == (price == found.cost)


@settings(max_examples=20, deadline=None)
@given(problems())
def test_the_front_is_that_of_every_portfolio_tried(problem):
    allowed = [chosen for chosen in subsets(NAMES) if problem.is_allowed(chosen)]
    ranked = sorted((problem.cost(chosen), stake_by_hand(problem, chosen), rank(problem, chosen)) for chosen in allowed)
    expected = []
    for cost, stake, ties in ranked:
        if not expected or stake < expected[-1][1]:
            expected.append((cost, stake, ties))
    front = pareto_front(Portfolio(problem))
    assert front.complete
    told = [(point.cost, point.falls.stake, rank(problem, frozenset(point.chosen))) for point in front.points]
    assert told == expected


@settings(max_examples=20, deadline=None)
@given(problems())
def test_a_useless_measure_changes_no_stake_with_any_others(problem):
    listed = useless(problem)
    for one in listed:
        for chosen in subsets(NAMES):
            assert stake_by_hand(problem, chosen | {one}) >= stake_by_hand(problem, chosen - {one})
