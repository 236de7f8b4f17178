"""The least fixpoint in many worlds at once, one bit a world, 64 worlds a word.

In each world some steps do not work and some facts cannot be held. What falls in which world comes from one pass over
the graph with AND over the preconditions of a step and OR over the steps that give a fact. Choke points take it to
try every candidate in one pass, probability to throw coins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from carto.attack.kernel import IntArray, Kernel, chain, distinct

WordArray: TypeAlias = NDArray[np.uint64]

ALL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
"""A word in which every world says yes."""

_LEVELS: Final = 512
"""Graphs deeper than this, and waves longer, go on one fact at a time."""


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
        heads, groups = np.unique(kernel.heads[ordered], return_index=True)
        return cls(ordered, needed, offsets, heads, groups)

    def offer(self, works: WordArray, reached: WordArray) -> WordArray:
        """Return the worlds in which each fact of ``heads`` is given."""
        ready = np.bitwise_and.reduceat(reached[self.needed], self.offsets, axis=0)
        ready &= works[self.steps]
        return np.bitwise_or.reduceat(ready, self.groups, axis=0)


class Worlds:
    """A graph made ready for passes over many worlds."""

    def __init__(self, kernel: Kernel) -> None:
        """Sort the steps that can fire by the round in which they first can."""
        self._kernel = kernel
        reached = chain(kernel)
        rounds = _first_rounds(kernel, reached.depth)
        self._is_deep = int(rounds.max(initial=0)) > _LEVELS
        order = np.flatnonzero(rounds > 0)
        order = order[np.argsort(rounds[order], kind="stable")]
        bounds = np.flatnonzero(np.diff(rounds[order])) + 1
        groups = [] if self._is_deep else np.split(order, bounds)
        self._levels = [_Level.of(kernel, group) for group in groups if len(group)]
        self._free = kernel.free_steps[kernel.usable[kernel.free_steps]]

    def reach(self, works: WordArray, holds: WordArray | None = None) -> WordArray:
        """Return the worlds in which each fact falls.

        Args:
            works: For each step, the worlds in which it works; one row a step, any number of words.
            holds: For each fact, the worlds in which it can be held at all; everywhere by default.

        Complexity: linear in premises x words, as long as facts rarely fall late.
        """
        kernel = self._kernel
        reached = np.zeros((kernel.fact_count, works.shape[1]), np.uint64)
        reached[kernel.start] = ALL
        np.bitwise_or.at(reached, kernel.heads[self._free], works[self._free])
        if holds is not None:
            reached &= holds
        late = [np.flatnonzero(reached.any(axis=1))] if self._is_deep else self._sweep(works, holds, reached)
        self._settle(works, holds, reached, distinct(np.concatenate(late), kernel.fact_count))
        return reached

    def _sweep(self, works: WordArray, holds: WordArray | None, reached: WordArray) -> list[IntArray]:
        """Evaluate every step once, early ones first; return the facts that gained a world after they were used."""
        late = [np.zeros(0, np.intp)]
        seen = np.zeros(len(reached), np.bool_)
        for level in self._levels:
            seen[level.needed] = True
            changed = _raise(level, works, holds, reached)
            late.append(changed[seen[changed]])
        return late

    def _settle(self, works: WordArray, holds: WordArray | None, reached: WordArray, changed: IntArray) -> None:
        """Evaluate again what depends on changed facts, until nothing changes."""
        kernel = self._kernel
        for _ in range(_LEVELS):
            touched, _offsets = kernel.consumers.gather(changed)
            steps = distinct(touched, kernel.step_count)
            steps = steps[kernel.usable[steps]]
            if not len(steps):
                return
            changed = _raise(_Level.of(kernel, steps), works, holds, reached)
        _finish(kernel, works, holds, reached, changed)


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


def _raise(level: _Level, works: WordArray, holds: WordArray | None, reached: WordArray) -> IntArray:
    """Evaluate some steps; return the facts that gained a world."""
    before = reached[level.heads]
    after = level.offer(works, reached)
    if holds is not None:
        after &= holds[level.heads]
    after |= before
    reached[level.heads] = after
    gained: IntArray = level.heads[(after != before).any(axis=1)]
    return gained


def _finish(kernel: Kernel, works: WordArray, holds: WordArray | None, reached: WordArray, changed: IntArray) -> None:
    """Go on to the end in plain Python, one fact at a time, worlds as one long integer."""
    consumers, heads, needs = kernel.consumer_lists, kernel.head_list, kernel.premises.as_lists()
    usable = kernel.usable.tolist()
    values, chances = _integers(reached), _integers(works)
    allowed = _integers(holds) if holds is not None else None
    waiting = changed.tolist()
    for fact in waiting:  # grows while it is read
        for step in consumers[fact]:
            offered = chances[step] if usable[step] else 0
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
