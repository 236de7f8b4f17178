"""The map alone: what a model holds, drawn, without any attack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from carto.atlas.page import render_page, write_page
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.atlas.svg import render_svg
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.keeping import lay_out_kept, output_path
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Keeping, Source
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.model.establishment_map import Model


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to draw a scene.

    Attributes:
        render: Scene to the text of a file.
        ending: How the file's name ends.
    """

    render: Callable[[Scene], str]
    ending: str


def _render_pyvis(scene: Scene) -> str:
    from carto.atlas.pyvis_page import render_pyvis  # noqa: PLC0415 -- pyvis brings a notebook with it: a second to import

    return render_pyvis(scene)


ENGINES: Final[Mapping[str, Engine]] = {
    "atlas": Engine(render_page, ".map.html"),
    "svg": Engine(render_svg, ".map.svg"),
    "pyvis": Engine(_render_pyvis, ".pyvis.html"),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map that was written."""

    model: Model
    path: Path
    unused: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"written": str(self.path), "unused": list(self.unused)}


def draw_map(
    source: Source, output: str | None, engine: str, language: Language | None, keeping: Keeping, stage: Stage
) -> Drawn:
    """Draw a model and write the file.

    Raises:
        CartoError: Whatever is wrong with the model or the file; an earlier file is untouched.
    """
    if source.is_plain_graph:
        raise RequestError("needs-model", command="map", path=source.path)
    path = output_path(source, output, f"{source.name}{ENGINES[engine].ending}")
    stage("load")
    model = read_model(source)
    stage("draw")
    layout = lay_out_kept(source, model, keeping)
    scene = build_scene(model, language=language or model.establishment.language, layout=layout)
    write_page(path, ENGINES[engine].render(scene))
    return Drawn(model, path, layout.unused)
