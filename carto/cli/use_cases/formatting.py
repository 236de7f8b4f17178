"""Files of a model in canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carto.atlas.page import write_page
from carto.cli.use_cases.sources import read_text
from carto.load.files import texts_below
from carto.load.format import format_text
from carto.model.diagnostic import Diagnostic

State = Literal["in-form", "changed", "left"]


@dataclass(frozen=True, slots=True)
class FileForm:
    """One file.

    Attributes:
        path: Where it is.
        state: ``in-form`` already, ``changed`` (or to change, when only checked), ``left`` as it was.
        diagnostics: Why it was left.
    """

    path: str
    state: State
    diagnostics: tuple[Diagnostic, ...] = ()


def put_in_form(paths: tuple[str, ...], *, write: bool) -> tuple[FileForm, ...]:
    """Put files, and the YAML files of folders, in canonical form.

    Raises:
        InputError: A file cannot be read.
        OutputError: A file cannot be written; it is as it was.
    """
    return tuple(_form(path, write=write) for path in _files(paths))


def _files(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        if Path(path).is_dir():
            yield from map(str, texts_below(Path(path)))
        else:
            yield path


def _form(path: str, *, write: bool) -> FileForm:
    text = read_text(path)
    formatted = format_text(text, path)
    if formatted.diagnostics:
        return FileForm(path, "left", formatted.diagnostics)
    if formatted.text == text:
        return FileForm(path, "in-form")
    if write:
        write_page(Path(path), formatted.text)
    return FileForm(path, "changed")
