"""A starting model, for an establishment that has none yet."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from carto.errors import OutputError
from carto.i18n.messages import Language

FILE_NAME: Final = "carto.yaml"


def starting_text(kind: str, language: Language, file: str = FILE_NAME) -> str:
    """Return the YAML of a small model with a comment on every section."""
    template = resources.files("carto.cli").joinpath("templates", f"model.{language}.yaml")
    return template.read_text(encoding="utf-8").format(kind=kind, file=file)


def write_starting_model(folder: str, kind: str, language: Language) -> Path:
    """Write the starting model into a folder, which is made where it does not exist.

    Raises:
        OutputError: ``file-exists`` or ``cannot-write``.
    """
    path = Path(folder) / FILE_NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starting_text(kind, language, str(path)))
    except FileExistsError as error:
        raise OutputError("file-exists", path=str(path)) from error
    except OSError as error:
        raise OutputError("cannot-write", path=str(path), reason=error.strerror or str(error)) from error
    return path
