"""The measures that leave least at stake for the money: an exact search with proof.

What is minimised is the *residual stake*: the sum over everything at stake of its weight x the value of the level at
which it falls. A thing falls at a level when some attack on it has no step less likely than that level: its hardest
step decides. The levels are the likelihoods of the five difficulties and a last one for anything rarer; what does not
fall at all counts nothing. Care that a measure stops by itself counts whole. Ties: less money, then fewer days, then
fewer measures, then the first ids.

The search is an implicit hitting set. A choice of measures is proposed that answers every attack seen so far at least
stake; the attacks that survive it are found by chaining; each becomes a clause ("pay for this target, or do one of
these measures, or leave out one that opens the way") and the choice is proposed again. When nothing new survives, the
choice is optimal: the clauses hold for every choice, and no choice that satisfies them leaves less.

Source: Moreno-Centeno and Karp, "The implicit hitting set approach to solve combinatorial optimization problems", 2013.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np

from carto.analysis.closing import Closing
from carto.analysis.folding import Folded, folded
from carto.analysis.master import Choice, Master
from carto.attack.choices import Choices
from carto.attack.kernel import FloatArray, IntArray, Kernel, chain

UNITS: Final = 1000
"""Stakes are counted in whole thousandths, so that equal is equal."""

_ROUND: Final = 1e-9
_SLACK: Final = 0.5
_ROUNDS: Final = 400
_REMEMBERED: Final = 8
"""Choices whose derivation is kept: the searches for cost, days and ids look at the same few again."""
Chosen = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that may be chosen.

    Attributes:
        id: Its id.
        cost: Money, in cents.
        days: Days of the team, in hundredths.
        requires: Candidates that must be chosen with it.
        excludes: Candidates that cannot be chosen with it.
        kind: At most one of a kind is chosen; "" for none.
    """

    id: str
    cost: int = 0
    days: int = 0
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stake:
    """Something at stake: a fact, and what its loss weighs."""

    fact: str
    weight: int


@dataclass(frozen=True, slots=True)
class Levels:
    """How likely a step is, in levels.

    Attributes:
        floors: Least likelihood of each level, likeliest first; one more level stands for anything rarer.
        values: What falling at each level counts, in thousandths; one more than floors.
        shift: Levels by which every attacker is better (negative) or worse.
    """

    floors: tuple[float, ...] = (0.95, 0.7, 0.4, 0.15, 0.03)
    values: tuple[int, ...] = (950, 700, 400, 150, 30, 15)
    shift: int = 0

    @property
    def least(self) -> tuple[float, ...]:
        """Least likelihood of each level, the last one for whatever works at all; none when attackers are moved."""
        return () if self.shift else (*(floor - _ROUND for floor in self.floors), _ROUND**2)

    def of(self, likelihoods: FloatArray) -> FloatArray:
        """Return the level of each step; infinite for one that never works."""
        floors = np.array(self.floors)[:, None] - _ROUND
        levels = (likelihoods[None, :] < floors).sum(axis=0).astype(np.float64)
        if self.shift:
            moved = np.clip(levels + self.shift, 0, len(self.floors))
            levels = np.where(likelihoods >= 1 - _ROUND, levels, moved)
        return np.where(likelihoods > 0, levels, np.inf)


