"""Shorter edges: swap zones of one band where that brings together what talks together.

A bounded greedy search: passes over pairs of zones, each swap kept when the summed edge length falls. It never leaves
the order of the bands, and stops after a fixed number of tries, so that it costs little and always gives the same.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from carto.atlas.packing import Rectangle, Size, shelve

_PASSES = 3
_MOST_TRIES = 600
_MOST_WORK = 400_000  # tries times boxes and edges

Shelves = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pull:
    """How strongly two zones want to be near: how many links and flows join them."""

    a: str
    b: str
    weight: int


def pulls_between(ends: Iterable[tuple[str, str]], zone_of_end: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Return how many edges join each pair of outermost zones; ends that are nowhere on the map are left out."""
    pairs: Counter[tuple[str, str]] = Counter()
    for a, b in ends:
        one, other = zone_of_end.get(a), zone_of_end.get(b)
        if one is not None and other is not None and one != other:
            pairs[min(one, other), max(one, other)] += 1
    return dict(sorted(pairs.items()))


def shortened(
    rows: Shelves, sizes: Mapping[str, Size], tier: Mapping[str, int], pulls: Sequence[Pull], gap: float
) -> Shelves:
    """Return the same shelves with zones of one band swapped where that shortens edges.

    Complexity: a fixed number of tries, each linear in the zones and edges of the site.
    """
    names = [name for row in rows for name in row]
    here = set(names)
    pulls = [pull for pull in pulls if pull.a in here and pull.b in here]
    pairs = _swappable(names, tier)
    tries = min(_MOST_TRIES, _MOST_WORK // (len(names) + len(pulls) + 1))
    if not pulls or not pairs:
        return rows
    search = _Search([list(row) for row in rows], sizes, pulls, gap)
    search.improve(pairs, tries)
    return tuple(tuple(row) for row in search.rows)


def _swappable(names: Sequence[str], tier: Mapping[str, int]) -> list[tuple[str, str]]:
    bands: defaultdict[int, list[str]] = defaultdict(list)
    for name in names:
        bands[tier[name]].append(name)
    return [pair for band in sorted(bands) for pair in combinations(bands[band], 2)]


class _Search:
    """Shelves being improved."""

    def __init__(self, rows: list[list[str]], sizes: Mapping[str, Size], pulls: Sequence[Pull], gap: float) -> None:
        self.rows, self._sizes, self._pulls, self._gap = rows, sizes, pulls, gap
        self._cost, self._extent = self._measure()
        self._widest = 1.08 * self._extent[0], 1.08 * self._extent[1]

    def improve(self, pairs: Sequence[tuple[str, str]], tries: int) -> None:
        """Swap pairs until a pass brings nothing or the tries are used up."""
        for _ in range(_PASSES):
            before = self._cost
            for pair in pairs[:tries]:
                self._try(*pair)
            tries -= len(pairs[:tries])
            if self._cost >= before or tries <= 0:
                return

    def _try(self, one: str, other: str) -> None:
        self._swap(one, other)
        cost, extent = self._measure()
        fits = extent[0] <= self._widest[0] and extent[1] <= self._widest[1]
        if fits and cost < self._cost - 1e-9:
            self._cost = cost
        else:
            self._swap(one, other)

    def _swap(self, one: str, other: str) -> None:
        new = {one: other, other: one}
        self.rows = [[new.get(name, name) for name in row] for row in self.rows]

    def _measure(self) -> tuple[float, tuple[float, float]]:
        boxes = self._boxes()
        middle = {name: box.centre for name, box in boxes.items()}
        cost = sum(pull.weight * math.dist(middle[pull.a], middle[pull.b]) for pull in self._pulls)
        return cost, (max(box.right for box in boxes.values()), max(box.bottom for box in boxes.values()))

    def _boxes(self) -> dict[str, Rectangle]:
        names = [name for row in self.rows for name in row]
        position = {name: at for at, name in enumerate(names)}
        rows = tuple(tuple(position[name] for name in row) for row in self.rows)
        return dict(zip(names, shelve([self._sizes[name] for name in names], rows, self._gap), strict=True))
