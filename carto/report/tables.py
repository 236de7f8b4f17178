"""Tables whose caption, sheet and headings are texts of one key."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from carto.report.document import ROWS_ON_PAPER, Block, Cell, Column, Paragraph, Table, Tone
from carto.report.voice import Voice


def listing(
    voice: Voice,
    key: str,
    columns: str,
    rows: Iterable[Sequence[Cell]],
    most: int = ROWS_ON_PAPER,
    *,
    paper_only: bool = False,
) -> Iterator[Block]:
    """Yield a table, or the sentence ``empty.<key>`` where it would have no row.

    Args:
        voice: Speaks the dossier's language.
        key: ``table.<key>`` is the caption, ``sheet.<key>`` the sheet.
        columns: Words below ``column``: ``name:2`` weighs twice, ``-place`` is for the workbook only.
        rows: As many cells each as columns.
        most: Rows that paper shows.
        paper_only: The workbook has the same in more detail.
    """
    cells = tuple(tuple(row) for row in rows)
    if cells:
        headings = tuple(_column(voice, word) for word in columns.split())
        sheet = "" if paper_only else voice.say(f"sheet.{key}")
        yield Table(voice.say(f"table.{key}"), headings, cells, sheet, most)
    else:
        yield Paragraph(voice.say(f"empty.{key}"), Tone.NOTE)


def _column(voice: Voice, word: str) -> Column:
    name, _, weight = word.removeprefix("-").partition(":")
    return Column(voice.say(f"column.{name}"), float(weight or 1), on_paper=not word.startswith("-"))


def by_name(row: Sequence[Cell]) -> tuple[str, ...]:
    """Return the first two cells of a row as dictionaries sort them: accents and capitals do not count."""
    return tuple(_plain(str(cell)) for cell in row[:2])


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
