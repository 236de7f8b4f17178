"""The least fixpoint in many worlds at once, one bit a world, 64 worlds a word.

In each world some steps do not work and some facts cannot be held. What falls in which world comes from one pass over
the graph with AND over the preconditions of a step and OR over the steps that give a fact. Choke points take it to
try every candidate in one pass, probability to throw coins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from carto.attack.kernel import BoolArray, Chain, IntArray, Kernel, chain, distinct

WordArray: TypeAlias = NDArray[np.uint64]

ALL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
"""A word in which every world says yes."""

_LEVELS: Final = 512
"""Graphs deeper than this, and waves longer, go on one fact at a time."""


class Luck(Protocol):
    """Says in which worlds steps work.

    Attributes:
        width: Words a row.
    """

    width: int

    def among(self, steps: IntArray, ready: WordArray) -> WordArray:
        """Return, for each of ``steps``, the worlds in which it works, out of those in which it is ``ready``."""
        ...


class Fixed:
    """Luck that is written down: for each step, the worlds in which it works."""

    def __init__(self, works: WordArray) -> None:
        """Keep the words: one row a step."""
        self.width = works.shape[1]
        self._works = works

    def among(self, steps: IntArray, ready: WordArray) -> WordArray:
        """Return the worlds in which each step works, out of those in which it is ready."""
        return ready & self._works[steps]


_FEW: Final = 50
"""Fewer fresh facts than one in so many are followed one wave after the other, more by going through all levels."""

_LONG: Final = 24
"""Runs up to this long are folded rank by rank: library code folds short runs of rows one row at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """Steps evaluated together, in order of the fact they give.

    Attributes:
        steps: Steps that need something.
        needed: Their preconditions, end to end.
        offsets: Where those of each step begin.
        heads: Facts given, each once.
        groups: Where the steps of each fact begin.
    """

    steps: IntArray
    needed: IntArray
    offsets: IntArray
    heads: IntArray
    groups: IntArray

    @classmethod
    def of(cls, kernel: Kernel, steps: IntArray) -> _Level:
        """Prepare the evaluation of some steps, which all need something."""
        ordered = steps[np.argsort(kernel.heads[steps], kind="stable")]
        needed, offsets = kernel.premises.gather(ordered)
        heads = kernel.heads[ordered]
        groups = np.flatnonzero(np.diff(heads, prepend=-1))
        return cls(ordered, needed, offsets, heads[groups], groups)

    def due(self, is_reached: BoolArray, is_fresh: BoolArray) -> _Level | None:
        """Return the level with only the steps worth evaluating; None when there is none.

        Those are the steps of which every precondition is reached in some world, and one of them is fresh.
        """
        kept = np.logical_and.reduceat(is_reached[self.needed], self.offsets)
        kept &= np.logical_or.reduceat(is_fresh[self.needed], self.offsets)
        if kept.all():
            return self
        if not kept.any():
            return None
        lengths = np.diff(self.offsets, append=len(self.needed))
        offsets = np.cumsum(lengths[kept]) - lengths[kept]
        owner = np.repeat(np.arange(len(self.heads)), np.diff(self.groups, append=len(self.steps)))[kept]
        groups = np.flatnonzero(np.diff(owner, prepend=-1))
        return _Level(
            self.steps[kept], self.needed[np.repeat(kept, lengths)], offsets, self.heads[owner[groups]], groups
        )

    def offer(self, luck: Luck, reached: WordArray) -> WordArray:
        """Return the worlds in which each fact of ``heads`` is given."""
        ready = _folded(np.bitwise_and, reached, self.offsets, self.needed)
        return _folded(np.bitwise_or, luck.among(self.steps, ready), self.groups)


