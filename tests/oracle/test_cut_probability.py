"""Cuts, probabilities and blast radius against every subset and every world of small graphs."""

from __future__ import annotations

import dataclasses
from itertools import chain as joined
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis import probability
from carto.analysis.blast import blast_radius
from carto.analysis.choke import choke_points
from carto.analysis.cut import Removable, cheapest_cut, check_cut
from carto.analysis.probability import chance, success_probability, weak_spots, weak_spots_of
from carto.attack.graph import AttackGraph, Step
from carto.errors import UnknownIdError

FACTS = ("s", "r", "a", "b", "c", "t")


@st.composite
def graphs(draw, max_steps=7, *, flaws=False):
    steps = [
        Step(
            f"step{number}",
            tuple(sorted(draw(st.sets(st.sampled_from(FACTS[:-1]), max_size=2)))),
            draw(st.sampled_from(FACTS[1:])),
            draw(st.sampled_from([0.25, 0.5, 1.0])),
            assets=tuple(sorted(draw(st.sets(st.sampled_from(["x", "y", "z"]), max_size=2)))),
            count=draw(st.sampled_from([1, 1, 3])),
            flaw=draw(st.sampled_from(["", "", "f", "g"])) if flaws else "",
        )
        for number in range(draw(st.integers(0, max_steps)))
    ]
    return AttackGraph(
        [*steps, Step("never", ("nobody-has-it",), "t"), Step("not-either", ("nobody-has-it",), "c")], ["s"]
    )


def falls(graph, target="t", steps=None, barred=frozenset()):
    allowed = graph.steps if steps is None else steps
    held, size = set(graph.start) - barred, -1
    while size < len(held):
        size = len(held)
        held |= {s.postcondition for s in allowed if s.likelihood > 0 and held.issuperset(s.preconditions)} - barred
    return target in held


def takes(graph, remove: Removable):
    if remove == "steps":
        return {step.id: frozenset([step.id]) for step in graph.steps}
    if remove == "assets":
        return {asset: frozenset(graph.steps[p].id for p in steps) for asset, steps in graph.steps_of_asset.items()}
    touched = {
        fact: {s.id for s in graph.steps if fact in (*s.preconditions, s.postcondition)}
        for fact in graph.facts
        if fact != "t"
    }
    return {fact: frozenset(steps) for fact, steps in touched.items()}


def is_cut(graph, remove, items):
    gone = frozenset(joined.from_iterable(takes(graph, remove)[item] for item in items))
    barred = frozenset(items) if remove == "facts" else frozenset()
    return not falls(graph, steps=[s for s in graph.steps if s.id not in gone], barred=barred)


def subsets(items):
    return (frozenset(some) for size in range(len(items) + 1) for some in combinations(sorted(items), size))


@pytest.mark.parametrize("remove", ["steps", "facts", "assets"])
@given(
    graph=graphs(),
    costs=st.dictionaries(
        st.sampled_from([*FACTS, *(f"step{n}" for n in range(7)), *"xyz"]), st.sampled_from([0, 1, 2, 5])
    ),
)
@settings(max_examples=60, deadline=None)
def test_the_cut_is_the_cheapest_of_all_subsets_and_every_minimal_one_is_listed(remove, graph, costs):
    items = list(takes(graph, remove))
    price = {item: float(costs.get(item, 1.0)) for item in items}
    cuts = [some for some in subsets(items) if is_cut(graph, remove, some)]
    minimal = {some for some in cuts if not any(other < some for other in cuts)}
    found = cheapest_cut(graph, "t", remove, costs=price, enumerate_up_to=200)
    if not cuts:
        assert found.items is None
        assert found.as_json()["proof"]["status"] == "impossible"
        return
    assert found.is_proven
    assert found.cost == pytest.approx(min(sum(price[item] for item in some) for some in cuts))
    assert frozenset(found.items) in minimal
    assert {frozenset(some) for some in found.minimal} == minimal
    assert found.is_complete
    assert check_cut(graph, found, price, takes(graph, remove))


@given(graph=graphs())
@settings(max_examples=60, deadline=None)
def test_the_checker_refuses_a_wrong_cut(graph):
    found = cheapest_cut(graph, "t")
    if not found.items:
        return
    price = {step.id: 1.0 for step in graph.steps}
    assert not check_cut(graph, dataclasses.replace(found, items=found.items[1:]), price, takes(graph, "steps"))
    assert not check_cut(graph, dataclasses.replace(found, cost=found.cost + 1), price, takes(graph, "steps"))


