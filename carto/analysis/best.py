"""Best attacks: the k best executable, minimal sets of steps that reach a target, with proof.

An attack is a set of steps that reaches the target from the starting facts, every precondition met; it is minimal
when no step can be left out. Each step counts once, however many branches share it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.attacks import Attack, Criterion, attack_of, costs_by
from carto.analysis.relevant import Part, scope_of
from carto.analysis.search import Budget, Found, HittingSearch, PartitionSearch, Search, is_close
from carto.attack.graph import AttackGraph
from carto.attack.kernel import Combine, Kernel, best_derivations, chain

_FIRST_WINDOW: Final = 64
_PROBES: Final = 200


@dataclass(frozen=True, slots=True)
class BestAttacks:
    """The best attacks on one target.

    Attributes:
        target: The fact asked about.
        by: The criterion.
        attacks: Best first.
        complete: Whether these are all the minimal attacks there are.
    """

    target: str
    by: Criterion
    attacks: tuple[Attack, ...]
    complete: bool

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "target": self.target,
            "by": self.by,
            "attacks": [attack.as_json() for attack in self.attacks],
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search before answering with a bound.

    Counts, not seconds, so that answers do not depend on the machine.

    Attributes:
        rounds: Integer programs solved.
        nodes: Families of attacks opened, where Knuth's search is exact.
    """

    rounds: int = 400
    nodes: int = 10_000


def best_attacks(
    graph: AttackGraph, target: str, by: Criterion = "likelihood", k: int = 1, limits: Limits | None = None
) -> BestAttacks:
    """Return the k best minimal attacks on ``target``.

    Args:
        graph: The attack graph.
        target: A fact. Held at the start: one attack without steps. Out of reach: no attack.
        by: The criterion.
        k: How many distinct attacks to list at most.
        limits: When to give up proving; generous by default.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: a few linear passes to find the relevant part, then a search that is NP-hard for likelihood and effort
        on graphs with several preconditions, and polynomial for time and for single preconditions.
    """
    goal = graph.fact_at(target)
    if graph.kernel.start[goal]:
        return BestAttacks(target, by, (attack_of(graph, (), by, None),), complete=True)
    hunt = _Hunt(graph, goal, by, limits or Limits())
    hunt.run(k)
    attacks = (attack_of(graph, found.steps, by, _left_open(found)) for found in hunt.listed)
    ranked = tuple(sorted(attacks, key=lambda attack: attack.rank(by)))
    return BestAttacks(target, by, ranked, hunt.is_complete())


def _left_open(found: Found) -> float | None:
    return None if is_close(found.cost, found.bound) else found.bound


class _Hunt:
    """The search for one target: exact within a limit of cost, and wider limits until k attacks are found."""

    def __init__(self, graph: AttackGraph, goal: int, by: Criterion, limits: Limits) -> None:
        self.listed: list[Found] = []
        self._kernel: Kernel = graph.kernel
        self._goal = goal
        self._combine: Combine = "max" if by == "time" else "sum"
        self._scope = scope_of(graph.kernel, goal, costs_by(graph, by))
        self._rounds = Budget(limits.rounds)
        self._nodes = Budget(limits.nodes)
        self._is_stalled = False
        self._is_exhausted = not math.isfinite(self._scope.floor)

    def run(self, k: int) -> None:
        """List up to k attacks."""
        if self._is_exhausted or k < 1:
            return
        limit = self._first()
        while len(self.listed) < k and not self._is_stalled:
            part = self._scope.within(limit)
            self._drain(self._search(part), limit, k)
            if math.isinf(limit):
                self._is_exhausted = len(self.listed) < k and not self._is_stalled
                return
            limit = self._scope.wider(limit, max(2 * len(part.steps), _FIRST_WINDOW))

    def _first(self) -> float:
        """Return what Knuth's own derivation costs as a set; list it when that is the floor already."""
        best = best_derivations(self._kernel, self._scope.costs, self._combine)
        steps = best.chain.proof(self._kernel, self._goal)
        cost = float(best.values[self._goal] if self._combine == "max" else self._scope.costs[steps].sum())
        self._seed = Found(tuple(steps.tolist()), cost, self._scope.floor)
        if is_close(cost, self._scope.floor):
            self.listed.append(self._seed)
        return cost

    def _search(self, part: Part) -> Search:
        listed = [found.steps for found in self.listed]
        if self._combine == "max" or part.is_single:
            # With one precondition at most an attack is a path: no step can be used twice, and Knuth's sum is its cost.
            return PartitionSearch(part, self._combine, listed, self._nodes)
        return HittingSearch(part, listed, self._rounds, self._seed.steps)

    def _drain(self, search: Search, limit: float, k: int) -> None:
        """List what the search finds, as long as nothing outside its part could come before."""
        while len(self.listed) < k:
            found = search.next()
            if found is None:
                return
            bound = min(found.bound, limit)
            if is_close(found.cost, bound):
                self.listed.append(found)
            elif is_close(found.cost, found.bound):
                return  # proven in this part, but beyond the limit: look wider
            else:
                self._is_stalled = True
                self.listed.append(Found(found.steps, found.cost, bound))

    def is_complete(self) -> bool:
        """Tell whether no minimal attack is left out."""
        if self._is_exhausted or self._is_stalled:
            return self._is_exhausted
        known = {found.steps for found in self.listed}
        other = _has_other(self._kernel, self._goal, known)
        return self._search(self._scope.within(math.inf)).next() is None if other is None else not other


def _has_other(kernel: Kernel, goal: int, known: set[tuple[int, ...]]) -> bool | None:
    """Tell whether there is a minimal attack not in ``known``; None when a fair number of probes did not say.

    Every other attack lacks a step of each known one: forbid one step of each attack met until another one shows up.
    """
    waiting, seen = [frozenset[int]()], {frozenset[int]()}
    for _ in range(_PROBES):
        if not waiting:
            return False
        banned = waiting.pop()
        alive = np.ones(kernel.step_count, np.bool_)
        alive[list(banned)] = False
        reached = chain(kernel, alive)
        if not reached.held[goal]:
            continue
        steps = tuple(reached.proof(kernel, goal).tolist())
        if steps not in known:
            return True
        fresh = [banned | {step} for step in steps if banned | {step} not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return None
