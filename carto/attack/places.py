"""Where the parts of a JSON text begin: looked for only when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from carto.model.diagnostic import Span

_BLANK = re.compile(r"[ \t\r\n]*")


def place_of(text: str, file: str, route: tuple[str | int, ...]) -> Span:
    """Return where the value of a route of keys and indexes begins, or where its nearest known parent does."""
    start = _skip(text, 0)
    for part in route:
        inside = dict(_parts(text, start))
        if part not in inside:
            break
        start = inside[part]
    return span_at(text, file, start)


def span_at(text: str, file: str, offset: int) -> Span:
    """Return the line and column of an offset, both from 1."""
    line = text.count("\n", 0, offset) + 1
    return Span(file, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _parts(text: str, start: int) -> Iterator[tuple[str | int, int]]:
    """Yield the keys or indexes of the object or list at an offset, and where each value begins."""
    if text[start : start + 1] not in {"{", "["}:
        return
    decoder, position, index = json.JSONDecoder(), _skip(text, start + 1), 0
    while text[position] not in "}]":
        key: str | int = index
        if text[start] == "{":
            key, position = decoder.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        yield key, position
        _value, position = decoder.raw_decode(text, position)
        position, index = _skip(text, position), index + 1
        if text[position] == ",":
            position = _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
