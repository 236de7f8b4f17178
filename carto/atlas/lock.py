"""The lock: where things stood last time, so that readers find them again.

A place is relative to what holds it: a device keeps its cell in its zone, a zone its shelf in its site. What changes in
one zone therefore moves nothing inside another. The text of a lock is sorted and ends with a newline: made for git.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from carto.errors import InputError

FORMAT: Final = "carto.layout/1"
FILE_NAME: Final = ".carto-layout.json"

Shelves = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Lock:
    """Places kept from one drawing to the next.

    Attributes:
        shelves: What holds boxes (``map``, ``site:<id>`` or ``zone:<id>``) -> shelves of the ids in it.
        columns: Zone id -> how many cells wide its grid is.
        cells: Zone id -> device id -> cell number, left to right and top to bottom.
    """

    shelves: Shelves = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def unused(self, zones: Mapping[str, object], devices: Mapping[str, str]) -> tuple[str, ...]:
        """Return the ids whose place nobody uses any more: gone, or moved to another zone; sorted.

        Args:
            zones: Zones of the map, by id.
            devices: Device id -> the zone it is drawn in.
        """
        gone = {zone for zone in self.cells if zone not in zones}
        for zone, cells in self.cells.items():
            gone.update(device for device in cells if devices.get(device) != zone)
        return tuple(sorted(gone))


def write_lock(lock: Lock) -> str:
    """Return the text of a lock: the same lock gives the same bytes."""
    zones = {
        zone: {"cells": dict(sorted(cells.items())), "columns": lock.columns[zone]}
        for zone, cells in sorted(lock.cells.items())
    }
    shelves = {holder: [list(row) for row in rows] for holder, rows in sorted(lock.shelves.items())}
    return json.dumps({"format": FORMAT, "shelves": shelves, "zones": zones}, ensure_ascii=False, indent=1) + "\n"


def read_lock(text: str, file: str = FILE_NAME) -> Lock:
    """Return the lock that a text holds.

    Raises:
        InputError: ``bad-layout-file``: this is not such a text; drawing afresh mends it.
    """
    try:
        return _lock_of(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError("bad-layout-file", path=file) from error


def _lock_of(raw: Mapping[str, Any]) -> Lock:
    if raw["format"] != FORMAT:
        raise ValueError(raw["format"])
    zones = {str(zone): _zone_of(value) for zone, value in raw["zones"].items()}
    return Lock(
        shelves={str(holder): _rows_of(rows) for holder, rows in raw["shelves"].items()},
        columns={zone: columns for zone, (columns, _) in zones.items()},
        cells={zone: cells for zone, (_, cells) in zones.items()},
    )


def _zone_of(raw: object) -> tuple[int, dict[str, int]]:
    if not isinstance(raw, Mapping):
        raise TypeError(type(raw))
    columns = _natural(raw["columns"])
    cells = {str(device): _natural(cell) for device, cell in raw["cells"].items()}
    if columns == 0 or len(set(cells.values())) != len(cells):
        raise ValueError(columns)
    return columns, cells


def _natural(raw: object) -> int:
    if not isinstance(raw, int) or not 0 <= raw <= 10**7:
        raise TypeError(type(raw))
    return raw


def _rows_of(raw: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(raw, Sequence):
        raise TypeError(type(raw))
    rows = tuple(tuple(str(name) for name in row) for row in raw)
    names = [name for row in rows for name in row]
    if len(set(names)) != len(names):
        raise ValueError(len(names))
    return rows
