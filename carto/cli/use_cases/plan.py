"""Plans: the question, the answer for machines, the scenario that keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from carto.analysis.front import Worth
from carto.analysis.planning import Asked, Horizon, Plan, plan
from carto.analysis.planning import Stage as StageOfPlan
from carto.analysis.problem import Found
from carto.atlas.page import write_page
from carto.attack.typical import TYPICAL, Offer, Unapplied, typical_offer
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.keeping import output_path
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Question
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.load.edges import is_id
from carto.load.files import scenario_file
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.report.front_plot import plot_front

_CENTS: Final = 100
_THOUSANDTHS: Final = 1000
_DIGITS: Final = 6
"""Digits of a stake that are told: what follows comes from the solver's arithmetic and differs between versions."""
_WIDE: Final = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan is wanted for, as the command line says it; None where the establishment's own word counts.

    Attributes:
        budget_eur: Money.
        days: Days of the team.
        horizon: How far to look.
        to: Ids of what must not fall.
        until_safe: Look for safety instead of the best within the budget.
        typical: Choose among the catalogue's measures as well.
    """

    budget_eur: float | None
    days: int | None
    horizon: str | None
    to: tuple[str, ...]
    until_safe: bool
    typical: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what it was made for.

    Attributes:
        question: As asked.
        model: The establishment.
        plan: The answer.
        saved: Scenario file that was written, or None.
        drawn: Plot that was written, or None.
        certified: Certificate that was written, or None.
        unapplied: Measures of the catalogue that are no candidates, or only in part.
    """

    question: Question
    model: Model
    plan: Plan
    saved: Path | None = None
    drawn: Path | None = None
    certified: Path | None = None
    unapplied: tuple[Unapplied, ...] = ()

    def label(self, thing: str) -> str:
        """Return the name of a thing of the model, or its id."""
        found = self.model.find(thing)
        return found[1].label if found else thing

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        asked, date = self.plan.asked, self.model.establishment.date
        return {
            **_body(self.plan),
            "saved": str(self.saved) if self.saved else None,
            "drawn": str(self.drawn) if self.drawn else None,
            "certified": str(self.certified) if self.certified else None,
            "unapplied": [
                {"measure": one.measure, "reason": one.reason, "things": list(one.things)} for one in self.unapplied
            ],
            "context": {
                "model_date": date.isoformat() if date else None,
                "scenario": self.question.source.scenario,
                "attacker": asked.attacker,
                "start": list(asked.start) or None,
                "evidence": asked.evidence.value,
            },
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """What is written beside the answer; None for what is not.

    Attributes:
        scenario: Name of the scenario that keeps the plan.
        plot: Where the front is drawn.
        certificate: Where the proof goes.
    """

    scenario: str | None = None
    plot: str | None = None
    certificate: str | None = None


def make_plan(question: Question, wanted: Wanted, kept: Kept, language: Language | None, stage: Stage) -> Planned:
    """Return the best plan, and write what is to be kept of it.

    Args:
        question: As asked.
        wanted: Money, days, horizon.
        kept: What to write.
        language: Of the catalogue's names and of the plot; None for the model's own.
        stage: Told what begins.

    Raises:
        RequestError: ``needs-model``, ``bad-scenario-name``, ``scenario-exists``, ``no-certificate``.
        CartoError: Whatever is wrong with the model or a file; nothing is written half-way.
    """
    if question.source.is_plain_graph:
        raise RequestError("needs-model", command="plan", path=question.source.path)
    drawn = output_path(question.source, kept.plot, "") if kept.plot else None
    certified = output_path(question.source, kept.certificate, "") if kept.certificate else None
    stage("load")
    offer = offered(read_model(question.source), typical=wanted.typical, language=language)
    model = offer.model
    place = _place(model, question, kept.scenario) if kept.scenario else None
    made = plan(model, asked_of(model, question, wanted), lambda name: stage(f"plan-{name}"))
    if certified is not None and made.certificate is None:
        raise RequestError("no-certificate")
    if place is not None:
        write_page(place, scenario_text(model, made, str(kept.scenario), question.source.scenario))
    if drawn is not None:
        write_page(drawn, plot_front(made, language or model.establishment.language or "en"))
    if certified is not None and made.certificate is not None:
        write_page(certified, json.dumps(made.certificate.text, ensure_ascii=False) + "\n")
    return Planned(question, model, made, place, drawn, certified, offer.unapplied)


def scenario_text(model: Model, made: Plan, name: str, on: str | None = None) -> str:
    """Return a plan as the text of a scenario, with the measures that the model itself does not list.

    Args:
        model: The model, typical measures included.
        made: The plan.
        name: Id of the scenario.
        on: Scenario that it builds on, or None.
    """
    found, before = made.found, _points(made.base.falls.stake)
    chosen = found.chosen if found else ()
    body: dict[str, object] = {
        **({"on": on} if on else {}),
        "title": f"Plan: {name}",
        "rationale": f"carto plan: at stake {before} -> {_points(found.falls.stake) if found else before}",
        "measures": list(chosen),
        "cost_eur": (found.cost if found else 0) / _CENTS,
    }
    typical = {one: _written(model.measures[one]) for one in chosen if model.measures[one].source == TYPICAL}
    text = {**({"measures": typical} if typical else {}), "scenarios": {name: body}}
    return yaml.safe_dump(text, allow_unicode=True, sort_keys=False, width=_WIDE)


def _written(measure: Measure) -> dict[str, object]:
    written = measure.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {key: value for key, value in written.items() if key != "id"}


def with_candidates(model: Model) -> Model:
    """Return the model with the catalogue's measures where it lists none itself."""
    return offered(model).model


def offered(model: Model, *, typical: bool = False, language: Language | None = None) -> Offer:
    """Return the model with the catalogue's measures where they were asked for, or where it lists none itself.

    Their names are in the language asked for, else in the model's own.
    """
    own = [measure for measure in model.measures.values() if not measure.in_place and measure.source != TYPICAL]
    if typical or not own:
        return typical_offer(model, language or model.establishment.language or "en")
    return Offer(model)


def _place(model: Model, question: Question, name: str) -> Path:
    """Return where the scenario of a name goes; only a plan saved before may be replaced."""
    if not is_id(name):
        raise RequestError("bad-scenario-name", name=name)
    place = scenario_file(Path(question.source.path), name)
    if name in model.scenarios and not place.is_file():
        raise RequestError("scenario-exists", name=name)
    return place


def asked_of(model: Model, question: Question, wanted: Wanted) -> Asked:
    """Return what a plan is asked for: what is wanted, else the establishment's own limits."""
    own = model.establishment
    limited = not wanted.until_safe
    return Asked(
        budget_eur=wanted.budget_eur if wanted.budget_eur is not None else own.budget_eur if limited else None,
        days=wanted.days if wanted.days is not None else own.team_days if limited else None,
        horizon=_HORIZONS.get(wanted.horizon or ""),
        to=wanted.to,
        until_safe=wanted.until_safe,
        attacker=question.attacker,
        start=question.start,
        evidence=question.evidence,
    )


_HORIZONS: Final[dict[str, Horizon]] = {"now": "now", "12-months": "12-months", "3-years": "3-years"}


def _points(stake: float) -> float:
    return round(stake / _THOUSANDTHS, _DIGITS)


def _choice(made: Plan, found: Found) -> dict[str, object]:
    seen = made.outlooks.get(found.chosen)
    return {
        "measures": list(found.chosen),
        "cost_eur": found.cost / _CENTS,
        "days": found.days / _CENTS,
        "stake": _points(found.falls.stake),
        "stopped_care": list(found.falls.stopped),
        "outlook": seen.as_json() if seen else None,
    }


def _proof(made: Plan, found: Found) -> dict[str, object]:
    return {
        "status": "optimal" if found.is_proven else "bounded",
        "bound": _points(found.bound),
        "gap": 0.0 if found.is_proven else max(0.0, _points(found.falls.stake - found.bound)),
        "clauses": made.certificate.clauses if made.certificate else 0,
        "branches": made.certificate.leaves if made.certificate else 0,
        "checked": made.is_checked,
    }


def _body(made: Plan) -> dict[str, object]:
    found = made.found
    return {
        "asked": _question(made),
        "levels": [
            {"floor": floor, "value": _points(value)}
            for floor, value in zip((*made.levels.floors, 0.0), made.levels.values, strict=True)
        ],
        "stakes": _stakes(made),
        "base": _choice(made, made.base),
        "greatest_weight": made.greatest_weight,
        "plan": None if found is None else {**_choice(made, found), "proof": _proof(made, found)},
        "least": _choice(made, made.least),
        "worth": [_worth(made, one) for one in made.worths],
        "front": [_choice(made, point) for point in made.front.points],
        "front_complete": made.front.complete,
        "useless": list(made.useless),
        "never_chosen": list(made.never_chosen),
        "greedy": _choice(made, made.greedy) if made.greedy else None,
        "stages": [_stage(one) for one in made.stages],
        "variants": [
            {"name": one.name, "measure": one.measure or None, "measures": list(one.chosen)} for one in made.variants
        ],
    }


def _question(made: Plan) -> dict[str, object]:
    asked = made.asked
    return {
        "budget_eur": asked.budget_eur,
        "days": asked.days,
        "horizon": asked.horizon,
        "until_safe": asked.until_safe,
        "to": list(asked.to),
    }


def _stakes(made: Plan) -> list[dict[str, object]]:
    before = made.base.falls.levels
    after = made.found.falls.levels if made.found else before
    return [
        {"id": one.id, "fact": one.fact, "weight": one.weight, "before": then, "after": now}
        for one, then, now in zip(made.stakes, before, after, strict=True)
    ]


def _worth(made: Plan, one: Worth) -> dict[str, object]:
    return {
        "measure": one.measure,
        "gain": _points(one.gain),
        "alone": _points(one.alone),
        "goes_with": list(one.goes_with),
        "cuts": list(one.cuts),
        "steady": one.measure in made.steady,
    }


def _stage(one: StageOfPlan) -> dict[str, object]:
    return {
        "horizon": one.horizon,
        "measures": list(one.measures),
        "cost_eur": one.cost / _CENTS,
        "days": one.days / _CENTS,
        "stake": _points(one.stake),
    }
