"""What an attack is, once found: its steps in order, its three figures, and how good it is known to be.

The three criteria are never mixed:

- ``likelihood``: product of the likelihoods of its steps (for a step that stands for a fleet: of one device of the
  fleet);
- ``effort``: sum of the working days of its steps;
- ``time``: earliest moment the target falls when steps that do not wait for each other go on in parallel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray

Criterion: TypeAlias = Literal["likelihood", "effort", "time"]


@dataclass(frozen=True, slots=True)
class Proof:
    """How good an attack is known to be, in the unit of its criterion.

    Attributes:
        status: ``optimal``: no better attack is left out. ``bounded``: the search stopped at its limit; nothing
            better than ``bound`` is left out.
        bound: The best that any attack left out could be.
        gap: Distance from the attack to the bound; 0 when optimal.
    """

    status: Literal["optimal", "bounded"]
    bound: float
    gap: float

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"status": self.status, "bound": self.bound, "gap": self.gap}


@dataclass(frozen=True, slots=True)
class Attack:
    """A minimal executable attack.

    Attributes:
        steps: Ids of its steps, in an order in which they can be done.
        likelihood: Product over its steps, 0..1.
        effort_days: Sum over its steps.
        elapsed_days: Earliest finish with parallel work.
        proof: How good it is known to be.
    """

    steps: tuple[str, ...]
    likelihood: float
    effort_days: float
    elapsed_days: float
    proof: Proof

    def rank(self, by: Criterion) -> tuple[float, int, tuple[str, ...]]:
        """Return what attacks are ordered by: the criterion, then fewer steps, then their ids."""
        figure = {"likelihood": -self.likelihood, "effort": self.effort_days, "time": self.elapsed_days}[by]
        return figure, len(self.steps), self.steps

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "steps": list(self.steps),
            "likelihood": self.likelihood,
            "effort_days": self.effort_days,
            "elapsed_days": self.elapsed_days,
            "proof": self.proof.as_json(),
        }


def costs_by(graph: AttackGraph, by: Criterion) -> FloatArray:
    """Return the cost of each step: less is better, and costs add up along an attack."""
    if by != "likelihood":
        return graph.efforts
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(graph.likelihoods)


def attack_of(graph: AttackGraph, steps: Sequence[int], by: Criterion, bound: float | None) -> Attack:
    """Return the attack made of some steps.

    Args:
        graph: The attack graph.
        steps: Positions of the steps of a minimal attack.
        by: The criterion it was searched by.
        bound: Least cost, as in ``costs_by``, that any attack left out could have; None when none is better.
    """
    parts = [graph.steps[position] for position in steps]
    ids, elapsed = _schedule(graph, steps)
    likelihood = math.prod(sorted(step.likelihood for step in parts))
    effort = math.fsum(step.effort_days for step in parts)
    value = {"likelihood": likelihood, "effort": effort, "time": elapsed}[by]
    return Attack(ids, likelihood, effort, elapsed, _proof(value, by, bound))


def _proof(value: float, by: Criterion, bound: float | None) -> Proof:
    if bound is None:
        return Proof("optimal", value, 0.0)
    best = math.exp(-bound) if by == "likelihood" else bound
    return Proof("bounded", best, abs(value - best))


def _schedule(graph: AttackGraph, steps: Sequence[int]) -> tuple[tuple[str, ...], float]:
    """Return the ids in an order in which the steps can be done, and when the last one ends with parallel work.

    Steps of a minimal attack each give a fact of their own, so the order is by levels, then by id.
    """
    kernel, efforts = graph.kernel, graph.efforts
    needs = {step: [f for f in kernel.premises.row(step).tolist() if not kernel.start[f]] for step in steps}
    users: dict[int, list[int]] = {}
    for step, facts in needs.items():
        for fact in facts:
            users.setdefault(fact, []).append(step)
    lacking = {step: len(facts) for step, facts in needs.items()}
    ends: dict[int, float] = {}
    order: list[int] = []
    ready = sorted(step for step in steps if not lacking[step])
    while ready:
        order += ready
        for step in ready:
            begins = max((ends[fact] for fact in needs[step]), default=0.0)
            ends[int(kernel.heads[step])] = begins + float(efforts[step])
        ready = sorted(_freed(ready, graph, users, lacking))
    return tuple(graph.steps[step].id for step in order), max(ends.values(), default=0.0)


def _freed(done: Sequence[int], graph: AttackGraph, users: dict[int, list[int]], lacking: dict[int, int]) -> list[int]:
    freed = []
    for step in done:
        for user in users.get(int(graph.kernel.heads[step]), ()):
            lacking[user] -= 1
            if not lacking[user]:
                freed.append(user)
    return freed
