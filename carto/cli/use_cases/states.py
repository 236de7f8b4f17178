"""The establishment as it stands and under each of its scenarios, with or without its names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.cli.use_cases.attacks import Stage, Subject, subject_about
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Source
from carto.model.establishment_map import Model


@dataclass(frozen=True, slots=True)
class States:
    """The establishment as it stands, and under each of its scenarios."""

    model: Model
    scenarios: tuple[Model, ...] = ()


def states_of(subject: Subject, stage: Stage) -> States:
    """Return the model of a subject with its scenarios beside it; none beside a scenario."""
    model, source = subject.model or Model(), subject.question.source
    if model.scenario or not model.scenarios:
        return States(model)
    stage("compare")
    return States(model, tuple(read_model(Source(source.path, name)) for name in sorted(model.scenarios)))


def unnamed(states: States, subject: Subject) -> tuple[States, Subject, Pseudonyms]:
    """Return the same states and question without anything that tells whose they are, and the pseudonyms."""
    names = Pseudonyms.of(states.model, *states.scenarios)
    model = anonymous(states.model, names)
    question = replace(
        subject.question,
        attacker=names.get(subject.question.attacker) or subject.question.attacker,
        start=tuple(names.get(fact) or fact for fact in subject.question.start),
    )
    return (
        States(model, tuple(anonymous(one, names) for one in states.scenarios)),
        subject_about(model, question, tuple(names.get(target.wanted) for target in subject.targets)),
        names,
    )