class Worlds:
    """A graph made ready for passes over many worlds."""

    def __init__(self, kernel: Kernel, *, passes: int = 2) -> None:
        """Sort the steps that can fire by the round in which they first can, unless one pass is all there will be."""
        self._kernel = kernel
        self._free = kernel.free_steps[kernel.usable[kernel.free_steps]]
        self._levels = _levels_of(kernel) if passes > 1 else []

    def reach(self, luck: Luck, holds: WordArray | None = None) -> WordArray:
        """Return the worlds in which each fact falls.

        Args:
            luck: In which worlds each step works; asked only about worlds in which the step could be done.
            holds: For each fact, the worlds in which it can be held at all; everywhere by default.

        Complexity: linear in words x premises of the steps that can be done in some world, as long as facts rarely
            fall late.
        """
        kernel = self._kernel
        reached = np.zeros((kernel.fact_count, luck.width), np.uint64)
        reached[kernel.start] = ALL
        anywhere = np.full((len(self._free), luck.width), ALL, np.uint64)
        np.bitwise_or.at(reached, kernel.heads[self._free], luck.among(self._free, anywhere))
        if holds is not None:
            reached &= holds
        fresh = np.flatnonzero(_any(reached != 0))
        is_wide = bool(self._levels)
        while is_wide:
            fresh = self._sweep(luck, holds, reached, fresh)
            is_wide = len(fresh) * _FEW > kernel.fact_count
        self._settle(luck, holds, reached, fresh)
        return reached

    def reach_without(self, known: Chain, steps: WordArray, facts: WordArray) -> WordArray:
        """Return the worlds in which each fact falls when each world lacks a little of what there is.

        A fact still falls wherever its derivation with everything there lacks nothing. Only what the others lose by
        that is looked at again: another way to it may be left.

        Args:
            known: What falls when nothing is lacking.
            steps: For each step, the worlds that lack it.
            facts: For each fact, the worlds in which it cannot be held.

        Complexity: linear in words x facts, and in words x premises of the steps that give a fact which some world may
            lose.
        """
        kernel, holds, luck = self._kernel, ~facts, Fixed(~steps)
        reached = ~_leaning(kernel, known, steps, facts)
        doubtful = np.flatnonzero(known.held & _any(reached != ALL))
        givers = kernel.givers.gather(doubtful)[0]
        givers = givers[kernel.usable[givers] & (kernel.first_needs[givers] >= 0)]
        before, free = reached[doubtful], self._free
        # Steps that need nothing are done wherever they are not lacking.
        np.bitwise_or.at(reached, kernel.heads[free], ~steps[free] & holds[kernel.heads[free]])
        if len(givers):
            _raise(_Level.of(kernel, givers), luck, holds, reached)
            self._settle(luck, holds, reached, doubtful[_any(reached[doubtful] != before)])
        return reached

    def _sweep(self, luck: Luck, holds: WordArray | None, reached: WordArray, fresh: IntArray) -> IntArray:
        """Evaluate what depends on fresh facts, early steps first; return facts that gained a world after their use."""
        late = [np.zeros(0, np.intp)]
        is_reached = _any(reached != 0)
        is_fresh, is_seen = np.zeros(len(reached), np.bool_), np.zeros(len(reached), np.bool_)
        is_fresh[fresh] = True
        for whole in self._levels:
            is_seen[whole.needed] = True
            level = whole.due(is_reached, is_fresh)
            if level is not None:
                changed = _raise(level, luck, holds, reached)
                is_reached[changed] = is_fresh[changed] = True
                late.append(changed[is_seen[changed]])
        return distinct(np.concatenate(late), len(reached))

    def _settle(self, luck: Luck, holds: WordArray | None, reached: WordArray, changed: IntArray) -> None:
        """Evaluate again what depends on changed facts, until nothing changes."""
        kernel = self._kernel
        for _ in range(_LEVELS):
            touched, _offsets = kernel.consumers.gather(changed)
            steps = distinct(touched, kernel.step_count)
            steps = steps[kernel.usable[steps]]
            if not len(steps):
                return
            changed = _raise(_Level.of(kernel, steps), luck, holds, reached)
        _finish(kernel, luck, holds, reached, changed)


def _folded(fold: np.ufunc, rows: WordArray, begins: IntArray, places: IntArray | None = None) -> WordArray:
    """Fold rows in runs: first members of all runs, then second ones where there are, and so on.

    Args:
        fold: AND or OR.
        rows: The rows, or what ``places`` points into.
        begins: Where each run begins; runs lie end to end.
        places: Which row each member is; itself by default.
    """
    members = np.arange(len(rows)) if places is None else places
    lengths = np.diff(begins, append=len(members))
    if lengths.max(initial=0) > _LONG:
        result: WordArray = fold.reduceat(rows if places is None else rows[places], begins, axis=0)
        return result
    folded: WordArray = rows[members[begins]]
    longer = np.flatnonzero(lengths > 1)
    for rank in range(1, _LONG):
        if not len(longer):
            break
        folded[longer] = fold(folded[longer], rows[members[begins[longer] + rank]])
        longer = longer[lengths[longer] > rank + 1]
    return folded


