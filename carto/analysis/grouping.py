"""Distinct ways to a target: attacks that look alike, told once.

A *look* is what one remembers of an attack: each thing that falls, and how. The port that was used on the way, the
free moves between, and what is done with the prize are no part of it. An attack whose look holds the whole look of a
better one is that one with needless extras: it is told with it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.attacks import Attack, Criterion, costs_by
from carto.analysis.best import first_attacks
from carto.analysis.relevant import Approach, Part, part_of
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import IntArray, Rows, chain, step_values

Item = tuple[str, str]
"""A kind of step, and the thing it wins."""

_PRIZE_USED: Final = frozenset({"falls", "take-data"})
_MOST_ALIKE: Final = 10
_MOST_PROBES: Final = 300
_MOST_SEARCHES: Final = 120
_MOST_KEPT: Final = 24
"""Approaches kept until their turn comes: they are as long as the graph."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a target.

    Attributes:
        attack: The best attack that goes this way.
        alike: How many attacks go this way, itself included; at most 10 are counted.
        is_counted: Whether there are no more than ``alike``.
    """

    attack: Attack
    alike: int
    is_counted: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Distinct ways to a target, best first.

    Attributes:
        target: The fact asked about.
        by: The criterion.
        ways: At most as many as asked for.
        complete: Whether there is no other way than these.
    """

    target: str
    by: Criterion
    ways: tuple[Way, ...]
    complete: bool


class Looks:
    """What one remembers of the steps of a graph, found once for all of its targets.

    Attributes:
        graph: The attack graph.
    """

    def __init__(self, graph: AttackGraph) -> None:
        """Number what is remembered. O(steps)."""
        self.graph = graph
        items = [_item(step) for step in graph.steps]
        self._numbers: dict[Item, int] = {}
        for item in items:
            if item is not None:
                self._numbers.setdefault(item, len(self._numbers))
        self._of = np.array([-1 if item is None else self._numbers[item] for item in items], np.intp)
        self._steps = Rows(np.arange(len(items) + 1), self._of + 1).inverse(len(self._numbers) + 1)
        self._approaches: dict[Criterion, Approach] = {}
        graph.kernel, graph.efforts, graph.likelihoods  # noqa: B018 -- made here, and shared by every graph below

    def steps_of(self, items: Iterable[Item]) -> IntArray:
        """Return the steps of some items."""
        return np.concatenate([self._steps.row(self._numbers[item] + 1) for item in items])

    def approach(self, by: Criterion) -> Approach:
        """Return what is the same for every target of the graph, by one criterion."""
        if by not in self._approaches:
            self._approaches[by] = Approach(self.graph.kernel, costs_by(self.graph, by))
        return self._approaches[by]

    def part(self, items: Iterable[Item], goal: int) -> Part:
        """Return what leads to a fact by the steps of some items, and those of which nothing is remembered."""
        kernel, is_kept = self.graph.kernel, np.zeros(len(self._numbers) + 1, np.bool_)
        is_kept[[0, *(self._numbers[item] + 1 for item in items)]] = True
        alive = is_kept[self._of + 1] & kernel.usable & ~kernel.is_vain
        held, steps = chain(kernel, alive).held, np.flatnonzero(alive)
        blank = np.zeros(kernel.step_count)
        fires = np.isfinite(step_values(kernel, blank, "max", np.where(held, 0.0, np.inf), steps))
        return part_of(kernel, goal, blank, steps[fires])


def distinct_ways(
    graph: AttackGraph, target: str, by: Criterion = "likelihood", k: int = 3, looks: Looks | None = None
) -> Ways:
    """Return the k best distinct ways to a target.

    Any way that does not hold the look of a listed one lacks some item of it: so forbidding one item at a time of
    each way found, best first, misses none.

    Args:
        graph: The attack graph.
        target: A fact.
        by: The criterion.
        k: How many ways to list at most.
        looks: What one remembers of the steps of this graph, for whoever asks about several targets.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: at most 120 searches for one best attack; beyond, ``complete`` is false and fewer ways may come back.

    Source:
        The tree of hitting sets of Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32,
        1987.
    """
    search = _WaySearch(looks or Looks(graph), target, by)
    found = list(_first(search, k))
    ways = tuple(_counted(search, attack) for attack in found)
    return Ways(target, by, ways, complete=search.is_exhausted and len(found) <= k)


