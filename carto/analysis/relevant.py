"""The part of a graph that can matter to a target: what search runs on.

A step of a minimal attack is derivable, and the target is reached from it. When the attack may not cost more than some
limit, more can be said: what comes before a step and what comes after it are different steps, so the dearest chain
needed before it, the step itself, and the cheapest way on to the target together cost no more than the attack. Steps
beyond the limit can be left out without losing any attack within it. On an establishment that leaves dozens of steps
out of 100,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from carto.attack.kernel import (
    BoolArray,
    FloatArray,
    IntArray,
    Kernel,
    Rows,
    best_values,
    chain,
    distinct,
    reach_back,
    step_values,
)

SLACK: Final = 1e-9
"""Relative room left for rounding when a bound is compared to a limit."""


@dataclass(frozen=True, slots=True)
class Known:
    """An attack that is at hand.

    Attributes:
        steps: Positions in the whole graph; ascending.
        cost: What they cost together.
    """

    steps: tuple[int, ...]
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What each step costs an attack that uses it, at the very least.

    Attributes:
        kernel: The whole graph.
        target: The fact asked about.
        costs: Cost of each step.
        ahead: Least cost of reaching each fact, a lower bound.
        through: Least cost of an attack through each step, a lower bound; infinite for a step of no use.
        floor: Least cost of any attack, a lower bound; infinite when there is none.
    """

    kernel: Kernel
    target: int
    costs: FloatArray
    ahead: FloatArray
    through: FloatArray
    floor: float

    @property
    def is_single(self) -> bool:
        """Tell whether every step of use needs one fact at most beyond the start, so that attacks are paths."""
        kernel = self.kernel
        owners = np.repeat(np.arange(kernel.step_count), kernel.premises.lengths)
        needs = np.bincount(owners[~kernel.start[kernel.premises.members]], minlength=kernel.step_count)
        return bool((needs[np.isfinite(self.through)] <= 1).all())

    def within(self, limit: float) -> Part:
        """Return the part that holds every minimal attack of cost at most ``limit``."""
        room = limit * (1 + SLACK) + SLACK
        return part_of(
            self.kernel, self.target, self.costs, np.flatnonzero(np.isfinite(self.through) & (self.through <= room))
        )

    def wider(self, limit: float, size: int) -> float:
        """Return a higher limit that lets about ``size`` steps in, infinite once it lets all of them in."""
        beyond = np.sort(self.through[np.isfinite(self.through) & (self.through > limit * (1 + SLACK) + SLACK)])
        inside = int(np.isfinite(self.through).sum()) - len(beyond)
        wanted = size - inside
        return float(beyond[max(wanted, 0)]) if wanted < len(beyond) else float("inf")


def scope_of(kernel: Kernel, target: int, costs: FloatArray) -> Scope:
    """Return what each step costs an attack on ``target`` at the very least.

    Args:
        kernel: The graph.
        target: A fact that is not held at the start.
        costs: Cost of each step, >= 0; infinite for a step that may not be used.

    Complexity: two runs of ``best_values``.
    """
    return Approach(kernel, costs).scope(target)


class Approach:
    """What is the same for every target of a graph: what it costs to come to each fact, and to do each step.

    Attributes:
        kernel: The graph.
        costs: Cost of each step, >= 0; infinite for a step that may not be used.
    """

    def __init__(self, kernel: Kernel, costs: FloatArray) -> None:
        """Keep both; compute nothing yet."""
        self.kernel = kernel
        self.costs = costs

    @cached_property
    def ahead(self) -> FloatArray:
        """Least cost of reaching each fact, a lower bound."""
        return best_values(self.kernel, self.costs, "max")

    @cached_property
    def before(self) -> FloatArray:
        """Least cost of having done each step, a lower bound; infinite for a step that no minimal attack holds."""
        kernel = self.kernel
        prices = np.where(kernel.usable, self.costs, np.inf)
        before = step_values(kernel, prices, "max", self.ahead, np.arange(kernel.step_count))
        before[kernel.start[kernel.heads] | feeds_itself(kernel)] = np.inf
        return before

    def scope(self, target: int) -> Scope:
        """Return what each step costs an attack on ``target``, a fact that is not held at the start, at the very least.

        Complexity: one run of ``best_values``, after two that serve all targets.
        """
        kernel, before = self.kernel, self.before
        after = reach_back(kernel, np.where(np.isfinite(before), self.costs, np.inf), target)
        through = before + after[kernel.heads]
        return Scope(kernel, target, self.costs, self.ahead, through, float(self.ahead[target]))


