"""What falls under a choice of measures, and the conditions that attacks put on every choice.

An attack on something at stake becomes a clause: "pay for this, or do one of these measures, or leave out one that
opens the way". Clauses are told of a choice that lets an attack survive, and of shares of measures, as a linear program
proposes them: there the attack is looked for that the shares answer least.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from carto.analysis.problem import UNITS, Chosen, Clause, Falls, Problem
from carto.attack.kernel import FloatArray, IntArray, Kernel, best_derivations, chain, proof_of

_REMEMBERED: Final = 8
"""Choices whose derivation is kept: the searches for cost, days and ids look at the same few again."""

_UNANSWERED: Final = 0.02
"""An attack counts as answered when so little is missing: clauses that change nothing make the program longer."""

_LOOKS: Final = 4
_TURNED: Final = 0.4
"""Measures met in an attack count so much more when the next one is looked for, so that it is another one."""

_FEW: Final = 1e-3
"""Of attacks answered as little, the one that fewer measures can stop says more."""


class Conditions:
    """Tells what choices must satisfy, from the attacks that they let pass."""

    def __init__(self, problem: Problem) -> None:
        """Begin with nothing looked at."""
        self._problem = problem
        self._graph = problem.part.choices
        self._goals = [self._graph.graph.fact_index.get(goal, -1) for goal in problem.part.goals]
        self._depth = len(problem.levels.values)
        self._seen: dict[Chosen, tuple[Falls, IntArray]] = {}
        self._told: dict[tuple[int, int, bytes], Clause | None] = {}

    def falls(self, chosen: Chosen) -> Falls:
        """Return what falls under a choice, allowed or not."""
        return self._fallen(chosen)[0]

    def surviving(self, chosen: Chosen, claimed: Sequence[int]) -> Iterator[Clause]:
        """Yield clauses from the attacks that make a stake fall at a likelier level than claimed.

        Args:
            chosen: A choice.
            claimed: The likeliest level at which each stake may fall; the number of levels where it may not.
        """
        falls, support = self._fallen(chosen)
        for number, (level, claim) in enumerate(zip(falls.levels, claimed, strict=True)):
            if level is None or level >= claim:
                continue
            attack = proof_of(self._graph.graph.kernel, support, self._goals[number]).tolist()
            clauses = (self._clause(number, each, attack, chosen) for each in sorted({level, claim - 1}))
            yield from filter(None, clauses)

    def unanswered(self, shares: FloatArray, paid: FloatArray) -> list[Clause]:
        """Return clauses that shares of measures break; there may be others, where shares are not whole.

        Args:
            shares: How much of each measure is done, 0 to 1.
            paid: (stakes, levels) How much of each stake may fall at each level.

        Complexity: a few searches of the best derivation for each level.
        """
        found: dict[Clause, None] = {}
        shares = shares.copy()
        for _ in range(_LOOKS):
            fresh = [clause for clause in self._least_answered(shares, paid) if clause not in found]
            if not fresh:
                break
            found |= dict.fromkeys(fresh)
            met = {one for clause in fresh for one in clause.does} - self._opening
            shares[sorted(self._problem.numbers[one] for one in met)] += _TURNED
        return list(found)

    def stopping(self, number: int, chosen: Chosen) -> Clause:
        """Return that care is paid for, or a measure that stops it left out, or one that restores it done."""
        loss = self._problem.losses[number]
        needed = chosen
        for one in sorted(chosen & loss.stopping):
            if loss.stopped(needed - {one}):
                needed -= {one}
        return Clause((number, -1), tuple(sorted(loss.restoring - chosen)), tuple(sorted(needed & loss.stopping)), ())

    def _fallen(self, chosen: Chosen) -> tuple[Falls, IntArray]:
        """Return what falls under a choice, and the step that gives each fact at its likeliest level."""
        if chosen in self._seen:
            return self._seen[chosen]
        problem, graph = self._problem, self._graph
        reached, support = _likeliest(graph.graph.kernel, problem.levels.of(graph.likelihoods(chosen)))
        levels = tuple(int(reached[goal]) if goal >= 0 and reached[goal] >= 0 else None for goal in self._goals)
        stopped = tuple(loss.id for loss in problem.losses if loss.stopped(chosen))
        stake = sum(
            each.weight * problem.levels.values[level]
            for each, level in zip(problem.stakes, levels, strict=True)
            if level is not None
        )
        stake += sum(loss.weight * UNITS for loss in problem.losses if loss.id in stopped)
        while len(self._seen) >= _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        self._seen[chosen] = Falls(levels, stopped, stake), support
        return self._seen[chosen]

    def _least_answered(self, shares: FloatArray, paid: FloatArray) -> Iterator[Clause]:
        """Yield a clause for each stake and level where the attack that is answered least is not answered."""
        answers = self._answers(shares)
        for level in range(self._depth):
            open_goals = [number for number, goal in enumerate(self._goals) if goal >= 0 and paid[number, level] < 1]
            if not open_goals:
                continue
            best = best_derivations(self._graph.graph.kernel, self._prices(level, *answers), "sum")
            for number in open_goals:
                if np.isfinite(best.values[self._goals[number]]):
                    attack = proof_of(self._graph.graph.kernel, best.support, self._goals[number])
                    clause = self._clause_of(number, level, attack)
                    if clause and self._missing(clause, shares, paid) > _UNANSWERED:
                        yield clause

    def _missing(self, clause: Clause, shares: FloatArray, paid: FloatArray) -> float:
        """Return how much of a clause shares leave unanswered."""
        numbers = self._problem.numbers
        done = sum(shares[numbers[one]] for one in clause.does)
        left_out = sum(1 - shares[numbers[one]] for one in clause.leaves)
        return float(1 - paid[clause.pays] - done - left_out)

    def _answers(self, shares: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return how much of each effect is done, and how much of what would open each step is left out.

        What measures do together is taken for as much as is done of the least of them.
        """
        graph, numbers = self._graph, self._problem.numbers
        done = [min((shares[numbers[one]] for one in each.when), default=np.inf) for each in graph.effects]
        left_out = np.zeros(len(graph.graph.steps))
        for when, opened in graph.openings.items():
            left_out[opened] += sum(1 - shares[numbers[one]] for one in when)
        return np.array([*done, 0.0]), left_out

    def _prices(self, level: int, done: FloatArray, left_out: FloatArray) -> FloatArray:
        """Return how much of what keeps each step from working at a level is done; infinite for what cannot work."""
        steps, effects = self._stops[level]
        prices = np.zeros(len(left_out))
        np.add.at(prices, steps, done[effects] + _FEW)
        return np.where(self._base <= level, np.maximum(prices + left_out, 0.0), np.inf)

    @cached_property
    def _opening(self) -> Chosen:
        """Measures that open a way: doing more of one answers less."""
        return frozenset(one for when in self._graph.openings for one in when)

    @cached_property
    def _base(self) -> FloatArray:
        """Level of each step when nothing is done."""
        return self._problem.levels.of(self._graph.graph.likelihoods)

    @cached_property
    def _stops(self) -> list[tuple[IntArray, IntArray]]:
        """For each level, the steps that an effect by itself keeps from working there, and those effects."""
        graph = self._graph
        likelihoods, of = graph.graph.likelihoods, self._problem.levels.of
        places = [np.zeros(0, np.intp), *graph.positions]
        steps = np.concatenate(places)
        effects = np.repeat(np.arange(len(places)) - 1, [len(one) for one in places])
        pairs = zip(graph.effects, graph.positions, strict=True)
        lowered = [np.minimum(likelihoods[where], each.at_most) * each.factor for each, where in pairs]
        after = of(np.concatenate([np.zeros(0), *lowered]))
        at = [(self._base[steps] <= level) & (after > level) for level in range(self._depth)]
        return [(steps[stops], effects[stops]) for stops in at]

    def _clause_of(self, stake: int, level: int, attack: IntArray) -> Clause | None:
        """Return what an attack proves when nothing is chosen; the same few are met again and again."""
        known = stake, level, attack.tobytes()
        if known not in self._told:
            self._told[known] = self._clause(stake, level, attack.tolist(), frozenset())
        return self._told[known]

    def _clause(self, stake: int, level: int, attack: list[int], chosen: Chosen) -> Clause | None:
        """Return the shortest clause that an attack proves when measures are let in one by one.

        None when the attack does not work: a measure that opens its way may close it elsewhere.
        """
        graph = self._graph
        steps = [graph.graph.steps[step].id for step in attack]
        leaves = frozenset(one for step in steps for one in graph.opened.get(step, ()))
        exposed = [step for step in steps if step in graph.effects_on]
        touched: dict[str, list[str]] = {}
        for step in exposed:
            for one in frozenset(one for effect in graph.effects_on[step] for one in effect.when):
                touched.setdefault(one, []).append(step)
        allowed, does = chosen | leaves, []
        if not self._still_works(exposed, allowed, level):
            return None
        for one in sorted(touched.keys() - allowed):
            tried = allowed | {one}
            if self._still_works(touched[one], tried, level):
                allowed = tried
            else:
                does.append(one)
        return Clause((stake, level), tuple(does), tuple(sorted(leaves)), tuple(steps))

    def _still_works(self, steps: Iterable[str], chosen: Chosen, level: int) -> bool:
        return all(self._problem.levels.level(self._graph.likelihood(step, chosen)) <= level for step in steps)


def _likeliest(kernel: Kernel, levels: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the likeliest level at which each fact falls (-1 never) and the step that gives it there.

    One chaining a level, each beginning with what fell before: a fact rests on facts of its level or likelier.
    """
    reached = np.where(kernel.start, 0, -1)
    support = np.full(kernel.fact_count, -1, np.intp)
    held = kernel.start
    for level in np.unique(levels[np.isfinite(levels)]).tolist():
        found = chain(kernel, levels <= level, held)
        fresh = found.held & ~held
        reached[fresh] = int(level)
        support[fresh] = found.support[fresh]
        held = found.held
    return reached, support
