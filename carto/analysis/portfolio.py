"""The measures that leave least at stake for the money: an exact search with proof.

What is minimised is written in ``carto.analysis.problem``. Ties: less money, then fewer days, then fewer measures, then
the first ids.

The search is an implicit hitting set. A choice of measures is proposed that answers every attack seen so far at least
stake; the attacks that survive it become clauses, and the choice is proposed again. When nothing new survives, the
choice is optimal: the clauses hold for every choice, and no choice that satisfies them leaves less. Before whole
choices are proposed, shares of measures are: a linear program is quick, and most attacks that matter show there.

Source: Moreno-Centeno and Karp, "The implicit hitting set approach to solve combinatorial optimization problems", 2013.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from carto.analysis.conditions import Conditions
from carto.analysis.master import Master
from carto.analysis.problem import UNITS, Candidate, Chosen, Clause, Falls, Found, Problem, Terms
from carto.attack.kernel import FloatArray

_SLACK: Final = 0.5
_ROUNDS: Final = 400
_BETWEEN: Final = (1.0, 0.7, 0.4)
"""Where attacks are looked for between the shares proposed last (0) and the choice that broke a condition (1)."""


class Portfolio:
    """Searches one problem; what was learned serves every later question."""

    def __init__(self, problem: Problem, clauses: Iterable[Clause] = ()) -> None:
        """Begin with clauses that are known to hold.

        Args:
            problem: What to choose from.
            clauses: What another search of the same choices learned.
        """
        self.problem = problem
        self.clauses: list[Clause] = list(dict.fromkeys(clauses))
        self._known: set[Clause] = set(self.clauses)
        self._conditions = Conditions(problem)
        self._depth = len(problem.levels.values)
        self._first_stake = len(problem.candidates)
        self._first_loss = self._first_stake + len(problem.stakes) * self._depth
        self._size = self._first_loss + len(problem.losses)
        self._covers: list[Chosen] = []

    def varied(self, candidates: tuple[Candidate, ...] | None = None, shift: int = 0) -> Portfolio:
        """Return a search of the same choices at other prices, or against attackers some levels worse (or better).

        An attack goes on at the level of its hardest step, moved with all of them: what was learned still holds.
        """
        levels = replace(self.problem.levels, shift=self.problem.levels.shift + shift)
        last = len(levels.floors)
        moved = (
            replace(one, pays=(one.pays[0], min(max(one.pays[1] + shift, 0), last))) if one.pays[1] >= 0 else one
            for one in self.clauses
        )
        return Portfolio(self.problem.varied(candidates, levels), moved)

    def falls(self, chosen: Iterable[str]) -> Falls:
        """Return what falls under a choice, allowed or not."""
        return self._conditions.falls(frozenset(chosen))

    def least_stake(self, terms: Terms) -> Found | None:
        """Return the choice that leaves least at stake; None when no choice keeps the terms."""
        best = self._least(self._stake_costs(), terms)
        if best is None:
            return None
        chosen, bound, is_proven = best
        return self._found(
            self._refined(replace(terms, stake=self.falls(chosen).stake), chosen), bound, is_proven=is_proven
        )

    def least_cost(self, terms: Terms) -> Found | None:
        """Return the cheapest choice that keeps the terms; None when none does."""
        best = self._least(self._measure_costs(lambda one: one.cost), terms)
        if best is None:
            return None
        chosen, _, is_proven = best
        refined = self._tie_broken(replace(terms, cost=self.problem.cost(chosen)), chosen)
        return self._found(refined, float(self.falls(refined).stake), is_proven=is_proven)

    def _found(self, chosen: Chosen, bound: float, *, is_proven: bool) -> Found:
        falls, problem = self.falls(chosen), self.problem
        proven = is_proven and falls.stake <= bound + _SLACK
        return Found(tuple(sorted(chosen)), falls, problem.cost(chosen), problem.days(chosen), bound, proven)

    def _refined(self, terms: Terms, otherwise: Chosen) -> Chosen:
        """Return the cheapest choice that does as well."""
        best = self._least(self._measure_costs(lambda one: one.cost), terms)
        chosen = best[0] if best else otherwise
        return self._tie_broken(replace(terms, cost=self.problem.cost(chosen)), chosen)

    def _tie_broken(self, terms: Terms, otherwise: Chosen) -> Chosen:
        best = self._least(self._measure_costs(lambda one: one.days), terms)
        chosen = best[0] if best else otherwise
        count = max(1, len(self.problem.candidates))
        ranks = self._measure_costs(lambda one: count * count + self.problem.numbers[one.id])
        best = self._least(ranks, replace(terms, days=self.problem.days(chosen)))
        return best[0] if best else chosen

    def _stake_costs(self) -> FloatArray:
        costs = np.zeros(self._size)
        values = (*self.problem.levels.values, 0)
        for number, stake in enumerate(self.problem.stakes):
            for level in range(self._depth):
                costs[self._stake_at(number, level)] = stake.weight * (values[level] - values[level + 1])
        for number, loss in enumerate(self.problem.losses):
            costs[self._first_loss + number] = loss.weight * UNITS
        return costs

    def _measure_costs(self, cost: Callable[[Candidate], int]) -> FloatArray:
        costs = np.zeros(self._size)
        costs[: self._first_stake] = [cost(one) for one in self.problem.candidates]
        return costs

    def _stake_at(self, stake: int, level: int) -> int:
        return self._first_stake + stake * self._depth + level

    def _least(self, costs: FloatArray, terms: Terms) -> tuple[Chosen, float, bool] | None:
        """Return (choice, bound, whether proven) of least cost under the terms; None when no choice keeps them."""
        chosen: Chosen = frozenset()
        bound = 0.0
        shares = self._shared(costs, terms)
        for _ in range(_ROUNDS):
            proposed = self._program(costs, terms).solve()
            if proposed is None:
                return None
            if not proposed.is_proven and not proposed.items:
                break
            bound = proposed.bound
            chosen = frozenset(self.problem.ids[item] for item in proposed.items if item < self._first_stake)
            if self._is_too_dear(chosen, terms):
                self._covers.append(chosen)
            elif not self._learn(self._broken(chosen, frozenset(proposed.items))):
                return chosen, bound, proposed.is_proven
            elif shares is not None:
                whole = np.isin(np.arange(self._size), proposed.items)
                for part in _BETWEEN:
                    self._learn(self._unanswered(part * whole + (1 - part) * shares))
                shares = self._shared(costs, terms)
        return (chosen, bound, False) if self._keeps(chosen, terms) else None

    def _shared(self, costs: FloatArray, terms: Terms) -> FloatArray | None:
        """Learn what shares of measures break until they break nothing; return them, None when there are none."""
        for _ in range(_ROUNDS):
            shares = self._program(costs, terms).shares()
            if shares is None or not self._learn(self._unanswered(shares)):
                break
        return shares

    def _unanswered(self, shares: FloatArray) -> list[Clause]:
        paid = shares[self._first_stake : self._first_loss].reshape(-1, self._depth)
        return self._conditions.unanswered(shares[: self._first_stake], paid)

    def _keeps(self, chosen: Chosen, terms: Terms) -> bool:
        falls = self.falls(chosen)
        return (
            self.problem.is_allowed(chosen)
            and not self._is_too_dear(chosen, terms)
            and (terms.stake is None or falls.stake <= terms.stake)
            and all(falls.levels[number] is None for number in terms.safe)
            and not (terms.keeps_care and falls.stopped)
        )

    def _is_too_dear(self, chosen: Chosen, terms: Terms) -> bool:
        """Tell whether a choice breaks its budget: the solver's sums are rounded, ours are whole."""
        over_cost = terms.cost is not None and self.problem.cost(chosen) > terms.cost
        return over_cost or (terms.days is not None and self.problem.days(chosen) > terms.days)

    def _program(self, costs: FloatArray, terms: Terms) -> Master:
        """Return the program of all that is known."""
        master = Master(costs, shares=self._size - self._first_stake)
        for row in self._rules():
            master.add(*row)
        for item in self._never(terms):
            master.add([item], [-1.0], 0.0)
        for limit, each in ((terms.cost, "cost"), (terms.days, "days")):
            if limit is not None:
                amounts = [getattr(one, each) for one in self.problem.candidates]
                _at_most(master, amounts, limit)
                for cover in self._covers:
                    if sum(amounts[self.problem.numbers[one]] for one in cover) > limit:
                        master.add_not_all([self.problem.numbers[one] for one in sorted(cover)])
        if terms.stake is not None:
            _at_most(master, self._stake_costs().tolist(), terms.stake)
        for clause in self.clauses:
            stake, level = clause.pays
            master.add(*self._row(clause, pays=not terms.keeps_care if level < 0 else stake not in terms.safe))
        return master

    def _never(self, terms: Terms) -> Iterator[int]:
        """Yield what no choice may claim: where it costs nothing to claim a fall, a solver may well do so."""
        for stake in sorted(terms.safe):
            yield from (self._stake_at(stake, level) for level in range(self._depth))
        if terms.keeps_care:
            yield from range(self._first_loss, self._size)

    def _rules(self) -> Iterator[tuple[list[int], list[float], float]]:
        """Yield rows for requirements, exclusions, kinds, and the order of levels."""
        numbers = self.problem.numbers
        kinds: dict[str, list[int]] = {}
        for number, one in enumerate(self.problem.candidates):
            yield from (([numbers[need], number], [1.0, -1.0], 0.0) for need in one.requires)
            yield from (([number, numbers[other]], [-1.0, -1.0], -1.0) for other in one.excludes)
            if one.kind:
                kinds.setdefault(one.kind, []).append(number)
        yield from ((alike, [-1.0] * len(alike), -1.0) for alike in kinds.values() if len(alike) > 1)
        for stake in range(len(self.problem.stakes)):
            for level in range(self._depth - 1):
                yield [self._stake_at(stake, level + 1), self._stake_at(stake, level)], [1.0, -1.0], 0.0

    def _row(self, clause: Clause, *, pays: bool) -> tuple[list[int], list[float], float]:
        stake, level = clause.pays
        paid = self._first_loss + stake if level < 0 else self._stake_at(stake, level)
        items = [self.problem.numbers[one] for one in (*clause.does, *clause.leaves)]
        weights = [1.0] * len(clause.does) + [-1.0] * len(clause.leaves)
        return [*items, *([paid] if pays else [])], [*weights, *([1.0] if pays else [])], 1.0 - len(clause.leaves)

    def _learn(self, clauses: Iterable[Clause]) -> bool:
        """Add clauses; tell whether any was new."""
        new = [clause for clause in dict.fromkeys(clauses) if clause not in self._known]
        self._known.update(new)
        self.clauses += new
        return bool(new)

    def _broken(self, chosen: Chosen, items: frozenset[int]) -> list[Clause]:
        """Return clauses that a proposal breaks, several that share no measure at once."""
        claimed = [self._claimed(stake, items) for stake in range(len(self.problem.stakes))]
        found = [self._conditions.stopping(number, chosen) for number in self._unpaid(chosen, items)]
        hypothetical = chosen
        while True:
            fresh = [*self._conditions.surviving(hypothetical, claimed)]
            found += fresh
            done = frozenset(one for clause in fresh for one in clause.does)
            if done <= hypothetical:
                return found
            hypothetical |= done

    def _claimed(self, stake: int, items: frozenset[int]) -> int:
        """Return the likeliest level at which a proposal lets a stake fall."""
        return next((level for level in range(self._depth) if self._stake_at(stake, level) in items), self._depth)

    def _unpaid(self, chosen: Chosen, items: frozenset[int]) -> Iterator[int]:
        for number, loss in enumerate(self.problem.losses):
            if self._first_loss + number not in items and loss.stopped(chosen):
                yield number


def _at_most(master: Master, amounts: Sequence[float], limit: int) -> None:
    items = [item for item, amount in enumerate(amounts) if amount]
    master.add(items, [-amounts[item] for item in items], -(limit + _SLACK))
