"""How wide the columns of a table on paper are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from carto.report.document import Cell, Column, Table
from carto.report.voice import Voice

_HEAD_LETTER = 0.74
_LETTER = 0.62
_WHOLE = 12
_SAMPLE = 200
_PADDING = 7.0
_CELL = 700


def widths(table: Table, total: float, size: float, narrow: float = 1.0) -> list[float]:
    """Return the width of each column that paper shows: no heading breaks inside a word where that can be helped.

    Args:
        table: The table.
        total: Width of the whole, in points.
        size: Size of its headings, in points.
        narrow: Width of the letters beside the widest face that is used.
    """
    columns = table.paper_columns
    least = [_longest(table, place) * size * narrow + _PADDING for place in range(len(columns))]
    spare = total - sum(least)
    if spare < 0:
        return [width * total / sum(least) for width in least]
    most = [max(_line(table, place) * size * narrow + 2 * _PADDING, least[place]) for place in range(len(columns))]
    return _shared(columns, least, most, total)


def _longest(table: Table, place: int) -> float:
    """Return the width of the longest word of a column, in sizes of a letter; very long words do not count."""
    head = max((len(word) for word in table.paper_columns[place].title.split()), default=1) * _HEAD_LETTER
    cells = (word for row in table.paper_rows[:_SAMPLE] for word in str(row[place]).split())
    return max([head, *(len(word) * _LETTER for word in cells if len(word) <= _WHOLE)])


def _line(table: Table, place: int) -> float:
    """Return the width of the longest line of a column if nothing were broken, in sizes of a letter."""
    head = len(table.paper_columns[place].title) * _HEAD_LETTER
    return max([head, *(len(str(row[place])) * _LETTER for row in table.paper_rows[:_SAMPLE])])


def _shared(columns: Sequence[Column], least: Sequence[float], most: Sequence[float], total: float) -> list[float]:
    """Share the width by weight: a column gets what its longest word needs, and no more than its longest line."""
    if sum(most) <= total:
        return [width * total / sum(most) for width in most]
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(columns)) if place not in fixed]
        unit = (total - sum(fixed.values())) / max(sum(columns[place].weight for place in free), 1e-9)
        wished = {place: columns[place].weight * unit for place in free}
        bound = {place: least[place] for place in free if wished[place] < least[place]}
        bound = bound or {place: most[place] for place in free if wished[place] > most[place]}
        if not bound:
            return [fixed.get(place, wished.get(place, 0.0)) for place in range(len(columns))]
        fixed |= bound


def shown(cell: Cell, voice: Voice) -> str:
    """Return a cell as paper shows it: numbers with their thousands apart, a very long text cut."""
    if isinstance(cell, dt.date):
        return voice.day(cell.isoformat())
    if isinstance(cell, int):
        return voice.whole(cell)
    if isinstance(cell, float):
        return voice.whole(int(cell)) if cell.is_integer() else voice.decimal(cell)
    return cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"
