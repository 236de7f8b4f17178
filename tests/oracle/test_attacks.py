"""Best attacks and choke points against every subset of steps, a logic solver, and networkx where attacks are paths."""

from __future__ import annotations

from itertools import islice

import clingo
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.attack.graph import AttackGraph, Step
from tests.plain_graphs import derived, figure, graphs, minimal_attacks

CRITERIA = ("likelihood", "effort", "time")


@pytest.mark.parametrize("by", CRITERIA)
@settings(max_examples=40)
@given(whole=graphs(), k=st.sampled_from([1, 2, 4, 100]))
def test_the_k_best_attacks_are_those_of_all_subsets(by, whole, k):
    every = minimal_attacks(whole)
    found = best_attacks(whole, "t", by, k)
    listed = [frozenset(attack.steps) for attack in found.attacks]
    assert set(listed) <= set(every)
    assert len(set(listed)) == len(listed) == min(k, len(every))
    expected = sorted(figure(whole, attack, by) for attack in every)[:k]
    assert [figure(whole, attack, by) for attack in listed] == pytest.approx(expected)
    assert found.complete == (len(every) <= k)
    assert all(attack.proof.status == "optimal" for attack in found.attacks)


@settings(max_examples=60)
@given(graphs(max_steps=12))
def test_choke_points_are_what_cannot_be_taken_away(whole):
    found = choke_points(whole, "t")
    assert found.is_reachable == ("t" in derived(whole.steps, whole.start))
    expected = set()
    if found.is_reachable:
        kinds = {
            "fact": [fact for fact in whole.facts if fact != "t"],
            "step": [one.id for one in whole.steps],
            "asset": list(whole.steps_of_asset),
        }
        for kind, ids in kinds.items():
            for one in ids:
                left = whole.without(**{f"{kind}s": [one]})
                if "t" not in derived(left.steps, left.start):
                    expected.add((kind, one))
    assert {(point.kind, point.id) for point in found.points} == expected


@settings(max_examples=40)
@given(graphs(max_steps=12))
def test_the_evidence_of_a_choke_point_is_what_is_left_without_it(whole):
    for point in choke_points(whole, "t").points:
        left = whole.without(**{f"{point.kind}s": [point.id]})
        rest = derived(left.steps, left.start)
        assert point.reached == len(rest)
        assert "t" in point.lost
        assert rest.isdisjoint(point.lost)


def estate(seed: int, steps: int = 60, facts: int = 25) -> AttackGraph:
    """Return a graph too large for subsets: layers with cycles, two preconditions for a third of the steps."""
    draw = np.random.default_rng(seed)
    names = [f"f{number:02d}" for number in range(facts)]
    made = []
    for number in range(steps):
        head = int(draw.integers(2, facts))
        near = names[max(0, head - 7) : head + 3]
        needs = {near[draw.integers(len(near))] for _ in range(draw.choice([1, 1, 2]))}
        made.append(Step(f"s{number:02d}", tuple(sorted(needs)), names[head], effort_days=float(draw.integers(1, 9))))
    return AttackGraph(made, names[:2])


LOGIC = """
{ does(S) : step(S) }.
held(F) :- start(F).
held(F) :- does(S), gives(S, F), held(N) : needs(S, N).
:- target(F), not held(F).
#minimize { D, S : does(S), days(S, D) }.
"""


def by_logic(whole: AttackGraph, target: str) -> int | None:
    """Return the least effort, by stable models: what is held must be derived, so circles hold nothing up."""
    facts = [f'target("{target}").', *(f'start("{fact}").' for fact in whole.start)]
    for one in whole.steps:
        facts.append(
            f'step("{one.id}"). gives("{one.id}", "{one.postcondition}"). days("{one.id}", {int(one.effort_days)}).'
        )
        facts += [f'needs("{one.id}", "{fact}").' for fact in one.preconditions]
    control = clingo.Control(["--opt-strategy=usc"])
    control.add("base", [], LOGIC + "\n".join(facts))
    control.ground([("base", [])])
    costs: list[int] = []
    control.solve(on_model=lambda model: costs.append(model.cost[0]))
    return costs[-1] if costs else None


@pytest.mark.parametrize("seed", range(12))
def test_the_least_effort_is_that_of_a_logic_solver(seed):
    whole = estate(seed)
    for target in whole.facts[-6::2]:
        found = best_attacks(whole, target, "effort").attacks
        assert (found[0].effort_days if found else None) == by_logic(whole, target)


def every_attack(whole: AttackGraph, target: str, most: int = 400) -> set[frozenset[str]] | None:
    """Return all minimal attacks, by forbidding one step of each attack met in every way; None when there are many."""
    found: set[frozenset[str]] = set()
    waiting, seen = [frozenset[str]()], {frozenset[str]()}
    while waiting:
        banned = waiting.pop()
        attack = [one for one in whole.steps if one.id not in banned]
        if target not in derived(attack, whole.start):
            continue
        for one in list(attack):
            rest = [other for other in attack if other is not one]
            attack = rest if target in derived(rest, whole.start) else attack
        found.add(frozenset(one.id for one in attack))
        if len(seen) > most:
            return None
        waiting += (fresh := {banned | {one.id} for one in attack} - seen)
        seen |= fresh
    return found


@pytest.mark.parametrize("seed", [0, 2, 4, 5, 7, 8, 10, 12, 14, 15, 17, 19])
def test_the_k_best_of_larger_graphs_are_those_of_all_minimal_attacks(seed):
    whole, tried = estate(seed, steps=34, facts=16), 0
    for target in whole.facts[-8:]:
        every = every_attack(whole, target)
        if every is None or len(every) < 4:
            continue
        tried += 1
        for by in CRITERIA:
            found = best_attacks(whole, target, by, len(every) - 1)
            assert {frozenset(attack.steps) for attack in found.attacks} <= every
            costs = sorted(figure(whole, attack, by, target) for attack in every)[:-1]
            assert [figure(whole, attack.steps, by, target) for attack in found.attacks] == pytest.approx(costs)
            assert not found.complete
            assert best_attacks(whole, target, by, len(every)).complete
    assert tried


@pytest.mark.parametrize("seed", range(6))
def test_where_every_step_needs_one_fact_attacks_are_the_shortest_simple_paths(seed):
    draw = np.random.default_rng(seed)
    network = nx.gnp_random_graph(12, 0.25, seed, directed=True)
    nx.set_edge_attributes(network, {edge: float(draw.integers(1, 30)) for edge in network.edges}, "weight")
    steps = [
        Step(f"{one:02d}-{other:02d}", (f"n{one:02d}",), f"n{other:02d}", effort_days=data["weight"])
        for one, other, data in network.edges(data=True)
    ]
    whole = AttackGraph(steps, ["n00"])
    if "n11" not in whole.facts or not nx.has_path(network, 0, 11):
        return
    paths = islice(nx.shortest_simple_paths(network, 0, 11, "weight"), 8)
    expected = [nx.path_weight(network, path, "weight") for path in paths]
    for by in ("effort", "time"):
        found = best_attacks(whole, "n11", by, 8)
        assert [attack.rank(by)[0] for attack in found.attacks] == pytest.approx(expected)
    dominators, node = set(), 11
    immediate = nx.immediate_dominators(network, 0)
    while node != 0:
        node = immediate[node]
        dominators.add(f"n{node:02d}")
    assert set(choke_points(whole, "n11").of_kind("fact")) == dominators
