"""Files of a model in canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carto.atlas.page import write_page
from carto.errors import InputError
from carto.load.decoding import decode
from carto.load.files import read_bytes, texts_below
from carto.load.format import format_text, left
from carto.model.diagnostic import Diagnostic

State = Literal["in-form", "changed", "left"]


@dataclass(frozen=True, slots=True)
class FileForm:
    """One file.

    Attributes:
        path: Where it is.
        state: ``in-form`` already, ``changed`` (or to change, when only checked), ``left`` as it was.
        text: The text in form.
        diagnostics: Why it was left.
    """

    path: str
    state: State
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def put_in_form(paths: tuple[str, ...], *, write: bool) -> tuple[FileForm, ...]:
    """Put files, and the YAML files of folders, in canonical form; nothing is written before all were read.

    Raises:
        InputError: A file cannot be read.
        OutputError: A file cannot be written; it is as it was.
    """
    forms = tuple(_form(path) for path in _files(paths))
    for form in forms:
        if write and form.state == "changed":
            write_page(Path(form.path), form.text)
    return forms


def _files(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        if Path(path).is_dir():
            yield from map(str, texts_below(Path(path)))
        elif not Path(path).exists():
            raise InputError("no-such-file", file=path)
        else:
            yield path


def _form(path: str) -> FileForm:
    read, problems = decode(read_bytes(Path(path)), path)
    text = read.replace("\r\n", "\n").replace("\r", "\n")  # ends of lines are no matter of form
    formatted = left(text, problems, path) if problems else format_text(text, path)
    if formatted.diagnostics:
        return FileForm(path, "left", diagnostics=formatted.diagnostics)
    return FileForm(path, "in-form" if formatted.text == text else "changed", formatted.text)
