"""The chance that something falls before and after a change, under the same luck.

Both graphs throw the same coins: the draw of a cause depends on its name and the seed alone, so that what is the same
in both behaves the same in every trial. The difference is then much better known than either chance, and taking a step
away never raises it by accident. Steps of one flaw share one draw; a step that stands for a fleet of ``m`` works with
chance ``1 - (1 - p)^m``.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray
from carto.attack.worlds import WordArray, Worlds

_WORD: Final = 64
_Z: Final = 1.959964
"""Two-sided 95 %."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A share of trials, with its 95 % interval."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Paired:
    """Chances of one target in two graphs.

    Attributes:
        before: In the first.
        after: In the second.
        change: After less before; its interval counts that the coins are the same.
    """

    before: Chance
    after: Chance
    change: Chance


def paired_chances(
    before: AttackGraph, after: AttackGraph, targets: Sequence[tuple[str, str]], words: int = 64, seed: int = 0
) -> tuple[Paired, ...]:
    """Return the chances that targets fall, in the order given.

    Args:
        before: The first graph.
        after: The second graph.
        targets: Fact in the first graph, fact in the second; one that a graph does not have never falls there.
        words: Trials, in words of 64.
        seed: Names the coins.

    Complexity: two passes over the graphs for each word; one draw for each uncertain cause and trial.
    """
    first, second = (_fallen(graph, words, seed) for graph in (before, after))
    return tuple(_pair(_bits(before, first, one), _bits(after, second, other)) for one, other in targets)


def _fallen(graph: AttackGraph, words: int, seed: int) -> WordArray:
    """Return the worlds in which each fact falls."""
    works = np.full((len(graph.steps), words), ~np.uint64(0), np.uint64)
    draws: dict[str, FloatArray] = {}
    for position, step in enumerate(graph.steps):
        chance = 1.0 - (1.0 - step.likelihood) ** step.count
        if chance < 1.0:
            cause = step.flaw or step.id
            if cause not in draws:
                draws[cause] = _draw(cause, words, seed)
            works[position] = _packed(draws[cause] < chance)
    return Worlds(graph.kernel).reach(works)


def _draw(cause: str, words: int, seed: int) -> FloatArray:
    digest = hashlib.blake2b(f"{seed}\0{cause}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little"))).random(words * _WORD)


def _packed(works: np.typing.NDArray[np.bool_]) -> WordArray:
    return np.packbits(works, bitorder="little").view("<u8").astype(np.uint64)


def _bits(graph: AttackGraph, reached: WordArray, fact: str) -> FloatArray:
    position = graph.fact_index.get(fact)
    row = np.zeros(reached.shape[1], np.uint64) if position is None else reached[position]
    return np.unpackbits(row.astype("<u8").view(np.uint8), bitorder="little").astype(np.float64)


def _pair(first: FloatArray, second: FloatArray) -> Paired:
    gained = second - first
    spread = _Z * float(gained.std()) / math.sqrt(len(gained))
    mean = float(gained.mean())
    return Paired(_wilson(first), _wilson(second), Chance(mean, max(-1.0, mean - spread), min(1.0, mean + spread)))


def _wilson(trials: FloatArray) -> Chance:
    """Return a share with Wilson's interval, which is right near 0 and 1 as well."""
    count, share = len(trials), float(trials.mean())
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return Chance(share, max(0.0, middle - half), min(1.0, middle + half))