def test_what_is_kept_is_never_cut_and_the_limit_is_said():
    graph = AttackGraph([Step("one", ("s",), "a"), Step("two", ("a",), "t")], ["s"])
    assert cheapest_cut(graph, "t", keep=["one"]).items == ("two",)
    assert cheapest_cut(graph, "t", keep=["one", "two"]).items is None
    listed = cheapest_cut(graph, "t", enumerate_up_to=1)
    assert (len(listed.minimal), listed.is_complete) == (1, False)


@given(graph=graphs())
@settings(max_examples=40, deadline=None)
def test_a_search_cut_short_gives_a_cut_and_a_bound_that_holds(graph):
    best, short = cheapest_cut(graph, "t"), cheapest_cut(graph, "t", rounds=1)
    assert short.bound <= best.cost <= short.cost
    assert is_cut(graph, "steps", short.items)
    assert short.is_proven == (short.cost == short.bound)
    assert not cheapest_cut(graph, "t", rounds=1, enumerate_up_to=99).is_complete or best.items == short.items


def test_measures_block_what_they_say_and_two_may_be_needed_together():
    steps = [Step("left", ("s",), "t"), Step("right", ("s",), "t")]
    blocks = {"m1": ["left"], "m2": ["right"], "both": ["left", "right"]}
    graph = AttackGraph(steps, ["s"])
    assert cheapest_cut(graph, "t", "measures", blocks=blocks).items == ("both",)
    assert cheapest_cut(graph, "t", "measures", blocks=blocks, costs={"both": 3}).items == ("m1", "m2")


def test_a_target_held_at_the_start_cannot_be_cut_off_and_an_unreachable_one_needs_nothing():
    graph = AttackGraph([Step("one", ("nobody",), "t")], ["s"])
    assert cheapest_cut(graph, "s").items is None
    assert cheapest_cut(graph, "t").items == ()
    with pytest.raises(UnknownIdError):
        cheapest_cut(graph, "elsewhere")


def exact(graph, target="t"):
    """Sum over every combination of intervals of the draws."""
    draws: dict[str, set[float]] = {}
    for step in graph.steps:
        draws.setdefault(step.flaw or f"step {step.id}", set()).add(chance(step))
    ends = {name: sorted({0.0, 1.0, *some}) for name, some in draws.items()}
    total = 0.0
    for box in product(*(list(pairwise(end)) for end in ends.values())):
        between = dict(zip(ends, box, strict=True))
        works = [s for s in graph.steps if chance(s) >= between[s.flaw or f"step {s.id}"][1]]
        weight = 1.0
        for start, end in box:
            weight *= end - start
        total += weight if falls(graph, target, works) else 0.0
    return total


@given(graphs(flaws=True))
@settings(max_examples=100, deadline=None)
def test_the_exact_probability_is_that_of_every_world(graph):
    found = success_probability(graph, "t")
    assert found.method == "exact"
    assert found.probability == pytest.approx(exact(graph), abs=1e-12)


@given(graphs(flaws=True))
@settings(max_examples=25, deadline=None)
def test_sampling_agrees_with_the_exact_answer(graph):
    sampled = success_probability(graph, "t", trials=20_000, splits=0)
    true = exact(graph)
    assert abs(sampled.probability - true) < 0.02
    assert sampled == success_probability(graph, "t", trials=20_000, splits=0)


@given(graphs(flaws=True), st.data())
@settings(max_examples=40, deadline=None)
def test_taking_a_step_away_never_raises_the_sampled_chance(graph, data):
    gone = data.draw(st.sampled_from([step.id for step in graph.steps]))
    fewer = graph.without(steps=[gone])
    before = success_probability(graph, "t", trials=640, splits=0).probability
    assert success_probability(fewer, "t", trials=640, splits=0).probability <= before


def test_two_attacks_that_share_a_step_are_not_added():
    steps = [Step("shared", ("s",), "a", 0.5), Step("left", ("a",), "t", 0.5), Step("right", ("a",), "t", 0.5)]
    assert success_probability(AttackGraph(steps, ["s"]), "t").probability == pytest.approx(0.5 * 0.75)


def test_two_steps_of_one_flaw_fall_together():
    steps = [Step("one", ("s",), "t", 0.5, flaw="CVE"), Step("two", ("s",), "t", 0.5, flaw="CVE")]
    assert success_probability(AttackGraph(steps, ["s"]), "t").probability == pytest.approx(0.5)


