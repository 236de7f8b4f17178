"""What is worked out near a target, or again without some steps, is what working out everything gives."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.attacks import costs_by
from carto.analysis.relevant import Approach, scope_of
from carto.attack.kernel import best_derivations, best_without, chain
from tests.plain_graphs import graph, graphs, minimal_attacks, step

BY = st.sampled_from(["likelihood", "effort"])
GONE = st.sets(st.integers(0, 59), max_size=8)


def tangled(seed):
    """Return a graph of sixty steps among twelve facts, where most facts can be had in several ways."""
    dice = random.Random(seed)  # noqa: S311 -- a drawn graph, no secret
    facts = [f"f{number:02d}" for number in range(12)]
    steps = [
        step(f"s{number:02d}", " ".join(dice.sample(["s", *facts], dice.choice((1, 1, 2, 3)))), dice.choice(facts),
             dice.choice((0.0, 0.25, 0.5, 0.7, 1.0)), dice.choice((0.0, 1.0, 1.0, 2.0, 3.5)))
        for number in range(60)
    ]  # fmt: skip
    return graph(*steps, step("last", f"{facts[-1]} {facts[-2]}", "t"), step("by", facts[-3], "t", days=2.0))


TANGLED = st.integers(0, 2**32).map(tangled)


def in_rounds(made):
    """Compile a graph so that it is treated as a large one."""
    made.kernel.__dict__["rounds"] = 64
    return made.kernel


def among(steps, made):
    return np.array(sorted(one for one in steps if one < len(made.steps)), np.intp)


@settings(max_examples=60)
@given(TANGLED, GONE, BY, st.sampled_from(["sum", "max"]))
def test_derivations_without_some_steps_are_as_good_as_those_worked_out_afresh(made, gone, by, combine):
    kernel, costs, gone = in_rounds(made), costs_by(made, by), among(gone, made)
    usable = kernel.usable.copy()
    usable[gone] = False
    rest = kernel.with_usable(usable)
    again = best_without(rest, costs, combine, best_derivations(kernel, costs, combine), gone)
    assert again.values == pytest.approx(best_derivations(rest, costs, combine).values)
    assert (again.held == chain(rest).held).all()
    for fact in np.flatnonzero(again.held & ~kernel.start).tolist():
        proof = again.proof(rest, fact)
        assert usable[proof].all()
        is_in = np.zeros(kernel.step_count, np.bool_)
        is_in[proof] = True
        assert chain(rest, is_in).held[fact]


@settings(max_examples=60)
@given(TANGLED, GONE, BY)
def test_an_approach_without_some_steps_is_that_of_the_graph_without_them(made, gone, by):
    kernel, costs, gone = in_rounds(made), costs_by(made, by), among(gone, made)
    usable = kernel.usable.copy()
    usable[gone] = False
    one, other = Approach(kernel, costs).without(gone), Approach(kernel.with_usable(usable), costs)
    assert one.ahead == pytest.approx(other.ahead)
    assert one.before == pytest.approx(other.before)
    assert one.without(among({0}, made)).before[0] == np.inf


@settings(max_examples=60)
@given(graphs(), BY, st.floats(0.0, 3.0))
def test_a_part_within_a_limit_holds_every_attack_within_it_and_nothing_too_dear(made, by, more):
    kernel, costs = in_rounds(made), costs_by(made, by)
    scope = scope_of(kernel, made.fact_at("t"), costs)
    if not np.isfinite(scope.floor) or kernel.start[scope.target]:
        return
    limit = scope.floor + more
    kept = set(scope.within(limit).steps.tolist())
    assert (scope.through[sorted(kept)] <= limit + 1e-6).all()
    for ids in minimal_attacks(made):
        steps = [made.step_at(one) for one in ids]
        if costs[steps].sum() <= limit:
            assert kept.issuperset(steps)


@settings(max_examples=120)
@given(TANGLED, BY)
def test_the_derivation_found_near_the_target_is_the_one_of_the_whole_graph(made, by):
    kernel, costs = in_rounds(made), costs_by(made, by)
    scope = scope_of(kernel, made.fact_at("t"), costs)
    if not np.isfinite(scope.floor) or kernel.start[scope.target]:
        return
    assert scope.derived().tolist() == best_derivations(kernel, costs, "sum").proof(kernel, scope.target).tolist()


@settings(max_examples=60)
@given(graphs(most_needs=2), st.sampled_from([0, 1, 64]))
def test_attacks_are_paths_where_no_step_of_use_joins_facts(made, rounds):
    made.kernel.__dict__["rounds"] = rounds
    scope = scope_of(made.kernel, made.fact_at("t"), made.efforts)
    if made.kernel.start[scope.target]:
        return
    useful = np.flatnonzero(np.isfinite(scope.through)).tolist()
    is_open = [sum(fact not in made.start for fact in made.steps[one].preconditions) for one in useful]
    assert scope.is_single == (max(is_open, default=0) <= 1)


def test_a_way_too_long_for_waves_is_gone_back_at_once():
    ups = [step(f"up{n:03d}", f"f{n:03d}", f"f{n + 1:03d}") for n in range(200)]
    made = graph(
        *ups,
        step("key", "s", "key"),
        step("last", "f200 key", "t"),
        step("by", "f100", "t", days=500.0),
        start="s f000",
    )
    kernel = in_rounds(made)
    scope = scope_of(kernel, made.fact_at("t"), made.efforts)
    assert not scope.is_single
    assert {made.steps[at].id for at in scope.within(300.0).steps} == {*(one.id for one in ups), "key", "last"}
    without = Approach(kernel, made.efforts).without(among({made.step_at("up000")}, made))
    assert without.ahead[made.fact_at("f001")] == np.inf
    assert without.ahead[made.fact_at("t")] == np.inf
