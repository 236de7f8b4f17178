"""The one best attack of a family, exactly: by Knuth's search where that is exact, else by bounds and a program.

A sum over a set of steps is NP-hard to minimise on AND/OR graphs, because a step shared by two branches is paid once.
Dual ascent bounds it from below, cheap attacks from above, and what cannot lie between is left out: most of the time
nothing is left to decide. What is left goes to an integer program over landmarks, whose bound is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.ascent import Narrowed, narrow
from carto.analysis.exchange import Steps, cost_of, derived
from carto.analysis.landmark import landmarks
from carto.analysis.master import Choice, Master
from carto.analysis.relevant import Known, Part, part_of
from carto.analysis.search import Family, Solved, Work, is_close
from carto.attack.kernel import Combine, Kernel, Rows, best_derivations

_KNUTH: Final = 20
"""One run of Knuth's search is this much cheaper than closing in on a part from both sides."""

_ROUND: Final = 10
"""An integer program costs a tenth of the square of its steps."""

_LEAST: Final = 1_000
"""Even the smallest part costs something."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search before answering with a bound.

    Counts, not seconds, so that answers do not depend on the machine.

    Attributes:
        work: Steps looked at, all in all.
        steps: Steps of the largest integer program.
    """

    work: int = 1_500_000
    steps: int = 1_200


class KnuthSolver:
    """Where Knuth's search is exact: elapsed time; sums, where every step needs one fact at most.

    There an attack is a path: no step is used twice, and Knuth's sum is what its steps cost together.
    """

    def __init__(self, combine: Combine, work: Work) -> None:
        """Combine preconditions by ``max`` for elapsed time, by ``sum`` for paths."""
        self._combine: Combine = combine
        self._work = work

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return the best attack without the banned steps, whatever it has."""
        self._work.spend((len(part.steps) + _LEAST) // _KNUTH)
        costs = part.costs.copy()
        costs[list(family.banned)] = np.inf
        best = best_derivations(part.kernel, costs, self._combine)
        value = float(best.values[part.target])
        if not np.isfinite(value) or not is_close(value, limit):
            return None
        return Solved(tuple(best.proof(part.kernel, part.target).tolist()), value, value)


class SetSolver:
    """Where what counts is a set of steps, each paid once."""

    def __init__(self, limits: Limits, work: Work) -> None:
        """Take what every family costs from the work allowed."""
        self._limits = limits
        self._work = work

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return the best attack that can be made of what the family may use, the needed steps at hand, and a bound."""
        self._work.spend(len(part.steps) + _LEAST)
        paid = cost_of(part, tuple(family.needed))
        piece = _piece(part, family)
        if piece.target < 0:
            return None
        steps = derived(piece, piece.costs)
        known = Known(tuple(piece.steps[list(steps)].tolist()), cost_of(piece, steps))
        best, bound = self._closed_in(narrow(piece, min(limit - paid, known.cost), known, is_single=True))
        if not is_close(bound + paid, limit):
            return None
        attack = _made_of(part, {*best.steps, *family.needed})
        return Solved(attack, cost_of(part, attack), bound + paid)

    def _closed_in(self, narrowed: Narrowed) -> tuple[Known, float]:
        if narrowed.is_solved or len(narrowed.part.steps) > self._limits.steps:
            return narrowed.best, min(narrowed.bound, narrowed.best.cost)
        program = _Program(narrowed)
        while program.is_open and not self._work.is_done:
            self._work.spend(len(narrowed.part.steps) ** 2 // _ROUND + _LEAST)
            program.advance()
        return program.best, min(program.bound, program.best.cost)


def _piece(part: Part, family: Family) -> Part:
    """Return the part without the banned steps, the needed ones free; its steps are positions in the part.

    An attack of the family does every needed step, so it also reaches all that these need: a last step, free, which
    needs all that and the target, gives the fact to aim at.
    """
    size, kernel = len(part.steps), part.kernel
    goals = sorted({part.target, *(fact for step in family.needed for fact in part.needs[step])})
    costs = np.append(part.costs, 0.0)
    costs[list(family.needed)] = 0.0
    premises = Rows(
        np.append(kernel.premises.bounds, len(kernel.premises.members) + len(goals)),
        np.append(kernel.premises.members, goals),
    )
    whole = Kernel(
        premises=premises,
        heads=np.append(kernel.heads, kernel.fact_count),
        start=np.append(kernel.start, False),
        usable=np.append(kernel.usable, True),
    )
    kept = np.setdiff1d(np.arange(size + 1), list(family.banned))
    return part_of(whole, kernel.fact_count, costs, kept)


def _made_of(part: Part, steps: set[int]) -> Steps:
    """Return a minimal attack made of some steps; positions beyond the part are no steps."""
    costs = np.full(len(part.steps), np.inf)
    costs[[step for step in steps if step < len(part.steps)]] = 0.0
    return derived(part, costs)


class _Program:
    """The integer program of one narrowed part.

    It chooses steps of least total cost under rows that every best attack satisfies: landmarks (one step of each),
    support (a step's preconditions are given by chosen steps) and use (what a step gives is used). When the choice
    reaches the target, it is a best attack. When not, cycles that support only themselves were chosen: landmarks
    that the choice misses become rows, so few rounds are needed.

    Source: Haslum, Slaney and Thiebaux, 2012; Moreno-Centeno and Karp, "The implicit hitting set approach", 2013.
    """

    def __init__(self, narrowed: Narrowed) -> None:
        self._part = narrowed.part
        self.best = narrowed.best
        self.bound = narrowed.bound
        self.is_open = True
        self._master = Master(self._part.costs)
        for way in sorted(narrowed.landmarks):
            for row in narrowed.landmarks[way]:
                self._master.add_any(row)
        if self._part.target >= 0:
            _describe(self._part, self._master)

    def advance(self) -> None:
        """Solve the program once; close the question, or add the rows that the choice forgot."""
        choice = self._master.solve() if self._part.target >= 0 else None
        if choice is None:  # nothing within the limit is left, but perhaps the best attack met
            self.bound, self.is_open = self.best.cost, False
            return
        self.bound = max(self.bound, choice.bound)
        self._complete(choice)
        self.is_open = choice.is_proven and not is_close(self.best.cost, self.bound)
        for row in landmarks(self._part, choice.items) if self.is_open else ():
            self._master.add_any(row)

    def _complete(self, choice: Choice) -> None:
        """Make the choice an attack, at little extra cost, and keep it if it is the best so far."""
        costs = self._part.costs.copy()
        costs[list(choice.items)] = 0.0
        steps = derived(self._part, costs)
        cost = cost_of(self._part, steps)
        if cost < self.best.cost:
            self.best = Known(tuple(self._part.steps[list(steps)].tolist()), cost)


def _describe(part: Part, master: Master) -> None:
    """Add the rows that every minimal attack satisfies, cycles aside."""
    consumers, heads = part.kernel.consumer_lists, part.kernel.head_list
    for step, needed in enumerate(part.needs):
        for fact in needed:
            givers = part.givers[fact]
            master.add([*givers, step], [1.0] * len(givers) + [-1.0], 0.0)
        if heads[step] != part.target:
            users = consumers[heads[step]]
            master.add([*users, step], [1.0] * len(users) + [-1.0], 0.0)
    for givers in part.givers:
        if len(givers) > 1:
            master.add(givers, [-1.0] * len(givers), -1.0)
