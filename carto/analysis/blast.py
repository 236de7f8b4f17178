"""Blast radius: all that falls once something has fallen, and how many hard steps away.

Only what is said to have fallen counts as held: whatever else an attacker may start with is left out, so that the
answer is about this fall and not about the attacker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import BoolArray, FloatArray, IntArray, best_values


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What falls with something.

    Attributes:
        start: The facts held at first, sorted.
        depth: Fact that falls -> least number of steps that break something, one after the other, before it does; free
            moves count nothing. The start itself, and what falls without it, are left out. Sorted by depth, then fact.
    """

    start: tuple[str, ...]
    depth: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "start": list(self.start),
            "facts": [{"fact": fact, "depth": depth} for fact, depth in self.depth.items()],
        }


def blast_radius(graph: AttackGraph, fallen: Iterable[str]) -> BlastRadius:
    """Return all that falls once some facts are held.

    Args:
        graph: The attack graph; its own start is not used.
        fallen: Facts held at first.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: two runs of ``best_values``: linear in the premises touched, times the rounds.
    """
    return next(blast_radii(graph, [fallen]))


def blast_radii(graph: AttackGraph, falls: Iterable[Iterable[str]]) -> Iterator[BlastRadius]:
    """Yield all that falls in each of several cases, as ``blast_radius`` does: what falls anyway is found once.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: one run of ``best_values`` a case, and one for all.
    """
    for start, fresh, depths in falls_with(graph, falls):
        ordered = np.argsort(depths, kind="stable")  # facts are sorted already
        told = zip(fresh[ordered].tolist(), depths[ordered].tolist(), strict=True)
        yield BlastRadius(start, {graph.facts[fact]: int(depth) for fact, depth in told})


def falls_with(
    graph: AttackGraph, falls: Iterable[Iterable[str]]
) -> Iterator[tuple[tuple[str, ...], IntArray, FloatArray]]:
    """Yield the same as arrays: the facts held at first, the positions of those that fall, ascending, their depths."""
    held = np.zeros(len(graph.facts), np.bool_)
    anyway = np.isfinite(_depths(graph, held))
    for fallen in falls:
        start = tuple(sorted(set(fallen)))
        held = np.zeros(len(graph.facts), np.bool_)
        held[[graph.fact_at(fact) for fact in start]] = True
        depths = _depths(graph, held)
        fresh = np.flatnonzero(np.isfinite(depths) & ~anyway & ~held)
        yield start, fresh, depths[fresh]


def _depths(graph: AttackGraph, held: BoolArray) -> FloatArray:
    breaks = (graph.likelihoods < 1) | (graph.efforts > 0)
    return best_values(graph.kernel, breaks.astype(np.float64), "max", held)
