"""The establishment as it stands and under each scenario, with or without its names, and what is found of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.gathering import survey
from carto.atlas.outcome import Outcome
from carto.attack.build import build_standing
from carto.cli.use_cases.attacks import Stage, Subject, subject_about
from carto.cli.use_cases.reading import read_scenarios
from carto.model.establishment_map import Model
from carto.rules.attacks import inquiry_about


@dataclass(frozen=True, slots=True)
class States:
    """The establishment as it stands, under each of its scenarios, and as it was where that is asked for."""

    model: Model
    scenarios: tuple[Model, ...] = ()
    earlier: Model | None = None


def states_of(subject: Subject, stage: Stage) -> States:
    """Return the model of a subject with its scenarios beside it: all of them, or all others beside one."""
    model, path = subject.model or Model(), subject.question.source.path
    others = sorted(model.scenarios.keys() - {model.scenario})
    if not others:
        return States(model)
    stage("compare")
    return States(model, read_scenarios(path, others))


def unnamed(states: States, subject: Subject) -> tuple[States, Subject, Pseudonyms]:
    """Return the same states and question without anything that tells whose they are, and the pseudonyms."""
    known = (*states.scenarios, states.earlier) if states.earlier else states.scenarios
    names = Pseudonyms.of(states.model, *known)
    model = anonymous(states.model, names)
    question = replace(
        subject.question,
        attacker=names.get(subject.question.attacker) or subject.question.attacker,
        start=tuple(names.get(fact) or fact for fact in subject.question.start),
    )
    targets = tuple(names.get(target.wanted) for target in subject.targets)
    return (
        States(
            model,
            tuple(anonymous(one, names) for one in states.scenarios),
            anonymous(states.earlier, names) if states.earlier else None,
        ),
        subject_about(model, question, targets, watching=True),
        names,
    )


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
