"""What the analyses promise, held against the samples through what `import carto` offers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import carto

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CASES = [("programmer/bad.yaml", "ehr-db"), ("programmer/fixed.yaml", "programmer"), ("cabinet", "records-base")]


@cache
def asked(sample: str, target: str) -> tuple[carto.AttackGraph, str]:
    model = carto.load_model(SAMPLES / sample)
    return carto.attack_graph(model), carto.goal_of(model, target)


def falls(graph: carto.AttackGraph, goal: str) -> bool:
    return goal in graph.fact_index and bool(carto.best_attacks(graph, goal, by="effort", k=1).attacks)


@pytest.mark.parametrize(("sample", "target"), CASES)
def test_listed_attacks_can_be_done_step_by_step(sample: str, target: str):
    graph, goal = asked(sample, target)
    for attack in carto.best_attacks(graph, goal, by="likelihood", k=3).attacks:
        held = set(graph.start)
        for step in map(graph.step, attack.steps):
            assert set(step.preconditions) <= held
            held.add(step.postcondition)
        assert goal in held
        assert len(set(attack.steps)) == len(attack.steps)


@pytest.mark.parametrize(("sample", "target"), CASES)
def test_without_a_choke_point_no_attack_is_left(sample: str, target: str):
    graph, goal = asked(sample, target)
    points = carto.choke_points(graph, goal)
    assert falls(graph, goal)
    assert points.of_kind("asset")
    for kind, without in (("asset", "assets"), ("step", "steps"), ("fact", "facts")):
        for one in points.of_kind(kind):
            assert not falls(graph.without(**{without: [one]}), goal)


@pytest.mark.parametrize(("sample", "target"), CASES)
@pytest.mark.parametrize("remove", ["assets", "steps"])
def test_a_cut_leaves_no_attack_and_each_of_its_things_is_needed(sample: str, target: str, remove: str):
    graph, goal = asked(sample, target)
    items = carto.cheapest_cut(graph, goal, remove=remove).items
    assert not falls(graph.without(**{remove: items}), goal)
    for one in items:
        assert falls(graph.without(**{remove: [other for other in items if other != one]}), goal)


@pytest.mark.parametrize(("sample", "target"), CASES)
def test_the_same_seed_gives_the_same_answer(sample: str, target: str):
    graph, goal = asked(sample, target)
    first, second = (carto.success_probability(graph, goal, seed=7, trials=2_000) for _ in range(2))
    assert first == second
