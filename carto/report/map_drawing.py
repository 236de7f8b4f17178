"""Small maps for paper: cards in rows, two columns joined by lines, the strip of an attack.

A sheet of paper has no zoom: what stands here is sized to be read on A4. Places differ from the atlas; names, colours
and marks are the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from carto.atlas import palette
from carto.report.drawing import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Box,
    Disc,
    Drawing,
    Line,
    Mark,
    Shape,
    Text,
    fitted,
    wrapped,
)

_GAP: Final = 16.0
_TITLE: Final = 7.0
_SMALL: Final = 6.5
_ROW: Final = 9.0
_LEAST_GAP: Final = 6.0
_LEAST_LINES, _MOST_LINES = 1, 24
_COLUMN_ROW: Final = 13.0
_STRIP_WIDE: Final = 104.0
_STRIP_HIGH: Final = 46.0
_STRIP_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a card, or an end in a column.

    Attributes:
        text: What it says.
        color: Of the mark before it.
        risk: 0..4, as on the map.
        target: Drawn with a ring.
        choke: Drawn with a diamond.
    """

    text: str
    color: str = palette.INK_SOFT
    risk: int = 0
    target: bool = False
    choke: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A zone on paper: its name, what to say of it, and what it holds."""

    id: str
    title: str
    trust: int
    hostile: bool = False
    items: tuple[Item, ...] = ()
    foot: str = ""
    risk: int = 0


@dataclass(frozen=True, slots=True)
class Join:
    """A line between two cards or two ends."""

    one: str
    other: str
    color: str = palette.LINK
    dashed: bool = False
    arrow: bool = False


def card_map(rows: Sequence[Sequence[Card]], joins: Sequence[Join], columns: int = 4) -> Drawing:
    """Return cards in rows, hostile ones on top, joined by lines that pass behind them.

    Args:
        rows: Cards that belong side by side; a long row goes on below.
        joins: Lines between cards; those of cards that are not drawn are left out.
        columns: Cards side by side at most.
    """
    work = _Cards([row[at : at + columns] for row in rows for at in range(0, len(row), columns)], columns)
    work.place()
    behind = [line for join in joins if (line := work.line(join))]
    marks: list[Mark] = [*behind, *work.marks]
    return Drawing(PAGE_WIDTH, work.bottom, tuple(marks))


@dataclass(slots=True)
class _Cards:
    """Cards being placed."""

    rows: Sequence[Sequence[Card]]
    columns: int
    marks: list[Mark] = field(default_factory=list)
    middle: dict[str, tuple[float, float]] = field(default_factory=dict)
    bottom: float = 0.0

    def place(self) -> None:
        """Place every card; the lines shown in each, and the room between rows, shrink with the number of rows."""
        share = PAGE_HEIGHT / max(1, len(self.rows))
        lines = min(_MOST_LINES, max(_LEAST_LINES, int((share - _GAP - 3 * _ROW) / _ROW)))
        below = max(_LEAST_GAP, min(_GAP, share - 3.2 * _ROW))
        width = (PAGE_WIDTH - _GAP * (self.columns - 1)) / self.columns
        y = 1.0
        for row in self.rows:
            left = (PAGE_WIDTH - len(row) * width - (len(row) - 1) * _GAP) / 2
            heights = [self._card(card, left + at * (width + _GAP), y, width, lines) for at, card in enumerate(row)]
            y += max(heights, default=0) + below
        self.bottom = max(y - below + 1.0, _ROW)

    def _card(self, card: Card, x: float, y: float, width: float, lines: int) -> float:
        shown, more = card.items[:lines], len(card.items) - lines
        foot = f"+{more}" if more > 0 else card.foot
        title = wrapped(card.title, width - 16, _TITLE, 2, bold=True)
        head = 4 + _ROW * len(title)
        height = head + _ROW * (len(shown) + bool(foot)) + 3
        edge = palette.ZONE_EDGE[card.trust]
        self.marks.append(Box(x, y, width, height, palette.ZONE[card.trust], edge, 1.0, dashed=card.hostile))
        for at, words in enumerate(title):
            self.marks.append(Text(x + 5, y + 9.5 + _ROW * at, words, _TITLE, palette.INK, bold=True))
        if card.risk:
            self.marks.append(Disc(x + width - 7, y + 7.5, 3, palette.RISK[card.risk]))
        for at, item in enumerate(shown):
            self.marks += _item(item, x + 9, y + head + _ROW * at + 6.5, width - 22)
        if foot:
            base = y + head + _ROW * len(shown) + 6.5
            self.marks.append(Text(x + 5, base, fitted(foot, width - 8, _SMALL), _SMALL, palette.INK_SOFT))
        self.middle[card.id] = (x + width / 2, y + height / 2)
        return height

    def line(self, join: Join) -> Line | None:
        """Return the line of a join, or None where an end is not drawn."""
        ends = self.middle.get(join.one), self.middle.get(join.other)
        if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
            return None
        return Line(*ends[0], *ends[1], join.color, 0.9, join.dashed)


def _item(item: Item, x: float, base: float, width: float) -> list[Mark]:
    y = base - 2.2
    marks: list[Mark] = [Disc(x, y, 2.1, item.color)]
    if item.target:
        marks.append(Disc(x, y, 3.4, "", palette.ATTACK, 1.0))
    if item.choke:
        marks.append(_diamond(x + width + 8, y, 2.6, palette.CHOKE))
    if item.risk:
        marks.append(Disc(x + width + 2, y, 2.1, palette.RISK[item.risk]))
    marks.append(Text(x + 6, base, fitted(item.text, width - 8, _SMALL), _SMALL, palette.INK))
    return marks


def _diamond(x: float, y: float, r: float, fill: str) -> Shape:
    return Shape((x, y - r, x + r, y, x, y + r, x - r, y), fill)


def two_columns(
    titles: tuple[str, str], left: Mapping[str, Item], right: Mapping[str, Item], joins: Sequence[Join]
) -> Drawing:
    """Return two lists of things, joined by lines: who needs, supplies or administers what."""
    rows = max(len(left), len(right), 1)
    height = 18 + rows * _COLUMN_ROW
    width = PAGE_WIDTH * 0.34
    marks: list[Mark] = [
        Text(0, 9, fitted(titles[0], width, 8, bold=True), 8, palette.INK, bold=True),
        Text(PAGE_WIDTH - width, 9, fitted(titles[1], width, 8, bold=True), 8, palette.INK, bold=True),
    ]
    places = _column(marks, left, 0.0, width, rows), _column(marks, right, PAGE_WIDTH - width, width, rows)
    lines = [
        Line(width, places[0][join.one], PAGE_WIDTH - width, places[1][join.other], join.color, 0.7, join.dashed,
             join.arrow)
        for join in joins
        if join.one in places[0] and join.other in places[1]
    ]  # fmt: skip
    return Drawing(PAGE_WIDTH, height, (*lines, *marks))


def _column(marks: list[Mark], items: Mapping[str, Item], x: float, width: float, rows: int) -> dict[str, float]:
    """Draw a column spread over the height of the longer one; return the middle of each row."""
    step = rows * _COLUMN_ROW / max(1, len(items))
    places = {}
    for at, (key, item) in enumerate(items.items()):
        middle = 18 + step * (at + 0.5)
        edge = palette.RISK[item.risk] if item.risk else palette.SITE_EDGE
        marks.append(Box(x, middle - 5.5, width, 11, palette.SITE, edge, 1.2 if item.risk else 0.8))
        marks += _item(Item(item.text, item.color, 0, item.target), x + 7, middle + 2.3, width - 12)
        places[key] = middle
    return places


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that an attack comes to.

    Attributes:
        name: What people call it.
        steps: Numbers of the steps taken there; "" where the attack starts.
        choke: Whether every attack on the target goes through it.
    """

    name: str
    steps: str = ""
    choke: bool = False


