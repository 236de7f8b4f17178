"""The main job: from a model to everything that analyses find, and to the atlas."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from carto.atlas.page import render_page, write_page
from carto.atlas.planned import lay_out_beside
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.keeping import lay_out_kept, output_path
from carto.cli.use_cases.sources import Keeping, Question, Recipient
from carto.cli.use_cases.states import found_in, states_asked
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.model.establishment_map import Model


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
    asked = states_asked(question, stage, is_anonymous=recipient.anonymous)
    states = asked.states
    outcome = found_in(asked.subject, states, stage)
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
