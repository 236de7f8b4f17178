"""The best plan and the whole front on generated estates, beside a direct integer program and greed; CPU seconds.

python benchmarks/plan.py [--small]

An estate has networks of look-alike machines, administrators' sessions left behind, and servers that matter. Measures
are: patching one model in one network, clearing sessions in a network, filtering between two networks. The direct
program writes the closure of every fact at every level as rows (any closed superset proves safety, cycles included).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from carto.analysis.front import greedy, pareto_front
from carto.analysis.portfolio import Candidate, Portfolio, Problem, Stake, Terms
from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph, Step

MODELS = 12
CHANCES = (0.95, 0.7, 0.4, 0.15)
LEFT_BEHIND = 0.05
"""Share of machines with an administrator's session left behind."""
DIRECT_LIMIT_SECONDS = 240


def estate(hosts: int, measures: int, targets: int, seed: int = 1) -> Problem:
    """Return a seeded estate and its candidate measures."""
    draw = random.Random(seed)
    size = 250
    networks = max(4, hosts // size)
    steps: list[Step] = []
    families: dict[str, list[str]] = {}

    def add(name: str, needs: tuple[str, ...], gives: str, chance: float, family: str = "") -> None:
        steps.append(Step(name, tuple(sorted(needs)), gives, chance, 1.0))
        if family:
            families.setdefault(family, []).append(name)

    for net in range(networks):
        for host in range(hosts // networks):
            here, model = f"own({net}.{host})", draw.randrange(MODELS)
            add(f"break {net}.{host}", (f"at({net})",), here, CHANCES[model % 4], f"patch {net}.{model}")
            add(f"stand {net}.{host}", (here,), f"at({net})", 1.0)
            if draw.random() < LEFT_BEHIND:
                secret = f"secret({draw.randrange(networks)})"
                add(f"harvest {net}.{host}", (here,), secret, 0.7, f"clear {net}")
        for other in {draw.randrange(networks) for _ in range(3)} - {net}:
            add(f"pass {net}>{other}", (f"at({net})",), f"at({other})", 1.0, f"filter {net}>{other}")
    for target in range(targets):
        net = draw.randrange(1, networks)
        for path in range(2):
            needs = (f"at({net})", f"secret({draw.randrange(networks)})")
            add(f"take {target}.{path}", needs, f"lost({target})", 0.7, f"guard {target}.{path}")
    chosen = draw.sample(sorted(families), min(measures, len(families)))
    effects = tuple(
        Effect(frozenset({name}), tuple(sorted(families[name])), at_most=draw.choice([0.0, 0.0, 0.03]))
        for name in sorted(chosen)
    )
    candidates = tuple(
        Candidate(name, cost=100 * draw.randint(5, 200), days=draw.randint(1, 50)) for name in sorted(chosen)
    )
    stakes = tuple(Stake(f"lost({target})", draw.choice([1, 3, 10, 30, 100])) for target in range(targets))
    choices = Choices(AttackGraph(steps, ["at(0)"]), {}, effects)
    return Problem(choices, candidates, tuple(sorted(stakes, key=lambda stake: stake.fact)))


def direct(problem: Problem, budget: int) -> float | None:
    """Return the least stake by one integer program over all facts and levels; None past the time limit."""
    graph = problem.relevant.graph
    levels, facts = len(problem.levels.values), len(graph.facts)
    measures = len(problem.candidates)
    value = lambda level, fact: measures + level * facts + fact  # noqa: E731 -- an index, nothing more
    rows, columns, weights, floors = [], [], [], []
    row = 0
    for level in range(levels):
        for step in graph.steps:
            stopping = blockers(problem, step, level)
            if stopping is None:
                continue
            entries = [(value(level, graph.fact_index[step.postcondition]), 1.0)]
            entries += [(value(level, graph.fact_index[need]), -1.0) for need in step.preconditions]
            entries += [(one, 1.0) for one in stopping]
            for column, weight in entries:
                rows.append(row)
                columns.append(column)
                weights.append(weight)
            floors.append(1.0 - len(step.preconditions))
            row += 1
    costs = np.array([one.cost for one in problem.candidates], float)
    rows += [row] * measures
    columns += list(range(measures))
    weights += (-costs / 100).tolist()
    floors.append(-budget / 100)
    size = measures + levels * facts
    objective, low = np.zeros(size), np.zeros(size)
    for stake in problem.stakes:
        fact = graph.fact_index.get(stake.fact)
        for level, gain in enumerate(problem.levels.values):
            later = problem.levels.values[level + 1] if level + 1 < levels else 0
            if fact is not None:
                objective[value(level, fact)] += stake.weight * (gain - later)
    for level in range(levels):
        for fact in graph.start:
            low[value(level, graph.fact_index[fact])] = 1.0
    matrix = csr_array((weights, (rows, columns)), shape=(row + 1, size))
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    solved = milp(
        objective,
        integrality=np.arange(size) < measures,
        bounds=Bounds(low, np.ones(size)),
        constraints=LinearConstraint(matrix, lb=np.array(floors)),
        options={"time_limit": DIRECT_LIMIT_SECONDS, "mip_rel_gap": 0.0},
    )
    return float(solved.fun) if solved.status == 0 else None


def blockers(problem: Problem, step: Step, level: int) -> list[int] | None:
    """Return the measures that push a step below a level; None when it is below already."""
    floor = (*problem.levels.floors, 1e-6)[level] - 1e-9
    if step.likelihood < floor:
        return None
    effects = problem.relevant.effects_on.get(step.id, ())
    return [problem.numbers[one] for effect in effects if effect.at_most < floor for one in effect.when]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return an answer and the CPU seconds it took."""
    begun = time.process_time()
    return work(), time.process_time() - begun


def main() -> None:
    """Print one row a size."""
    sizes = [(1_000, 50, 8), (10_000, 50, 8), (10_000, 200, 8), (10_000, 1_000, 20)]
    if "--small" not in sys.argv:
        sizes += [(100_000, 50, 8), (100_000, 200, 20), (100_000, 1_000, 40)]
    print("hosts    steps measures targets |  plan s  proven |  front s points | direct s  ratio  same | greedy's gap")
    for hosts, measures, targets in sizes:
        problem = estate(hosts, measures, targets)
        budget = sum(one.cost for one in problem.candidates) // 8
        portfolio = Portfolio(problem)
        found, seconds = timed(lambda portfolio=portfolio, budget=budget: portfolio.least_stake(Terms(cost=budget)))
        row = f"{hosts:>6} {len(problem.choices.graph.steps):>8} {len(problem.candidates):>8} {targets:>7} "
        row += f"| {seconds:7.2f} {found.is_proven!s:>7} "
        if measures <= 200:  # noqa: PLR2004 -- beyond, the front has more points than anyone reads
            front, front_seconds = timed(lambda portfolio=portfolio: pareto_front(portfolio))
            row += f"| {front_seconds:8.2f} {len(front.points):>6} "
        else:
            row += "|        -      - "
        if hosts <= 10_000:  # noqa: PLR2004 -- beyond, it passes the time limit
            other, other_seconds = timed(lambda problem=problem, budget=budget: direct(problem, budget))
            same = other is not None and abs(other - found.falls.stake) < 1
            row += (
                f"| {other_seconds:8.2f} {other_seconds / seconds:6.1f} {same if other is not None else 'limit'!s:>5} "
            )
        else:
            row += "|        -      -     - "
        lesson = greedy(portfolio, Terms(cost=budget)).falls.stake if measures <= 200 else None  # noqa: PLR2004 -- slow
        gap = "-" if lesson is None else f"{100 * (lesson - found.falls.stake) / max(1, found.falls.stake):.0f} %"
        print(f"{row}| {gap}", flush=True)


if __name__ == "__main__":
    main()
