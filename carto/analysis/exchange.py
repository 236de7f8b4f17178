"""Neighbours of an attack: what else reaches the target when one of its steps is forbidden and the others are free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np

from carto.analysis.relevant import SLACK, Part
from carto.attack.kernel import FloatArray, best_derivations

Steps: TypeAlias = tuple[int, ...]
"""Positions of steps, ascending."""

_ROUNDS: Final = 8

_MOST: Final = 64
"""Steps of one attack that are tried, the dearest: of a thousand steps, hardly any is worth a search of its own."""


def derived(part: Part, costs: FloatArray) -> Steps:
    """Return the steps of the best derivation of the target under some costs; none when there is none."""
    best = best_derivations(part.kernel, costs, "sum")
    return tuple(best.proof(part.kernel, part.target).tolist())


def cost_of(part: Part, steps: Steps) -> float:
    """Return what steps of a part cost together."""
    return float(part.costs[list(steps)].sum())


def exchanges(part: Part, steps: Steps) -> Iterator[Steps]:
    """Yield, for each step of an attack, the attack found when it is forbidden and the others are free.

    Of a long attack, only the dearest steps are tried.
    """
    dearest = sorted(sorted(steps, key=lambda step: (-part.costs[step], step))[:_MOST])
    for step in dearest:
        costs = part.costs.copy()
        costs[list(steps)] = 0.0
        costs[step] = np.inf
        other = derived(part, costs)
        if other:
            yield other


def polished(part: Part, steps: Steps) -> Steps:
    """Exchange steps as long as that makes the attack cheaper, or shorter at the same cost."""
    for _ in range(_ROUNDS):
        found = next((other for other in exchanges(part, steps) if _is_better(part, other, steps)), None)
        if found is None:
            return steps
        steps = found
    return steps


def _is_better(part: Part, one: Steps, other: Steps) -> bool:
    cost, limit = cost_of(part, one), cost_of(part, other)
    return cost < limit * (1 - SLACK) or (cost <= limit * (1 + SLACK) and len(one) < len(other))
