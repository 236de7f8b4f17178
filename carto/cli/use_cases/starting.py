"""A starting model, for an establishment that has none yet."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import Final

from carto.atlas.writing import write_whole
from carto.cli.visible import visible
from carto.errors import OutputError
from carto.i18n.messages import Language
from carto.i18n.reasons import why

FILE_NAME: Final = "carto.yaml"


def starting_text(kind: str, language: Language, folder: str = ".") -> str:
    """Return the YAML of a small model with a comment on every section."""
    template = resources.files("carto.cli").joinpath("templates", f"model.{language}.yaml")
    return template.read_text(encoding="utf-8").format(kind=kind, folder=visible(folder))


def write_starting_model(folder: str, kind: str, language: Language) -> Path:
    """Write the starting model into a folder, which is made where it does not exist.

    Raises:
        OutputError: ``not-a-folder``, ``file-exists`` or ``cannot-write``.
    """
    path = Path(folder) / FILE_NAME
    if path.parent.exists() and not path.parent.is_dir():
        raise OutputError("not-a-folder", path=folder)
    if os.path.lexists(path):
        raise OutputError("file-exists", path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("cannot-write", path=folder, reason=why(error)) from error
    write_whole(path, starting_text(kind, language, str(path.parent)).encode("utf-8"))
    return path
