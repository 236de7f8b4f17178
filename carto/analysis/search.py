"""Minimal attacks of a part, listed best first: the part is split around each attack found, and each piece solved.

Solving a piece means finding its one best attack, which is left to a solver: see ``carto.analysis.solve``.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from carto.analysis.exchange import Steps
from carto.analysis.relevant import Part

_CLOSE: Final = 1e-9
"""Costs nearer than this, relatively, are equal: sums of floats."""

_LONG: Final = 32
"""Steps of an attack after which a pass takes twice as long, and so on: it goes through more rounds."""


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
class _Split:
    """The families around an attack: each has the steps before one of its steps, and lacks that one.

    A long attack may have many families, each as large: they are made when their turn comes.

    Attributes:
        family: What was split.
        steps: Steps of the attack, in order, of which every other attack of the family lacks one.
    """

    family: Family
    steps: Steps

    def at(self, place: int) -> Family:
        """Return one of the families."""
        needed = self.family.needed.union(self.steps[:place])
        return Family(needed, self.family.banned | {self.steps[place]})


@dataclass(frozen=True, slots=True)
class Window:
    """What to list.

    Attributes:
        limit: Attacks that cost more need not be found.
        floor: No attack costs less.
        listed: Attacks listed before, as positions in the whole graph.
        known: Attacks at hand and their costs, as positions in the whole graph.
    """

    limit: float
    floor: float
    listed: Collection[Steps]
    known: Mapping[Steps, float]


@dataclass(frozen=True, slots=True)
class Solved:
    """A minimal attack found when looking for the best one of a family; it may lack some of the needed steps.

    Attributes:
        steps: Positions in the part; ascending.
        cost: What it costs.
        bound: No attack of the family costs less; the cost itself when the attack is of the family and its best.
    """

    steps: Steps
    cost: float
    bound: float


class Work:
    """How much a question may still cost: steps looked at, not seconds; answers do not depend on the machine."""

    def __init__(self, steps: int) -> None:
        """Start with what is allowed."""
        self._left = steps
        self._pace = 1

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return self._left <= 0

    def expect(self, length: int) -> None:
        """Count every step looked at more than once where attacks are long: passes are slow in proportion."""
        self._pace = 1 + length // _LONG

    def spend(self, steps: int) -> None:
        """Take from what is left."""
        self._left -= steps * self._pace


class Solver(Protocol):
    """Finds the best attack of a family, or a good one and a bound."""

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return it; None when the family has no attack, or none within the limit."""
        ...


class PartitionSearch:
    """Best first by splitting what is left around each attack found.

    Two minimal attacks differ in how they come to some fact that both hold (follow both back from the target as long as
    they agree): a minimal attack other than A lacks a step of A whose fact can be had in another way. The first of
    those steps that it lacks splits them into disjoint families: has the ones before, lacks this one. The family with
    the least bound is solved first, whether its best attack is found or only a good one; an attack is listed once no
    family left can hold a better one. Families of one split share their bound: only the next of them is made.

    Complexity: families opened x the solver's; as a rule the attacks listed x the choices they make.
    Source: Lawler, "A procedure for computing the k best solutions to discrete optimization problems", 1972.
    """

    def __init__(self, part: Part, solver: Solver, window: Window, work: Work) -> None:
        """Start with all attacks of a part within a window."""
        self._part = part
        self._solver = solver
        self._limit = window.limit
        self._work = work
        self._seen = set(window.listed)
        self._met: list[tuple[float, Steps]] = []
        self._open: list[tuple[float, int, int]] = []
        self._splits: list[_Split | None] = []
        for steps, cost in window.known.items():
            self._meet(steps, cost)
        if part.target >= 0:
            self._push(window.floor, None)

    def next(self) -> Found | None:
        """Return the next best attack within the limit, None when there is no other.

        Its bound is below its cost when the work ran out before it was proven best.
        """
        while self._open and not self._work.is_done:
            if self._met and is_close(self._met[0][0], min(self._open[0][0], self._limit)):
                break
            bound, family = self._next_family()
            solved = self._solver.solve(self._part, family, self._limit)
            # A minimal attack that has all that is needed does not contain an attack made of some of it alone.
            if solved is not None and not family.needed > set(solved.steps):
                self._take_in(max(bound, solved.bound), family, solved)
        return self._first()

    def _first(self) -> Found | None:
        """Return the best attack met, unless it is beyond the limit and what is within is all known."""
        bound = min(self._open[0][0] if self._open else math.inf, self._limit)
        if not self._met or (not self._open and not is_close(self._met[0][0], bound)):
            return None
        cost, steps = heapq.heappop(self._met)
        return Found(steps, cost, min(bound, cost))

    def _take_in(self, bound: float, family: Family, solved: Solved) -> None:
        """Remember the attack if it is of the family, and split what is left of the family around it."""
        if family.needed.issubset(solved.steps):
            self._meet(tuple(self._part.steps[list(solved.steps)].tolist()), solved.cost)
        rest = self._part.choices_of(solved.steps, family.banned)
        rest = tuple(step for step in rest if step not in family.needed)
        if rest:
            self._push(bound, _Split(family, rest))

    def _next_family(self) -> tuple[float, Family]:
        """Return the family with the least bound, the first made of those, and its bound."""
        bound, number, place = self._open[0]
        split = self._splits[number]
        if split is None or place + 1 == len(split.steps):
            heapq.heappop(self._open)
            self._splits[number] = None
        else:
            heapq.heapreplace(self._open, (bound, number, place + 1))
        return bound, Family() if split is None else split.at(place)

    def _meet(self, steps: Steps, cost: float) -> None:
        if steps not in self._seen:
            self._seen.add(steps)
            heapq.heappush(self._met, (cost, steps))

    def _push(self, bound: float, split: _Split | None) -> None:
        self._splits.append(split)
        heapq.heappush(self._open, (bound, len(self._splits) - 1, 0))
