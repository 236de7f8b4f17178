"""Devices in the cells of their zone: a grid inside, filters along the upper border."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from carto.atlas.packing import Size

PITCH_X = 1.7  # a cell is wider than its device: names stand below and need room
PITCH_Y = 1.5
PADDING = 0.4
HEADER = 1.3  # room for the zone's name
_ASPECT = 1.5
_LEAST_COLUMNS = 3
_LEAST_WIDTH = 3.8  # in columns; below this, a zone's name does not fit its box
_FURTHEST = 2_000.0  # a pin beyond this many cells would make the rest of the map invisible

Pin = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """The devices of one zone, each in its cell.

    Attributes:
        columns: How many cells wide.
        cells: Device id -> cell number; pinned devices have none.
        pinned: Device id -> column and row.
        border: Filters on the upper border, from the right.
        size: What the grid needs, padding and room for the name included.
    """

    columns: int
    cells: Mapping[str, int]
    pinned: Mapping[str, Pin]
    border: tuple[str, ...]
    size: Size

    def places(self, width: float) -> dict[str, tuple[float, float]]:
        """Return the middle of each device, relative to the box's corner, in a box of this width."""
        places = {device: _middle(cell % self.columns, cell // self.columns) for device, cell in self.cells.items()}
        places.update((device, _middle(*pin)) for device, pin in self.pinned.items())
        for order, device in enumerate(self.border):
            places[device] = (width - PADDING - PITCH_X * (order + 0.5), 0.0)
        return places


def grid_of(
    inner: Sequence[str],
    border: Sequence[str],
    pins: Mapping[str, Pin],
    old: Mapping[str, int],
    old_columns: int | None,
) -> Grid:
    """Give each device of a zone its cell.

    Args:
        inner: Devices inside, in order.
        border: Filters on the border, in order.
        pins: Column and row that the author wants, by device; they win.
        old: Cells of the last drawing: a device that is still there keeps its own.
        old_columns: How wide the grid was, or None when it is new.
    """
    pinned = {device: _tamed(pins[device]) for device in inner if device in pins}
    free = [device for device in inner if device not in pinned]
    columns = old_columns or max(_LEAST_COLUMNS, math.ceil(math.sqrt(len(free) * _ASPECT * PITCH_Y / PITCH_X)))
    cells = _cells(free, old, _covered(pinned, columns))
    return Grid(columns, cells, pinned, tuple(border), _size(columns, cells, pinned, len(border)))


def _tamed(pin: Pin) -> Pin:
    column, row = (min(max(0.0, value), _FURTHEST) for value in pin)
    return column, row


def _middle(column: float, row: float) -> tuple[float, float]:
    return PADDING + PITCH_X * (column + 0.5), HEADER + PITCH_Y * (row + 0.5)


def _covered(pinned: Mapping[str, Pin], columns: int) -> set[int]:
    """Return the cells that pinned devices touch."""
    covered: set[int] = set()
    for column, row in pinned.values():
        across = {c for c in (math.floor(column), math.ceil(column)) if c < columns}
        covered.update(r * columns + c for r in (math.floor(row), math.ceil(row)) for c in across)
    return covered


def _cells(free: Sequence[str], old: Mapping[str, int], covered: set[int]) -> dict[str, int]:
    kept = {device: old[device] for device in free if device in old and old[device] not in covered}
    taken = covered.union(kept.values())
    vacant = (cell for cell in count() if cell not in taken)
    return {device: kept[device] if device in kept else next(vacant) for device in free}


def _size(columns: int, cells: Mapping[str, int], pinned: Mapping[str, Pin], filters: int) -> Size:
    last_row = max((cell // columns for cell in cells.values()), default=-1)
    rows = max([last_row + 1, *(row + 1 for _, row in pinned.values())])
    across = max(
        [_LEAST_WIDTH, float(columns), *(column + 1 for column, _ in pinned.values()), filters + _LEAST_COLUMNS * 1.0]
    )
    return Size(2 * PADDING + PITCH_X * across, HEADER + PITCH_Y * max(rows, 0.0) + PADDING)
