"""The chance that something falls before and after a change, under the same luck.

Both graphs are sampled in the same worlds (``carto.analysis.probability``): what is the same in both behaves the same
in every trial. The difference is then much better known than either chance, and taking a step away never raises it by
accident.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.probability import fallen_worlds, wilson
from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray

_Z: Final = 1.959963984540054


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
    before: AttackGraph, after: AttackGraph, targets: Sequence[tuple[str, str]], words: int = 64, seed: int = 1
) -> tuple[Paired, ...]:
    """Return the chances that targets fall, in the order given.

    Args:
        before: The first graph.
        after: The second graph.
        targets: Fact in the first graph, fact in the second; one that a graph does not have never falls there.
        words: Trials, in words of 64.
        seed: Names the draws.

    Complexity: two passes over the graphs for each word.
    """
    first = trials_of(before, [one for one, _other in targets], words, seed)
    second = trials_of(after, [other for _one, other in targets], words, seed)
    return tuple(pair(first[one], second[other]) for one, other in targets)


def trials_of(graph: AttackGraph, facts: Sequence[str], words: int = 64, seed: int = 1) -> dict[str, FloatArray]:
    """Return, for each fact, 1 for each trial in which it falls and 0 for the others."""
    known = [fact for fact in dict.fromkeys(facts) if fact in graph.fact_index]
    rows = fallen_worlds(graph, known, trials=64 * words, seed=seed)
    bits = np.unpackbits(rows.astype("<u8").view(np.uint8), axis=1, bitorder="little").astype(np.float64)
    return dict.fromkeys(facts, np.zeros(64 * words)) | dict(zip(known, bits, strict=True))


def pair(first: FloatArray, second: FloatArray) -> Paired:
    """Return the chances of one target from its trials in both graphs: the same worlds, in the same order."""
    gained = second - first
    spread = _Z * float(gained.std()) / math.sqrt(len(gained))
    mean = float(gained.mean())
    return Paired(share(first), share(second), Chance(mean, max(-1.0, mean - spread), min(1.0, mean + spread)))


def share(trials: FloatArray) -> Chance:
    """Return the share of trials that are 1."""
    hits = int(trials.sum())
    return Chance(hits / len(trials), *wilson(hits, len(trials)))
