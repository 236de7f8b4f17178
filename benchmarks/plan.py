"""Best plan, front and certificate on generated estates, beside a direct integer program and greed; CPU seconds.

    python benchmarks/plan.py [--large]

An estate has networks of machines of twelve models, administrators' sessions left behind on some, and servers that
matter. A machine falls to a flaw of its model, in one of two services, then to a local flaw, or to the network's
administrator. Measures act on a group of networks: patch a model, close its second service, clear sessions, filter what
leaves; or guard one way into a server. The more measures there are, the smaller the groups.

All begin with the same list of steps. Ours compiles it, folds it and searches. The direct program is given for nothing
the part that leads to something at stake; it writes the closure of every fact at every level as rows (a closed
superset proves safety, cycles included) for the same solver. It may take sixty times as long as we did, fifteen minutes
at the most: past that, the ratio is told as "more than".
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from carto.analysis.certificate import certificate_of
from carto.analysis.checker import holds
from carto.analysis.front import greedy, pareto_front
from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import Candidate, Problem, Stake, Terms
from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import FloatArray, chain

MODELS = 12
CHANCES = (0.95, 0.7, 0.4, 0.15)
LEFT_BEHIND = 0.05
"""Share of machines with an administrator's session left behind."""
SECOND_SERVICE = 0.4
ENTRIES = 8
"""The attacker begins in one network out of so many."""
SHARE = 40
"""The budget buys one measure out of so many."""
POINTS = 20
FEW_POINTS = 4
MANY = 200
"""Beyond so many measures only a few points of the front are followed."""
PATIENCE = 60
"""The direct program may take so many times our time."""
LEAST_SECONDS = 20
MOST_SECONDS = 900


class Estate:
    """Steps of a seeded estate, and which measure could stop which."""

    def __init__(self, seed: int, groups: int) -> None:
        """Begin with nothing."""
        self.groups = groups
        self.draw = random.Random(seed)
        self.steps: list[Step] = []
        self.families: dict[str, list[str]] = {}

    def add(self, name: str, needs: Iterable[str], gives: str, chance: float, family: str = "") -> None:
        """Add a step; a measure may act on each family."""
        self.steps.append(Step(name, tuple(sorted(needs)), gives, chance, 1.0))
        if family:
            self.families.setdefault(family, []).append(name)

    def machine(self, net: int, host: int, networks: int) -> None:
        """Add what can be done to one machine, and from it."""
        here, model, draw, group = f"{net}.{host}", self.draw.randrange(MODELS), self.draw, net % self.groups
        self.add(f"break {here}", (f"at({net})",), f"user({here})", CHANCES[model % 4], f"patch {group}.{model}")
        if draw.random() < SECOND_SERVICE:
            self.add(f"guess {here}", (f"at({net})",), f"user({here})", CHANCES[model % 3], f"close {group}.{model}")
        self.add(f"escalate {here}", (f"user({here})",), f"admin({here})", CHANCES[(model + 1) % 4])
        self.add(f"log in {here}", (f"at({net})", f"secret({net})"), f"admin({here})", 0.95)
        self.add(f"stand {here}", (f"user({here})",), f"at({net})", 1.0)
        if draw.random() < LEFT_BEHIND:
            left = f"secret({draw.randrange(networks)})"
            self.add(f"harvest {here}", (f"admin({here})",), left, 0.7, f"clear {group}")

    def target(self, number: int, networks: int) -> None:
        """Add a server that matters: two ways to take it, each with a foothold and a secret."""
        net = self.draw.randrange(1, networks)
        for path in range(2):
            needs = (f"at({net})", f"secret({self.draw.randrange(networks)})")
            self.add(f"take {number}.{path}", needs, f"lost({number})", 0.7, f"guard {number}.{path}")