def test_a_cycle_of_trust_does_not_hold_itself_up():
    graph = AttackGraph([Step("ab", ("a",), "b", 0.9), Step("ba", ("b",), "a", 0.9), Step("bt", ("b",), "t")], ["s"])
    assert success_probability(graph, "t").probability == 0.0


def test_a_large_question_is_sampled_and_says_so():
    layers = 12
    steps = [
        Step(f"{layer}-{one}-{other}", (f"f{layer}-{one}",), f"f{layer + 1}-{other}", 0.5)
        for layer in range(layers)
        for one in range(4)
        for other in range(4)
    ]
    graph = AttackGraph(
        [*steps, *(Step(f"end{n}", (f"f{layers}-{n}",), "t", 0.5) for n in range(4))], [f"f0-{n}" for n in range(4)]
    )
    found = success_probability(graph, "t", trials=6_400, splits=50)
    assert found.method == "monte-carlo"
    assert found.interval[0] < found.probability < found.interval[1]
    assert found.interval[1] - found.interval[0] < 0.05


@given(graphs(), st.sets(st.sampled_from(FACTS[:-1]), min_size=1, max_size=2))
@settings(max_examples=80, deadline=None)
def test_the_blast_is_what_falls_with_the_start_and_not_without(graph, fallen):
    known = [fact for fact in fallen if fact in graph.facts]
    if not known:
        return
    blast = blast_radius(graph, known)
    bare = AttackGraph(graph.steps, [])
    with_it = AttackGraph(graph.steps, known)
    expected = {f for f in graph.facts if falls(with_it, f) and not falls(bare, f)} - set(known)
    assert set(blast.depth) == expected
    assert list(blast.depth.values()) == sorted(blast.depth.values())


def test_depth_counts_what_must_be_broken_one_after_the_other():
    steps = [
        Step("move", ("s",), "a"),
        Step("break", ("a",), "b", 0.5),
        Step("again", ("a", "b"), "c", 0.5),
        Step("move-on", ("c",), "t"),
    ]
    assert dict(blast_radius(AttackGraph(steps, []), ["s"]).depth) == {"a": 0, "b": 1, "c": 2, "t": 2}


def test_weak_spots_are_ranked_by_what_making_them_safe_is_worth():
    steps = [
        Step("door", ("s",), "t", 0.5, assets=("door",)),
        Step("window", ("s",), "t", 0.1, assets=("window",)),
        Step("idle", ("s",), "a", 0.9, assets=("idle",)),
    ]
    spots = weak_spots(AttackGraph(steps, ["s"]), "t", ["idle", "window", "door"])
    assert [spot.asset for spot in spots] == ["door", "window", "idle"]
    assert spots[0].drop == pytest.approx(1 - 0.1 / 0.55, abs=0.05)
    assert spots[2].drop == 0.0


@pytest.mark.parametrize("room", [None, 0, 40])
@given(graph=graphs(flaws=True))
@settings(max_examples=20, deadline=None)
def test_assets_tried_side_by_side_are_worth_what_each_is_worth_alone(room, graph):
    with pytest.MonkeyPatch.context() as patched:
        if room is not None:
            patched.setattr(probability, "_ROOM", room)
        spots = weak_spots_of(graph, ["t", "c"], graph.steps_of_asset, trials=200, seed=3)
    before = fallen(graph)
    for place, own in enumerate(spots):
        after = {spot.asset: fallen(graph.without(assets=[spot.asset]))[place] for spot in own}
        drops = {asset: 1 - left / before[place] if before[place] else 0.0 for asset, left in after.items()}
        assert {spot.asset: spot.drop for spot in own} == drops


def fallen(graph):
    words = probability.fallen_worlds(graph, ["t", "c"], trials=200, seed=3)
    return np.bitwise_count(words).sum(axis=1).tolist()


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_making_a_choke_point_safe_takes_all_the_risk_away(graph):
    found = choke_points(graph, "t")
    assets = found.of_kind("asset")
    spots = weak_spots(graph, "t", graph.steps_of_asset)
    assert all(0 <= spot.drop <= 1 for spot in spots)
    if success_probability(graph, "t", trials=2_048, splits=0).probability:
        assert all(spot.drop == 1 for spot in spots if spot.asset in assets)
