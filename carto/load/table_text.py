"""The text of a table: its encoding, what separates its cells, its rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from carto.load.decoding import decode, end_of
from carto.load.problem import Problem
from carto.model.diagnostic import Span

DELIMITERS: Final = (";", ",", "\t", "|")
_MARKED: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OWN_CODES: Final = {"not-utf8": "table-not-utf8", "binary-file": "table-is-no-text"}
_SEPARATOR_LINE: Final = "sep="
_LONGEST_HEADER: Final = 100_000


def text_of(raw: bytes, encoding: str, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a table, or None when its bytes are no text in this encoding, which is told.

    A mark at the start of the file says its encoding better than anybody.
    """
    found: list[Problem]
    if encoding == "utf-8" or raw.startswith(_MARKED):
        text, found = decode(raw, name)
    elif encoding != "utf-16" and (strange := _beyond_ascii(raw)) is not None:
        text, found = "", [Problem("table-is-utf8", end_of(strange, name), {"encoding": encoding})]
    else:
        text, found = decode(raw.decode(encoding, "replace").encode(), name)
    problems.extend(replace(one, code=_OWN_CODES.get(one.code, one.code)) for one in found)
    return None if found else text


def _beyond_ascii(raw: bytes) -> str | None:
    """Return what stands before the first letter beyond ASCII, if the whole is UTF-8: by chance, no other text is."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    place = next((place for place, letter in enumerate(text) if not letter.isascii()), None)
    return None if place is None else text[:place]


def delimiter_of(text: str, headers: Iterable[str]) -> str:
    """Return what separates cells: what a first line of Excel's says, or what most headers are found with."""
    if text.startswith(_SEPARATOR_LINE) and text[5:6] in {"\r", "\n"}:
        return text[4]
    start = text[:_LONGEST_HEADER]
    wanted = {header.strip() for header in headers}

    def found(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), [])
        except csv.Error:  # told when the rows are read
            cells = []
        return len(wanted & {cell.strip() for cell in cells}), len(cells)

    return max(DELIMITERS, key=found)


def rows_of(text: str, delimiter: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of rows that are not empty, the headers first; rows count as a spreadsheet counts."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            if row == 1 and text.startswith(f"{_SEPARATOR_LINE}{delimiter}"):
                continue
            if any(cell and not cell.isspace() for cell in cells):
                yield row, cells
    except csv.Error:
        problems.append(Problem("table-row-unreadable", Span(name, row + 1)))
