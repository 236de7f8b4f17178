"""Attacks at hand: found on the way, cheap as a rule, none of them proven best."""

from __future__ import annotations

import heapq
import math

import numpy as np

from carto.analysis.exchange import Steps, exchanges
from carto.analysis.relevant import Known, Part
from carto.attack.kernel import FloatArray


class Pool:
    """Distinct minimal attacks and their costs, in positions of the whole graph.

    Attributes:
        costs: What each attack costs.
    """

    def __init__(self, costs: FloatArray) -> None:
        """Start empty, with the cost of each step."""
        self.costs: dict[Steps, float] = {}
        self._step_costs = costs

    def add(self, steps: Steps) -> Known:
        """Add an attack."""
        cost = float(self._step_costs[list(steps)].sum())
        self.costs[steps] = cost
        return Known(steps, cost)

    @property
    def best(self) -> Known:
        """The cheapest attack."""
        steps = min(self.costs, key=self._rank)
        return Known(steps, self.costs[steps])

    def cost_of(self, k: int) -> float:
        """Return what the k-th cheapest costs; infinite when there are fewer."""
        known = sorted(self.costs.values())
        return known[k - 1] if len(known) >= k else math.inf

    def gather(self, part: Part, k: int) -> None:
        """Add neighbours of the cheapest attacks of a part, k attacks deep."""
        inside = set(part.steps.tolist())
        waiting = [self._rank(steps) for steps in self.costs if inside.issuperset(steps)]
        heapq.heapify(waiting)
        for _ in range(k):
            if not waiting:
                return
            _, steps = heapq.heappop(waiting)
            for other in exchanges(part, tuple(np.searchsorted(part.steps, steps).tolist())):
                found = tuple(part.steps[list(other)].tolist())
                if found not in self.costs:
                    self.add(found)
                    heapq.heappush(waiting, self._rank(found))

    def _rank(self, steps: Steps) -> tuple[float, Steps]:
        return self.costs[steps], steps
