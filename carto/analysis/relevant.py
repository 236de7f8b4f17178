"""The part of a graph that can matter to a target: what search runs on.

A step of a minimal attack is derivable, and the target is reached from it. When the attack may not cost more than some
limit, more can be said: what comes before a step and what comes after it are different steps, so the dearest chain
needed before it, the step itself, and the cheapest way on to the target together cost no more than the attack. Steps
beyond the limit can be left out without losing any attack within it. On an establishment that leaves dozens of steps
out of 100,000.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from carto.attack.kernel import (
    Best,
    BoolArray,
    FloatArray,
    IntArray,
    Kernel,
    Rows,
    best_derivations,
    best_values,
    best_without,
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


@dataclass(frozen=True, eq=False)
class Scope:
    """What each step costs an attack on one target that uses it, at the very least.

    Attributes:
        approach: What is the same for every target.
        target: The fact asked about, not held at the start.
    """

    approach: Approach
    target: int

    @property
    def kernel(self) -> Kernel:
        """The whole graph."""
        return self.approach.kernel

    @property
    def costs(self) -> FloatArray:
        """Cost of each step."""
        return self.approach.costs

    @property
    def floor(self) -> float:
        """Least cost of any attack, a lower bound; infinite when there is none."""
        return float(self.approach.ahead[self.target])

    @cached_property
    def through(self) -> FloatArray:
        """Least cost of an attack through each step, a lower bound; infinite for a step of no use."""
        before = self.approach.before
        after = reach_back(self.kernel, np.where(np.isfinite(before), self.costs, np.inf), self.target)
        return np.asarray(before + after[self.kernel.heads])

    @property
    def is_single(self) -> bool:
        """Tell whether every step of use needs one fact at most beyond the start, so that attacks are paths."""
        fires = np.isfinite(self.approach.before)
        joins = self.kernel.is_joining & fires
        if not joins.any():
            return True
        for number, steps in enumerate(waves_back(self.kernel, self.target, fires)):
            if joins[steps].any():
                return False
            if number == self.kernel.rounds:  # a long way back: rather all at once
                return not np.isfinite(self.through[joins]).any()
        return True

    def within(self, limit: float) -> Part:
        """Return the part that holds every minimal attack of cost at most ``limit``."""
        room = limit * (1 + SLACK) + SLACK
        return part_of(self.kernel, self.target, self.costs, self._steps_within(room))

    def _steps_within(self, room: float) -> IntArray:
        """Return the steps of the attacks that cost no more than there is room for, and few others; ascending.

        Goes back from the target, only through steps that leave room: some step of an attack needs what the one
        before it gives, up to the target, and none of them is too dear.
        """
        kernel, before, costs = self.kernel, self.approach.before, self.costs
        is_kept = np.zeros(kernel.step_count, np.bool_)
        after = np.full(kernel.fact_count, np.inf)
        after[self.target] = 0.0
        facts = np.array([self.target], np.intp)
        for _ in range(kernel.rounds if math.isfinite(room) else 0):
            steps = kernel.givers.gather(facts)[0]
            steps = steps[before[steps] + after[kernel.heads[steps]] <= room]
            if not len(steps):
                return np.flatnonzero(is_kept)
            is_kept[steps] = True
            needed, offsets = kernel.premises.gather(steps)
            lengths = np.diff(offsets, append=len(needed))
            offered = np.repeat(after[kernel.heads[steps]] + costs[steps], lengths)
            better = offered < after[needed]
            np.minimum.at(after, needed[better], offered[better])
            facts = distinct(needed[better], kernel.fact_count)
        return np.flatnonzero(np.isfinite(self.through) & (self.through <= room))

    def derived(self) -> IntArray:
        """Return the steps of the best derivation where a shared step counts each time: an attack, cheap as a rule.

        It costs no more than any derivation at hand does, so it lies within the part of that cost. Nothing in the part
        is derived better than in the whole, so that it is the best derivation there too.
        """
        kernel, costs = self.kernel, self.costs
        if not kernel.rounds:
            return best_derivations(kernel, costs, "sum").proof(kernel, self.target)
        hand = part_of(kernel, self.target, costs, self.approach.derivations.proof(kernel, self.target))
        near = self.within(float(best_values(hand.kernel, hand.costs, "sum")[hand.target]))
        return near.steps[best_derivations(near.kernel, near.costs, "sum").proof(near.kernel, near.target)]

    def wider(self, limit: float, size: int) -> float:
        """Return a higher limit that lets about ``size`` steps in, infinite once it lets all of them in."""
        beyond = np.sort(self.through[np.isfinite(self.through) & (self.through > limit * (1 + SLACK) + SLACK)])
        inside = int(np.isfinite(self.through).sum()) - len(beyond)
        wanted = size - inside
        return float(beyond[max(wanted, 0)]) if wanted < len(beyond) else float("inf")


def waves_back(kernel: Kernel, target: int, fires: BoolArray) -> Iterator[IntArray]:
    """Yield the steps that can fire and give a fact, then those that give what these need, and so on.

    Every fact is met once. O(premises) to the end; whoever asks may stop before.
    """
    facts, is_seen = np.array([target], np.intp), np.zeros(kernel.fact_count, np.bool_)
    while len(facts):
        is_seen[facts] = True
        steps = kernel.givers.gather(facts)[0]
        steps = steps[fires[steps]]
        yield steps
        needed = distinct(kernel.premises.gather(steps)[0], kernel.fact_count)
        facts = needed[~is_seen[needed]]


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
        self._whole: Approach | None = None

    def without(self, steps: IntArray) -> Approach:
        """Return the same for the graph in which some steps cannot work; what did not lean on them is taken over."""
        usable = self.kernel.usable.copy()
        usable[steps] = False
        rest = Approach(self.kernel.with_usable(usable), self.costs)
        rest.derivations = best_without(rest.kernel, self.costs, "max", self.derivations, steps)
        rest._whole = self
        return rest

    @cached_property
    def derivations(self) -> Best:
        """How each fact is reached at the least cost of its dearest chain of steps."""
        return best_derivations(self.kernel, self.costs, "max")

    @property
    def ahead(self) -> FloatArray:
        """Least cost of reaching each fact, a lower bound."""
        return self.derivations.values

    @cached_property
    def before(self) -> FloatArray:
        """Least cost of having done each step, a lower bound; infinite for a step that no minimal attack holds."""
        kernel = self.kernel
        if self._whole is None:
            before, stale = np.empty(kernel.step_count), np.arange(kernel.step_count)
        else:
            before = self._whole.before.copy()
            before[~kernel.usable] = np.inf
            stale = kernel.consumers.gather(np.flatnonzero(self.ahead != self._whole.ahead))[0]
        prices = np.where(kernel.usable, self.costs, np.inf)
        before[stale] = step_values(kernel, prices, "max", self.ahead, stale)
        before[kernel.is_vain] = np.inf
        return before

    def scope(self, target: int) -> Scope:
        """Return what each step costs an attack on ``target``, a fact not held at the start, at the very least."""
        return Scope(self, target)


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
