"""Minimal attacks of a part, listed best first: the part is split around each attack found, and each piece solved.

Solving a piece means finding its one best attack, which is left to a solver: see ``carto.analysis.solve``.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from carto.analysis.exchange import Steps
from carto.analysis.relevant import Part

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

    steps: Steps
    cost: float
    bound: float

    @property
    def is_proven(self) -> bool:
        """Tell whether it costs no more than the bound, up to rounding."""
        return is_close(self.cost, self.bound)


def is_close(cost: float, bound: float) -> bool:
    """Tell whether a cost equals the bound below it, up to rounding."""
    return cost <= bound * (1 + _CLOSE) + _CLOSE * _CLOSE


@dataclass(frozen=True, slots=True)
class Family:
    """The minimal attacks of a part that have some steps and lack others.

    Attributes:
        needed: Positions in the part of steps they all have.
        banned: Positions in the part of steps that none of them has.
    """

    needed: frozenset[int] = frozenset()
    banned: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Solved:
    """The best attack of a family, or one that is better and lacks some of the needed steps.

    Attributes:
        steps: Positions in the part; ascending.
        cost: What it costs, needed steps included.
        bound: No attack of the family costs less.
    """

    steps: Steps
    cost: float
    bound: float


class Solver(Protocol):
    """Finds the best attack of a family."""

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return it; None when the family has no attack, or none within the limit."""
        ...


@dataclass(frozen=True, slots=True)
class _Node:
    family: Family
    solved: Solved | None


class PartitionSearch:
    """Best first by splitting what is left around each attack found.

    A minimal attack other than A lacks some step of A (minimal attacks do not contain each other). The first such step,
    in order, splits them into disjoint families: has the steps before, lacks this one. A family is solved when it comes
    first by its bound, which at first is that of the family it was split from.

    Complexity: families opened x the solver's; as a rule the attacks listed x their length.
    Source: Lawler, "A procedure for computing the k best solutions to discrete optimization problems", 1972.
    """

    def __init__(self, part: Part, solver: Solver, limit: float, listed: Iterable[Steps], nodes: int) -> None:
        """Start with all attacks of the part within a limit but those ``listed`` (positions in the whole graph)."""
        self._part = part
        self._solver = solver
        self._limit = limit
        self._listed = set(listed)
        self._nodes = nodes
        self._count = 0
        self._heap: list[tuple[float, int, _Node]] = []
        if part.target >= 0:
            self._push(0.0, Family(), None)

    def next(self) -> Found | None:
        """Return the next best attack within the limit, None when there is no other.

        Its bound is below its cost when the search or its solver gave up before it was proven best.
        """
        while self._heap:
            if self._count > self._nodes:
                return self._at_hand()
            bound, _, node = heapq.heappop(self._heap)
            if node.solved is None:
                self._solve(bound, node.family)
                continue
            self._split(bound, node.family, node.solved)
            found = self._found(node, bound)
            if found is not None:
                return found
        return None

    def _at_hand(self) -> Found | None:
        """Return the best attack already met, not proven to be the next best."""
        bound = self._heap[0][0]
        met = (self._found(node, bound) for _, _, node in sorted(self._heap, key=_by_bound))
        return next((found for found in met if found is not None), None)

    def _found(self, node: _Node, bound: float) -> Found | None:
        """Return the attack of a node if it is of its family and was not listed; it is from now on."""
        if node.solved is None or not node.family.needed.issubset(node.solved.steps):
            return None
        steps = tuple(self._part.steps[list(node.solved.steps)].tolist())
        if steps in self._listed:
            return None
        self._listed.add(steps)
        return Found(steps, node.solved.cost, bound)

    def _solve(self, bound: float, family: Family) -> None:
        solved = self._solver.solve(self._part, family, self._limit)
        # A minimal attack that has all that is needed does not contain an attack made of some of it alone.
        if solved is not None and not family.needed > set(solved.steps):
            self._push(max(bound, solved.bound), family, solved)

    def _split(self, bound: float, family: Family, solved: Solved) -> None:
        needed = family.needed
        for step in solved.steps:
            if step not in family.needed:
                self._push(bound, Family(needed, family.banned | {step}), None)
                needed |= {step}

    def _push(self, bound: float, family: Family, solved: Solved | None) -> None:
        self._count += 1
        heapq.heappush(self._heap, (bound, self._count, _Node(family, solved)))


def _by_bound(entry: tuple[float, int, _Node]) -> tuple[float, int]:
    return entry[:2]
