"""The establishment as it stands and under each scenario, with or without its names, and what is found of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.gathering import survey
from carto.atlas.outcome import Outcome
from carto.attack.build import build_standing, targets_of
from carto.cli.use_cases.attacks import Stage, Subject, subject_about, subject_of
from carto.cli.use_cases.reading import read_model, read_scenarios
from carto.cli.use_cases.sources import Question
from carto.errors import UnknownIdError
from carto.model.establishment_map import Model
from carto.rules.attacks import inquiry_about


@dataclass(frozen=True, slots=True)
class States:
    """The establishment as it stands, under each of its scenarios, and as it was where that is asked for."""

    model: Model
    scenarios: tuple[Model, ...] = ()
    earlier: Model | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about an establishment and its other states.

    Attributes:
        subject: The question; its graph serves the rules as well.
        states: The establishment, and what is looked at beside it.
        written: The establishment as its author names things.
        names: What each thing is called instead; None where names are told.
    """

    subject: Subject
    states: States
    written: Model
    names: Pseudonyms | None = None


def states_asked(
    question: Question, stage: Stage, earlier: Model | None = None, *, is_anonymous: bool = False
) -> Asked:
    """Read what a question is about, with its scenarios beside it.

    Args:
        question: As asked.
        stage: Told what begins.
        earlier: The establishment as it was, if that is asked for.
        is_anonymous: Whether all of it is told without anything that tells whose it is.

    Raises:
        CartoError: Whatever is wrong with the model or the question.
    """
    if is_anonymous:
        stage("load")
        model = read_model(question.source)
        return _unnamed(replace(states_of(model, question, stage), earlier=earlier), question, stage)
    subject = subject_of(question, (), stage, needs_target=False, watching=True)
    model = subject.model or Model()
    return Asked(subject, replace(states_of(model, question, stage), earlier=earlier), model)


def states_of(model: Model, question: Question, stage: Stage) -> States:
    """Return a model with its scenarios beside it: all of them, or all others beside one."""
    others = sorted(model.scenarios.keys() - {model.scenario})
    if not others:
        return States(model)
    stage("compare")
    return States(model, read_scenarios(question.source.path, others))


def _unnamed(states: States, question: Question, stage: Stage) -> Asked:
    """Return the same states and question without anything that tells whose they are.

    The graph is built of the model without names. Whatever the question gets wrong is told in the author's words.
    """
    known = (*states.scenarios, states.earlier) if states.earlier else states.scenarios
    names = Pseudonyms.of(states.model, *known)
    model = anonymous(states.model, names)
    asked = replace(
        question,
        attacker=names.get(question.attacker) or question.attacker,
        start=tuple(names.get(fact) or fact for fact in question.start),
    )
    try:
        subject = subject_about(model, asked, tuple(map(names.get, targets_of(states.model))), stage, watching=True)
    except UnknownIdError:
        subject_about(states.model, question, ())
        raise
    told = States(
        model,
        tuple(anonymous(one, names) for one in states.scenarios),
        anonymous(states.earlier, names) if states.earlier else None,
    )
    return Asked(subject, told, states.model, names)


def found_in(subject: Subject, states: States, stage: Stage, today: dt.date | None = None) -> Outcome:
    """Return everything that analyses and rules find of some states.

    Args:
        subject: The question, best one whose graph serves the rules as well.
        states: The establishment, and its scenarios.
        stage: Told what begins.
        today: The day that ages are counted from; the model's own date when None.
    """
    return survey(
        subject.standing or build_standing(states.model, None, inquiry_about(states.model)),
        {target.wanted: target.fact for target in subject.targets},
        evidence=subject.question.evidence,
        scenarios=states.scenarios,
        today=today,
        stage=lambda target: stage("paths", target=subject.label(target)),
    )
