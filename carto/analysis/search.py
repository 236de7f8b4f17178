"""Searches that list the minimal attacks of a part, best first.

Two of them, both exact. ``PartitionSearch`` serves where one run of Knuth's search is already exact: elapsed time, and
graphs where every step needs one fact at most. ``HittingSearch`` serves sums over sets of steps, which are NP-hard on
AND/OR graphs (a step shared by two branches is paid once): an integer program over landmarks, whose bound is the
proof.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from carto.analysis.landmark import landmarks
from carto.analysis.master import Choice, Master
from carto.analysis.relevant import Part
from carto.attack.kernel import BoolArray, Combine, best_derivations, chain

_WHOLE: Final = 4_000
"""Parts up to this many steps are described whole to the solver; larger ones by their landmarks alone."""

_CLOSE: Final = 1e-9
"""Costs nearer than this, relatively, are equal: sums of floats."""


@dataclass(frozen=True, slots=True)
class Found:
    """One minimal attack.

    Attributes:
        steps: Positions in the whole graph; ascending.
        cost: What it costs by the criterion of the search.
        bound: No attack that was not listed before costs less.
    """

    steps: tuple[int, ...]
    cost: float
    bound: float


class Budget:
    """How many rounds all searches of one question may still take."""

    def __init__(self, rounds: int) -> None:
        """Start with ``rounds``."""
        self.rounds = rounds

    def spend(self) -> bool:
        """Take one round; False when none is left."""
        self.rounds -= 1
        return self.rounds >= 0


class Search(Protocol):
    """Lists minimal attacks, best first."""

    def next(self) -> Found | None:
        """Return the next best attack, None when there is no other.

        Its bound is below its cost when the budget ran out before it was proven best.
        """
        ...


def is_close(cost: float, bound: float) -> bool:
    """Tell whether a cost equals the bound below it, up to rounding."""
    return cost <= bound * (1 + _CLOSE) + _CLOSE * _CLOSE


@dataclass(frozen=True, slots=True)
class _Node:
    """Attacks that have all of ``needed`` and none of ``banned``; ``steps`` is the best of those without ``banned``."""

    steps: tuple[int, ...]
    needed: frozenset[int]
    banned: frozenset[int]


class PartitionSearch:
    """Best first by splitting what is left around each attack found.

    A minimal attack other than A lacks some step of A (minimal attacks do not contain each other). The first such
    step, in order, splits them into disjoint families: has the steps before, lacks this one. The best attack without
    the lacking steps bounds a family from below, and is the family's best when it has the steps it must have.

    Complexity: one run of Knuth's search for each node; a number of nodes linear in attacks listed x their length, as
        a rule.
    Source: Lawler, "A procedure for computing the k best solutions to discrete optimization problems", 1972.
    """

    def __init__(self, part: Part, combine: Combine, listed: Iterable[tuple[int, ...]], budget: Budget) -> None:
        """Start with all attacks of the part but those ``listed`` (positions in the whole graph)."""
        self._part = part
        self._combine = combine
        self._listed = set(listed)
        self._budget = budget
        self._heap: list[tuple[float, int, _Node]] = []
        self._count = 0
        self._push(frozenset(), frozenset())

    def next(self) -> Found | None:
        """Return the next best attack."""
        while self._heap:
            value, _, node = heapq.heappop(self._heap)
            found = self._global(node.steps)
            is_new = node.needed.issubset(node.steps) and found not in self._listed
            if not is_new and not self._budget.spend():
                return self._candidate(value)
            self._split(node)
            if is_new:
                self._listed.add(found)
                return Found(found, value, value)
        return None

    def _candidate(self, bound: float) -> Found | None:
        """Return the best attack at hand, not proven to be the next best."""
        for value, _, node in sorted(self._heap, key=lambda entry: entry[:2]):
            found = self._global(node.steps)
            if found not in self._listed:
                self._listed.add(found)
                return Found(found, value, bound)
        return None

    def _split(self, node: _Node) -> None:
        needed = node.needed
        for step in node.steps:
            if step not in node.needed:
                self._push(needed, node.banned | {step})
                needed |= {step}

    def _push(self, needed: frozenset[int], banned: frozenset[int]) -> None:
        costs = self._part.costs.copy()
        costs[list(banned)] = np.inf
        best = best_derivations(self._part.kernel, costs, self._combine)
        value = float(best.values[self._part.target])
        if not np.isfinite(value):
            return
        steps = tuple(best.chain.proof(self._part.kernel, self._part.target).tolist())
        # A minimal attack that has all of ``needed`` cannot contain an attack made of some of ``needed`` alone.
        if not needed.issuperset(steps) or needed == set(steps):
            self._count += 1
            heapq.heappush(self._heap, (value, self._count, _Node(steps, needed, banned)))

    def _global(self, steps: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self._part.steps[list(steps)].tolist())


class HittingSearch:
    """Best first by an integer program over landmarks.

    The program chooses steps of least total cost under rows that every minimal attack satisfies: landmarks (one step of
    each), support (a step's preconditions are given by chosen steps), use (what a step gives is used), and for each
    attack listed, not all of its steps. If the choice reaches the target, it is a best attack; if not, it misses
    landmarks, which become rows. A choice can only be self-supporting cycles away from an attack, so few rounds are
    needed.

    Source: Haslum, Slaney and Thiebaux, 2012; Moreno-Centeno and Karp, "The implicit hitting set approach", 2013.
    """

    def __init__(self, part: Part, listed: Iterable[tuple[int, ...]], budget: Budget, known: tuple[int, ...]) -> None:
        """Start with all attacks of the part but those ``listed``; fall back on ``known`` (positions in the graph)."""
        self._part = part
        self._budget = budget
        self._master = Master(part.costs)
        self._listed: set[tuple[int, ...]] = set()
        self._pool: dict[tuple[int, ...], float] = {}
        self._bound = 0.0
        for steps in listed:
            self._forbid(self._local(steps))
        self._pool[self._local(known)] = self._cost(self._local(known))
        for row in landmarks(part, ()):
            self._master.add_any(row)
        if part.kernel.step_count <= _WHOLE:
            _describe(part, self._master)

    def next(self) -> Found | None:
        """Return the next best attack."""
        while self._budget.spend():
            choice = self._master.solve()
            if choice is None:
                return None
            self._bound = max(self._bound, choice.bound)
            if not choice.is_proven:
                break
            steps = self._proven(choice)
            if steps is not None:
                return self._told(steps)
            for row in landmarks(self._part, choice.items):
                self._master.add_any(row)
        rest = self._candidates()
        return self._told(rest[0]) if rest else None

    def _proven(self, choice: Choice) -> tuple[int, ...] | None:
        """Return an attack that costs no more than the bound, if one is at hand."""
        alive = np.zeros(self._part.kernel.step_count, np.bool_)
        alive[list(choice.items)] = True
        steps = self._proof(alive)
        if steps is not None:
            return steps
        self._keep(alive)
        rest = self._candidates()
        return rest[0] if rest and is_close(self._pool[rest[0]], self._bound) else None

    def _proof(self, alive: BoolArray) -> tuple[int, ...] | None:
        reached = chain(self._part.kernel, alive)
        if not reached.held[self._part.target]:
            return None
        return tuple(reached.proof(self._part.kernel, self._part.target).tolist())

    def _keep(self, chosen: BoolArray) -> None:
        """Complete a choice to an attack, at little extra cost, and keep it as a candidate."""
        best = best_derivations(self._part.kernel, np.where(chosen, 0.0, self._part.costs), "sum")
        steps = tuple(best.chain.proof(self._part.kernel, self._part.target).tolist())
        self._pool[steps] = self._cost(steps)

    def _candidates(self) -> list[tuple[int, ...]]:
        rest = (steps for steps in self._pool if steps not in self._listed)
        return sorted(rest, key=lambda steps: (self._pool[steps], steps))

    def _cost(self, steps: tuple[int, ...]) -> float:
        return float(self._part.costs[list(steps)].sum())

    def _forbid(self, steps: tuple[int, ...]) -> None:
        self._listed.add(steps)
        self._master.add_not_all(steps)

    def _local(self, steps: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(np.searchsorted(self._part.steps, steps).tolist())

    def _told(self, steps: tuple[int, ...]) -> Found:
        self._forbid(steps)
        cost = self._cost(steps)
        bound = cost if is_close(cost, self._bound) else self._bound
        return Found(tuple(self._part.steps[list(steps)].tolist()), cost, bound)


def _describe(part: Part, master: Master) -> None:
    """Add the rows that every minimal attack satisfies, cycles aside."""
    consumers, heads = part.kernel.consumer_lists, part.kernel.head_list
    for step, needed in enumerate(part.needs):
        for fact in needed:
            givers = part.givers[fact]
            master.add([*givers, step], [1.0] * len(givers) + [-1.0], 0.0)
        if heads[step] != part.target:
            users = consumers[heads[step]]
            master.add([*users, step], [1.0] * len(users) + [-1.0], 0.0)
    for givers in part.givers:
        if len(givers) > 1:
            master.add(givers, [-1.0] * len(givers), -1.0)
