"""Tables: rows of a CSV file as devices, links, flows or accounts, so that an inventory need not become YAML."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_origin

from pydantic import Field, ValidationError

from carto.errors import InputError
from carto.load.decoding import decode
from carto.load.edges import EDGE_SECTIONS, Edge
from carto.load.events import MAX_TEXT
from carto.load.files import MAX_BYTES, inside, read_bytes
from carto.load.merge import TABLES, Merge, TableText
from carto.load.problem import Problem, Spot, Step
from carto.load.shapes import ENTITIES, Raw, keys_of, tidy
from carto.load.suggestions import closest
from carto.load.translate import problems_of, unknown_key
from carto.load.written import Columns, InFile, InRow
from carto.model.diagnostic import Span
from carto.model.entity import NO, Part

DELIMITERS: Final = (";", ",", "\t", "|")
_ID: Final = "id"
_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID: Final = 80
_LONGEST_HEADER: Final = 100_000


class Table(Part):
    """A CSV file, and how its columns become fields.

    Attributes:
        file: Path from the YAML file that announces it; it stays inside the model's folder.
        section: What its rows are.
        columns: Field -> header of its column; ``os.version`` reaches inside a field.
        values: Field -> their word -> ours.
        defaults: Field -> value where no column gives one.
        delimiter: What separates cells; found out when not given.
        separator: What separates items inside a cell of a field that takes a list.
        make_ids: Make ids of the names in the columns of ids and ends; the name as it stood is kept.
    """

    file: str
    section: Literal["devices", "links", "flows", "accounts"] = "devices"
    columns: Annotated[dict[str, str], Field(min_length=1)]
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[str, Any] = Field(default_factory=dict)
    delimiter: Literal[";", ",", "\t", "tab", "|", ""] = ""
    separator: str = "|"
    make_ids: bool = False
    encoding: Literal["utf-8", "cp1252", "latin-1", "utf-16"] = "utf-8"


@dataclass(frozen=True, slots=True)
class _Announced:
    """A table and where the YAML speaks of it."""

    table: Table
    place: InFile

    def spot(self, *path: Step, key: bool = False) -> Spot:
        return Spot((*self.place.route, *path), self.place.file, key=key)


def add_tables(merge: Merge, root: Path | None) -> None:
    """Add the rows of every announced table. O(cells)."""
    for text in merge.tables:
        announced = _announced(text, merge.problems)
        raw = _content(announced, root, merge.problems) if announced else None
        if announced is None or raw is None or not _add_rows(merge, announced, raw):
            merge.written.complete = False


def _announced(text: TableText, problems: list[Problem]) -> _Announced | None:
    place = InFile(text.file, (TABLES, text.index))
    if not isinstance(text.raw, dict):
        problems.append(Problem("not-a-map", Spot(place.route, text.file), {"field": TABLES, "value": str(text.raw)}))
        return None
    raw = tidy(text.raw, frozenset({"defaults"}))
    try:
        announced = _Announced(Table.model_validate(raw), place)
    except ValidationError as error:
        problems.extend(_in_file(one, text.file) for one in problems_of(error, place.route, Table, raw))
        return None
    strange = list(_strange_fields(announced))
    problems.extend(strange)
    return None if strange else announced


def _in_file(problem: Problem, file: str) -> Problem:
    place = problem.place
    return replace(problem, place=replace(place, file=file)) if isinstance(place, Spot) else problem


def _strange_fields(announced: _Announced) -> Iterator[Problem]:
    """Yield fields that rows of this section cannot have, and the columns that they must have."""
    table = announced.table
    known = keys_of(ENTITIES[table.section]) | {_ID}
    for name, fields in (("columns", table.columns), ("values", table.values), ("defaults", table.defaults)):
        for key in sorted(fields):
            if key.partition(".")[0] not in known:
                yield _in_file(unknown_key((*announced.place.route, name, key), known), announced.place.file)
    needed = ("from", "to") if table.section in EDGE_SECTIONS else (_ID,)
    for key in needed:
        if key not in table.columns:
            yield Problem("table-needs-column", announced.spot("columns", key=True), {"key": key})


def _content(announced: _Announced, root: Path | None, problems: list[Problem]) -> tuple[str, str] | None:
    """Return the table's name and text, or None when it cannot be had."""
    written = announced.table.file
    if root is None:
        problems.append(Problem("table-without-folder", announced.spot("file"), {"file": written}))
        return None
    path = (root / announced.place.file).parent / written
    if Path(written).is_absolute() or not inside(path, root):
        problems.append(Problem("table-outside", announced.spot("file"), {"file": written}))
        return None
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        problems.append(Problem("table-not-found", announced.spot("file"), {"file": written}))
        return None
    name = path.resolve().relative_to(root.resolve()).as_posix()
    try:
        text = _text(read_bytes(path), announced.table.encoding, name, problems)
    except InputError as error:
        problems.append(Problem("table-unreadable", announced.spot("file"), error.values))
        return None
    return None if text is None else (name, text)


def _text(raw: bytes, encoding: str, name: str, problems: list[Problem]) -> str | None:
    if encoding == "utf-8":
        text, found = decode(raw, name)
    else:
        text, found = decode(raw.decode(encoding, "replace").encode(), name)
    coded = [replace(one, code="table-not-utf8") if one.code == "not-utf8" else one for one in found]
    problems.extend(coded)
    return None if coded else text


