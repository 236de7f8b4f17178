"""Blast radius: all that falls once something has fallen, and how many hard steps away.

Only what is said to have fallen counts as held: whatever else an attacker may start with is left out, so that the
answer is about this fall and not about the attacker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import BoolArray, best_values


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
    start = tuple(sorted(set(fallen)))
    held = np.zeros(len(graph.facts), np.bool_)
    held[[graph.fact_at(fact) for fact in start]] = True
    with_it, without = (_depths(graph, mask) for mask in (held, np.zeros_like(held)))
    fresh = np.flatnonzero(np.isfinite(with_it) & ~np.isfinite(without) & ~held)
    found = sorted((int(with_it[fact]), graph.facts[fact]) for fact in fresh.tolist())
    return BlastRadius(start, {fact: depth for depth, fact in found})


def _depths(graph: AttackGraph, held: BoolArray) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    breaks = (graph.likelihoods < 1) | (graph.efforts > 0)
    return best_values(graph.kernel, breaks.astype(np.float64), "max", held)
