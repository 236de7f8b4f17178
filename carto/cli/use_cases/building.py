"""The main job: from a model to everything that analyses find, and to the atlas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from carto.analysis.attacks import Attack
from carto.analysis.best import best_attacks
from carto.analysis.care import care_impact, lost_with
from carto.analysis.choke import choke_points
from carto.analysis.missing import explain_absence
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page, write_page
from carto.atlas.scene import CareEffect, Scene
from carto.atlas.scene_build import build_scene
from carto.cli.use_cases.attacks import Stage, Subject, Target, subject_of
from carto.cli.use_cases.keeping import Keeping, lay_out_kept
from carto.cli.use_cases.sources import Question
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.topology.exposure import exposure
from carto.topology.network import build_topology

ATTACKS_A_TARGET: Final = 5


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
    question: Question, output: str | None, language: Language | None, keeping: Keeping, stage: Stage
) -> Built:
    """Compute everything about a model and write its atlas.

    Raises:
        CartoError: Whatever is wrong with the model, the question or the file; an earlier atlas is untouched.
    """
    if question.source.is_plain_graph:
        raise RequestError("needs-model", command="build", path=question.source.path)
    subject = subject_of(question, (), stage, needs_target=False)
    model = subject.model or Model()
    outcome = outcome_of(subject, stage)
    stage("draw")
    layout = lay_out_kept(question.source, model, keeping)
    scene = build_scene(model, outcome, language or model.establishment.language, layout)
    stage("write")
    path = Path(output or f"{question.source.name}.atlas.html")
    write_page(path, render_page(scene))
    return Built(scene, model, path, layout.unused)


def outcome_of(subject: Subject, stage: Stage) -> Outcome:
    """Return what analyses find about every target, most at risk first."""
    found = sorted(_targets(subject, stage), key=_risk_first)
    model = subject.model or Model()
    levels = exposure(build_topology(model))
    return Outcome(subject.graph, tuple(found), evidence=subject.question.evidence, exposure=levels)


def _targets(subject: Subject, stage: Stage) -> Iterator[TargetOutcome]:
    for target in subject.targets:
        stage("paths", target=subject.label(target.wanted))
        yield _target(subject, target)


def _target(subject: Subject, target: Target) -> TargetOutcome:
    graph = subject.graph
    attacks = best_attacks(graph, target.fact, "likelihood", ATTACKS_A_TARGET)
    return TargetOutcome(
        target.wanted,
        attacks,
        choke_points(graph, target.fact),
        why_not=() if attacks.attacks else _missing(subject, target),
        care=tuple(care_effects(subject, attack) for attack in attacks.attacks),
    )


def _missing(subject: Subject, target: Target) -> tuple[str, ...]:
    conditions = explain_absence(subject.graph, target.fact, 1).conditions
    return conditions[0] if conditions else ()


def _risk_first(found: TargetOutcome) -> tuple[float, str]:
    return -max((attack.likelihood for attack in found.attacks.attacks), default=-1.0), found.target


def care_effects(subject: Subject, attack: Attack) -> tuple[CareEffect, ...]:
    """Return what an attack does to care, worst first; processes that go on are left out."""
    model = subject.model or Model()
    held = (subject.graph.step(step).postcondition for step in attack.steps)
    return tuple(_effects(model, lost_with(model, held)))


def _effects(model: Model, lost: Iterable[str]) -> Iterator[CareEffect]:
    for impact in care_impact(model, frozenset(lost)):
        if impact.state != "works":
            yield CareEffect(
                id=impact.id,
                name=model.care[impact.id].label,
                state=impact.state,
                hours=impact.stops_after_hours,
                patient_safety=impact.patient_safety,
            )
