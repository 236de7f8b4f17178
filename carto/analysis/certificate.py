"""The certificate of a plan: everything that ``carto.analysis.checker`` needs to see that nothing is better.

It holds the attack graph under every choice, the measures with their rules, the choice that was found, clauses that
hold for every choice, and a tree. Each branch of the tree decides about a measure; each leaf gives weights to clauses
and rules that add up to a bound. The weights are dual values of a linear program, but nobody need believe the program:
any weights that are not negative and paid for give a bound.

Source: Neumaier and Shcherbina, "Safe bounds in linear and mixed-integer linear programming", 2004.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any, Final, Literal

import numpy as np
import scipy  # its parts load when first asked for

from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import UNITS, Candidate, Clause, Found, Problem, Terms
from carto.attack.choices import Choices
from carto.attack.kernel import FloatArray

FORMAT: Final = "carto.plan-certificate/1"
_MOST_LEAVES: Final = 3_000
_DEEPEST: Final = 200
_DIGITS: Final = 6
_SHRINK: Final = 1 - 1e-9

Json = dict[str, Any]
Row = tuple[dict[int, float], float]
"""Amounts of columns, and the least that they add up to."""


@dataclass(frozen=True, eq=False)
class Certificate:
    """The proof of one plan.

    Attributes:
        text: As JSON.
        clauses: How many conditions that every choice satisfies.
        leaves: How many branches the proof of the bound has.
    """

    text: Mapping[str, Any]
    clauses: int
    leaves: int


def certificate_of(portfolio: Portfolio, terms: Terms, found: Found) -> Certificate | None:
    """Return the proof of what a search found; None when it would take too many branches.

    Args:
        portfolio: The search, at unchanged levels.
        terms: What the choice had to respect; where something must not fall at all, the choice is the cheapest one.
        found: The choice.
    """
    program = _Program(portfolio, terms, found)
    tree = program.tree({}) if found.is_proven else None
    if tree is None:
        return None
    used = sorted({number for leaf in _leaves(tree) for number, _ in leaf["clauses"]} | program.care_clauses)
    place = {number: new for new, number in enumerate(used)}
    for leaf in _leaves(tree):
        leaf["clauses"] = [[place[number], weight] for number, weight in leaf["clauses"]]
    clauses = [_clause(portfolio.problem, portfolio.clauses[number]) for number in used]
    return Certificate(_told(portfolio.problem, terms, found, clauses, tree), len(clauses), len(_leaves(tree)))


def _leaves(node: Json) -> list[Json]:
    return [*_leaves(node["without"]), *_leaves(node["with"])] if "measure" in node else [node]


def _aim(terms: Terms) -> Literal["stake", "cost"]:
    return "cost" if terms.safe else "stake"


def _told(problem: Problem, terms: Terms, found: Found, clauses: list[Json], tree: Json) -> Json:
    limits = {"cost": terms.cost, "days": terms.days}
    return {
        "format": FORMAT,
        "aim": _aim(terms),
        "found": {"measures": list(found.chosen), "cost": found.cost, "stake": found.falls.stake},
        "limits": {name: limit for name, limit in limits.items() if limit is not None},
        "measures": {one.id: _measure(one) for one in problem.candidates},
        "stakes": {one.fact: one.weight for one in problem.stakes},
        "care": {one.id: one.weight * UNITS for one in problem.losses},
        "floors": list(problem.levels.floors),
        "values": list(problem.levels.values),
        "start": list(problem.choices.graph.start),
        "steps": _steps(problem.choices),
        "clauses": clauses,
        "tree": tree,
    }


def _measure(one: Candidate) -> Json:
    return {
        "cost": one.cost,
        "days": one.days,
        "requires": list(one.requires),
        "excludes": list(one.excludes),
        "kind": one.kind,
    }


def _steps(choices: Choices) -> list[Json]:
    return [
        {
            "id": step.id,
            "needs": list(step.preconditions),
            "gives": step.postcondition,
            "likelihood": step.likelihood,
            "opened": sorted(choices.opened.get(step.id, ())),
            "effects": [
                {"when": sorted(effect.when), "at_most": effect.at_most, "factor": effect.factor}
                for effect in choices.effects_on.get(step.id, ())
            ],
        }
        for step in choices.graph.steps
    ]


def _clause(problem: Problem, clause: Clause) -> Json:
    number, level = clause.pays
    sides: Json = {"does": list(clause.does), "leaves": list(clause.leaves)}
    if level < 0:
        return {"care": problem.losses[number].id, **sides}
    fact, graph = problem.stakes[number].fact, problem.choices.graph
    attack = [graph.step_at(step) for step in problem.part.unfolded(fact, clause.attack)]
    return {"stake": fact, "level": level, **sides, "attack": attack}


class _Program:
    """The linear program of a question: measures in part, what falls in part; what must hold breaks at a high price.

    A choice breaks a rule by a whole unit or not at all: at a price above what was found that never pays.
    """

    def __init__(self, portfolio: Portfolio, terms: Terms, found: Found) -> None:
        self._problem, self._aim = portfolio.problem, _aim(terms)
        self._limits = tuple((name, limit) for name in ("cost", "days") if (limit := getattr(terms, name)) is not None)
        self._target = found.cost if self._aim == "cost" else found.falls.stake
        self._clauses = portfolio.clauses
        self._size = len(self._problem.candidates)
        self._count = 0
        self.care_clauses = frozenset(number for number, one in enumerate(self._clauses) if one.pays[1] < 0)
        self._pays = sorted({one.pays for one in self._clauses})
        self._rules = self._ruled()
        self._matrix, self._floors = self._compiled()
        self._costs = self._priced()

    def tree(self, fixed: dict[int, int]) -> Json | None:
        """Return the proof of one branch; None when it grows too large."""
        solved = self._solved(fixed)
        if solved is None or self._count > _MOST_LEAVES or len(fixed) > _DEEPEST:
            return None
        bound, shares, weights = solved
        free = [item for item in range(self._size) if item not in fixed]
        if bound > self._target - 1 / 2 or not free:
            self._count += 1
            return self._leaf(weights)
        item = min(free, key=lambda one: (abs(shares[one] - 1 / 2), one))
        without, done = self.tree({**fixed, item: 0}), self.tree({**fixed, item: 1})
        if without is None or done is None:
            return None
        return {"measure": self._problem.ids[item], "without": without, "with": done}

    def _ruled(self) -> list[tuple[Row, float]]:
        """Return the rules in the order in which the checker reads them, each with the unit that it is counted in."""
        problem, numbers = self._problem, self._problem.numbers
        rules: list[tuple[Row, float]] = []
        for limit, most in self._limits:
            amounts = [getattr(one, limit) for one in problem.candidates]
            unit = gcd(*amounts) or 1
            row = {item: -amount / unit for item, amount in enumerate(amounts) if amount}
            rules.append(((row, -float(most // unit)), unit))
        for item, one in enumerate(problem.candidates):
            rules += [(({item: -1.0, numbers[need]: 1.0}, 0.0), 1.0) for need in one.requires]
            rules += [(({item: -1.0, numbers[other]: -1.0}, -1.0), 1.0) for other in one.excludes]
        kinds = sorted({one.kind for one in problem.candidates} - {""})
        alike = ([item for item, one in enumerate(problem.candidates) if one.kind == kind] for kind in kinds)
        return rules + [((dict.fromkeys(items, -1.0), -1.0), 1.0) for items in alike]

    def _compiled(self) -> tuple[scipy.sparse.csr_array, FloatArray]:
        """Return the rows: clauses, then rules, then the order of levels."""
        place = {pays: self._size + number for number, pays in enumerate(self._pays)}
        first_broken = self._size + len(place)
        rows = [self._row(clause, place) for clause in self._clauses]
        rows += [({**row, first_broken + number: 1.0}, floor) for number, ((row, floor), _) in enumerate(self._rules)]
        following = zip(self._pays, self._pays[1:], strict=False)
        rows += [({place[late]: 1.0, place[soon]: -1.0}, 0.0) for soon, late in following if _goes_on(soon, late)]
        columns = [column for row, _ in rows for column in row]
        amounts = [amount for row, _ in rows for amount in row.values()]
        bounds = np.cumsum([0, *(len(row) for row, _ in rows)])
        shape = (len(rows), first_broken + len(self._rules))
        return scipy.sparse.csr_array((amounts, columns, bounds), shape=shape), np.array([floor for _, floor in rows])

    def _row(self, clause: Clause, place: Mapping[tuple[int, int], int]) -> Row:
        numbers = self._problem.numbers
        row = dict.fromkeys((numbers[one] for one in clause.does), 1.0)
        row |= dict.fromkeys((numbers[one] for one in clause.leaves), -1.0)
        return {**row, place[clause.pays]: 1.0}, 1.0 - len(clause.leaves)

    def _priced(self) -> FloatArray:
        broken = self._target + 1.0
        if self._aim == "cost":
            costs = [float(one.cost) for one in self._problem.candidates]
            return np.array([*costs, *[broken] * (len(self._pays) + len(self._rules))])
        worths = [self._worth(pays) for pays in self._pays]
        for at in range(len(worths) - 1):
            worths[at] -= worths[at + 1] if _goes_on(self._pays[at], self._pays[at + 1]) else 0.0
        return np.array([*[0.0] * self._size, *worths, *[broken] * len(self._rules)])

    def _worth(self, pays: tuple[int, int]) -> float:
        """Return what falling at a level counts: all its later levels, too."""
        number, level = pays
        if level < 0:
            return float(self._problem.losses[number].weight * UNITS)
        return float(self._problem.stakes[number].weight * self._problem.levels.values[level])

    def _solved(self, fixed: Mapping[int, int]) -> tuple[float, Sequence[float], FloatArray] | None:
        limits = np.zeros((len(self._costs), 2))
        limits[:, 1] = np.inf
        limits[: self._size, 1] = 1.0
        for item, value in fixed.items():
            limits[item] = value
        solved = scipy.optimize.linprog(
            self._costs, A_ub=-self._matrix, b_ub=-self._floors, bounds=limits, method="highs"
        )
        if solved.status != 0:
            return None
        return float(solved.fun), solved.x.tolist(), np.maximum(0.0, -solved.ineqlin.marginals)

    def _leaf(self, weights: FloatArray) -> Json:
        count = len(self._clauses)
        told = np.floor(weights * _SHRINK * 10**_DIGITS) / 10**_DIGITS
        rules = [weight / unit for weight, (_, unit) in zip(weights[count:].tolist(), self._rules, strict=False)]
        return {
            "clauses": [[number, weight] for number, weight in enumerate(told[:count].tolist()) if weight > 0],
            "rules": [[number, weight] for number, weight in enumerate(rules) if weight > 0],
        }


def _goes_on(soon: tuple[int, int], late: tuple[int, int]) -> bool:
    return soon[0] == late[0] and soon[1] >= 0 and late[1] >= 0
