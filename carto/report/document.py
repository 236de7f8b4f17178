"""The dossier as a document: blocks in order, made once, written in four formats.

Blocks hold plain text and numbers only. How a heading, a caption or a page number looks is the business of each writer.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from carto.i18n.messages import Language
from carto.report.drawing import Drawing

Cell = str | int | float | dt.date
"""What stands in a table: a text, a number that spreadsheets may add up, or a day that they may sort by."""

ROWS_ON_PAPER = 60
"""Rows of a table that paper shows by default; the workbook has them all."""


class Audience(StrEnum):
    """Who reads the dossier."""

    BOARD = "board"
    DSI = "dsi"
    ARCHITECT = "architect"
    CLIENT = "client"

    @property
    def is_board(self) -> bool:
        """Five pages, and no flaw number."""
        return self is Audience.BOARD

    @property
    def is_inside(self) -> bool:
        """The establishment's own team, who may read private notes."""
        return self in {Audience.DSI, Audience.ARCHITECT}


class Tone(StrEnum):
    """How a paragraph sounds."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in the text; level 1 is a chapter."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: Its heading.
        weight: Its share of the width, beside the others.
        on_paper: Whether paper shows it; the workbook always does.
    """

    title: str
    weight: float = 1.0
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption.

    Attributes:
        caption: What it shows.
        columns: Its columns.
        rows: As many cells each as there are columns.
        sheet: Name of its sheet in the workbook; "" for a table of paper alone.
        most_on_paper: Rows that paper shows; 0 leaves the table to the workbook.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sheet: str
    most_on_paper: int = ROWS_ON_PAPER

    @property
    def paper_columns(self) -> tuple[Column, ...]:
        """Columns that paper shows: those meant for it that hold anything."""
        return tuple(self.columns[place] for place in self._kept())

    @property
    def paper_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Rows that paper shows, without the columns it does not."""
        kept = self._kept()
        return tuple(tuple(row[place] for place in kept) for row in self.rows[: self.most_on_paper])

    @property
    def empty(self) -> tuple[str, ...]:
        """Titles of columns meant for paper that hold nothing in any row: paper names them instead of showing them."""
        return tuple(one.title for place, one in enumerate(self.columns) if one.on_paper and not self._holds(place))

    def _kept(self) -> list[int]:
        return [place for place, one in enumerate(self.columns) if one.on_paper and self._holds(place)]

    def _holds(self, place: int) -> bool:
        return not self.rows or any(row[place] != "" for row in self.rows)

    @property
    def left_out(self) -> int:
        """How many rows paper leaves out."""
        return max(0, len(self.rows) - self.most_on_paper)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption.

    Attributes:
        caption: What it shows.
        description: The same for people who do not see it.
        drawing: The drawing.
    """

    caption: str
    description: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page.

    Attributes:
        title: What the document is.
        subtitle: Whose it is.
        facts: Label and value: version, date, author...
        caution: What no reader may overlook.
        fills_page: Whether what follows begins a page of its own.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    caution: str
    fills_page: bool = True


Block = Heading | Paragraph | Bullets | Table | Picture | Contents | PageBreak | Cover


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole document.

    Attributes:
        title: For the file's properties and the header.
        language: Of every text in it.
        marking: Who may read it; on every page.
        author: Who signs it, or "".
        date: ISO date, or "".
        blocks: What it says, in order.
    """

    title: str
    language: Language
    marking: str
    author: str = ""
    date: str = ""
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """Yield every block that paper shows with its number: tables and pictures count up, each kind by itself."""
    tables = pictures = 0
    for block in blocks:
        if isinstance(block, Table):
            if block.most_on_paper:
                tables += 1
                yield tables, block
        elif isinstance(block, Picture):
            pictures += 1
            yield pictures, block
        else:
            yield 0, block


def retold(dossier: Dossier, change: Callable[[str], str]) -> Dossier:
    """Return the dossier with every text of it changed, those of tables and drawings included."""
    changed: dict[str, object] = {name: change(getattr(dossier, name)) for name in ("title", "marking", "author")}
    blocks = tuple(_retold(block, change) for block in dossier.blocks)
    return dataclasses.replace(dossier, blocks=blocks, **changed)  # type: ignore[arg-type]  # three texts


def _retold(block: Block, change: Callable[[str], str]) -> Block:
    values: dict[str, Any] = {
        part.name: _changed(getattr(block, part.name), change) for part in dataclasses.fields(block)
    }
    made: Block = type(block)(**values)
    return made


def _changed(value: object, change: Callable[[str], str]) -> object:
    """Return a value with the texts in it changed, whatever it is made of."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, Drawing):
        return value.retold(change)
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: _changed(getattr(value, part.name), change) for part in dataclasses.fields(value)}
        return dataclasses.replace(value, **parts)
    return value
