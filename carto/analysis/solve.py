"""The one best attack of a family, exactly: by Knuth's search where that is exact, else by bounds and a program.

A sum over a set of steps is NP-hard to minimise on AND/OR graphs, because a step shared by two branches is paid once.
Dual ascent bounds it from below, cheap attacks from above, and what cannot lie between is left out: most of the time
nothing is left to decide. What is left goes to an integer program over landmarks, whose bound is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from carto.analysis.ascent import Narrowed, narrow
from carto.analysis.exchange import cost_of, derived
from carto.analysis.landmark import landmarks
from carto.analysis.master import Choice, Master
from carto.analysis.relevant import Known, Part
from carto.analysis.search import Family, Solved, is_close
from carto.attack.kernel import Combine, best_derivations


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search before answering with a bound.

    Counts, not seconds, so that answers do not depend on the machine.

    Attributes:
        nodes: Families of attacks opened in one window.
        rounds: Integer programs solved.
        steps: Steps of the largest integer program.
    """

    nodes: int = 10_000
    rounds: int = 100
    steps: int = 2_500


class KnuthSolver:
    """Where Knuth's search is exact: elapsed time; sums, where every step needs one fact at most.

    There an attack is a path: no step is used twice, and Knuth's sum is what its steps cost together.
    """

    def __init__(self, combine: Combine) -> None:
        """Combine preconditions by ``max`` for elapsed time, by ``sum`` for paths."""
        self._combine: Combine = combine

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return the best attack without the banned steps, whatever it has."""
        costs = part.costs.copy()
        costs[list(family.banned)] = np.inf
        best = best_derivations(part.kernel, costs, self._combine)
        value = float(best.values[part.target])
        if not np.isfinite(value) or not is_close(value, limit):
            return None
        return Solved(tuple(best.chain.proof(part.kernel, part.target).tolist()), value, value)


class SetSolver:
    """Where what counts is a set of steps, each paid once."""

    def __init__(self, limits: Limits) -> None:
        """Start with all the rounds there are; every family solved takes from them."""
        self._limits = limits
        self._rounds = limits.rounds

    def solve(self, part: Part, family: Family, limit: float) -> Solved | None:
        """Return the best attack without the banned steps when the needed ones are free, and their cost on top."""
        paid = cost_of(part, tuple(family.needed))
        inner = _piece(part, family)
        if inner.target < 0:
            return None
        steps = derived(inner, inner.costs)
        known = Known(tuple(inner.steps[list(steps)].tolist()), cost_of(inner, steps))
        solved = self._solved(narrow(inner, min(limit - paid, known.cost), known, is_single=True))
        if not is_close(solved.bound + paid, limit):
            return None
        return Solved(solved.steps, solved.cost + paid, solved.bound + paid)

    def _solved(self, narrowed: Narrowed) -> Solved:
        best = narrowed.best
        if narrowed.is_solved or len(narrowed.part.steps) > self._limits.steps:
            return Solved(best.steps, best.cost, narrowed.bound)
        program = _Program(narrowed)
        while self._rounds > 0 and program.is_open:
            self._rounds -= 1
            program.advance()
        return program.solved


def _piece(part: Part, family: Family) -> Part:
    """Return the part without the banned steps, the needed ones free; its steps are positions in the part."""
    costs = part.costs.copy()
    costs[list(family.needed)] = 0.0
    kept = np.setdiff1d(np.arange(len(part.steps)), list(family.banned))
    own = replace(part, costs=costs, steps=np.arange(len(part.steps)), facts=np.arange(len(part.facts)))
    return own.only(kept)


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
        self._best = narrowed.best
        self._bound = narrowed.bound
        self._limit = narrowed.limit
        self.is_open = True
        self._master = Master(self._part.costs)
        for way in sorted(narrowed.landmarks):
            for row in narrowed.landmarks[way]:
                self._master.add_any(row)
        if self._part.target >= 0:
            _describe(self._part, self._master)

    @property
    def solved(self) -> Solved:
        """The best attack met, and the bound."""
        return Solved(self._best.steps, self._best.cost, min(self._bound, self._best.cost))

    def advance(self) -> None:
        """Solve the program once; close the question, or add the rows that the choice forgot."""
        choice = self._master.solve() if self._part.target >= 0 else None
        if choice is None:  # nothing within the limit is left, but perhaps the best attack met
            self._bound, self.is_open = self._best.cost, False
            return
        self._bound = max(self._bound, choice.bound)
        self._complete(choice)
        self.is_open = choice.is_proven and not is_close(self._best.cost, self._bound)
        for row in landmarks(self._part, choice.items) if self.is_open else ():
            self._master.add_any(row)

    def _complete(self, choice: Choice) -> None:
        """Make the choice an attack, at little extra cost, and keep it if it is the best so far."""
        costs = self._part.costs.copy()
        costs[list(choice.items)] = 0.0
        steps = derived(self._part, costs)
        cost = cost_of(self._part, steps)
        if cost < self._best.cost:
            self._best = Known(tuple(self._part.steps[list(steps)].tolist()), cost)


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
