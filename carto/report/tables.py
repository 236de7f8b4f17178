"""Tables whose caption, sheet and headings are texts of one key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from carto.report.document import ROWS_ON_PAPER, Block, Cell, Column, Paragraph, Table, Tone
from carto.report.voice import Voice


def listing(
    voice: Voice, key: str, columns: str, rows: Iterable[Sequence[Cell]], most: int = ROWS_ON_PAPER
) -> Iterator[Block]:
    """Yield a table, or the sentence ``empty.<key>`` where it would have no row.

    Args:
        voice: Speaks the dossier's language.
        key: ``table.<key>`` is the caption, ``sheet.<key>`` the sheet.
        columns: Words below ``column``: ``name:2`` weighs twice, ``-place`` is for the workbook only.
        rows: As many cells each as columns.
        most: Rows that paper shows.
    """
    cells = tuple(tuple(row) for row in rows)
    if cells:
        headings = tuple(_column(voice, word) for word in columns.split())
        yield Table(voice.say(f"table.{key}"), headings, cells, voice.say(f"sheet.{key}"), most)
    else:
        yield Paragraph(voice.say(f"empty.{key}"), Tone.NOTE)


def _column(voice: Voice, word: str) -> Column:
    name, _, weight = word.removeprefix("-").partition(":")
    return Column(voice.say(f"column.{name}"), float(weight or 1), on_paper=not word.startswith("-"))