def strip(stops: Sequence[Stop]) -> Drawing:
    """Return an attack as numbered places in order, the last one what falls."""
    marks: list[Mark] = []
    gap = (PAGE_WIDTH - _STRIP_COLUMNS * _STRIP_WIDE) / (_STRIP_COLUMNS - 1)
    places = [_snake(at, gap) for at in range(len(stops))]
    for at, stop in enumerate(stops):
        if at:
            marks.append(_between(places[at - 1], places[at]))
        marks += _stop(places[at], stop, is_last=at == len(stops) - 1)
    height = (max(y for _, y in places) if places else 0) + _STRIP_HIGH + 2
    return Drawing(PAGE_WIDTH, height, tuple(marks))


def _snake(at: int, gap: float) -> tuple[float, float]:
    """Return the corner of a stop: rows run to and fro, so that arrows stay short."""
    row, column = divmod(at, _STRIP_COLUMNS)
    if row % 2:
        column = _STRIP_COLUMNS - 1 - column
    return 1 + column * (_STRIP_WIDE + gap - 0.7), 9 + row * (_STRIP_HIGH + 18)


def _between(a: tuple[float, float], b: tuple[float, float]) -> Line:
    middle = _STRIP_HIGH / 2
    if a[1] != b[1]:
        x = a[0] + _STRIP_WIDE / 2
        return Line(x, a[1] + _STRIP_HIGH, x, b[1] - 1, palette.ATTACK, 1.4, arrow=True)
    if a[0] < b[0]:
        return Line(a[0] + _STRIP_WIDE, a[1] + middle, b[0] - 1, b[1] + middle, palette.ATTACK, 1.4, arrow=True)
    return Line(a[0], a[1] + middle, b[0] + _STRIP_WIDE + 1, b[1] + middle, palette.ATTACK, 1.4, arrow=True)


def _stop(corner: tuple[float, float], stop: Stop, *, is_last: bool) -> list[Mark]:
    x, y = corner
    fill = palette.ZONE[0] if is_last or not stop.steps else palette.SITE
    edge = palette.ATTACK if is_last else palette.SITE_EDGE
    marks: list[Mark] = [Box(x, y, _STRIP_WIDE, _STRIP_HIGH, fill, edge, 1.4 if is_last else 0.9)]
    if stop.steps:
        wide = 9 + 4.2 * len(stop.steps)
        marks.append(Box(x + 4, y - 7, wide, 13, palette.ATTACK))
        marks.append(Text(x + 4 + wide / 2, y + 2.2, stop.steps, 7, "#ffffff", bold=True, anchor="middle"))
    if stop.choke:
        marks.append(_diamond(x + _STRIP_WIDE - 8, y, 5, palette.CHOKE))
    for line, words in enumerate(wrapped(stop.name, _STRIP_WIDE - 10, 7, 3)):
        marks.append(Text(x + 5, y + 18 + 9 * line, words, 7, palette.INK, bold=is_last))
    return marks
