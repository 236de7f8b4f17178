"""Positions kept from one drawing to the next, in a file beside the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carto.atlas.layout import Layout
from carto.atlas.lock import FILE_NAME, read_lock, write_lock
from carto.atlas.page import write_page
from carto.atlas.planned import lay_out_beside
from carto.cli.use_cases.sources import Keeping, Source, read_text
from carto.errors import OutputError
from carto.load.files import SUFFIXES, followed
from carto.model.establishment_map import Model


def lay_out_kept(source: Source, model: Model, keeping: Keeping, scenarios: Sequence[Model] = ()) -> Layout:
    """Place everything, where it stood last time when positions were kept; keep them when asked, or when they are.

    Args:
        source: Where the model is; its positions are kept beside it.
        model: What to place.
        keeping: What happens to positions.
        scenarios: The model under each scenario shown beside it: what they add has its place too.
    """
    place = lock_place(source)
    old = read_lock(read_text(str(place)), str(place)) if place.is_file() and not keeping.afresh else None
    layout = lay_out_beside(model, scenarios, old)
    if keeping.keep or place.is_file():
        write_page(place, write_lock(layout.lock))
    return layout


def lock_place(source: Source) -> Path:
    """Return where the positions of a model are kept: in its folder, or beside its file under its name."""
    path = Path(source.path)
    return path / FILE_NAME if path.is_dir() else path.with_name(f".{path.stem}{FILE_NAME}")


def output_path(source: Source, output: str | None, default: str) -> Path:
    """Return where to write; a folder that does not exist, or a file of the model, is refused before any work is done.

    Raises:
        OutputError: ``no-such-folder``, ``output-is-model``.
    """
    path = Path(output or default)
    if not path.parent.is_dir():
        raise OutputError("no-such-folder", path=str(path.parent))
    if path.suffix.lower() in SUFFIXES or followed(path) == followed(Path(source.path)):
        raise OutputError("output-is-model", path=str(path))
    return path
