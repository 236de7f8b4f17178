"""The main job: from a model to everything that analyses find, and to the atlas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.gathering import survey
from carto.atlas.outcome import Outcome
from carto.atlas.page import render_page, write_page
from carto.atlas.planned import lay_out_beside
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.attack.build import build_standing
from carto.cli.use_cases.attacks import Stage, Subject, subject_about, subject_of
from carto.cli.use_cases.keeping import lay_out_kept, output_path
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Keeping, Question, Recipient, Source
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.rules.attacks import inquiry_about


@dataclass(frozen=True, slots=True)
class Built:
    """An atlas that was written.

    Attributes:
        scene: What it shows.
        model: What it was made from.
        path: Where it is.
        unused: Ids whose kept position nobody uses any more.
    """

    scene: Scene
    model: Model
    path: Path
    unused: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the published shape: where the atlas is, and the scene without its drawing."""
        kept = {"meta", "targets", "stories", "choke_points", "care", "exposure", "unknowns"}
        return {"written": str(self.path), **self.scene.model_dump(mode="json", include=kept)}


def build_atlas(
    question: Question,
    output: str | None,
    language: Language | None,
    recipient: Recipient,
    keeping: Keeping,
    stage: Stage,
) -> Built:
    """Compute everything about a model and write its atlas.

    Raises:
        CartoError: Whatever is wrong with the model, the question or the file; an earlier atlas is untouched.
    """
    if question.source.is_plain_graph:
        raise RequestError("needs-model", command="build", path=question.source.path)
    path = output_path(question.source, output, f"{question.source.name}.atlas.html")
    subject = subject_of(question, (), stage, needs_target=False, watching=True)
    states = _States(subject.model or Model(), _scenarios(subject, stage))
    if recipient.anonymous:
        states, subject = _unnamed(states, subject)
    outcome = _outcome(subject, states, stage)
    stage("draw")
    model = states.model
    if recipient.anonymous:
        layout = lay_out_beside(model, states.scenarios)
    else:
        layout = lay_out_kept(question.source, model, keeping, states.scenarios)
    told = language or model.establishment.language
    scene = build_scene(model, outcome, told, layout, private=recipient.private)
    stage("write")
    write_page(path, render_page(scene))
    return Built(scene, model, path, layout.unused)


@dataclass(frozen=True, slots=True)
class _States:
    """The establishment as it stands, and under each of its scenarios."""

    model: Model
    scenarios: tuple[Model, ...] = ()


def _scenarios(subject: Subject, stage: Stage) -> tuple[Model, ...]:
    model, source = subject.model, subject.question.source
    if model is None or model.scenario or not model.scenarios:
        return ()
    stage("compare")
    return tuple(read_model(Source(source.path, name)) for name in sorted(model.scenarios))


def _unnamed(states: _States, subject: Subject) -> tuple[_States, Subject]:
    """Return the same states without anything that tells whose they are, and the same question about them."""
    names = Pseudonyms.of(states.model, *states.scenarios)
    model = anonymous(states.model, names)
    question = replace(
        subject.question,
        attacker=names.get(subject.question.attacker) or subject.question.attacker,
        start=tuple(names.get(fact) or fact for fact in subject.question.start),
    )
    return (
        _States(model, tuple(anonymous(one, names) for one in states.scenarios)),
        subject_about(model, question, tuple(names.get(target.wanted) for target in subject.targets), watching=True),
    )


def _outcome(subject: Subject, states: _States, stage: Stage) -> Outcome:
    return survey(
        subject.standing or build_standing(states.model, None, inquiry_about(states.model)),
        {target.wanted: target.fact for target in subject.targets},
        evidence=subject.question.evidence,
        scenarios=states.scenarios,
        stage=lambda target: stage("paths", target=subject.label(target)),
    )