def _leaning(kernel: Kernel, known: Chain, steps: WordArray, facts: WordArray) -> WordArray:
    """Return, for each fact, the worlds that lack something of its derivation; all of them where it has none."""
    leaning = np.vstack((facts, np.zeros((1, facts.shape[1]), np.uint64)))  # the last one: no precondition
    leaning[:-1][~known.held] = ALL
    for level in _by_depth(known.depth):
        last = known.support[level]
        lost = leaning[level] | steps[last]
        lost |= leaning[kernel.first_needs[last]]
        lost |= leaning[kernel.second_needs[last]]
        wide = np.flatnonzero(kernel.is_wide[last])
        if len(wide):
            needed, offsets = kernel.premises.gather(last[wide])
            lost[wide] |= np.bitwise_or.reduceat(leaning[needed], offsets, axis=0)
        leaning[level] = lost
    return leaning[:-1]


def _by_depth(depth: IntArray) -> list[IntArray]:
    """Return the facts that fall after the start, round by round."""
    order = np.flatnonzero(depth > 0)
    if not len(order):
        return []
    # Short numbers are sorted by their digits, long ones by comparing.
    short = np.uint16 if int(depth.max()) < np.iinfo(np.uint16).max else np.intp
    order = order[np.argsort(depth[order].astype(short), kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(depth[order])) + 1)


def _any(marks: BoolArray) -> BoolArray:
    """Tell which rows have a mark; rows are short, and column by column is fastest."""
    if marks.shape[1] > _LONG:
        return np.asarray(marks.any(axis=1))
    found = marks[:, 0].copy()
    for column in range(1, marks.shape[1]):
        found |= marks[:, column]
    return found


def _levels_of(kernel: Kernel) -> list[_Level]:
    """Return the steps that need something and can fire, by first round; none when there are too many rounds."""
    rounds = _first_rounds(kernel, chain(kernel).depth)
    order = np.flatnonzero(rounds > 0)
    if not len(order) or int(rounds.max()) > _LEVELS:
        return []
    order = order[np.argsort(rounds[order], kind="stable")]
    bounds = np.flatnonzero(np.diff(rounds[order])) + 1
    return [_Level.of(kernel, group) for group in np.split(order, bounds)]


def _first_rounds(kernel: Kernel, depth: IntArray) -> IntArray:
    """Return the round in which each step first fires; 0 for steps that need nothing or never fire."""
    rounds = np.zeros(kernel.step_count, np.intp)
    steps = kernel.bound_steps
    if not len(steps):
        return rounds
    needed, offsets = kernel.premises.gather(steps)
    fires = (np.minimum.reduceat(depth[needed], offsets) >= 0) & kernel.usable[steps]
    rounds[steps] = np.where(fires, np.maximum.reduceat(depth[needed], offsets) + 1, 0)
    return rounds


def _raise(level: _Level, luck: Luck, holds: WordArray | None, reached: WordArray) -> IntArray:
    """Evaluate some steps; return the facts that gained a world."""
    before = reached[level.heads]
    after = level.offer(luck, reached)
    if holds is not None:
        after &= holds[level.heads]
    after |= before
    reached[level.heads] = after
    gained: IntArray = level.heads[_any(after != before)]
    return gained


def _finish(kernel: Kernel, luck: Luck, holds: WordArray | None, reached: WordArray, changed: IntArray) -> None:
    """Go on to the end in plain Python, one fact at a time, worlds as one long integer."""
    consumers, heads, needs = kernel.consumer_lists, kernel.head_list, kernel.premises.as_lists()
    usable = np.flatnonzero(kernel.usable)
    works = np.zeros((kernel.step_count, luck.width), np.uint64)
    works[usable] = luck.among(usable, np.full((len(usable), luck.width), ALL, np.uint64))
    values, chances = _integers(reached), _integers(works)
    allowed = _integers(holds) if holds is not None else None
    waiting = changed.tolist()
    for fact in waiting:  # grows while it is read
        for step in consumers[fact]:
            offered = chances[step]
            for needed in needs[step]:
                offered &= values[needed]
            head = heads[step]
            offered = offered if allowed is None else offered & allowed[head]
            if offered | values[head] != values[head]:
                values[head] |= offered
                waiting.append(head)
    size = reached.shape[1] * 8
    joined = b"".join(value.to_bytes(size, "little") for value in values)
    reached[:] = np.frombuffer(joined, "<u8").reshape(reached.shape)


def _integers(words: WordArray) -> list[int]:
    width = words.shape[1] * 8
    joined = np.ascontiguousarray(words, "<u8").tobytes()
    return [int.from_bytes(joined[at : at + width], "little") for at in range(0, len(joined), width)]