class _WaySearch:
    """Best attacks by what they may not hold, best first; nothing is searched before its turn comes."""

    def __init__(self, looks: Looks, target: str, by: Criterion) -> None:
        self.graph, self.target, self.by = looks.graph, target, by
        self._looks = looks
        self._goal = self.graph.fact_at(target)
        self._costs = costs_by(self.graph, by)
        self._searches = 0
        self._approaches: dict[frozenset[Item], Approach] = {frozenset(): looks.approach(by)}
        self._waiting: list[_Turn] = []
        self._seen: set[frozenset[Item]] = set()
        self.open(frozenset(), at_least=-math.inf)

    @property
    def is_exhausted(self) -> bool:
        """Tell whether nothing is left to look at."""
        return not self._waiting

    def open(self, banned: frozenset[Item], at_least: float) -> None:
        """Queue the search without some items, unless there is no such attack."""
        if banned in self._seen:
            return
        self._seen.add(banned)
        floor = self._floor(banned)
        if math.isfinite(floor):
            heapq.heappush(self._waiting, _Turn(max(floor, at_least), tuple(sorted(banned))))

    def pop(self) -> tuple[Attack, frozenset[Item], float] | None:
        """Return the best attack not yet looked at, what it was forbidden to hold, and its cost."""
        while self._waiting and self._searches < _MOST_SEARCHES:
            turn = heapq.heappop(self._waiting)
            if turn.attack is not None:
                return turn.attack, frozenset(turn.banned), turn.cost
            self._searches += 1
            banned = frozenset(turn.banned)
            approach = self._approaches.pop(banned, None) or self._approach(banned)
            for attack in first_attacks(self.graph, self.target, self.by, approach=approach):
                heapq.heappush(self._waiting, _Turn(self._cost(attack), turn.banned, attack))
        return None

    def look(self, attack: Attack) -> frozenset[Item]:
        """Return what one remembers of an attack."""
        return frozenset(item for step in attack.steps if (item := _item(self.graph.step(step))))

    def alike(self, attack: Attack) -> Part:
        """Return what leads to the target with only the items of an attack's look."""
        return self._looks.part(self.look(attack), self._goal)

    def _floor(self, banned: frozenset[Item]) -> float:
        """Return a cost below which no attack without some items is; infinite where there is none."""
        if self.graph.kernel.start[self._goal]:
            return 0.0
        approach = self._approach(banned)
        if len(self._approaches) < _MOST_KEPT:
            self._approaches[banned] = approach
        return float(approach.ahead[self._goal])

    def _approach(self, banned: frozenset[Item]) -> Approach:
        whole = self._looks.approach(self.by)
        return whole.without(self._looks.steps_of(banned)) if banned else whole

    def _cost(self, attack: Attack) -> float:
        if self.by == "likelihood":
            return -math.log(attack.likelihood)
        return attack.effort_days if self.by == "effort" else attack.elapsed_days


@dataclass(frozen=True, slots=True)
class _Turn:
    """A search to make, or an attack found, in the order of what it costs at least."""

    cost: float
    banned: tuple[Item, ...]
    attack: Attack | None = None

    def __lt__(self, other: _Turn) -> bool:
        return self._key() < other._key()

    def _key(self) -> tuple[float, bool, tuple[str, ...], tuple[Item, ...]]:
        return round(self.cost, 9), self.attack is None, self.attack.steps if self.attack else (), self.banned


def _first(search: _WaySearch, k: int) -> Iterator[Attack]:
    """Yield the k best attacks none of which holds the look of a better one."""
    looks: list[frozenset[Item]] = []
    while len(looks) < k and (popped := search.pop()) is not None:
        attack, banned, cost = popped
        look = search.look(attack)
        if not any(better <= look for better in looks):
            looks.append(look)
            yield attack
        for item in sorted(look):
            if len(looks) == k and not search.is_exhausted:
                return  # enough is listed, and there is more: how much more nobody asks
            search.open(banned | {item}, cost)


def _counted(search: _WaySearch, attack: Attack) -> Way:
    if not attack.steps:
        return Way(attack, 1, is_counted=True)
    found, is_all = _minimal_attacks(search.alike(attack))
    return Way(attack, max(found, 1), is_all)


def _minimal_attacks(part: Part) -> tuple[int, bool]:
    """Return how many minimal attacks there are, at most ten, and whether that is all of them.

    Every other minimal attack lacks one of the choices of each one met: forbid one step at a time.
    """
    found: set[tuple[int, ...]] = set()
    waiting, seen = [frozenset[int]()], {frozenset[int]()}
    for _ in range(_MOST_PROBES):
        if not waiting or len(found) >= _MOST_ALIKE:
            break
        banned = waiting.pop()
        alive = np.ones(part.kernel.step_count, np.bool_)
        alive[list(banned)] = False
        reached = chain(part.kernel, alive)
        if reached.held[part.target]:
            steps = tuple(reached.proof(part.kernel, part.target).tolist())
            found.add(steps)
            choices = part.choices_of(steps, banned)
            fresh = [wider for step in choices if (wider := banned | {step}) not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return len(found), not waiting


def _item(step: Step) -> Item | None:
    """Return what one remembers of a step: None where it only moves, or uses a prize that is already won."""
    if step.kind in _PRIZE_USED or (step.kind and step.difficulty is None):
        return None
    detail = step.detail
    prize = detail.get("account") or detail.get("device") or detail.get("zone") or step.postcondition
    return (step.kind or step.id, prize)
