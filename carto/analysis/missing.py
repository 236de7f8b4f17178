"""Why there is no path: what the attacker lacks, and where they stand.

Two answers. *Conditions*: the fewest facts which, if held, would let the target fall; first among facts that nothing
in the graph gives, which is where a model says "no" or says nothing; when those are not enough (facts that only
support each other), among all facts out of reach. *Frontier*: the steps towards the target that lack something though
they have something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from carto.analysis.best import best_attacks
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import BoolArray, chain, reach_back

_ASSUME: Final = "\0assume "
_LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class Blocked:
    """A step towards the target that cannot be done.

    Attributes:
        step: Its id.
        held: Preconditions that are reached.
        missing: Preconditions that are not.
    """

    step: str
    held: tuple[str, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"step": self.step, "held": list(self.held), "missing": list(self.missing)}


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a target does not fall.

    Attributes:
        target: The fact asked about.
        is_reachable: True when it does fall; then there is nothing else to say.
        has_giver: Whether any usable step gives the target at all.
        conditions: Sets of facts, each enough to make the target fall, fewest first; each set sorted.
        frontier: Blocked steps towards the target that have something, fewest missing first; at most ten.
        blocked_count: How many such steps there are.
    """

    target: str
    is_reachable: bool
    has_giver: bool
    conditions: tuple[tuple[str, ...], ...]
    frontier: tuple[Blocked, ...]
    blocked_count: int

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "target": self.target,
            "reachable": self.is_reachable,
            "has_giver": self.has_giver,
            "conditions": [list(condition) for condition in self.conditions],
            "frontier": [blocked.as_json() for blocked in self.frontier],
            "blocked_count": self.blocked_count,
        }


def explain_absence(graph: AttackGraph, target: str, k: int = 3) -> Absence:
    """Say why no attack reaches ``target``.

    Args:
        graph: The attack graph.
        target: A fact.
        k: How many sets of conditions to give at most.

    Raises:
        UnknownIdError: ``unknown-fact``.
    """
    kernel, goal = graph.kernel, graph.fact_at(target)
    held = chain(kernel).held
    if held[goal]:
        return Absence(target, is_reachable=True, has_giver=True, conditions=(), frontier=(), blocked_count=0)
    steps = _towards(graph, goal, held)
    blocked = sorted((_blocked(graph, step, held) for step in steps), key=lambda each: (len(each.missing), each.step))
    partly = [each for each in blocked if each.held]
    return Absence(
        target,
        is_reachable=False,
        has_giver=any(step.postcondition == target for step in steps),
        conditions=_conditions(steps, target, {fact for each in blocked for fact in each.held}, k),
        frontier=tuple(partly[:_LISTED]),
        blocked_count=len(partly),
    )


def _towards(graph: AttackGraph, goal: int, held: BoolArray) -> list[Step]:
    """Return the steps from which the target could follow, and that give something not held."""
    kernel = graph.kernel
    costs = np.where(held[kernel.heads], np.inf, 0.0)
    after = reach_back(kernel, costs, goal)
    useful = kernel.usable & ~held[kernel.heads] & np.isfinite(after[kernel.heads])
    return [graph.steps[step] for step in np.flatnonzero(useful).tolist()]


def _blocked(graph: AttackGraph, step: Step, held: BoolArray) -> Blocked:
    has = [fact for fact in step.preconditions if held[graph.fact_index[fact]]]
    lacks = [fact for fact in step.preconditions if not held[graph.fact_index[fact]]]
    return Blocked(step.id, tuple(has), tuple(lacks))


def _conditions(steps: list[Step], target: str, held: set[str], k: int) -> tuple[tuple[str, ...], ...]:
    needed = {fact for step in steps for fact in step.preconditions} - held - {target}
    ungiven = needed - {step.postcondition for step in steps}
    return _cheapest(steps, target, held, ungiven, k) or _cheapest(steps, target, held, needed, k)


def _cheapest(
    steps: list[Step], target: str, held: set[str], assumable: Iterable[str], k: int
) -> tuple[tuple[str, ...], ...]:
    """Ask for the best attacks when each assumed fact costs a day and everything else is free."""
    free = [replace(step, effort_days=0.0) for step in steps]
    assumed = [Step(_ASSUME + fact, (), fact, effort_days=1.0) for fact in assumable]
    asked = AttackGraph([*free, *assumed], held)
    if target not in asked.fact_index:
        return ()
    found = (attack.steps for attack in best_attacks(asked, target, "effort", k).attacks)
    wanted = (tuple(sorted(_assumed(ids))) for ids in found)
    return tuple(dict.fromkeys(wanted))


def _assumed(ids: Iterable[str]) -> Iterable[str]:
    return (step.removeprefix(_ASSUME) for step in ids if step.startswith(_ASSUME))
