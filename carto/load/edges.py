"""Edges written as ``a -> b`` or ``a -- b``, with an optional ``/ label`` for parallel ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from carto.model.entity import ID_PATTERN

EDGE_SECTIONS: Final = frozenset({"links", "flows"})
_SPACED = re.compile(r"(\S+)\s+(->|--)\s+(\S+?)(?:\s*/\s*([^/:]*[^/:\s]))?")
_TIGHT = re.compile(r"(\S+?)\s*(->|--)\s*(\S+?)(?:\s*/\s*([^/:]*[^/:\s]))?")
_ID = re.compile(ID_PATTERN.rstrip("$"))


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge as its key tells it.

    Attributes:
        from_end: Left side.
        to_end: Right side.
        both_ways: ``--`` rather than ``->``.
        label: What tells it from others between the same ends, or "".
    """

    from_end: str
    to_end: str
    both_ways: bool
    label: str = ""

    def __str__(self) -> str:
        """Return the one spelling that serves as id."""
        arrow = "--" if self.both_ways else "->"
        return f"{self.from_end} {arrow} {self.to_end}{f' / {self.label}' if self.label else ''}"

    def turned(self) -> Edge:
        """Return the same edge told from its other end."""
        return Edge(self.to_end, self.from_end, self.both_ways, self.label)


def read_edge(key: str) -> Edge | None:
    """Return what an edge's key says, or None when it is not one."""
    text = key.strip()
    found = _SPACED.fullmatch(text) or _TIGHT.fullmatch(text)
    if not found or not (_ID.fullmatch(found[1]) and _ID.fullmatch(found[3])):
        return None
    return Edge(found[1], found[3], found[2] == "--", found[4] or "")


def is_id(text: str) -> bool:
    """Tell whether ``text`` may be an id."""
    return len(text) <= 128 and _ID.fullmatch(text) is not None  # noqa: PLR2004 -- as long as carto.model.entity.Id


def names_ends(value: object) -> bool:
    """Tell whether an edge is written in its long form."""
    return isinstance(value, dict) and ("from" in value or "to" in value)


def edge_id(key: str, value: object) -> str | None:
    """Return the id of an edge written under ``key``: its normal spelling, or the free id of a long form."""
    if names_ends(value) and is_id(key):
        return key
    edge = read_edge(key)
    return str(edge) if edge else None
