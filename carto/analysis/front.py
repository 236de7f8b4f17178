"""Around the best portfolio: the whole front of cost and stake, what each measure is worth, what greed would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import Candidate, Chosen, Falls, Found, Problem, Terms

_POINTS: Final = 200
_VARIATION: Final = 30
"""Costs vary by this many per cent in robust advice."""


@dataclass(frozen=True, slots=True)
class Front:
    """Every choice that nothing cheaper does as well as.

    Attributes:
        points: By cost; each leaves less at stake than the one before, at the least money for what it leaves.
        complete: Whether the front was followed to its end.
    """

    points: tuple[Found, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """What one chosen measure is worth beside the others.

    Attributes:
        measure: Its id.
        goes_with: Chosen measures that need it and would go with it.
        gain: Stake that comes back without it, in thousandths.
        alone: Stake that it and what it requires take away with nothing else done.
        cuts: Facts that no longer fall, or fall less easily, thanks to it.
    """

    measure: str
    goes_with: tuple[str, ...]
    gain: int
    alone: int
    cuts: tuple[str, ...]


def pareto_front(portfolio: Portfolio, terms: Terms | None = None, limit: int = _POINTS) -> Front:
    """Return the front of cost and residual stake, from doing nothing to all that helps.

    Complexity: four searches a point.
    """
    points: list[Found] = []
    asked = terms or Terms()
    while len(points) < limit:
        found = portfolio.least_stake(asked)
        if found is None:
            break
        points.append(found)
        if found.cost == 0:
            break
        asked = replace(asked, cost=found.cost - 1)
    complete = bool(points) and points[-1].cost == 0
    return Front(tuple(reversed(points)), complete)


def worths(portfolio: Portfolio, chosen: Iterable[str]) -> tuple[Worth, ...]:
    """Return what each chosen measure is worth, greatest gain first."""
    done = frozenset(chosen)
    nothing, all_done = portfolio.falls(()), portfolio.falls(done)
    found = [_worth(portfolio, one, done, nothing, all_done) for one in sorted(done)]
    return tuple(sorted(found, key=lambda each: (-each.gain, each.measure)))


def useless(problem: Problem) -> tuple[str, ...]:
    """Return the measures that change nothing for anything at stake, whatever else is done; sorted.

    A measure is listed when neither it nor anything that requires it acts on a step that some attack may use.
    """
    graph = problem.part.choices
    acting = {one for effect in graph.effects for one in effect.when}
    acting |= {one for when in graph.opened.values() for one in when}
    acting |= {one for loss in problem.losses for one in loss.restoring}
    waiting = [one for one in sorted(acting) if one in problem.numbers]
    while waiting:
        needed = problem.candidates[problem.numbers[waiting.pop()]].requires
        waiting += [one for one in needed if one not in acting]
        acting.update(needed)
    return tuple(one for one in problem.ids if one not in acting)


def greedy(portfolio: Portfolio, terms: Terms) -> Found:
    """Return what a buyer gets who always takes the measure that helps most for its money: not always the best."""
    problem = portfolio.problem
    chosen: Chosen = frozenset()
    stake = portfolio.falls(chosen).stake
    while True:
        offers = [_offer(portfolio, chosen, one, stake) for one in _bundles(problem, chosen, terms)]
        best = min(offers, default=None)
        if best is None or best[0] >= 0:
            break
        chosen = best[-1]
        stake = portfolio.falls(chosen).stake
    falls = portfolio.falls(chosen)
    return Found(tuple(sorted(chosen)), falls, problem.cost(chosen), problem.days(chosen), 0.0, is_proven=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """The plan when an assumption is wrong.

    Attributes:
        name: ``costs-up``, ``costs-down``, ``attackers-up``, ``attackers-down``, or ``cost-of`` one measure.
        measure: The measure that alone costs more; "" otherwise.
        chosen: The best choice then, sorted.
    """

    name: str
    measure: str
    chosen: tuple[str, ...]


def robust(portfolio: Portfolio, terms: Terms, chosen: Iterable[str]) -> tuple[Variant, ...]:
    """Return the best choice when costs are wrong by 30 % or every step is one level easier or harder."""
    dearer, cheaper = 100 + _VARIATION, 100 - _VARIATION
    cases = [
        ("costs-up", "", portfolio.varied(_priced(portfolio, dearer))),
        ("costs-down", "", portfolio.varied(_priced(portfolio, cheaper))),
        ("attackers-up", "", portfolio.varied(shift=-1)),
        ("attackers-down", "", portfolio.varied(shift=1)),
        *(("cost-of", one, portfolio.varied(_priced(portfolio, dearer, one))) for one in sorted(chosen)),
    ]
    found = ((name, one, varied.least_stake(terms)) for name, one, varied in cases)
    return tuple(Variant(name, one, best.chosen if best else ()) for name, one, best in found)


def _worth(portfolio: Portfolio, one: str, done: Chosen, nothing: Falls, all_done: Falls) -> Worth:
    problem = portfolio.problem
    gone = _dependents(problem, one, done)
    without = portfolio.falls(done - gone)
    bundle = _required(problem, one)
    alone = nothing.stake - portfolio.falls(bundle).stake
    pairs = zip(problem.stakes, all_done.levels, without.levels, strict=True)
    cuts = tuple(stake.fact for stake, now, then in pairs if then is not None and (now is None or now > then))
    return Worth(one, tuple(sorted(gone - {one})), without.stake - all_done.stake, alone, cuts)


def _dependents(problem: Problem, one: str, done: Chosen) -> Chosen:
    gone = {one}
    while True:
        more = {each for each in done - gone if gone.intersection(problem.candidates[problem.numbers[each]].requires)}
        if not more:
            return frozenset(gone)
        gone |= more


def _required(problem: Problem, one: str) -> Chosen:
    found, waiting = {one}, [one]
    while waiting:
        needed = problem.candidates[problem.numbers[waiting.pop()]].requires
        waiting += [each for each in needed if each not in found]
        found.update(needed)
    return frozenset(found)


def _bundles(problem: Problem, chosen: Chosen, terms: Terms) -> Iterator[Chosen]:
    """Yield choices with one more measure and what it requires, within the terms."""
    for one in problem.ids:
        more = chosen | _required(problem, one)
        fits = terms.cost is None or problem.cost(more) <= terms.cost
        fits = fits and (terms.days is None or problem.days(more) <= terms.days)
        if more != chosen and fits and problem.is_allowed(more):
            yield more


def _offer(
    portfolio: Portfolio, chosen: Chosen, more: Chosen, stake: int
) -> tuple[float, int, tuple[str, ...], Chosen]:
    """Return what greed compares: stake won for each cent, best first, then ids."""
    won = stake - portfolio.falls(more).stake
    price = portfolio.problem.cost(more) - portfolio.problem.cost(chosen)
    return -won / (price + 1), price, tuple(sorted(more)), more


def _priced(portfolio: Portfolio, percent: int, only: str = "") -> tuple[Candidate, ...]:
    return tuple(
        replace(one, cost=-(-one.cost * percent // 100)) if only in {"", one.id} else one
        for one in portfolio.problem.candidates
    )
