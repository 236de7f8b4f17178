"""The proof that comes with a plan, and a check of it that trusts neither the search nor the solver.

The proof says two things. *What still falls*: for each stake, a closed set of facts without it at every level likelier
than claimed. *Nothing better*: clauses that hold for every choice, each with the attack that proves it, such that no
choice within the terms satisfies them all for less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from carto.analysis.portfolio import Chosen, Clause, Found, Portfolio, Problem, Terms

_BRANCHES: Final = 4_000
_ROUND: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Certificate:
    """The proof of one plan.

    Attributes:
        terms: What the choice had to respect.
        found: The choice.
        clauses: Conditions that every choice satisfies.
    """

    terms: Terms
    found: Found
    clauses: tuple[Clause, ...]


def certificate_of(portfolio: Portfolio, terms: Terms, found: Found) -> Certificate:
    """Return the proof of what a search found."""
    return Certificate(terms, found, tuple(_unfolded(portfolio.problem, clause) for clause in portfolio.clauses))


def _unfolded(problem: Problem, clause: Clause) -> Clause:
    """Return a clause with an attack of the whole graph."""
    number, level = clause.pays
    if level < 0:
        return clause
    return replace(clause, attack=problem.part.unfolded(problem.stakes[number].fact, clause.attack))


def check(problem: Problem, proof: Certificate) -> bool | None:
    """Tell whether a proof holds; None when deciding it would take too many branches."""
    if not _falls_as_claimed(problem, proof.found):
        return False
    if not all(_holds(problem, clause) for clause in proof.clauses):
        return False
    return _Bound(problem, proof).is_least()


def _at(problem: Problem, chosen: Chosen, level: int) -> frozenset[str]:
    """Return the steps that work at a level under a choice."""
    floor = (*problem.levels.floors, 0.0)[level]
    values = problem.choices.likelihoods(chosen).tolist()
    listed = zip(problem.choices.graph.steps, values, strict=True)
    return frozenset(step.id for step, value in listed if value > 0 and value >= floor - _ROUND)


def _derived(problem: Problem, works: frozenset[str]) -> set[str]:
    held, size = set(problem.choices.graph.start), -1
    while size < len(held):
        size = len(held)
        held.update(
            s.postcondition for s in problem.choices.graph.steps if s.id in works and held.issuperset(s.preconditions)
        )
    return held


def _falls_as_claimed(problem: Problem, found: Found) -> bool:
    """Derive everything again, level by level, in the plainest way."""
    chosen, total = frozenset(found.chosen), 0
    for level, value in enumerate(problem.levels.values):
        held = _derived(problem, _at(problem, chosen, level))
        for stake, claim in zip(problem.stakes, found.falls.levels, strict=True):
            if (stake.fact in held) != (claim is not None and claim <= level):
                return False
            total += stake.weight * value if claim == level else 0
    total += sum(loss.weight * 1000 for loss in problem.losses if loss.stopped(chosen))
    return problem.is_allowed(chosen) and total == found.falls.stake


def _holds(problem: Problem, clause: Clause) -> bool:
    """Tell whether the attack of a clause works under every choice that breaks the clause."""
    number, level = clause.pays
    others = frozenset(problem.ids) - frozenset(clause.does)
    if level < 0:
        return problem.losses[number].stopped(frozenset(clause.leaves) & others)
    works = _at(problem, others | frozenset(clause.leaves), level)
    opened = {one for step in clause.attack for one in problem.choices.opened.get(step, ())}
    goal = problem.stakes[number].fact in _derived(problem, frozenset(clause.attack) & works)
    return goal and frozenset(clause.attack) <= works and opened <= frozenset(clause.leaves)


class _Bound:
    """Tries every way to satisfy the clauses for less, one clause at a time."""

    def __init__(self, problem: Problem, proof: Certificate) -> None:
        self._problem, self._proof, self._left = problem, proof, _BRANCHES

    def is_least(self) -> bool | None:
        """Tell whether no choice within the terms satisfies every clause for less."""
        better = self._better(self._proof.clauses, {}, {})
        return None if self._left <= 0 else not better

    def _stake(self, paid: Mapping[int, int]) -> int:
        """Return what paying costs: for a stake (>= 0) its likeliest level, for a loss (< 0) its weight."""
        problem = self._problem
        stakes = (problem.stakes[n].weight * problem.levels.values[level] for n, level in paid.items() if n >= 0)
        return sum(stakes) + sum(problem.losses[~n].weight * 1000 for n in paid if n < 0)

    def _better(self, clauses: Sequence[Clause], done: Mapping[str, bool], paid: Mapping[int, int]) -> bool:
        self._left -= 1
        terms, problem = self._proof.terms, self._problem
        chosen = _with_required(problem, {one for one, is_done in done.items() if is_done})
        dead = not problem.is_allowed(chosen) or any(done.get(one) is False for one in chosen)
        dear = terms.cost is not None and problem.cost(chosen) > terms.cost
        dear = dear or (terms.days is not None and problem.days(chosen) > terms.days)
        if self._left <= 0 or dead or dear or self._stake(paid) >= self._proof.found.falls.stake:
            return False
        left = [one for one in clauses if not _met(one, done, paid)]
        if not left:
            return True
        broken = min(left, key=lambda one: sum(each not in done for each in (*one.does, *one.leaves)))
        fixed = dict(done)
        for one, value in [(one, True) for one in broken.does] + [(one, False) for one in broken.leaves]:
            if one not in fixed and self._better(left, {**fixed, one: value}, paid):
                return True
            fixed.setdefault(one, not value)
        number, level = broken.pays
        key = number if level >= 0 else ~number
        return self._better(left, fixed, {**paid, key: min(level, paid.get(key, level))})


def _with_required(problem: Problem, chosen: set[str]) -> Chosen:
    for one in (waiting := sorted(chosen)):  # grows while it is read
        needed = [need for need in problem.candidates[problem.numbers[one]].requires if need not in chosen]
        chosen.update(needed)
        waiting += needed
    return frozenset(chosen)


def _met(clause: Clause, done: Mapping[str, bool], paid: Mapping[int, int]) -> bool:
    number, level = clause.pays
    is_paid = paid.get(number, level + 1) <= level if level >= 0 else ~number in paid
    met = any(done.get(one) is True for one in clause.does) or any(done.get(one) is False for one in clause.leaves)
    return is_paid or met