def _add_rows(merge: Merge, announced: _Announced, content: tuple[str, str]) -> bool:
    """Add every row; tell whether the table could be read at all."""
    name, text = content
    table = announced.table
    rows = _rows(text, _delimiter(table, text), name, merge.problems)
    told = len(merge.problems)
    header = next(rows, (1, []))[1]
    number = _numbers(announced, header, merge.problems) if len(merge.problems) == told else None
    if number is None:
        return False
    columns = Columns(name, number, announced.place)
    for row, cells in rows:
        layer = InRow(columns, row)
        own = _entity(table, number, cells)
        if table.make_ids:
            _make_ids(own)
        key = _key(table.section, own)
        if any(cell.strip() for cell in cells[len(header) :]):
            values = {"cells": len(cells), "columns": len(header)}
            merge.problems.append(Problem("table-row-too-long", Span(name, row, len(header) + 1), values))
        elif not key:
            merge.problems.append(Problem("table-row-without-id", layer.head()))
        else:
            merge.entity(table.section, key, own, layer)
    return True


def _rows(text: str, delimiter: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of rows that are not empty; rows count as a spreadsheet counts them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            if any(cell and not cell.isspace() for cell in cells):
                yield row, cells
    except csv.Error:
        problems.append(Problem("table-row-unreadable", Span(name, row + 1)))


def _delimiter(table: Table, text: str) -> str:
    """Return the delimiter that was given, or the one under which most headers are found."""
    if table.delimiter:
        return table.delimiter.replace("tab", "\t")
    start = text[:_LONGEST_HEADER]
    wanted = {header.strip() for header in table.columns.values()}

    def found(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), [])
        except csv.Error:  # told when the rows are read
            cells = []
        return len(wanted & {cell.strip() for cell in cells}), len(cells)

    return max(DELIMITERS, key=found)


def _numbers(announced: _Announced, header: list[str], problems: list[Problem]) -> dict[str, int] | None:
    """Return field -> column number, or None when a header is missing."""
    there = [cell.strip() for cell in header]
    columns = {field: wanted.strip() for field, wanted in sorted(announced.table.columns.items())}
    wrong = [field for field, wanted in columns.items() if there.count(wanted) != 1]
    problems.extend(_column_problem(announced.spot("columns", field), columns[field], there) for field in wrong)
    return None if wrong else {field: there.index(wanted) + 1 for field, wanted in columns.items()}


def _column_problem(place: Spot, wanted: str, there: list[str]) -> Problem:
    values: dict[str, object] = {"column": wanted}
    if wanted in there:
        return Problem("table-column-twice", place, values)
    meant = closest(wanted, there)
    values |= {"meant": meant, "known": ", ".join(cell for cell in there if cell)[:200]}
    return Problem("table-column-missing", place, values, "diagnostic.hint.meant" if meant else "")


def _entity(table: Table, number: Mapping[str, int], cells: list[str]) -> Raw:
    """Return one row as an author would have written it; an empty cell says nothing."""
    own: Raw = dict(table.defaults)
    lists = _list_fields(table.section)
    for field, column in number.items():
        text = cells[column - 1].strip() if column <= len(cells) else ""
        if not text:
            continue
        translated = table.values.get(field, {}).get(text, text)[:MAX_TEXT]
        value: object = translated
        if field in lists and table.separator and table.separator in translated:
            value = [item.strip() for item in translated.split(table.separator) if item.strip()]
        _set(own, field, value)
    return own


def _make_ids(own: Raw) -> None:
    """Turn what people call things into ids: no accents, a hyphen for whatever an id cannot hold.

    Two names that give one id are told as such: the second row is a duplicate.
    """
    for field in (_ID, "from", "to"):
        text = own.get(field)
        if isinstance(text, str) and (made := made_id(text)) and made != text:
            own[field] = made
            if field == _ID:
                own.setdefault("name", text)


def made_id(name: str) -> str:
    """Return the id that a name gives, the same wherever it is written; "" when nothing of it is left."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return _NOT_IN_IDS.sub("-", plain).strip("-._")[:_LONGEST_ID]


def _set(own: Raw, field: str, value: object) -> None:
    """Set a field, or what a dotted name reaches inside one."""
    top, dot, below = field.partition(".")
    if not dot:
        own[top] = value
        return
    inner = own.get(top)
    own[top] = {**inner, below: value} if isinstance(inner, dict) else {below: value}


def _key(section: str, own: Raw) -> str:
    """Return the id of a row and take it out; an edge without one is named by its ends, a flow by its protocol too."""
    key = own.pop(_ID, None)
    ends = own.get("from"), own.get("to")
    if isinstance(key, str) or section not in EDGE_SECTIONS or not all(isinstance(end, str) for end in ends):
        return key if isinstance(key, str) else ""
    del own["from"], own["to"]
    both_ways = section == "links" and str(own.pop("both_ways", "true")).lower() not in NO
    label = str(own.get("protocol", "")) if section == "flows" else ""
    return str(Edge(str(ends[0]), str(ends[1]), both_ways, label.replace("/", "-").replace(":", "-")))


@cache
def _list_fields(section: str) -> frozenset[str]:
    fields = ENTITIES[section].model_fields
    return frozenset(
        field.alias or name
        for name, field in fields.items()
        if get_origin(field.annotation) in {tuple, dict} or "tuple[str, ...]" in str(field.annotation)
    )
