"""The attack graph as arrays, and the two fixpoints under every analysis.

Facts and steps are positions. ``chain`` says what falls and when (least fixpoint); ``best_derivations`` says at what
cost (Knuth's best derivation, for sums and for maxima). Both run in rounds over numpy arrays, each round touching only
what the last one changed: attacks on establishments are 10 to 20 rounds deep however many devices there are. A chain
hundreds of rounds deep would drown in per-round costs, so after ``ROUNDS`` rounds both go on one fact at a time;
results are the same.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.intp]
FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Combine: TypeAlias = Literal["sum", "max"]

ROUNDS: Final = 64
"""Rounds done on arrays, at least, before going on one fact at a time."""

_SHARE: Final = 400
"""One more round is allowed for this many steps."""

_SMALL: Final = 600
"""Graphs of fewer steps go on one fact at a time from the start."""

_DENSE: Final = 16
"""Counting over the whole range beats scattered subtraction once a sixteenth of it is touched."""

_MARKED: Final = 256
"""Marks over the whole range beat sorting sooner: a mark is one byte."""

_TIGHT: Final = 1.0 + 1e-12
"""How far rounding may part two sums of the same numbers taken in another order."""

_UNSEEN: Final = -1
_BARRED: Final = -2


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Lists of positions of unequal length, end to end (compressed sparse rows).

    Attributes:
        bounds: Row ``i`` is ``members[bounds[i]:bounds[i + 1]]``.
        members: The positions.
    """

    bounds: IntArray
    members: IntArray

    @classmethod
    def from_lengths(cls, lengths: IntArray, members: IntArray) -> Rows:
        """Make rows from the length of each and their members end to end."""
        bounds = np.zeros(len(lengths) + 1, np.intp)
        np.cumsum(lengths, out=bounds[1:])
        return cls(bounds, members)

    @property
    def lengths(self) -> IntArray:
        """Length of each row."""
        return np.diff(self.bounds)

    def row(self, position: int) -> IntArray:
        """Return one row."""
        return self.members[self.bounds[position] : self.bounds[position + 1]]

    def gather(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Return the members of some rows end to end, and where each row begins in them."""
        begins = self.bounds[rows]
        lengths = self.bounds[rows + 1] - begins
        offsets = np.cumsum(lengths) - lengths
        places = np.repeat(begins - offsets, lengths)
        places += np.arange(len(places))
        return self.members[places], offsets

    def inverse(self, size: int) -> Rows:
        """Return, for each of ``size`` positions, the rows that hold it, ascending."""
        owners = np.repeat(np.arange(len(self.bounds) - 1), self.lengths)
        order = np.argsort(self.members, kind="stable")
        return Rows.from_lengths(np.bincount(self.members, minlength=size), owners[order])

    def as_lists(self) -> list[list[int]]:
        """Return the rows as lists, for loops in plain Python."""
        bounds, members = self.bounds.tolist(), self.members.tolist()
        return [members[bounds[i] : bounds[i + 1]] for i in range(len(bounds) - 1)]


class Kernel:
    """An attack graph compiled to arrays.

    Attributes:
        premises: Facts that each step needs.
        heads: Fact that each step gives.
        start: Which facts are held at the start.
        usable: Which steps can work at all.
    """

    def __init__(self, premises: Rows, heads: IntArray, start: BoolArray, usable: BoolArray) -> None:
        """Keep the arrays; they are never written to."""
        self.premises = premises
        self.heads = heads
        self.start = start
        self.usable = usable

    def with_usable(self, usable: BoolArray) -> Kernel:
        """Return the same kernel where other steps can work; what was indexed is shared."""
        kernel = Kernel(self.premises, self.heads, self.start, usable)
        vars(kernel).update(vars(self) | {"usable": usable})
        return kernel

    @property
    def fact_count(self) -> int:
        """Number of facts."""
        return len(self.start)

    @property
    def step_count(self) -> int:
        """Number of steps."""
        return len(self.heads)

    @cached_property
    def consumers(self) -> Rows:
        """Steps that need each fact."""
        return self.premises.inverse(self.fact_count)

    @cached_property
    def givers(self) -> Rows:
        """Steps that give each fact."""
        return Rows(np.arange(self.step_count + 1), self.heads).inverse(self.fact_count)

    @cached_property
    def free_steps(self) -> IntArray:
        """Steps that need nothing."""
        return np.flatnonzero(self.premises.lengths == 0)

    @cached_property
    def bound_steps(self) -> IntArray:
        """Steps that need something."""
        return np.flatnonzero(self.premises.lengths > 0)

    @cached_property
    def rounds(self) -> int:
        """Rounds worth doing on arrays: starting again with lists costs more than many rounds on a large graph."""
        return 0 if self.step_count < _SMALL else max(ROUNDS, self.step_count // _SHARE)

    @cached_property
    def backward(self) -> Kernel:
        """The graph of single preconditions that goes from each step's fact back to each of its preconditions."""
        lengths = self.premises.lengths
        needed = np.repeat(self.heads, lengths)
        return Kernel(
            premises=Rows(np.arange(len(needed) + 1), needed),
            heads=self.premises.members,
            start=np.zeros(self.fact_count, np.bool_),
            usable=np.repeat(self.usable, lengths),
        )

    @cached_property
    def consumer_lists(self) -> list[list[int]]:
        """Steps that need each fact, as lists."""
        return self.consumers.as_lists()

    @cached_property
    def head_list(self) -> list[int]:
        """Fact that each step gives, as a list."""
        heads: list[int] = self.heads.tolist()
        return heads


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """What falls.

    Attributes:
        depth: Round in which each fact falls: 0 at the start, -1 never.
        support: Step that gives each fact first (the least position among those of its round), -1 for none.
    """

    depth: IntArray
    support: IntArray

    @property
    def held(self) -> BoolArray:
        """Which facts fall."""
        return self.depth >= 0

    def proof(self, kernel: Kernel, target: int) -> IntArray:
        """Return the steps that derive ``target``, ascending, each once.

        Every fact is given by one step, and depths fall from a step's fact to its preconditions: the proof has no
        cycle, and taking any step out of it loses the fact that only this step gives, hence the target: it is a
        minimal attack.
        """
        waiting, seen = [target], {target}
        steps: list[int] = []
        while waiting:
            step = int(self.support[waiting.pop()])
            if step < 0:
                continue
            steps.append(step)
            fresh = [fact for fact in kernel.premises.row(step).tolist() if fact not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return np.array(sorted(steps), np.intp)


def chain(
    kernel: Kernel,
    alive: BoolArray | None = None,
    start: BoolArray | None = None,
    barred: BoolArray | None = None,
) -> Chain:
    """Return what falls, round by round.

    Args:
        kernel: The graph.
        alive: Steps that may be used; all by default. Steps that never work are never used.
        start: Facts held at the start; the graph's own by default.
        barred: Facts that nobody can hold.

    Complexity: linear in the number of premises.
    Source: Dowling and Gallier, "Linear-time algorithms for testing the satisfiability of propositional Horn
        formulae", 1984.
    """
    usable = kernel.usable if alive is None else kernel.usable & alive
    wave = _Wave(kernel, usable, kernel.start if start is None else start, barred)
    while len(wave.fired) and wave.round < kernel.rounds:
        wave.advance()
    if len(wave.fired):
        wave.finish()
    wave.depth[wave.depth == _BARRED] = _UNSEEN
    return Chain(wave.depth, wave.support)


class _Wave:
    """Forward chaining under way: which steps fire next, and what each still lacks."""

    def __init__(self, kernel: Kernel, usable: BoolArray, start: BoolArray, barred: BoolArray | None) -> None:
        self.kernel = kernel
        self.depth = np.full(kernel.fact_count, _UNSEEN, np.intp)
        self.depth[start] = 0
        if barred is not None:
            self.depth[barred] = _BARRED
        self.support = np.full(kernel.fact_count, _UNSEEN, np.intp)
        # A step that may not be used starts below zero, and so never comes down to zero.
        self.lacking = np.where(usable, kernel.premises.lengths, _UNSEEN)
        self.round = 0
        free = kernel.free_steps[usable[kernel.free_steps]]
        ready = self._complete(np.flatnonzero(self.depth == 0))
        self.fired = distinct(np.concatenate((free, ready)), kernel.step_count)

    def advance(self) -> None:
        """Fire the steps that are ready, and find those ready next."""
        self.round += 1
        heads = self.kernel.heads[self.fired]
        fresh = self.depth[heads] == _UNSEEN
        heads, fired = heads[fresh], self.fired[fresh]
        self.depth[heads] = self.round
        self.support[heads[::-1]] = fired[::-1]  # the last write stays: the least step
        self.fired = self._complete(distinct(heads, self.kernel.fact_count))

    def _complete(self, facts: IntArray) -> IntArray:
        """Return the steps whose last precondition is among ``facts``, ascending."""
        touched, _ = self.kernel.consumers.gather(facts)
        if len(touched) * _DENSE > self.kernel.step_count:
            self.lacking -= np.bincount(touched, minlength=self.kernel.step_count)
        else:
            np.subtract.at(self.lacking, touched, 1)
        steps = distinct(touched, self.kernel.step_count)
        ready: IntArray = steps[self.lacking[steps] == 0]
        return ready

    def finish(self) -> None:
        """Go on to the end in plain Python, one fact at a time."""
        consumers, heads = self.kernel.consumer_lists, self.kernel.head_list
        depth, support, lacking = self.depth.tolist(), self.support.tolist(), self.lacking.tolist()
        fired = self.fired.tolist()
        while fired:
            self.round += 1
            fresh = []
            for step in fired:
                if depth[heads[step]] == _UNSEEN:
                    depth[heads[step]], support[heads[step]] = self.round, step
                    fresh.append(heads[step])
            fired = sorted(_completed(fresh, consumers, lacking))
        self.depth, self.support = np.array(depth, np.intp), np.array(support, np.intp)


def _completed(facts: list[int], consumers: list[list[int]], lacking: list[int]) -> list[int]:
    done = []
    for fact in facts:
        for step in consumers[fact]:
            lacking[step] -= 1
            if lacking[step] == 0:
                done.append(step)
    return done


def distinct(positions: IntArray, size: int) -> IntArray:
    """Return the positions ascending, each once, all of them below ``size``."""
    if len(positions) * _MARKED > size:
        marks = np.zeros(size, np.bool_)
        marks[positions] = True
        return np.flatnonzero(marks)
    ordered = np.sort(positions)
    keep = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    once: IntArray = ordered[keep]
    return once


def best_values(kernel: Kernel, costs: FloatArray, combine: Combine, start: BoolArray | None = None) -> FloatArray:
    """Return the cost of the best derivation of each fact; infinite where there is none.

    A step costs its own cost plus the sum, or the maximum, of the values of its preconditions. A sum counts a shared
    part each time it is used: it is an upper bound of what a set of steps costs. A maximum is the earliest moment with
    parallel work, and a lower bound of what a set of steps costs.

    Args:
        kernel: The graph.
        costs: Cost of each step, >= 0; infinite for a step that may not be used.
        combine: ``sum`` or ``max``.
        start: Facts held at the start; the graph's own by default.

    Complexity: rounds x premises touched in a round; past ``ROUNDS`` rounds, premises + facts x log(facts).
    Source: Knuth, "A generalization of Dijkstra's algorithm", 1977.
    """
    prices = np.where(kernel.usable, costs, np.inf)
    values = np.where(kernel.start if start is None else start, 0.0, np.inf)
    begun = _needing(kernel, np.flatnonzero(values == 0.0))
    steps = distinct(np.concatenate((kernel.free_steps, begun)), kernel.step_count)
    for _ in range(kernel.rounds):
        if not len(steps):
            return values
        offered = step_values(kernel, prices, combine, values, steps)
        heads = kernel.heads[steps]
        better = offered < values[heads]
        heads = heads[better]
        np.minimum.at(values, heads, offered[better])
        steps = _needing(kernel, distinct(heads, kernel.fact_count))
    return _settle(kernel, prices, combine, np.flatnonzero(kernel.start if start is None else start))


def _needing(kernel: Kernel, facts: IntArray) -> IntArray:
    return distinct(kernel.consumers.gather(facts)[0], kernel.step_count)


def step_values(kernel: Kernel, costs: FloatArray, combine: Combine, values: FloatArray, steps: IntArray) -> FloatArray:
    """Return what each of ``steps`` offers its fact, given the values of its preconditions."""
    offered = costs[steps]
    bound = np.flatnonzero(kernel.premises.bounds[steps + 1] > kernel.premises.bounds[steps])
    if len(bound):
        needed, offsets = kernel.premises.gather(steps[bound])
        fold = np.add if combine == "sum" else np.maximum
        offered[bound] += fold.reduceat(values[needed], offsets)
    return offered


def _settle(kernel: Kernel, costs: FloatArray, combine: Combine, start: IntArray) -> FloatArray:
    """Do the same with a heap, one fact at a time: no worse on deep chains than on flat ones."""
    consumers, heads, prices = kernel.consumer_lists, kernel.head_list, costs.tolist()
    lacking = kernel.premises.lengths.tolist()
    gathered = [0.0] * kernel.step_count
    values = [np.inf] * kernel.fact_count
    heap = [(0.0, fact) for fact in start.tolist()]
    heap.extend((prices[step], heads[step]) for step in kernel.free_steps.tolist())
    heapq.heapify(heap)
    while heap:
        value, fact = heapq.heappop(heap)
        if value >= values[fact]:
            continue
        values[fact] = value
        for step in consumers[fact]:
            lacking[step] -= 1
            gathered[step] = gathered[step] + value if combine == "sum" else max(gathered[step], value)
            if lacking[step] == 0 and prices[step] + gathered[step] < values[heads[step]]:
                heapq.heappush(heap, (prices[step] + gathered[step], heads[step]))
    return np.array(values, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Best derivations of all facts.

    Attributes:
        values: Cost of the best derivation of each fact; infinite where there is none.
        chain: A best derivation of each fact, without cycles.
    """

    values: FloatArray
    chain: Chain


def best_derivations(kernel: Kernel, costs: FloatArray, combine: Combine, start: BoolArray | None = None) -> Best:
    """Return the cost of the best derivation of each fact, and that derivation.

    The derivation is read off the values: chaining with only the steps that offer their fact its best value gives every
    fact a step whose preconditions fell before it. Unlike links kept during the search, this cannot go round a cycle of
    free steps, and is the same however the values were found.
    """
    values = best_values(kernel, costs, combine, start)
    prices = np.where(kernel.usable, costs, np.inf)
    offered = step_values(kernel, prices, combine, values, np.arange(kernel.step_count))
    tight = np.isfinite(offered) & (offered <= values[kernel.heads] * _TIGHT)
    return Best(values, chain(kernel, tight, start))


def reach_back(kernel: Kernel, costs: FloatArray, target: int) -> FloatArray:
    """Return, for each fact, the least cost of the steps that must still follow once it is held, up to ``target``.

    Other preconditions of those steps are taken as given: a lower bound. Infinite where the fact is of no use.

    Complexity: rounds x premises touched in a round, as ``best_values``.
    """
    each = np.repeat(costs, kernel.premises.lengths)
    return best_values(kernel.backward, each, "sum", _only(kernel.fact_count, target))


def _only(size: int, position: int) -> BoolArray:
    marks = np.zeros(size, np.bool_)
    marks[position] = True
    return marks
