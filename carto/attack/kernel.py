"""The attack graph as arrays, and the two fixpoints under every analysis.

Facts and steps are positions. ``chain`` says what falls and when (least fixpoint); ``best_derivations`` says at what
cost (Knuth's best derivation, for sums and for maxima). Both run in rounds over numpy arrays, each round touching only
what the last one changed: attacks on establishments are 10 to 20 rounds deep however many devices there are. A chain
hundreds of rounds deep would drown in per-round costs, so after ``ROUNDS`` rounds both go on one fact at a time;
results are the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
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

_SHARE: Final = 100
"""One more round is allowed for this many steps."""

_MOST_ROUNDS: Final = 1_000
"""Rounds for best derivations at most: on deep graphs facts take better values again and again."""

_SMALL: Final = 600
"""Graphs of fewer steps go on one fact at a time from the start."""

_DENSE: Final = 16
"""Counting over the whole range beats scattered subtraction once a sixteenth of it is touched."""

_MARKED: Final = 256
"""Marks over the whole range beat sorting sooner: a mark is one byte."""

_TIGHT: Final = 1.0 + 1e-12
"""How far rounding may part two sums of the same numbers taken in another order."""

_LESS: Final = 1.0 - 1e-12
"""And the other way."""

_PAIR: Final = 2
"""Hardly any step needs more: two preconditions are looked up at once, further ones apart."""

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
        is_deep: Whether rounds once were not enough for best derivations: they are then not tried again.
    """

    def __init__(self, premises: Rows, heads: IntArray, start: BoolArray, usable: BoolArray) -> None:
        """Keep the arrays; they are never written to."""
        self.is_deep = False
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
    def most_needs(self) -> int:
        """Preconditions of the step that needs most."""
        return int(self.premises.lengths.max(initial=0))

    @cached_property
    def first_needs(self) -> IntArray:
        """First precondition of each step, -1 where it has none."""
        return self._needs_at(0)

    @cached_property
    def second_needs(self) -> IntArray:
        """Second precondition of each step, -1 where it has none."""
        return self._needs_at(1)

    @cached_property
    def is_wide(self) -> BoolArray:
        """Which steps need more than two facts."""
        return np.asarray(self.premises.lengths > _PAIR)

    @cached_property
    def owners(self) -> IntArray:
        """Step that each precondition belongs to, as they lie end to end in ``premises``."""
        return np.repeat(np.arange(self.step_count), self.premises.lengths)

    @cached_property
    def is_vain(self) -> BoolArray:
        """Which steps give what they need, or what is held at the start: no minimal attack holds one."""
        marks = self.start[self.heads]
        marks[self.owners[self.premises.members == self.heads[self.owners]]] = True
        return marks

    @cached_property
    def is_joining(self) -> BoolArray:
        """Which steps need several facts beyond those held at the start."""
        is_open = ~self.start[self.premises.members]
        return np.asarray(np.bincount(self.owners[is_open], minlength=self.step_count) > 1)

    def _needs_at(self, rank: int) -> IntArray:
        steps = np.flatnonzero(self.premises.lengths > rank)
        column = np.full(self.step_count, _UNSEEN, np.intp)
        column[steps] = self.premises.members[self.premises.bounds[steps] + rank]
        return column

    @cached_property
    def rounds(self) -> int:
        """Rounds worth doing on arrays: starting again with lists costs more than many rounds on a large graph."""
        return 0 if self.step_count < _SMALL else max(ROUNDS, self.step_count // _SHARE)

    @cached_property
    def backward(self) -> Kernel:
        """The graph of single preconditions that goes from each step's fact back to each of its preconditions.

        Every step of it can work, so that it serves however many steps of this graph cannot.
        """
        needed = np.repeat(self.heads, self.premises.lengths)
        return Kernel(
            premises=Rows(np.arange(len(needed) + 1), needed),
            heads=self.premises.members,
            start=np.zeros(self.fact_count, np.bool_),
            usable=np.ones(len(needed), np.bool_),
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
        """Return the steps that derive ``target``, ascending, each once: see ``proof_of``."""
        return proof_of(kernel, self.support, target)


def proof_of(kernel: Kernel, support: IntArray, target: int) -> IntArray:
    """Return the steps by which ``target`` is derived, ascending, each once.

    Every fact is given by one step, and supports never go round: the proof has no cycle, and taking any step out of it
    loses the fact that only this step gives, hence the target: it is a minimal attack.
    """
    waiting, seen = [target], {target}
    steps: list[int] = []
    while waiting:
        step = int(support[waiting.pop()])
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
    begun = kernel.start if start is None else start
    if not kernel.rounds:
        return _in_turn(kernel, usable, begun, barred)
    wave = _Wave(kernel, usable, begun, barred)
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
        depth, support, lacking = self.depth.tolist(), self.support.tolist(), self.lacking.tolist()
        _fire(self.kernel, self.fired.tolist(), self.round, depth, support, lacking)
        self.depth, self.support = np.array(depth, np.intp), np.array(support, np.intp)


def _in_turn(kernel: Kernel, usable: BoolArray, start: BoolArray, barred: BoolArray | None) -> Chain:
    """Do all of it in plain Python: one operation on arrays takes as long as much of a small graph."""
    depth = np.where(start, 0, _UNSEEN)
    if barred is not None:
        depth[barred] = _BARRED
    begun = np.flatnonzero(depth == 0).tolist()
    known, support = depth.tolist(), [_UNSEEN] * kernel.fact_count
    lacking = np.where(usable, kernel.premises.lengths, _UNSEEN).tolist()
    free = [step for step in kernel.free_steps.tolist() if not lacking[step]]
    fired = sorted(free + _completed(begun, kernel.consumer_lists, lacking))
    _fire(kernel, fired, 0, known, support, lacking)
    depth = np.array(known, np.intp)
    depth[depth == _BARRED] = _UNSEEN
    return Chain(depth, np.array(support, np.intp))


def _fire(
    kernel: Kernel, fired: list[int], rounds: int, depth: list[int], support: list[int], lacking: list[int]
) -> None:
    """Fire steps, then those that are ready by it, to the end; written into the three lists."""
    consumers, heads = kernel.consumer_lists, kernel.head_list
    while fired:
        rounds += 1
        fresh = []
        for step in fired:
            fact = heads[step]
            if depth[fact] == _UNSEEN:
                depth[fact], support[fact] = rounds, step
                fresh.append(fact)
        fired = sorted(_completed(fresh, consumers, lacking))


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

    As ``best_derivations``, which also tells the derivation.
    """
    return best_derivations(kernel, costs, combine, start).values


def _needing(kernel: Kernel, facts: IntArray) -> IntArray:
    return distinct(kernel.consumers.gather(facts)[0], kernel.step_count)


def step_values(kernel: Kernel, costs: FloatArray, combine: Combine, values: FloatArray, steps: IntArray) -> FloatArray:
    """Return what each of ``steps`` offers its fact, given the values of its preconditions."""
    return _offered(kernel, costs, combine, np.append(values, 0.0), steps)


def _offered(kernel: Kernel, costs: FloatArray, combine: Combine, values: FloatArray, steps: IntArray) -> FloatArray:
    """Return the same; the last value, 0, is that of a precondition that is not there."""
    fold = np.add if combine == "sum" else np.maximum
    gathered = values[kernel.first_needs[steps]]
    if kernel.most_needs >= _PAIR:
        gathered = fold(gathered, values[kernel.second_needs[steps]])
    if kernel.most_needs > _PAIR:
        wide = np.flatnonzero(kernel.is_wide[steps])
        needed, offsets = kernel.premises.gather(steps[wide])
        gathered[wide] = fold.reduceat(values[needed], offsets) if len(wide) else 0.0
    offered: FloatArray = costs[steps] + gathered
    return offered


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Best derivations of all facts.

    Attributes:
        values: Cost of the best derivation of each fact; infinite where there is none.
        support: Last step of a best derivation of each fact, -1 for none; following it never goes round.
    """

    values: FloatArray
    support: IntArray

    @property
    def held(self) -> BoolArray:
        """Which facts have a derivation."""
        return np.isfinite(self.values)

    def proof(self, kernel: Kernel, target: int) -> IntArray:
        """Return the steps of the best derivation of ``target``, ascending, each once: a minimal attack."""
        return proof_of(kernel, self.support, target)


def best_derivations(kernel: Kernel, costs: FloatArray, combine: Combine, start: BoolArray | None = None) -> Best:
    """Return the cost of the best derivation of each fact, and the last step of that derivation.

    A step costs its own cost plus the sum, or the maximum, of the values of its preconditions. A sum counts a shared
    part each time it is used: it is an upper bound of what a set of steps costs. A maximum is the earliest moment with
    parallel work, and a lower bound of what a set of steps costs.

    A fact takes another step only when it gains by more than rounding. The value of a fact is then never below what its
    step offers, which is never below the value of any precondition: were there a circle of such steps, free ones even,
    each value on it would be below itself. Of derivations that cost the same, the one of fewer rounds is kept, then the
    one whose last step comes first.

    Args:
        kernel: The graph.
        costs: Cost of each step, >= 0; infinite for a step that may not be used.
        combine: ``sum`` or ``max``.
        start: Facts held at the start; the graph's own by default.

    Complexity: rounds x premises touched in a round; past ``ROUNDS`` rounds, premises + facts x log(facts).
    Source: Knuth, "A generalization of Dijkstra's algorithm", 1977.
    """
    prices = np.where(kernel.usable, costs, np.inf)
    begun = np.flatnonzero(kernel.start if start is None else start)
    values = np.full(kernel.fact_count + 1, np.inf)
    values[begun] = values[-1] = 0.0
    support = np.full(kernel.fact_count, _UNSEEN, np.intp)
    steps = distinct(np.concatenate((kernel.free_steps, _needing(kernel, begun))), kernel.step_count)
    if _spread(kernel, prices, combine, Best(values, support), steps):
        return Best(values[:-1], support)
    kernel.is_deep = True
    return _settle(kernel, prices, combine, begun)


def best_without(kernel: Kernel, costs: FloatArray, combine: Combine, known: Best, gone: IntArray) -> Best:
    """Return what ``best_derivations`` would, where some steps of a graph already answered for can no longer work.

    Only what leaned on those steps is worked out again. Values are the same up to rounding; among derivations that cost
    the same, another one may be told.

    Args:
        kernel: The graph in which ``gone`` cannot work.
        costs: Cost of each step, >= 0; infinite for a step that may not be used.
        combine: ``sum`` or ``max``.
        known: Best derivations where ``gone`` could still work.
        gone: Positions of steps.

    Complexity: as ``best_derivations``, on the facts whose derivation holds one of the steps and the steps beside them.
    """
    lost = _leaning_on(kernel, known.support, gone)
    if lost is None:
        return best_derivations(kernel, costs, combine)
    prices = np.where(kernel.usable, costs, np.inf)
    values, support = np.append(known.values, 0.0), known.support.copy()
    values[lost], support[lost] = np.inf, _UNSEEN
    steps = distinct(kernel.givers.gather(lost)[0], kernel.step_count)
    if _spread(kernel, prices, combine, Best(values, support), steps):
        return Best(values[:-1], support)
    return best_derivations(kernel, costs, combine)


def _leaning_on(kernel: Kernel, support: IntArray, gone: IntArray) -> IntArray | None:
    """Return the facts whose derivation holds one of the steps; None where starting afresh is the shorter way."""
    is_lost = np.zeros(kernel.fact_count, np.bool_)
    steps = gone
    for _ in range(0 if kernel.is_deep else kernel.rounds):
        heads = kernel.heads[steps]
        fresh = distinct(heads[(support[heads] == steps) & ~is_lost[heads]], kernel.fact_count)
        if not len(fresh):
            return np.flatnonzero(is_lost)
        is_lost[fresh] = True
        steps = kernel.consumers.gather(fresh)[0]
    return None


def _spread(kernel: Kernel, prices: FloatArray, combine: Combine, found: Best, steps: IntArray) -> bool:
    """Better what is found by some steps, then by those that follow; tell whether that came to an end in time.

    Written into ``found``, whose last value, 0, is that of a precondition that is not there.
    """
    for _ in range(0 if kernel.is_deep else min(kernel.rounds, _MOST_ROUNDS)):
        if not len(steps):
            return True
        offered = _offered(kernel, prices, combine, found.values, steps)
        changed = _improve(found.values, found.support, kernel.heads[steps], offered, steps)
        steps = _needing(kernel, distinct(changed, kernel.fact_count))
    return False


def _improve(values: FloatArray, support: IntArray, heads: IntArray, offered: FloatArray, steps: IntArray) -> IntArray:
    """Give each fact the first of the steps that offer the least, if it gains by it; return the facts that gain."""
    better = np.flatnonzero(offered < values[heads] * _LESS)
    heads, offered, steps = heads[better], offered[better], steps[better]
    np.minimum.at(values, heads, offered)
    first = np.flatnonzero(offered <= values[heads] * _TIGHT)[::-1]  # the last write stays: the least step
    values[heads[first]] = offered[first]
    support[heads[first]] = steps[first]
    return heads


def _settle(kernel: Kernel, costs: FloatArray, combine: Combine, start: IntArray) -> Best:
    """Do the same with a heap, one fact at a time: no worse on deep chains than on flat ones."""
    consumers, heads, prices = kernel.consumer_lists, kernel.head_list, costs.tolist()
    lacking = kernel.premises.lengths.tolist()
    gathered, rounds = [0.0] * kernel.step_count, [1] * kernel.step_count
    claims, is_sum = _Claims(kernel.fact_count), combine == "sum"
    for fact in start.tolist():
        claims.offer(0.0, 0, _UNSEEN, fact)
    for step in kernel.free_steps.tolist():
        claims.offer(prices[step], 1, step, heads[step])
    offer = claims.offer
    for value, depth, fact in claims.settled():
        for step in consumers[fact]:
            lacking[step] -= 1
            gathered[step] = gathered[step] + value if is_sum else value  # values come in ascending order
            if depth >= rounds[step]:
                rounds[step] = depth + 1
            if not lacking[step]:
                offer(prices[step] + gathered[step], rounds[step], step, heads[step])
    return claims.best()


class _Claims:
    """What each fact costs so far: value, rounds and step, the least in this order up to rounding."""

    def __init__(self, facts: int) -> None:
        self._values = [math.inf] * facts
        self._rounds = [0] * facts
        self._steps = [_UNSEEN] * facts
        self._is_done = [False] * facts
        self._heap: list[tuple[float, int, int]] = []

    def offer(self, value: float, rounds: int, step: int, fact: int) -> None:
        """Take a step for a fact when that is better than what the fact has."""
        known = self._values[fact]
        if self._is_done[fact] or value > known * _TIGHT or value == math.inf:
            return
        if value >= known * _LESS and (rounds, step) > (self._rounds[fact], self._steps[fact]):
            return
        self._values[fact], self._rounds[fact], self._steps[fact] = value, rounds, step
        heapq.heappush(self._heap, (value, rounds, fact))

    def settled(self) -> Iterator[tuple[float, int, int]]:
        """Yield each fact once, cheapest first, with its value and rounds; offers may be made meanwhile."""
        heap, is_done = self._heap, self._is_done
        while heap:
            fact = heapq.heappop(heap)[2]
            if not is_done[fact]:
                is_done[fact] = True
                yield self._values[fact], self._rounds[fact], fact

    def best(self) -> Best:
        """Return what is known of all facts."""
        return Best(np.array(self._values, np.float64), np.array(self._steps, np.intp))


def reach_back(kernel: Kernel, costs: FloatArray, target: int) -> FloatArray:
    """Return, for each fact, the least cost of the steps that must still follow once it is held, up to ``target``.

    Other preconditions of those steps are taken as given: a lower bound. Infinite where the fact is of no use.

    Complexity: rounds x premises touched in a round, as ``best_values``.
    """
    each = np.repeat(np.where(kernel.usable, costs, np.inf), kernel.premises.lengths)
    return best_values(kernel.backward, each, "sum", _only(kernel.fact_count, target))


def _only(size: int, position: int) -> BoolArray:
    marks = np.zeros(size, np.bool_)
    marks[position] = True
    return marks
