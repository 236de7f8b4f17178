"""The map alone: what a model holds, drawn, without any attack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.drawio import to_drawio
from carto.atlas.layout import lay_out
from carto.atlas.page import render_page, write_page
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.atlas.showing import of_view
from carto.atlas.svg import render_svg
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.keeping import lay_out_kept, lock_place, output_path
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Keeping, Recipient, Source
from carto.errors import RequestError
from carto.exporters.dot import to_dot
from carto.exporters.mermaid import to_mermaid
from carto.i18n.messages import Language
from carto.model.establishment_map import Model


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn.

    Attributes:
        model: The establishment.
        scene: It, in its place; of a view, when one was asked for.
        only: Ids of the devices and zones of the view; empty for everything.
    """

    model: Model
    scene: Scene
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to draw.

    Attributes:
        render: A drawing to the text of a file.
        ending: How the file's name ends.
    """

    render: Callable[[Drawing], str]
    ending: str


def _render_pyvis(drawing: Drawing) -> str:
    from carto.atlas.pyvis_page import render_pyvis  # noqa: PLC0415 -- pyvis brings a notebook with it: a second to import

    return render_pyvis(drawing.scene)


ENGINES: Final[Mapping[str, Engine]] = {
    "atlas": Engine(lambda drawing: render_page(drawing.scene), ".map.html"),
    "svg": Engine(lambda drawing: render_svg(drawing.scene), ".map.svg"),
    "pyvis": Engine(_render_pyvis, ".pyvis.html"),
    "drawio": Engine(lambda drawing: to_drawio(drawing.scene), ".drawio"),
    "mermaid": Engine(lambda drawing: to_mermaid(drawing.model, drawing.only), ".mmd"),
    "dot": Engine(lambda drawing: to_dot(drawing.model, drawing.only), ".dot"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """How a map is wanted.

    Attributes:
        engine: One of ``ENGINES``.
        view: Key of the view to draw; "" for everything.
        language: Language asked for, or None.
        recipient: Whom it is for.
        keeping: What happens to positions.
    """

    engine: str = "atlas"
    view: str = ""
    language: Language | None = None
    recipient: Recipient = field(default_factory=Recipient)
    keeping: Keeping = field(default_factory=Keeping)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map that was written."""

    model: Model
    path: Path
    unused: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"written": str(self.path), "unused": list(self.unused)}


def draw_map(source: Source, output: str | None, terms: Terms, stage: Stage) -> Drawn:
    """Draw a model and write the file.

    Raises:
        CartoError: Whatever is wrong with the model, the view or the file; an earlier file is untouched.
    """
    if source.is_plain_graph:
        raise RequestError("needs-model", command="map", path=source.path)
    engine = ENGINES[terms.engine]
    path = output_path(source, output, f"{source.name}{engine.ending}")
    stage("load")
    model, view = read_model(source), terms.view
    stage("draw")
    if terms.recipient.anonymous:
        names = Pseudonyms.of(model)
        model, view = anonymous(model, names), _renamed(view, names)
        layout = lay_out(model)
    else:
        layout = lay_out_kept(source, model, terms.keeping, _kept_beside(source, model, terms.keeping))
    language = terms.language or model.establishment.language
    scene = build_scene(model, language=language, layout=layout, private=terms.recipient.private)
    write_page(path, engine.render(_drawing(model, scene, view)))
    return Drawn(model, path, layout.unused)


def _kept_beside(source: Source, model: Model, keeping: Keeping) -> list[Model]:
    """Return the scenarios whose places are kept with the model's: none where no place is kept."""
    if source.scenario or not (keeping.keep or lock_place(source).is_file()):
        return []
    return [read_model(Source(source.path, name)) for name in sorted(model.scenarios)]


def _drawing(model: Model, scene: Scene, view: str) -> Drawing:
    if not view:
        return Drawing(model, scene)
    shown = of_view(scene, view)
    return Drawing(model, shown, frozenset([*shown.devices.id, *(zone.id for zone in shown.zones)]))


def _renamed(view: str, names: Pseudonyms) -> str:
    """Return the key of a view once ids are pseudonyms."""
    group, colon, name = view.partition(":")
    return f"{group}{colon}{names.get(name) or name}"