def estate(hosts: int, measures: int, targets: int, seed: int = 1) -> Problem:
    """Return a seeded estate and its candidate measures."""
    networks = max(4, hosts // 250)
    groups = min(networks, max(1, (measures - 2 * targets) // (2 * MODELS + 2)))
    made = Estate(seed, groups)
    draw = made.draw
    for net in range(networks):
        for host in range(hosts // networks):
            made.machine(net, host, networks)
        for other in sorted({draw.randrange(networks) for _ in range(3)} - {net}):
            made.add(f"pass {net}>{other}", (f"at({net})",), f"at({other})", 1.0, f"filter {net % groups}")
    for target in range(targets):
        made.target(target, networks)
    chosen = sorted(made.families)
    effects = tuple(
        Effect(frozenset({name}), tuple(sorted(made.families[name])), at_most=draw.choice([0.0, 0.03, 0.15, 0.4]))
        for name in chosen
    )
    candidates = tuple(Candidate(name, cost=100 * draw.randint(5, 200), days=draw.randint(1, 50)) for name in chosen)
    stakes = sorted((f"lost({target})", draw.choice([1, 3, 10, 30, 100])) for target in range(targets))
    choices = Choices(AttackGraph(made.steps, [f"at({net})" for net in range(0, networks, ENTRIES)]), {}, effects)
    return Problem(choices, candidates, tuple(Stake(fact, weight) for fact, weight in stakes))


def pruned(problem: Problem) -> AttackGraph:
    """Return the steps that can be done and lead to something at stake."""
    graph, kernel = problem.choices.graph, problem.choices.graph.kernel
    held = chain(kernel).held
    backward = chain(kernel.backward, start=np.isin(np.arange(kernel.fact_count), _goals(problem))).held
    needed, offsets = kernel.premises.gather(np.arange(kernel.step_count))
    kept = np.logical_and.reduceat(held[needed], offsets) & backward[kernel.heads]
    return AttackGraph([graph.steps[step] for step in np.flatnonzero(kept)], graph.start)


def _goals(problem: Problem) -> list[int]:
    index = problem.choices.graph.fact_index
    return [index[stake.fact] for stake in problem.stakes if stake.fact in index]


class Direct:
    """One integer program over all facts and levels."""

    def __init__(self, problem: Problem, graph: AttackGraph) -> None:
        """Number the variables: measures, then each fact at each level."""
        self._problem, self._graph = problem, graph
        self._levels, self._facts = len(problem.levels.values), len(graph.facts)
        self._measures = len(problem.candidates)
        self._size = self._measures + self._levels * self._facts

    def least_stake(self, budget: int, seconds: float) -> float | None:
        """Return the least stake; None past the time limit."""
        rows, columns, weights, floors = [], [], [], []
        for level in range(self._levels):
            for step in self._graph.steps:
                entries = self._row(step, level)
                rows += [len(floors)] * len(entries)
                columns += [column for column, _ in entries]
                weights += [weight for _, weight in entries]
                floors += [1.0 - len(step.preconditions)] if entries else []
        rows += [len(floors)] * self._measures
        columns += list(range(self._measures))
        weights += [-one.cost / 100 for one in self._problem.candidates]
        floors.append(-budget / 100)
        shape = (len(floors), self._size)
        matrix = csr_array((weights, (np.array(rows, np.int32), np.array(columns, np.int32))), shape=shape)
        solved = milp(
            self._objective(),
            integrality=np.arange(self._size) < self._measures,
            bounds=Bounds(self._held(), np.ones(self._size)),
            constraints=LinearConstraint(matrix, lb=np.array(floors)),
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        return float(solved.fun) if solved.status == 0 else None

    def _at(self, level: int, fact: str) -> int:
        return self._measures + level * self._facts + self._graph.fact_index[fact]

    def _row(self, step: Step, level: int) -> list[tuple[int, float]]:
        floor = (*self._problem.levels.floors, 1e-6)[level] - 1e-9
        if step.likelihood < floor:
            return []
        effects = self._problem.choices.effects_on.get(step.id, ())
        stopping = [self._problem.numbers[one] for effect in effects if effect.at_most < floor for one in effect.when]
        needs = [(self._at(level, fact), -1.0) for fact in step.preconditions]
        return [(self._at(level, step.postcondition), 1.0), *needs, *((one, 1.0) for one in stopping)]

    def _objective(self) -> FloatArray:
        worth, objective = (*self._problem.levels.values, 0), np.zeros(self._size)
        for stake in self._problem.stakes:
            for level in range(self._levels if stake.fact in self._graph.fact_index else 0):
                objective[self._at(level, stake.fact)] += stake.weight * (worth[level] - worth[level + 1])
        return objective

    def _held(self) -> FloatArray:
        low = np.zeros(self._size)
        for level in range(self._levels):
            low[[self._at(level, fact) for fact in self._graph.start]] = 1.0
        return low


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return an answer and the CPU seconds it took."""
    begun = time.process_time()
    return work(), time.process_time() - begun


def ours(problem: Problem, terms: Terms) -> tuple[Portfolio, Any]:
    """Return a search and its best choice, from the list of steps on."""
    portfolio = Portfolio(problem)
    return portfolio, portfolio.least_stake(terms)


def cells(hosts: int, measures: int, targets: int) -> Iterator[str]:
    """Yield the figures of one size as they come; the front is followed from the budget down."""
    problem = estate(hosts, measures, targets)
    budget = sum(one.cost for one in problem.candidates) // SHARE
    (portfolio, found), seconds = timed(lambda: ours(problem, Terms(cost=budget)))
    yield f"{hosts:>7} {len(problem.choices.graph.steps):>7} {len(problem.part.choices.graph.steps):>6} "
    yield f"{len(problem.candidates):>8} {targets:>7} | {seconds:6.2f} {found.is_proven!s:>6} "
    graph, patience = pruned(problem), min(MOST_SECONDS, max(LEAST_SECONDS, PATIENCE * seconds))
    other, direct = timed(lambda: Direct(problem, graph).least_stake(budget, patience))
    same = "-" if other is None else abs(other - found.falls.stake) < 1
    yield f"| {direct:7.1f} {'>' if other is None else ' '}{direct / seconds:5.0f} {same!s:>5} "
    limit = POINTS if measures <= MANY else FEW_POINTS
    front, sweeping = timed(lambda: pareto_front(portfolio, Terms(cost=budget), limit=limit))
    yield f"| {sweeping:6.1f} {len(front.points):>6}{' ' if front.complete else '+'}"
    proof, proving = timed(lambda: certificate_of(portfolio, Terms(cost=budget), found))
    is_true, checking = timed(lambda: holds(proof.text) if proof else None)
    yield f"| {proof.leaves if proof else 0:>6} {proving:5.1f} {is_true!s:>5} {checking:6.1f} "
    bought, buying = timed(lambda: greedy(portfolio, Terms(cost=budget)))
    gap = 100 * (bought.falls.stake - found.falls.stake) / max(1, found.falls.stake)
    yield f"| {gap:4.0f} % {buying:5.1f}"


def main() -> None:
    """Print one row a size."""
    sizes = [(10_000, 50, 8), (10_000, 200, 20), (10_000, 1_000, 40)]
    if "--large" in sys.argv:  # half an hour, most of it for the direct program and the last row
        sizes += [(100_000, 50, 8), (100_000, 200, 20), (100_000, 1_000, 40)]
    print("  hosts   steps folded measures targets |   plan proven |  direct  ratio  same ", end="")
    print("|  front points | leaves prove holds  check | greed's gap, s")
    for size in sizes:
        for cell in cells(*size):
            print(cell, end="", flush=True)
        print()


if __name__ == "__main__":
    main()