def feeds_itself(kernel: Kernel) -> BoolArray:
    """Tell which steps need the fact they give."""
    owners = np.repeat(np.arange(kernel.step_count), kernel.premises.lengths)
    marks = np.zeros(kernel.step_count, np.bool_)
    marks[owners[kernel.premises.members == kernel.heads[owners]]] = True
    return marks


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a graph, with positions of its own; facts held at the start are left out.

    Attributes:
        kernel: The part as a graph.
        target: The fact asked about, or -1 when nothing in the part gives it.
        costs: Cost of each step.
        steps: Position of each step in the whole graph; ascending.
        facts: Position of each fact in the whole graph; ascending.
    """

    kernel: Kernel
    target: int
    costs: FloatArray
    steps: IntArray
    facts: IntArray

    @cached_property
    def needs(self) -> list[list[int]]:
        """Facts that each step needs."""
        return self.kernel.premises.as_lists()

    @cached_property
    def givers(self) -> list[list[int]]:
        """Steps that give each fact."""
        return self.kernel.givers.as_lists()

    def choices_of(self, steps: Iterable[int], banned: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the steps of an attack whose fact can be had in another way, none of the banned steps counted.

        Every other minimal attack without the banned steps lacks one of these.
        """
        heads, gone = self.kernel.head_list, Counter(self.kernel.head_list[step] for step in banned)
        return tuple(step for step in steps if len(self.givers[heads[step]]) - gone[heads[step]] > 1)

    def only(self, steps: IntArray) -> Part:
        """Return the part of this part made of some of its steps."""
        inner = part_of(self.kernel, self.target, self.costs, steps)
        return replace(inner, steps=self.steps[inner.steps], facts=self.facts[inner.facts])


def part_of(kernel: Kernel, target: int, costs: FloatArray, steps: IntArray) -> Part:
    """Return the part made of ``steps``, without those that turn out useless in it."""
    part = _cut_out(kernel, target, costs, steps)
    while part.target >= 0:
        useful = _useful(part)
        if useful.all():
            return part
        part = _cut_out(kernel, target, costs, part.steps[useful])
    return part


def _useful(part: Part) -> BoolArray:
    """Tell which steps can fire and lead on to the target."""
    held = chain(part.kernel).held
    blank = np.zeros(part.kernel.step_count)
    values = np.where(held, 0.0, np.inf)
    fires = np.isfinite(step_values(part.kernel, blank, "max", values, np.arange(part.kernel.step_count)))
    after = reach_back(part.kernel, np.where(fires, 0.0, np.inf), part.target)
    return fires & np.isfinite(after[part.kernel.heads])


def _cut_out(kernel: Kernel, target: int, costs: FloatArray, steps: IntArray) -> Part:
    needed, _offsets = kernel.premises.gather(steps)
    lengths = kernel.premises.bounds[steps + 1] - kernel.premises.bounds[steps]
    open_needs = ~kernel.start[needed]
    owners = np.repeat(np.arange(len(steps)), lengths)[open_needs]
    heads = kernel.heads[steps]
    facts = distinct(np.concatenate((heads, needed[open_needs])), kernel.fact_count)
    place = int(np.searchsorted(facts, target))
    return Part(
        kernel=Kernel(
            premises=Rows.from_lengths(
                np.bincount(owners, minlength=len(steps)), np.searchsorted(facts, needed[open_needs])
            ),
            heads=np.searchsorted(facts, heads),
            start=np.zeros(len(facts), np.bool_),
            usable=kernel.usable[steps],
        ),
        target=place if place < len(facts) and facts[place] == target else -1,
        costs=costs[steps],
        steps=steps,
        facts=facts,
    )