@dataclass(frozen=True, slots=True)
class Loss:
    """Care that a choice of measures stops by itself.

    Attributes:
        weight: What it weighs.
        stopped: Tells whether a choice stops it.
        stopping: Measures that take away what it needs.
        restoring: Measures that give it something else.
    """

    id: str
    weight: int
    stopped: Callable[[Chosen], bool]
    stopping: frozenset[str]
    restoring: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Problem:
    """What to choose from, and what for.

    Attributes:
        choices: The attack graph under every choice.
        candidates: Sorted by id.
        stakes: Sorted by fact.
        levels: How levels are read.
        losses: Care that measures may stop by themselves.
        done: Measures already decided: part of every choice.
    """

    choices: Choices
    candidates: tuple[Candidate, ...]
    stakes: tuple[Stake, ...]
    levels: Levels = field(default_factory=Levels)
    losses: tuple[Loss, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the candidates."""
        return tuple(one.id for one in self.candidates)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Position of each candidate."""
        return {one: number for number, one in enumerate(self.ids)}

    @cached_property
    def part(self) -> Folded:
        """The part of the graph that decides what falls, whatever is chosen."""
        return folded(self.choices, [stake.fact for stake in self.stakes])

    def varied(self, candidates: tuple[Candidate, ...] | None = None, levels: Levels | None = None) -> Problem:
        """Return the same problem with other prices or other levels; what was folded stays so."""
        varied = replace(self, candidates=candidates or self.candidates, levels=levels or self.levels)
        vars(varied)["part"] = self.part
        return varied

    def cost(self, chosen: Iterable[str]) -> int:
        """Return what a choice costs."""
        return sum(self.candidates[self.numbers[one]].cost for one in chosen)

    def days(self, chosen: Iterable[str]) -> int:
        """Return the days a choice takes."""
        return sum(self.candidates[self.numbers[one]].days for one in chosen)

    def is_allowed(self, chosen: Chosen) -> bool:
        """Tell whether a choice respects requirements and exclusions."""
        picked = [self.candidates[self.numbers[one]] for one in sorted(chosen)]
        kinds = [one.kind for one in picked if one.kind]
        return len(kinds) == len(set(kinds)) and all(
            chosen.issuperset(one.requires) and chosen.isdisjoint(one.excludes) for one in picked
        )


@dataclass(frozen=True, slots=True)
class Falls:
    """What falls under a choice.

    Attributes:
        levels: Level at which each stake falls, in the order of the stakes; None when it does not.
        stopped: Ids of care that the choice stops by itself, sorted.
        stake: Residual stake, in thousandths.
    """

    levels: tuple[int | None, ...]
    stopped: tuple[str, ...]
    stake: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition that every choice of measures satisfies, with the attack that proves it.

    Attributes:
        pays: (stake, level) that may fall instead, or (loss, -1) for care stopped by measures.
        does: Measures of which one may be done instead.
        leaves: Measures of which one may be left out instead.
        attack: Steps of the attack; empty for care stopped by measures.
    """

    pays: tuple[int, int]
    does: tuple[str, ...]
    leaves: tuple[str, ...]
    attack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a choice must respect.

    Attributes:
        cost: Most money, in cents; None for no limit.
        days: Most days, in hundredths; None for no limit.
        stake: Highest residual stake; None for no limit.
        safe: Positions of stakes that must not fall at all.
        keeps_care: Whether no measure may stop care by itself.
    """

    cost: int | None = None
    days: int | None = None
    stake: int | None = None
    safe: frozenset[int] = frozenset()
    keeps_care: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice under some terms.

    Attributes:
        chosen: Measures, sorted.
        falls: What still falls.
        cost: Cents.
        days: Hundredths.
        bound: No choice under the same terms leaves less at stake, in thousandths.
        is_proven: Whether the residual stake is that bound.
    """

    chosen: tuple[str, ...]
    falls: Falls
    cost: int
    days: int
    bound: float
    is_proven: bool


class Portfolio:
    """Searches one problem; what was learned serves every later question."""

    def __init__(self, problem: Problem, clauses: Iterable[Clause] = (), *, tells_attacks: bool = False) -> None:
        """Begin with clauses that are known to hold.

        Args:
            problem: What to choose from.
            clauses: What another search of the same choices learned.
            tells_attacks: Whether every bound must follow from the clauses alone, as a proof wants it.
        """
        self.problem = problem
        self.clauses: list[Clause] = list(dict.fromkeys(clauses))
        self._known: set[Clause] = set(self.clauses)
        self._graph = problem.part.choices
        self._goals = [self._graph.graph.fact_index.get(goal, -1) for goal in problem.part.goals]
        self._depth = len(problem.levels.values)
        self._first_stake = len(problem.candidates)
        self._first_loss = self._first_stake + len(problem.stakes) * self._depth
        self._size = self._first_loss + len(problem.losses)
        self._closing = Closing(self._graph, problem.numbers, self._size, () if tells_attacks else problem.levels.least)
        self.tells_attacks = not self._closing.rows
        self._covers: list[Chosen] = []
        self._seen: dict[Chosen, tuple[Falls, IntArray]] = {}

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
        return self._fallen(frozenset(chosen))[0]

    def least_stake(self, terms: Terms, *, breaks_ties: bool = True) -> Found | None:
        """Return the choice that leaves least at stake, the cheapest of those; None when no choice keeps the terms.

        Args:
            terms: What the choice must respect.
            breaks_ties: Of equal stakes and costs, take fewer days, then fewer measures, then the first ids; else any.
        """
        best = self._least(self._stake_costs(), terms)
        if best is None:
            return None
        chosen, bound, is_proven = best
        falls = self.falls(chosen)
        refined = self._refined(replace(terms, stake=falls.stake), chosen, breaks_ties=breaks_ties)
        return self._found(refined, max(0.0, bound), is_proven=is_proven)

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

    def _refined(self, terms: Terms, otherwise: Chosen, *, breaks_ties: bool) -> Chosen:
        """Return the cheapest choice that does as well."""
        best = self._least(self._measure_costs(lambda one: one.cost), terms)
        chosen = best[0] if best else otherwise
        if not breaks_ties:
            return chosen
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
        for _ in range(_ROUNDS):
            proposed = self._propose(costs, terms)
            if proposed is None:
                return None
            if not proposed.is_proven and not proposed.items:
                break
            bound = proposed.bound
            chosen = frozenset(self.problem.ids[item] for item in proposed.items if item < self._first_stake)
            if self._is_too_dear(chosen, terms):
                self._covers.append(chosen)
            elif not self._learn(chosen, frozenset(proposed.items)):
                return chosen, bound, proposed.is_proven
        return (chosen, bound, False) if self._keeps(chosen, terms) else None

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

    def _propose(self, costs: FloatArray, terms: Terms) -> Choice | None:
        facts = self._closing.columns
        master = Master(np.append(costs, np.zeros(facts)), shares=self._size - self._first_stake + facts)
        for row in (*self._rules(), *self._closed()):
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
        return master.solve()

    def _closed(self) -> Iterator[tuple[list[int], list[float], float]]:
        """Yield what falls as rows, where that serves."""
        yield from self._closing.rows
        for number, goal in enumerate(self._goals):
            columns = range(self._stake_at(number, 0), self._stake_at(number, self._depth))
            yield from self._closing.goal(goal, columns) if goal >= 0 else ()

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

    def _learn(self, chosen: Chosen, items: frozenset[int]) -> bool:
        """Add clauses that a proposal breaks, several that share no measure at once; tell whether there were any."""
        claimed = [self._claimed(stake, items) for stake in range(len(self.problem.stakes))]
        learned = [self._loss_clause(number, chosen) for number in self._unpaid(chosen, items)]
        hypothetical = chosen
        while True:
            fresh = [*self._survivors(hypothetical, claimed)]
            learned += fresh
            done = frozenset(one for clause in fresh for one in clause.does)
            if done <= hypothetical:
                break
            hypothetical |= done
        new = [clause for clause in dict.fromkeys(learned) if clause not in self._known]
        self._known.update(new)
        self.clauses += new
        return bool(new)

    def _claimed(self, stake: int, items: frozenset[int]) -> int:
        """Return the likeliest level at which a proposal lets a stake fall."""
        return next((level for level in range(self._depth) if self._stake_at(stake, level) in items), self._depth)

    def _fallen(self, chosen: Chosen) -> tuple[Falls, IntArray]:
        """Return what falls under a choice, and the step that gives each fact at its likeliest level."""
        if chosen in self._seen:
            return self._seen[chosen]
        problem, graph = self.problem, self._graph
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

    def _survivors(self, chosen: Chosen, claimed: Sequence[int]) -> Iterator[Clause]:
        """Yield clauses from the attacks that make a stake fall at a likelier level than claimed."""
        falls, support = self._fallen(chosen)
        for number, (level, claim) in enumerate(zip(falls.levels, claimed, strict=True)):
            if level is None or level >= claim:
                continue
            attack = _proof(self._graph, support, self._goals[number])
            for each in sorted({level, claim - 1}):
                yield self._clause(number, each, attack, chosen)

    def _clause(self, stake: int, level: int, attack: list[int], chosen: Chosen) -> Clause:
        """Return the shortest clause that an attack proves when measures are let in one by one."""
        graph = self._graph
        steps = [graph.graph.steps[step].id for step in attack]
        leaves = frozenset(one for step in steps for one in graph.opened.get(step, ()))
        touching = {one for step in steps for effect in graph.effects_on.get(step, ()) for one in effect.when}
        exposed = [step for step in steps if step in graph.effects_on]
        allowed, does = chosen | leaves, []
        for one in sorted(touching - allowed):
            tried = allowed | {one}
            if self._still_works(exposed, tried, level):
                allowed = tried
            else:
                does.append(one)
        return Clause((stake, level), tuple(does), tuple(sorted(leaves)), tuple(steps))

    def _still_works(self, steps: Iterable[str], chosen: Chosen, level: int) -> bool:
        values = np.array([self._graph.likelihood(step, chosen) for step in steps])
        return bool((self.problem.levels.of(values) <= level).all())

    def _unpaid(self, chosen: Chosen, items: frozenset[int]) -> Iterator[int]:
        for number, loss in enumerate(self.problem.losses):
            if self._first_loss + number not in items and loss.stopped(chosen):
                yield number

    def _loss_clause(self, number: int, chosen: Chosen) -> Clause:
        """Return that care is paid for, or a measure that stops it left out, or one that restores it done."""
        loss = self.problem.losses[number]
        needed = chosen
        for one in sorted(chosen & loss.stopping):
            if loss.stopped(needed - {one}):
                needed -= {one}
        return Clause((number, -1), tuple(sorted(loss.restoring - chosen)), tuple(sorted(needed & loss.stopping)), ())


def _at_most(master: Master, amounts: Sequence[float], limit: int) -> None:
    items = [item for item, amount in enumerate(amounts) if amount]
    master.add(items, [-amounts[item] for item in items], -(limit + _SLACK))


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


def _proof(graph: Choices, support: IntArray, goal: int) -> list[int]:
    """Return the steps of the derivation of a fact, ascending."""
    waiting, seen, steps = [goal], {goal}, []
    while waiting:
        step = int(support[waiting.pop()])
        if step < 0:
            continue
        steps.append(step)
        fresh = [fact for fact in graph.graph.kernel.premises.row(step).tolist() if fact not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return sorted(steps)
