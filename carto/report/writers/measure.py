"""How wide the columns of a table on paper are."""

from __future__ import annotations

from collections.abc import Sequence

from carto.report.document import Column, Table

_LETTER = 0.66
_PADDING = 7.0
_CELL = 700


def widths(table: Table, total: float, size: float) -> list[float]:
    """Return the width of each column that paper shows: no heading breaks inside a word where that can be helped.

    Args:
        table: The table.
        total: Width of the whole, in points.
        size: Size of its headings, in points.
    """
    columns = table.paper_columns
    least = [max(len(word) for word in column.title.split()) * size * _LETTER + _PADDING for column in columns]
    spare = total - sum(least)
    if spare < 0:
        return [width * total / sum(least) for width in least]
    return _shared(columns, least, total)


def _shared(columns: Sequence[Column], least: Sequence[float], total: float) -> list[float]:
    """Share the width by weight; what a narrow column needs more comes from the others."""
    fixed: dict[int, float] = {}
    while True:
        free = [place for place in range(len(columns)) if place not in fixed]
        unit = (total - sum(fixed.values())) / max(sum(columns[place].weight for place in free), 1e-9)
        narrow = {place: least[place] for place in free if columns[place].weight * unit < least[place]}
        if not narrow:
            return [fixed.get(place, column.weight * unit) for place, column in enumerate(columns)]
        fixed |= narrow


def shown(cell: object) -> str:
    """Return a cell as paper shows it; a very long one is cut."""
    text = str(cell) if not isinstance(cell, float) else f"{cell:g}"
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
