"""Boxes on shelves: the plain geometry under the layout.

Boxes stand left to right on shelves, shelves stand below one another; boxes of one shelf share its height, so that rows
line up. Everything is a pure function of sizes and order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Rows = tuple[tuple[int, ...], ...]
"""Shelves from top to bottom, each the positions of its boxes from left to right."""

_WIDEN = 0.9  # by how much a box may grow to fill its shelf: names get room, rows line up
ASPECT = 1.6  # width over height of a usual screen without its bars
_STRETCHES = (0.75, 0.9, 1.0, 1.1, 1.25, 1.45, 1.7, 2.0)
_BAND_PRICE = 1.5  # how much more screen a drawing may take for keeping each group on shelves of its own


@dataclass(frozen=True, slots=True)
class Size:
    """How large a box is, in map units."""

    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box in its place: top left corner and size, in map units."""

    x: float
    y: float
    w: float
    h: float

    def moved(self, dx: float, dy: float) -> Rectangle:
        """Return the same box elsewhere."""
        return Rectangle(self.x + dx, self.y + dy, self.w, self.h)

    def rounded(self) -> Rectangle:
        """Return the box on the grid of hundredths that outputs use."""
        return Rectangle(round(self.x, 2), round(self.y, 2), round(self.w, 2), round(self.h, 2))

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def overlaps(self, other: Rectangle) -> bool:
        """Tell whether the two share more than a border."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rectangle) -> bool:
        """Tell whether ``other`` lies inside, borders included."""
        inside_x = self.x <= other.x and other.right <= self.right
        return inside_x and self.y <= other.y and other.bottom <= self.bottom


def hull(boxes: Sequence[Rectangle]) -> Rectangle:
    """Return the smallest box around all boxes; an empty one at the origin when there are none."""
    if not boxes:
        return Rectangle(0, 0, 0, 0)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rectangle(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def rows_within(sizes: Sequence[Size], groups: Sequence[int], width: float, gap: float) -> Rows:
    """Fill shelves of a given width in the order of ``sizes``; a new group starts a new shelf.

    A box wider than the shelf stands alone on one.
    """
    rows: list[list[int]] = []
    filled, group = math.inf, None
    for position, (size, its_group) in enumerate(zip(sizes, groups, strict=True)):
        if filled + gap + size.w > width or its_group != group:
            rows.append([])
            filled, group = -gap, its_group
        rows[-1].append(position)
        filled += gap + size.w
    return tuple(tuple(row) for row in rows)


def shelve(sizes: Sequence[Size], rows: Rows, gap: float, *, width: float = 0.0) -> list[Rectangle]:
    """Return the place of each box, by position; boxes of a shelf get its full height.

    Args:
        sizes: How large each box is at least.
        rows: The shelves.
        gap: Between boxes.
        width: Boxes of a shelf that is shorter grow to fill it, none by more than a fixed share.
    """
    placed: dict[int, Rectangle] = {}
    top = 0.0
    for row in rows:
        height = max(sizes[position].h for position in row)
        spare = max(0.0, width - row_width(sizes, row, gap)) / len(row)
        left = 0.0
        for position in row:
            across = sizes[position].w + min(spare, _WIDEN * sizes[position].w)
            placed[position] = Rectangle(left, top, across, height)
            left += across + gap
        top += height + gap
    return [placed[position] for position in range(len(sizes))]


def row_width(sizes: Sequence[Size], row: Sequence[int], gap: float) -> float:
    """Return how wide a shelf is."""
    return sum(sizes[position].w for position in row) + gap * (len(row) - 1)


def best_rows(sizes: Sequence[Size], groups: Sequence[int], gap: float) -> Rows:
    """Return the shelves that fill a screen best, in the order of ``sizes``.

    Each group keeps shelves of its own unless that would take far more screen than mixing them.

    Complexity: O(n), eight widths tried twice.
    """
    if not sizes:
        return ()
    apart = _best_of(sizes, groups, gap)
    mixed = _best_of(sizes, [0] * len(sizes), gap)
    return apart if screen(sizes, apart, gap) <= _BAND_PRICE * screen(sizes, mixed, gap) else mixed


def screen(sizes: Sequence[Size], rows: Rows, gap: float) -> float:
    """Return the area of the smallest screen of the usual shape that shows these shelves whole."""
    width = max(row_width(sizes, row, gap) for row in rows)
    height = sum(max(sizes[position].h for position in row) for row in rows) + gap * (len(rows) - 1)
    return max(width, ASPECT * height) ** 2 / ASPECT


def _best_of(sizes: Sequence[Size], groups: Sequence[int], gap: float) -> Rows:
    area = sum((size.w + gap) * (size.h + gap) for size in sizes)
    widest = max(size.w for size in sizes)
    widths = [max(widest, stretch * math.sqrt(area * ASPECT)) for stretch in _STRETCHES]
    candidates = [rows_within(sizes, groups, width, gap) for width in widths]
    return min(candidates, key=lambda rows: screen(sizes, rows, gap))


def merged_rows(old: Sequence[Sequence[str]], ids: Sequence[str], groups: Sequence[int]) -> Rows:
    """Return shelves that keep what stood where, and find room for what is new.

    Args:
        old: Shelves of the last drawing, by id; ids that are gone are left out.
        ids: What is to be placed now.
        groups: The group of each id; a new id joins the shortest shelf of its group, or gets a shelf between its
            neighbours.
    """
    position = {name: at for at, name in enumerate(ids)}
    kept = [[position[name] for name in row if name in position] for row in old]
    rows = [row for row in kept if row]
    seen = {at for row in rows for at in row}
    for at in range(len(ids)):
        if at not in seen:
            _find_room(rows, at, groups)
    return tuple(tuple(row) for row in rows)


def _find_room(rows: list[list[int]], newcomer: int, groups: Sequence[int]) -> None:
    fitting = [row for row in rows if groups[row[-1]] == groups[newcomer]]
    if fitting:
        min(fitting, key=len).append(newcomer)
        return
    before = sum(1 for row in rows if groups[row[-1]] < groups[newcomer])
    rows.insert(before, [newcomer])
