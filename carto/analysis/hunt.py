"""The search for one target: windows of cost, each searched exactly, each wider than the last.

A window holds every attack within a limit of cost, and hardly any step that none of them uses. The k best attacks are
found once a window lists k of them.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Final

from carto.analysis.ascent import narrow
from carto.analysis.exchange import Steps
from carto.analysis.pool import Pool
from carto.analysis.relevant import Part, Scope
from carto.analysis.search import Found, PartitionSearch, Window, Work
from carto.analysis.solve import KnuthSolver, Limits, SetSolver
from carto.attack.kernel import Combine, best_derivations

_FIRST_WINDOW: Final = 64
_GROWTH: Final = (1.1, 1.25, 1.6, 2.5)
"""Limits tried for the k best, as multiples of the best."""


class Hunt(ABC):
    """The search for one target.

    Attributes:
        listed: Attacks found so far, best first.
        is_exhausted: Whether there is no other.
    """

    def __init__(self, scope: Scope, limits: Limits) -> None:
        """Start with nothing listed."""
        self.listed: list[Found] = []
        self.is_exhausted = not math.isfinite(scope.floor)
        self._scope = scope
        self._work = Work(limits.work)

    def run(self, k: int) -> None:
        """List up to k attacks."""
        windows = self._windows(k)
        while len(self.listed) < k and not self.is_exhausted:
            limit, search = next(windows)
            self._drain(search, k)
            if self._work.is_done:
                return
            self.is_exhausted = math.isinf(limit) and len(self.listed) < k

    @abstractmethod
    def _windows(self, k: int) -> Iterator[tuple[float, PartitionSearch]]:
        """Yield limits, the last one infinite, and for each a search that is exact up to it."""

    def _drain(self, search: PartitionSearch, k: int) -> None:
        while len(self.listed) < k:
            found = search.next()
            if found is None:
                return
            self.listed.append(found)

    def _taken(self) -> list[Steps]:
        return [found.steps for found in self.listed]


class _PathHunt(Hunt):
    """Where Knuth's search is exact."""

    def __init__(self, scope: Scope, limits: Limits, combine: Combine) -> None:
        super().__init__(scope, limits)
        self._combine: Combine = combine
        self._solver = KnuthSolver(combine, self._work)

    def _windows(self, k: int) -> Iterator[tuple[float, PartitionSearch]]:
        limit, size = self._scope.floor, max(_FIRST_WINDOW, k)
        known = {_knuth(self._scope, self._combine): limit}
        while True:
            part = self._scope.within(limit)
            window = Window(limit, self._scope.floor, self._taken(), known)
            yield limit, PartitionSearch(part, self._solver, window, self._work)
            size = 2 * max(size, len(part.steps))
            limit = self._scope.wider(limit, size)


class _SetHunt(Hunt):
    """Where what counts is a set of steps."""

    def __init__(self, scope: Scope, limits: Limits) -> None:
        super().__init__(scope, limits)
        self._solver = SetSolver(limits, self._work)
        self._pool = Pool(scope.costs)

    def _windows(self, k: int) -> Iterator[tuple[float, PartitionSearch]]:
        known = self._pool.add(tuple(self._scope.derived().tolist()))
        self._work.expect(len(known.steps))
        part = self._scope.within(known.cost)
        if k == 1:
            yield self._search(part, known.cost)
        known = narrow(part, known.cost, known, is_single=True).best
        self._pool.add(known.steps)
        for limit in self._widening(known.cost):
            yield self._fitting(limit, k)

    def _widening(self, cost: float) -> Iterator[float]:
        unit = cost or float(self._scope.costs[self._scope.costs > 0].min(initial=math.inf))
        yield from (unit * factor for factor in _GROWTH)
        yield math.inf

    def _fitting(self, limit: float, k: int) -> tuple[float, PartitionSearch]:
        """Return a search up to what the k best cost at most, as far as a look within the limit can tell."""
        wide = narrow(self._scope.within(limit), limit, self._pool.best, is_single=False)
        self._pool.gather(wide.part, k)
        enough = self._pool.cost_of(k)
        if enough <= limit:
            part = narrow(wide.part, enough, self._pool.best, is_single=False).part
            return self._search(part, enough)
        if math.isinf(enough):
            return self._search(wide.part, limit)
        part = narrow(self._scope.within(enough), enough, self._pool.best, is_single=False).part
        return self._search(part, enough)

    def _search(self, part: Part, limit: float) -> tuple[float, PartitionSearch]:
        window = Window(limit, self._scope.floor, self._taken(), self._pool.costs)
        return limit, PartitionSearch(part, self._solver, window, self._work)


def _knuth(scope: Scope, combine: Combine) -> Steps:
    """Return the steps of the best derivation."""
    best = best_derivations(scope.kernel, scope.costs, combine)
    return tuple(best.proof(scope.kernel, scope.target).tolist())


def hunt_for(scope: Scope, combine: Combine, limits: Limits) -> Hunt:
    """Return the search that suits a target and a criterion."""
    if combine == "max" or scope.is_single:
        return _PathHunt(scope, limits, combine)
    return _SetHunt(scope, limits)
