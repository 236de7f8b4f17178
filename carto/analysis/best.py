"""Best attacks: the k best executable, minimal sets of steps that reach a target, with proof.

An attack is a set of steps that reaches the target from the starting facts, every precondition met; it is minimal
when no step can be left out. Each step counts once, however many branches share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.attacks import Attack, Criterion, attack_of, costs_by
from carto.analysis.exchange import Steps
from carto.analysis.hunt import Hunt, hunt_for
from carto.analysis.relevant import Approach, Scope
from carto.analysis.solve import Limits
from carto.attack.graph import AttackGraph
from carto.attack.kernel import chain

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


def best_attacks(
    graph: AttackGraph,
    target: str,
    by: Criterion = "likelihood",
    k: int = 1,
    limits: Limits | None = None,
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
    scope = Approach(graph.kernel, costs_by(graph, by)).scope(goal)
    hunt = _hunted(scope, by, k, limits)
    return BestAttacks(target, by, _ranked(graph, hunt, by), _is_complete(scope, hunt))


def first_attacks(
    graph: AttackGraph, target: str, by: Criterion = "likelihood", k: int = 1, approach: Approach | None = None
) -> tuple[Attack, ...]:
    """Return the k best minimal attacks on ``target``, best first; nobody asks whether these are all there are.

    Args:
        graph: The attack graph.
        target: A fact. Held at the start: one attack without steps.
        by: The criterion.
        k: How many distinct attacks to list at most.
        approach: What is the same for all targets of this graph by this criterion, where somebody has it; or of what
            is left of this graph without some steps, which the attacks then do without.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: as ``best_attacks``, without the probes for another attack.
    """
    goal = graph.fact_at(target)
    if graph.kernel.start[goal]:
        return (attack_of(graph, (), by, None),)
    hunt = _hunted((approach or Approach(graph.kernel, costs_by(graph, by))).scope(goal), by, k, None)
    return _ranked(graph, hunt, by)


def _hunted(scope: Scope, by: Criterion, k: int, limits: Limits | None) -> Hunt:
    hunt = hunt_for(scope, "max" if by == "time" else "sum", limits or Limits())
    hunt.run(k)
    return hunt


def _ranked(graph: AttackGraph, hunt: Hunt, by: Criterion) -> tuple[Attack, ...]:
    attacks = (attack_of(graph, found.steps, by, None if found.is_proven else found.bound) for found in hunt.listed)
    return tuple(sorted(attacks, key=lambda attack: attack.rank(by)))


def _is_complete(scope: Scope, hunt: Hunt) -> bool:
    """Tell whether every minimal attack is listed.

    Two minimal attacks differ in how they come to some fact that both hold: follow both back from the target as long as
    they agree. So every other attack lacks a step of each listed one whose fact can be had in several ways: forbid one
    such step of each listed attack met, in every combination, until another attack shows up or nothing is left. After a
    fair number of probes, the search itself is asked.
    """
    listed = {found.steps for found in hunt.listed}
    ways = np.bincount(scope.kernel.heads[np.isfinite(scope.through)], minlength=scope.kernel.fact_count)
    is_choice = (ways > 1)[scope.kernel.heads]
    waiting, seen = [frozenset[int]()], {frozenset[int]()}
    for _ in range(0 if hunt.is_exhausted else _PROBES):
        if not waiting:
            return True
        banned = waiting.pop()
        steps = _attack_without(scope, banned)
        if steps and steps not in listed:
            return False
        fresh = [wider for step in steps if is_choice[step] and (wider := banned | {step}) not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    hunt.run(len(listed) + 1)
    return hunt.is_exhausted


def _attack_without(scope: Scope, banned: frozenset[int]) -> Steps:
    """Return a minimal attack without some steps; none when there is none."""
    alive = np.ones(scope.kernel.step_count, np.bool_)
    alive[list(banned)] = False
    return tuple(chain(scope.kernel, alive).proof(scope.kernel, scope.target).tolist())
