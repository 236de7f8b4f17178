"""The dossier: from a model to everything that analyses and rules find, and to a file that people hand over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from carto.analysis.compare import sides_between
from carto.analysis.planning import plan
from carto.atlas.scene_build import build_scene
from carto.catalog.reference import catalog
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.compare import State
from carto.cli.use_cases.keeping import output_path
from carto.cli.use_cases.plan import Wanted, asked_of, with_candidates
from carto.cli.use_cases.sources import Question
from carto.cli.use_cases.states import States, found_in, states_asked
from carto.errors import RequestError
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.report.build import build_dossier
from carto.report.document import Audience
from carto.report.material import Material, Programme, Verdict
from carto.report.since import Since, since_of
from carto.report.writing import write_dossier, writer_of
from carto.rules.completeness import completeness_of
from carto.rules.context import RuleContext
from carto.rules.coverage import coverage_of
from carto.rules.engine import Checked, check_model


@dataclass(frozen=True, slots=True)
class Order:
    """What dossier is wanted.

    Attributes:
        audience: Who reads it.
        shape: Format of the file.
        date: Day of the dossier, as written; the model's when empty.
        language: Language asked for, or None.
        budget_eur: Money for a plan that the dossier proposes; None for no plan.
        is_anonymous: Nothing in it may tell whose establishment it is.
        since: The earlier state to compare with, as ``compare`` takes it; "" for none.
    """

    audience: Audience
    shape: str
    date: str = ""
    language: Language | None = None
    budget_eur: float | None = None
    is_anonymous: bool = False
    since: str = ""

    def day(self) -> dt.date | None:
        """Return the day asked for, or None.

        Raises:
            RequestError: ``bad-day``.
        """
        try:
            return dt.date.fromisoformat(self.date) if self.date else None
        except ValueError:
            raise RequestError("bad-day", value=self.date) from None


@dataclass(frozen=True, slots=True)
class Reported:
    """A dossier that was written."""

    model: Model
    path: Path
    audience: Audience
    shape: str


def report_on(question: Question, order: Order, output: str | None, stage: Stage) -> Reported:
    """Compute everything about a model and write its dossier.

    Raises:
        CartoError: Whatever is wrong with the model, the question or the file; an earlier file is untouched.
    """
    if question.source.is_plain_graph:
        raise RequestError("needs-model", command="report", path=question.source.path)
    order.day()  # a day that is none is told before any work is done
    earlier = _earlier(question, order)
    path = output_path(question.source, output, f"{question.source.name}.{order.audience}.{order.shape}")
    writer_of(order.shape)  # a missing library is told before any work is done
    material = _material(question, order, earlier, stage)
    stage("report")
    write_dossier(build_dossier(material), order.shape, path)
    return Reported(material.model, path, order.audience, order.shape)


def _earlier(question: Question, order: Order) -> State | None:
    """Return the state to compare with; ``@SCENARIO`` alone is one of the model itself."""
    if not order.since:
        return None
    state = State.parse(order.since, State(question.source.path, question.source.scenario))
    if state.path.endswith(".json"):
        raise RequestError("needs-model", command="report", path=state.path)
    return state


def _material(question: Question, order: Order, earlier: State | None, stage: Stage) -> Material:
    day = order.day()
    before = earlier.read() if earlier else None
    asked = states_asked(question, stage, before, is_anonymous=order.is_anonymous)
    subject, states, names = asked.subject, asked.states, asked.names
    language = order.language or asked.written.establishment.language or "fr"
    programme = _programme(question, asked.written, order.budget_eur, stage)
    if names:
        programme = programme and replace(programme, pseudonyms={one: names.name(names.ids[one]) for one in names.ids})
    model = states.model
    outcome = found_in(subject, states, stage, day)
    told = replace(outcome, attacker=_attacker(subject.question, model, outcome.attacker))
    verdict = _verdict(model, outcome.checked or check_model(model, today=day), day)
    return Material(
        model,
        build_scene(model, told, language),
        verdict,
        order.audience,
        language,
        day,
        programme,
        order.is_anonymous,
        _since(subject.question, states, verdict.checked, stage),
    )


def _since(question: Question, states: States, checked: Checked, stage: Stage) -> Since | None:
    """Return what changed since the earlier state: the same attacker, the same evidence, each its own findings."""
    if states.earlier is None:
        return None
    stage("compare")
    sides = sides_between(
        states.earlier,
        states.model,
        attacker=question.attacker,
        start=question.start,
        evidence=question.evidence,
    )
    return since_of(*sides, (check_model(states.earlier, standing=sides[0].standing), checked))


def _programme(question: Question, model: Model, budget_eur: float | None, stage: Stage) -> Programme | None:
    """Return the best plan for a budget, in the days that the team has; None where no budget is given."""
    if budget_eur is None:
        return None
    known = with_candidates(model)
    wanted = Wanted(budget_eur, None, None, (), until_safe=False)
    return Programme(known, plan(known, asked_of(model, question, wanted), lambda name: stage(f"plan-{name}")))


def _attacker(question: Question, model: Model, usual: Bilingual) -> Bilingual:
    """Return who attacks, in words: a dossier that is signed must say which question it answers."""
    if question.start:
        names = [found[1].label if (found := model.find(start)) else start for start in question.start]
        return both("report.attacker-from", names=", ".join(names))
    if question.attacker in model.attackers:
        label = model.attackers[question.attacker].label
        return Bilingual(label, label)
    known = catalog().attacker(question.attacker)
    return Bilingual(known.label.fr, known.label.en) if known else usual


def _verdict(model: Model, checked: Checked, day: dt.date | None) -> Verdict:
    coverage = coverage_of(checked, has_devices=bool(model.devices))
    return Verdict(checked, completeness_of(RuleContext(model, None, day)), coverage)
