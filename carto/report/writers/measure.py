"""How wide the columns of a table on paper are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from carto.report.document import Cell, Table
from carto.report.voice import Voice

_WIDTHS: Final = {
    **dict.fromkeys("ijl'|.,:;!\u2019\u00a0 ", 0.32),
    **dict.fromkeys("ftr()[]{}-/\\IJ\u2013", 0.40),
    **dict.fromkeys("mwMWOQGD@%&\u0153\u0152\u2192\u2194\u2026", 0.90),
    **dict.fromkeys("ABCEFHKLNPRSTUVXYZ\u00c9\u00c0\u00c8\u00ca", 0.72),
}
"""Widths of letters beside their size, in the wide face of the PDF; the others are ``_LETTER``."""
_LETTER: Final = 0.635
_BOLD: Final = 1.14
"""Width of a bold letter beside the plain one."""
_LONG_WORD: Final = 22
_USUAL_WORD: Final = 12
"""Letters up to which a word keeps its line: of any table, of one that has no room for longer ones."""
_SAMPLE: Final = 200
_PADDING: Final = 7.5
_CELL: Final = 700
_SHARES: Final = 60
"""Into how many parts the room left is cut to be given out."""
_HARM: Final = 3
"""How much worse one high cell is than several low ones: the highest of a row says how high it is."""


def widths(table: Table, total: float, size: float, narrow: float = 1.0, head: float = 0.0) -> list[float]:
    """Return the width of each column that paper shows: words stay whole where they can, rows stay low.

    Args:
        table: The table.
        total: Width of the whole, in points.
        size: Size of its letters, in points.
        narrow: Width of the letters beside the widest face that is used.
        head: Size of the letters of its headings; those of the rest when 0.

    Complexity: O(cells shown) for each part of the room that is given out.
    """
    columns = [
        _Column(table, place, size * narrow, (head or size) * narrow) for place in range(len(table.paper_columns))
    ]
    least = [column.least(_LONG_WORD) for column in columns]
    if sum(least) > total:
        least = [column.least(_USUAL_WORD) for column in columns]
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    return _shared(columns, least, total)


class _Column:
    """One column: how long its words and its lines are, in points."""

    def __init__(self, table: Table, place: int, size: float, head: float) -> None:
        shown = table.paper_columns[place]
        self.weight = shown.weight
        cells = [str(row[place])[:_CELL] for row in table.paper_rows[:_SAMPLE]]
        self._texts = [(shown.title, head * _BOLD), *((cell, size) for cell in cells)]
        self._lines = [_length(text) * scale for text, scale in self._texts]

    def least(self, longest: int) -> float:
        """Return the width that its longest word needs, longer words than ``longest`` left out."""
        words = ((word, scale) for text, scale in self._texts for word in text.split() if len(word) <= longest)
        return max((_length(word) * scale for word, scale in words), default=0.0) + _PADDING

    def harm(self, width: float) -> float:
        """Return how high its cells are at a width, high ones counting more."""
        room = width - _PADDING + 1e-9
        return float(sum(max(1.0, line / room) ** _HARM for line in self._lines))


def _length(text: str) -> float:
    return sum(_WIDTHS.get(letter, _LETTER) for letter in text)


def _shared(columns: Sequence[_Column], least: Sequence[float], total: float) -> list[float]:
    """Give out the room that is left, each part where it lowers cells most; what lowers none goes by weight."""
    given, part = list(least), (total - sum(least)) / _SHARES
    harms = [column.harm(width) for column, width in zip(columns, given, strict=True)]
    after = [column.harm(width + part) for column, width in zip(columns, given, strict=True)]
    for _ in range(_SHARES):
        place = max(range(len(columns)), key=lambda one: (harms[one] - after[one], -one))
        if harms[place] - after[place] <= 0:
            break
        given[place] += part
        harms[place], after[place] = after[place], columns[place].harm(given[place] + part)
    spare, weights = total - sum(given), sum(column.weight for column in columns)
    return [width + spare * column.weight / weights for width, column in zip(given, columns, strict=True)]


def shown(cell: Cell, voice: Voice) -> str:
    """Return a cell as paper shows it: numbers with their thousands apart, a very long text cut."""
    if isinstance(cell, dt.date):
        return voice.day(cell.isoformat())
    if isinstance(cell, int):
        return voice.whole(cell)
    if isinstance(cell, float):
        return voice.whole(int(cell)) if cell.is_integer() else voice.decimal(cell)
    return cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"


def footnote(table: Table, voice: Voice) -> str:
    """Return what stands below a table on paper: what of it is not printed; "" for nothing."""
    told = [voice.say("writer.empty-columns", names=", ".join(table.empty))] if table.empty else []
    told += [voice.say("writer.more-rows", number=table.left_out)] if table.left_out else []
    return " ".join(told)
