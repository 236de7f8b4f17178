"""Plans for an establishment: which measures to take with the money and the days there are.

What is optimised is written in ``carto.analysis.portfolio``. Every choice that is reported was built for itself and
compared with what the search had foretold of it; where they differ the search learns and begins again. What falls
under a reported choice is therefore what falls in its own attack graph. That nothing better exists is proven for
measures that act as they do alone, together with every joint effect met on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from carto.analysis.certificate import Certificate, certificate_of
from carto.analysis.checker import holds
from carto.analysis.front import Front, Variant, Worth, greedy, pareto_front, robust, useless, worths
from carto.analysis.outlook import Outlook, outlook
from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import Candidate, Found, Levels, Problem, Stake, Terms
from carto.analysis.stakes import Weighed, losses_of, stakes_of
from carto.attack.attackers import ANYONE
from carto.attack.build import build_attack_graph
from carto.attack.controls import Numbers
from carto.attack.graph import AttackGraph
from carto.attack.ground import Ground
from carto.attack.measures import apply_measures
from carto.attack.whatif import WhatIf, learned_from, what_if
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.model.vocabulary import Difficulty, Evidence
from carto.topology.network import build_topology

Horizon = Literal["now", "12-months", "3-years"]
HORIZONS: Final[tuple[Horizon, ...]] = ("now", "12-months", "3-years")
_LATER_YEARS: Final = 2
_HUNDREDTHS: Final = 100
_CORRECTIONS: Final = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is asked for.

    Attributes:
        budget_eur: Most money; None for no limit.
        days: Most days of the team; None for no limit.
        horizon: Measures that take longer are left out; for ``3-years`` the two later years are paid for as well.
            None for every measure at the cost of its first year.
        to: Ids of what must not fall; empty for every care process and target.
        until_safe: Find the cheapest plan after which none of it falls, instead of the best within the budget.
        attacker: Who attacks.
        start: What the attacker holds at first instead.
        evidence: Weakest evidence that a step may rest on.
        measures: Candidates; empty for every measure of the model that is not in place.
    """

    budget_eur: float | None = None
    days: float | None = None
    horizon: Horizon | None = None
    to: tuple[str, ...] = ()
    until_safe: bool = False
    attacker: str = ANYONE
    start: tuple[str, ...] = ()
    evidence: Evidence = Evidence.ASSUMED
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the plan stands at one horizon: what is done by then, what it has cost, what is left at stake."""

    horizon: Horizon
    measures: tuple[str, ...]
    cost: int
    days: int
    stake: int


@dataclass(frozen=True, eq=False)
class Plan:
    """The measures to take, and what to know before taking them.

    Attributes:
        asked: The question.
        stakes: What is at stake, and what it weighs.
        levels: How levels count.
        base: Nothing done.
        found: The plan; None when no choice makes everything safe.
        least: What remains at stake with no limit of money or days.
        worths: What each chosen measure is worth.
        front: Every choice that nothing cheaper does as well as.
        useless: Measures that change nothing at any budget.
        greedy: What the best measure for its money, one after the other, would have given.
        stages: The plan over three horizons.
        variants: The plan when assumptions are wrong.
        certificate: The proof; None without a plan, or when it would be too long.
        is_checked: Whether the check of the proof agreed; None without a proof.
        candidates: What there was to choose from, sorted.
        outlooks: How likely it is, under each choice that is told, that something of the greatest weight falls.
        corrections: Joint effects of measures that were met on the way.
    """

    asked: Asked
    stakes: tuple[Weighed, ...]
    levels: Levels
    base: Found
    found: Found | None
    least: Found
    worths: tuple[Worth, ...]
    front: Front
    useless: tuple[str, ...]
    greedy: Found | None
    stages: tuple[Stage, ...]
    variants: tuple[Variant, ...]
    certificate: Certificate | None
    is_checked: bool | None
    candidates: tuple[str, ...]
    outlooks: Mapping[tuple[str, ...], Outlook]
    corrections: int = 0

    @property
    def steady(self) -> tuple[str, ...]:
        """Measures of the plan that stay in every variant, sorted."""
        chosen = set(self.found.chosen) if self.found else set()
        return tuple(sorted(chosen.intersection(*(variant.chosen for variant in self.variants))))

    @property
    def greatest_weight(self) -> int:
        """Weight of the heaviest of what is at stake; 0 with nothing at stake."""
        return _greatest_weight(self.stakes)

    @property
    def never_chosen(self) -> tuple[str, ...]:
        """Measures that help something but are in no choice of the front, sorted."""
        picked = {one for point in self.front.points for one in point.chosen}
        listed = {one for one in self.candidates if one not in picked}
        return tuple(sorted(listed - set(self.useless)))


def plan(model: Model, asked: Asked | None = None, stage: Callable[[str], None] = lambda _name: None) -> Plan:
    """Return the best plan for an establishment.

    Args:
        model: The establishment.
        asked: Money, days, what to protect and from whom.
        stage: Told what begins: ``measures``, ``search``, ``robust``.

    Raises:
        UnknownIdError: What the question names is not in the model.

    Complexity: one attack graph for each candidate and each choice reported; the search is NP-hard, and fast on
        establishments.
    """
    question = asked or Asked()
    stage("measures")
    known, stakes = _known(model, question), stakes_of(model, question.to)
    search = _Search(model, question, stakes, known)
    stage("search")
    best, points = search.settled()
    stage("robust")
    return search.told(best, points)


def candidates_of(model: Model, asked: Asked) -> tuple[str, ...]:
    """Return the measures that may be chosen: not in place, in time, with what they require, sorted."""
    named = asked.measures or tuple(model.measures)
    in_time = HORIZONS if asked.horizon is None else HORIZONS[: HORIZONS.index(asked.horizon) + 1]
    possible = {
        one
        for one in named
        if not model.measures[one].in_place and _horizon(model.measures[one]) in in_time and not _is_barred(model, one)
    }
    while True:
        ready = {
            one for one in possible if all(_is_met(model, need, possible) for need in model.measures[one].requires)
        }
        if ready == possible:
            return tuple(sorted(ready))
        possible = ready


def price_of(measure: Measure, horizon: Horizon | None) -> int:
    """Return what a measure costs up to a horizon, in cents: its first year, and the later years within three."""
    later = _LATER_YEARS if horizon == "3-years" else 0
    return round((measure.cost_eur + later * measure.yearly_eur) * _HUNDREDTHS)


def _horizon(measure: Measure) -> Horizon:
    return measure.horizon or "12-months"


def _is_barred(model: Model, one: str) -> bool:
    """Tell whether a measure in place excludes this one."""
    placed = {each.id: each for each in model.measures.values() if each.in_place}
    return not placed.keys().isdisjoint(model.measures[one].excludes) or any(one in p.excludes for p in placed.values())


def _is_met(model: Model, need: str, possible: set[str]) -> bool:
    return need in possible or (need in model.measures and model.measures[need].in_place)


def _known(model: Model, asked: Asked) -> WhatIf:
    goals = tuple(dict.fromkeys((*asked.to, *model.care)))

    def build(changed: Model) -> AttackGraph:
        there = [one for one in goals if one in changed.care or one in changed.devices]
        graph = build_attack_graph(changed, attacker=asked.attacker, start=asked.start, goals=there)
        return graph.at_evidence(asked.evidence)

    return what_if(model, candidates_of(model, asked), build, _numbers(model))


def _numbers(model: Model) -> Numbers:
    return Ground(model, build_topology(model)).numbers


def _levels(model: Model) -> Levels:
    numbers = _numbers(model)
    floors = tuple(sorted((numbers[level][0] for level in Difficulty), reverse=True))
    thousandths = [round(floor * 1000) for floor in floors]
    return Levels(floors, (*thousandths, thousandths[-1] // 2))


def _best(portfolio: Portfolio, terms: Terms, *, until_safe: bool) -> Found | None:
    return portfolio.least_cost(terms) if until_safe else portfolio.least_stake(terms)


class _Search:
    """A question under way: the graph of every choice, corrected as choices are looked at."""

    def __init__(self, model: Model, asked: Asked, stakes: tuple[Weighed, ...], known: WhatIf) -> None:
        self._model, self._asked, self._stakes, self._known = model, asked, stakes, known
        self._losses = losses_of(model, known.candidates)
        self._levels = _levels(model)
        self._outlooks: dict[tuple[str, ...], Outlook] = {}
        self.corrections = 0
        self.portfolio = Portfolio(self._problem())
        self.terms = self._terms()

    def settled(self) -> tuple[Found | None, Front]:
        """Return the best choice and the front, once every choice among them is what its own graph says."""
        while True:
            best = _best(self.portfolio, self.terms, until_safe=self._asked.until_safe)
            front = pareto_front(self.portfolio, Terms(days=self.terms.days))
            before = self._known.choices
            for found in (*front.points, *([best] if best else [])):
                self._look_at(found.chosen)
            if self._known.choices is before or self.corrections == _CORRECTIONS:
                return best, front
            self.corrections += 1
            self.portfolio = Portfolio(self._problem())

    def _look_at(self, chosen: tuple[str, ...]) -> None:
        """Build the graph of a choice for itself, once, and compare it with what was foretold."""
        if chosen in self._outlooks:
            return
        graph = self._known.build(apply_measures(self._model, chosen))
        self._known = learned_from(self._known, frozenset(chosen), graph)
        greatest = _greatest_weight(self._stakes)
        self._outlooks[chosen] = outlook(graph, [one.fact for one in self._stakes if one.weight == greatest])

    def _bought(self) -> Found:
        """Return what greed would have given, in its own graph."""
        found, before = greedy(self.portfolio, self.terms), self._known.choices
        self._look_at(found.chosen)
        if self._known.choices is before:
            return found
        return replace(found, falls=Portfolio(self._problem()).falls(found.chosen))

    def told(self, best: Found | None, front: Front) -> Plan:
        """Gather everything about the plan."""
        portfolio, terms = self.portfolio, self.terms
        base = Found((), portfolio.falls(()), 0, 0, 0.0, is_proven=True)
        self._look_at(())
        proof = certificate_of(portfolio, terms, best) if best else None
        chosen = best.chosen if best else ()
        return Plan(
            asked=self._asked,
            stakes=self._stakes,
            levels=self._levels,
            base=base,
            found=best,
            least=front.points[-1] if front.points else base,
            worths=worths(portfolio, chosen),
            front=front,
            useless=useless(portfolio.problem),
            greedy=None if self._asked.until_safe else self._bought(),
            stages=tuple(self._stage(horizon, chosen) for horizon in HORIZONS),
            variants=robust(portfolio, terms, chosen) if chosen and not self._asked.until_safe else (),
            certificate=proof,
            is_checked=holds(proof.text) if proof else None,
            outlooks=self._outlooks,
            corrections=self.corrections,
            candidates=self._known.candidates,
        )

    def _problem(self) -> Problem:
        return Problem(
            choices=self._known.choices,
            candidates=tuple(self._candidate(one) for one in self._known.candidates),
            stakes=tuple(Stake(one.fact, one.weight) for one in self._stakes),
            levels=self._levels,
            losses=self._losses,
        )

    def _candidate(self, one: str) -> Candidate:
        measure, others = self._model.measures[one], frozenset(self._known.candidates)
        excluded = set(measure.excludes) | {each for each in others if one in self._model.measures[each].excludes}
        return Candidate(
            one,
            cost=price_of(measure, self._asked.horizon),
            days=round(measure.days * _HUNDREDTHS),
            requires=tuple(sorted(others.intersection(measure.requires))),
            excludes=tuple(sorted(excluded & others - {one})),
            kind=measure.kind,
        )

    def _terms(self) -> Terms:
        asked = self._asked
        return Terms(
            cost=_whole(asked.budget_eur),
            days=_whole(asked.days),
            safe=frozenset(range(len(self._stakes))) if asked.until_safe else frozenset(),
            keeps_care=asked.until_safe,
        )

    def _stage(self, horizon: Horizon, chosen: Iterable[str]) -> Stage:
        by_then = HORIZONS[: HORIZONS.index(horizon) + 1]
        done = tuple(one for one in chosen if _horizon(self._model.measures[one]) in by_then)
        cost = sum(price_of(self._model.measures[one], horizon) for one in done)
        return Stage(horizon, done, cost, self.portfolio.problem.days(done), self.portfolio.falls(done).stake)


def _greatest_weight(stakes: Iterable[Weighed]) -> int:
    return max((stake.weight for stake in stakes), default=0)


def _whole(amount: float | None) -> int | None:
    """Return an amount in hundredths, rounded down: a budget is never overspent."""
    return None if amount is None else int(amount * _HUNDREDTHS + 1e-6)
