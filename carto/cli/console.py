"""What people and machines get: words and tables on standard output, progress on standard error."""

from __future__ import annotations

import os
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import click
from rich import box
from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from carto.cli import figures
from carto.cli.failures import encoded
from carto.cli.language import known, of_machine
from carto.cli.visible import clipped, visible
from carto.i18n.messages import Language, say
from carto.i18n.typography import glued
from carto.model.diagnostic import Diagnostic

_PATIENCE_SECONDS: Final = 1.0
_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Output:
    """How a command answers.

    Attributes:
        asked: Language given by ``--lang``, or None.
        machine: JSON rather than words.
        quiet: No progress, and no words beyond the answer.
    """

    asked: str | None = None
    machine: bool = False
    quiet: bool = False

    def language(self, of_model: Language | None = None) -> Language:
        """Return the language to speak: asked, ``CARTO_LANG``, the model's, the locale's."""
        return self.asked_language() or of_model or of_machine(os.environ)

    def asked_language(self) -> Language | None:
        """Return the language that somebody asked for, by option or by ``CARTO_LANG``."""
        return known(self.asked or "") or known(os.environ.get("CARTO_LANG", ""))

    def answer(self, value: Mapping[str, object], words: Callable[[Page], None], of_model: Language | None) -> None:
        """Print the value as JSON, or let ``words`` write a page."""
        if self.machine:
            click.echo(encoded(value))
            return
        page = Page(self.language(of_model))
        words(page)

    def warn(self, warnings: Sequence[Diagnostic], of_model: Language | None) -> None:
        """Tell what was wrong but did not stop the work, on standard error."""
        if not self.quiet and not self.machine:
            for warning in warnings:
                click.echo(visible(warning.tell(self.language(of_model)), keep="\n"), err=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show the stages of long work on a terminal; silent elsewhere and for work under a second."""
        progress = Progress(self.language(), shown=sys.stderr.isatty() and not self.quiet)
        try:
            yield progress
        finally:
            progress.close()


class Page:
    """Writes paragraphs and tables on standard output; text of the model is made visible first."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        """Take the language; colours and width follow the terminal."""
        self.language = language
        self._console = console or _console()
        self._is_blank = True

    def say(self, key: str, /, *, style: str = "", **values: object) -> None:
        """Write a text of ``texts/cli.json``."""
        shown = {
            name: value if isinstance(value, int | float) else visible(str(value)) for name, value in values.items()
        }
        self.line(say(f"cli.{key}", self.language, **shown), style=style)

    def line(self, text: str = "", *, style: str = "", indent: int = 0, hang: int = 0) -> None:
        """Write one line of any text, an empty one only below others; a long one goes on below, ``hang`` further in."""
        if self._is_blank and not text:
            return
        shown, width = glued(visible(text), self.language), self._console.width - indent
        parts = textwrap.wrap(shown, width, subsequent_indent=" " * hang, break_on_hyphens=False) or [""]
        for part in parts:
            self._console.print(Text(" " * indent + part, style=style), soft_wrap=True)
        self._is_blank = False

    def item(self, mark: str, text: str, *, indent: int = 4) -> None:
        """Write one item of a list after its mark."""
        self.line(f"{mark} {text}", indent=indent, hang=len(mark) + 1)

    def word(self, key: str) -> str:
        """Return a text of ``texts/cli.json`` that takes no values."""
        return say(f"cli.{key}", self.language)

    def counted(self, thing: str, number: int) -> str:
        """Return a number with what it counts: a key below ``cli.count``, with a singular of its own."""
        is_one = number == 1 or (number == 0 and self.language == "fr")  # English has no files, French no file
        key = f"cli.count.{thing}.one" if is_one else f"cli.count.{thing}"
        return say(key, self.language, number=figures.count(number, self.language))

    def title(self, key: str, /, **values: object) -> None:
        """Write a heading with room above it."""
        self.line()
        self.say(key, style="bold", **values)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> None:
        """Write a table; headings are keys below ``cli.column``, ``right`` names the columns of numbers."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for position, heading in enumerate(headings):
            label = say(f"cli.column.{heading}", self.language)
            table.add_column(Text(label), justify="right" if position in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text(clipped(str(cell))) for cell in row))
        self._console.print(table)
        self._is_blank = False


class Progress:
    """Names the stage of the work, once it has lasted longer than a second."""

    def __init__(self, language: Language, *, shown: bool) -> None:
        """Start the clock that decides whether anything is shown; nothing of it reaches a result."""
        self._language = language
        self._status = Status("", console=Console(stderr=True)) if shown else None
        self._timer = threading.Timer(_PATIENCE_SECONDS, self._status.start) if self._status else None
        if self._timer:
            self._timer.daemon = True
            self._timer.start()

    def stage(self, name: str, **values: object) -> None:
        """Say what begins: a key below ``cli.stage``."""
        if self._status:
            self._status.update(Text(say(f"cli.stage.{name}", self._language, **values)))

    def close(self) -> None:
        """Take the line away."""
        if self._timer and self._status:
            self._timer.cancel()
            self._status.stop()


def _console() -> Console:
    """Return a console on standard output: the terminal's width there, a fixed one in files and pipes."""
    plain = not sys.stdout.isatty()
    return Console(width=_WIDTH if plain else None, highlight=False, markup=False, emoji=False, no_color=plain or None)
