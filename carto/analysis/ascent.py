"""Dual ascent: a lower bound on the cost of any attack, close to the truth, and what it lets search leave out.

A *zone* is a set of facts around the target, none of them held. Whoever enters it takes a step that gives a fact of
the zone and needs none: those steps are a landmark, and every attack pays for one of them at least. Take the least of
their costs off each of them, add it to the bound, and look for the next zone whose entries all still cost something.
When there is none, the target can be reached with what has become free.

What was not taken off is a cost too: an attack through a step costs at least the bound plus what remains to be paid
before the step, for it and after it. Steps whose sum is beyond a limit are in no attack within the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np

from carto.analysis.exchange import cost_of, derived, polished
from carto.analysis.relevant import SLACK, Known, Part, scope_of
from carto.attack.kernel import Combine, FloatArray, IntArray, best_values

Way: TypeAlias = tuple[Combine, int]

_FREE: Final = 1e-12
_WAYS: Final[tuple[Way, ...]] = (("max", 10), ("sum", 10), ("max", 1), ("max", 100))
"""How zones grow: what tells which precondition is dear, and after how many zones that is worked out again.

No way is best on all graphs; together they leave out far more than the best of them alone."""

_OFTEN: Final = 48
"""After so many times, far values are worked out again ever more rarely: long attacks have thousands of zones."""

_LARGE: Final = 20_000
"""Parts of more steps are climbed in the first two ways only: the others take as many passes as there are zones."""

_PROMISING: Final = 1.2
"""How much dearer than the best known an attack may be and still be worth making cheaper."""

_WORTH: Final = 0.9
"""Another round of climbs is worth its time when the last one left out a tenth of the steps."""


@dataclass(frozen=True, slots=True, eq=False)
class Ascent:
    """A lower bound and what it is made of.

    Attributes:
        bound: No attack costs less.
        residual: What of each step's cost is not in the bound.
        landmarks: Sets of steps; every attack has one of each.
    """

    bound: float
    residual: FloatArray
    landmarks: list[list[int]]


class _Climb:
    """Dual ascent under way.

    A zone only grows as costs fall, as long as none of its facts becomes free: it is kept for the next landmark.
    """

    def __init__(self, part: Part, combine: Combine, every: int) -> None:
        self._part = part
        self._combine: Combine = combine
        self._every = every
        self._heads = part.kernel.head_list
        self._consumers = part.kernel.consumer_lists
        self._rest: list[float] = part.costs.tolist()
        self._far: list[float] = []
        self._lacking = [len(needed) for needed in part.needs]
        self._free = [False] * part.kernel.fact_count
        self._zone: set[int] = set()
        self._entries: list[int] = []
        self._spread(range(part.kernel.step_count))

    def run(self) -> Ascent:
        """Raise the bound until the target is free."""
        bound, times, due = 0.0, 0, 0
        found: list[list[int]] = []
        while not self._free[self._part.target]:
            if len(found) == due:
                self._far = best_values(self._part.kernel, self._residual(), self._combine).tolist()
                self._zone.clear()
                times += 1
                due += self._every if times < _OFTEN else len(found)
            entries = self._next_entries()
            least = min(self._rest[step] for step in entries)
            for step in entries:
                self._rest[step] -= least
            self._spread(entries)
            bound += least
            found.append(sorted(entries))
        return Ascent(bound, self._residual(), found)

    def _residual(self) -> FloatArray:
        return np.maximum(np.array(self._rest, np.float64), 0.0)

    def _spread(self, steps: Iterable[int]) -> None:
        """Fire those of the steps that are free and lack nothing, and what follows for free."""
        ready = [step for step in steps if self._is_ready(step)]
        while ready:
            fact = self._heads[ready.pop()]
            if not self._free[fact]:
                self._free[fact] = True
                if fact in self._zone:
                    self._zone.clear()
                ready.extend(self._readied_by(fact))

    def _readied_by(self, fact: int) -> list[int]:
        for step in self._consumers[fact]:
            self._lacking[step] -= 1
        return [step for step in self._consumers[fact] if self._is_ready(step)]

    def _is_ready(self, step: int) -> bool:
        return not self._lacking[step] and self._rest[step] <= _FREE

    def _next_entries(self) -> list[int]:
        """Grow the zone until every entry costs something; return its entries."""
        target, givers = self._part.target, self._part.givers
        entered = self._entries
        if not self._zone:
            self._zone.add(target)
            entered = list(givers[target])
        self._entries = [step for step in entered if self._rest[step] > _FREE]
        waiting = [step for step in entered if self._rest[step] <= _FREE]
        while waiting:
            fact = self._lacked(waiting.pop())
            if fact is not None:
                self._zone.add(fact)
                for step in givers[fact]:
                    (self._entries if self._rest[step] > _FREE else waiting).append(step)
        needs = self._part.needs
        self._entries = [step for step in self._entries if self._zone.isdisjoint(needs[step])]
        return self._entries

    def _lacked(self, step: int) -> int | None:
        """Return the dearest precondition that a free step lacks; None when one is in the zone: it is no entry then.

        There is one: if all its preconditions were free, so would be the fact it gives, and that is in the zone.
        """
        needs = self._part.needs[step]
        if not self._zone.isdisjoint(needs):
            return None
        return max((fact for fact in needs if not self._free[fact]), key=self._far.__getitem__)


def ascend(part: Part, combine: Combine = "max", every: int = 10) -> Ascent:
    """Return a lower bound on the cost of any attack of a part, with its landmarks.

    Args:
        part: A part whose target can be reached.
        combine: Which values tell the dearest precondition of a step.
        every: After how many zones they are worked out again with what remains of the costs, as long as zones are few.

    Complexity: zones found x their size; each makes a step free.
    Source: Wong, "A dual ascent approach for Steiner tree problems on a directed graph", 1984; Helmert and Domshlak,
        "Landmarks, critical paths and abstractions: what's the difference anyway?", 2009, for preconditions.
    """
    return _Climb(part, combine, every).run()


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """What is left of a part once nothing within a limit is lost.

    Attributes:
        part: The part left.
        limit: The limit kept to.
        bound: No attack costs less.
        best: Cheapest attack met on the way.
        landmarks: By the way they were found: sets of steps of the part; every attack within the limit has one of each.
        is_single: Whether only one best attack was wanted.
    """

    part: Part
    limit: float
    bound: float
    best: Known
    landmarks: Mapping[Way, list[list[int]]]
    is_single: bool

    @property
    def is_solved(self) -> bool:
        """Tell whether only one best attack was wanted, and the best one met costs no more than the bound."""
        return self.is_single and self.best.cost <= self.bound * (1 + SLACK)


def narrow(part: Part, limit: float, known: Known, *, is_single: bool) -> Narrowed:
    """Leave out the steps of a part that no attack within a limit can use.

    Args:
        part: A part whose target can be reached.
        limit: Attacks that cost more may be lost.
        known: Cheapest attack known.
        is_single: Whether only one best attack is wanted; the limit then falls with every cheaper attack met.
    """
    narrowed = Narrowed(part, limit, 0.0, known, {}, is_single)
    size = 2 * len(part.steps)
    while len(narrowed.part.steps) < _WORTH * size:
        size = len(narrowed.part.steps)
        for way in _WAYS[: 2 if size > _LARGE else None]:
            if narrowed.part.target < 0 or narrowed.is_solved:
                return narrowed
            narrowed = _climbed(narrowed, way)
    return narrowed


def _climbed(before: Narrowed, way: Way) -> Narrowed:
    """Climb one way; keep the steps that may still be in an attack within the limit."""
    part = before.part
    ascent = ascend(part, *way)
    best = _better(before.best, part, ascent) if before.is_single else before.best
    limit = min(before.limit, best.cost) if before.is_single else before.limit
    kept = _within(part, ascent, limit * (1 + SLACK) + SLACK)
    smaller = part if len(kept) == len(part.steps) else part.only(kept)
    landmarks = {**before.landmarks, way: ascent.landmarks}
    return replace(
        before,
        part=smaller,
        limit=limit,
        bound=max(before.bound, ascent.bound),
        best=best,
        landmarks={each: _moved(landmarks[each], part, smaller) for each in landmarks},
    )


def _within(part: Part, ascent: Ascent, room: float) -> IntArray:
    """Return the steps that an attack may use without costing more than there is room for."""
    if ascent.bound > room:
        return np.zeros(0, np.intp)
    return np.flatnonzero(scope_of(part.kernel, part.target, ascent.residual).through + ascent.bound <= room)


def _better(best: Known, part: Part, ascent: Ascent) -> Known:
    """Return the attack that what remains of the costs points to, made cheaper by exchanges, if it is better."""
    steps = derived(part, ascent.residual)
    if ascent.bound >= best.cost or cost_of(part, steps) > best.cost * _PROMISING:
        return best
    if cost_of(part, steps) > ascent.bound * (1 + SLACK):
        steps = polished(part, steps)
    cost = cost_of(part, steps)
    return Known(tuple(part.steps[list(steps)].tolist()), cost) if cost < best.cost else best


def _moved(landmarks: list[list[int]], part: Part, smaller: Part) -> list[list[int]]:
    if part is smaller:
        return landmarks
    place = {step: position for position, step in enumerate(np.searchsorted(part.steps, smaller.steps).tolist())}
    return [[place[step] for step in landmark if step in place] for landmark in landmarks]
