"""Least-cost choice under lazily found conditions: the master problem of an implicit hitting set.

Choose items (0 or 1) of least total cost so that every row holds. The search around it adds rows as it meets what the
last choice forgot. The solver is HiGHS through scipy; what it proves is a lower bound on the cost of any choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy  # its parts load when first asked for: most questions never come to a program

from carto.attack.kernel import FloatArray

_SPAN: Final = 1e4
"""Costs are scaled so that the dearest is this: the solver's absolute tolerances (1e-6) then vanish beside them."""

_NODES: Final = 200_000
"""Nodes of branch and bound before the solver gives up; a count, not a time, so that results do not depend on the
machine."""

_WHOLE: Final = 1 - 1e-5
"""From here on a share is whole: the solver's tolerance is a tenth of what is missing."""

_OPTIMAL: Final = 0
_LIMIT: Final = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What the solver found.

    Attributes:
        items: Chosen items, ascending; empty when it gave up without a choice.
        bound: No choice costs less.
        is_proven: Whether ``items`` costs no more than ``bound``.
    """

    items: tuple[int, ...]
    bound: float
    is_proven: bool


class Master:
    """Items with costs, and the rows that a choice must satisfy.

    A row is a weighted sum of chosen items with a floor: ``sum(weight x chosen) >= floor``.
    """

    def __init__(self, costs: FloatArray, shares: int = 0) -> None:
        """Start without rows.

        Args:
            costs: Cost of each item.
            shares: The last so many items may be chosen in part; only those chosen whole are told. Worth it for items
                that any whole choice of the others makes whole: the solver need not branch on them.
        """
        self._costs = costs
        self._first_share = len(costs) - shares
        dearest = float(costs.max(initial=0.0))
        self._scale = _SPAN / dearest if dearest > 0 else 1.0
        self._columns: list[int] = []
        self._weights: list[float] = []
        self._lengths: list[int] = []
        self._floors: list[float] = []

    def add(self, items: Sequence[int], weights: Iterable[float], floor: float) -> None:
        """Demand ``sum(weight x chosen) >= floor``."""
        self._columns.extend(items)
        self._weights.extend(weights)
        self._lengths.append(len(items))
        self._floors.append(floor)

    def add_any(self, items: Sequence[int]) -> None:
        """Demand at least one of ``items``."""
        self.add(items, [1.0] * len(items), 1.0)

    def add_not_all(self, items: Sequence[int]) -> None:
        """Forbid choosing all of ``items``."""
        self.add(items, [-1.0] * len(items), 1.0 - len(items))

    def solve(self) -> Choice | None:
        """Return a choice of least cost, or None when no choice satisfies every row."""
        if self._is_impossible:
            return None
        if not self._lengths:
            return Choice((), 0.0, is_proven=True)
        solved = self._solved(self._first_share, {"mip_rel_gap": 0.0, "node_limit": _NODES})
        if solved.status not in {_OPTIMAL, _LIMIT}:
            return None
        return self._read(solved.x, solved.mip_dual_bound, is_proven=solved.status == _OPTIMAL)

    def shares(self) -> FloatArray | None:
        """Return how much of each item to choose when all may be chosen in part; None when nothing was found."""
        if self._is_impossible:
            return None
        if not self._lengths:
            return np.zeros(len(self._costs))
        solved = self._solved(0, {})
        return np.asarray(solved.x) if solved.status == _OPTIMAL else None

    @property
    def _is_impossible(self) -> bool:
        return any(length == 0 and floor > 0 for length, floor in zip(self._lengths, self._floors, strict=True))

    def _solved(self, whole: int, options: Mapping[str, float]) -> scipy.optimize.OptimizeResult:
        """Return what the solver answers when the first ``whole`` items cannot be chosen in part."""
        size = len(self._costs)
        return scipy.optimize.milp(
            c=self._costs * self._scale,
            integrality=np.arange(size) < whole,
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(self._matrix(size), lb=np.array(self._floors)),
            options=dict(options),
        )

    def _matrix(self, size: int) -> scipy.sparse.csr_array:
        bounds = np.concatenate(([0], np.cumsum(self._lengths))).astype(np.int32)  # older solvers take no wider index
        columns = np.array(self._columns, np.int32)
        return scipy.sparse.csr_array((self._weights, columns, bounds), shape=(len(self._lengths), size))

    def _read(self, x: FloatArray | None, bound: float | None, *, is_proven: bool) -> Choice:
        least = np.where(np.arange(len(self._costs)) < self._first_share, 1 / 2, _WHOLE)
        items = () if x is None else tuple(np.flatnonzero(x > least).tolist())
        proven = max(0.0, (bound or 0.0) / self._scale)
        return Choice(items, proven, is_proven)
