"""What loading a text tells, in short form."""

from __future__ import annotations

from pathlib import Path

from carto.errors import InvalidModelError
from carto.load.model import load_model, load_text
from carto.model.diagnostic import Diagnostic

HEAD = "carto: 1\nzones: {office: users, data: data}\n"


def problems(text: str, *, head: str = HEAD) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a text, warnings included."""
    try:
        return load_text(head + text).warnings
    except InvalidModelError as error:
        return error.problems


def problems_in(path: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file or folder."""
    try:
        return load_model(path).warnings
    except InvalidModelError as error:
        return error.problems


def codes(text: str, *, head: str = HEAD) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [one.code for one in problems(text, head=head)]


def only(text: str, *, head: str = HEAD) -> Diagnostic:
    """Return the one thing that is wrong with a text."""
    (one,) = problems(text, head=head)
    return one
