"""Tables: rows of a CSV file as devices, links, flows or accounts, so that an inventory need not become YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_origin

from pydantic import Field, ValidationError

from carto.errors import InputError
from carto.load.cascade import MAP_FIELDS, spelled_out
from carto.load.dates import DAY_FIRST, MONTH_FIRST, Order, order_of, readings
from carto.load.edges import EDGE_SECTIONS, Edge
from carto.load.events import MAX_TEXT
from carto.load.files import MAX_BYTES, followed, inside, read_bytes
from carto.load.merge import TABLES, Merge, TableText
from carto.load.problem import Problem, Spot, Step
from carto.load.shapes import ENTITIES, Raw, keys_of, tidy
from carto.load.suggestions import closest
from carto.load.table_text import delimiter_of, rows_of, text_of
from carto.load.translate import part_at, problems_of, unknown_key
from carto.load.written import Columns, InFile, InRow
from carto.model.diagnostic import Span
from carto.model.entity import NO, Part

_ID: Final = "id"
_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_ID: Final = 80


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
        dates: Whether 03/04/2026 is the third of April; found out from the column when it can be.
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
    dates: Literal["day-first", "month-first"] | None = None


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
    for key in sorted(table.values.keys() & known - table.columns.keys()):
        yield Problem("table-needs-column", announced.spot("values", key, key=True), {"key": key})


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
    if not path.is_file():
        beside = path.parent.glob("*.[cCtT]*[vVtT]") if path.parent.is_dir() else ()
        meant = closest(path.name, (one.name for one in beside))
        values = {"file": written, "meant": str(Path(written).with_name(meant)) if meant else ""}
        hint = "diagnostic.hint.meant" if meant else ""
        problems.append(Problem("table-not-found", announced.spot("file"), values, hint))
        return None
    if path.stat().st_size > MAX_BYTES:
        problems.append(Problem("file-too-large", announced.spot("file"), {"megabytes": MAX_BYTES // 1_000_000}))
        return None
    name = followed(path).relative_to(followed(root)).as_posix()
    try:
        text = text_of(read_bytes(path), announced.table.encoding, name, problems)
    except InputError as error:
        problems.append(Problem("table-unreadable", announced.spot("file"), error.values))
        return None
    if text is not None and not text.strip():
        problems.append(Problem("table-empty", announced.spot("file"), {"file": written}))
        return None
    return None if text is None else (name, text)


def _add_rows(merge: Merge, announced: _Announced, content: tuple[str, str]) -> bool:
    """Add every row; tell whether the table could be read at all."""
    name, text = content
    table = announced.table
    told = len(merge.problems)
    delimiter = table.delimiter.replace("tab", "\t") or delimiter_of(text, table.columns.values())
    (_, header), *rows = [*rows_of(text, delimiter, name, merge.problems)] or [(1, [])]
    number = _numbers(announced, header, merge.problems) if len(merge.problems) == told else None
    if number is None:
        return False
    if not rows:
        place = announced.spot("file")
        merge.problems.append(Problem("table-without-rows", place, {"file": table.file}, severity="warning"))
    columns = Columns(name, number, announced.place)
    reader = _Reader(table, number, _orders(table, number, rows))
    for row, cells in rows:
        layer = InRow(columns, row)
        own = reader.entity(row, cells)
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
    merge.problems.extend(reader.unclear_days(name))
    return True


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


def _orders(table: Table, number: Mapping[str, int], rows: list[tuple[int, list[str]]]) -> dict[str, Order | None]:
    """Return the fields of this table that hold days -> the order they are written in, as far as it is known."""
    return {
        field: table.dates or order_of(_cell(cells, column) for _, cells in rows)
        for field, column in number.items()
        if _holds_days(table.section, field)
    }


def _cell(cells: list[str], column: int) -> str:
    return cells[column - 1].strip() if column <= len(cells) else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns rows into what an author would have written.

    Attributes:
        unclear: Field -> row and text of the cells whose day may be a month.
    """

    table: Table
    number: Mapping[str, int]
    orders: Mapping[str, Order | None]
    unclear: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def entity(self, row: int, cells: list[str]) -> Raw:
        """Return one row as a map; an empty cell says nothing."""
        table = self.table
        own: Raw = dict(table.defaults)
        lists = _list_fields(table.section)
        for name, column in self.number.items():
            text = _cell(cells, column)
            if not text:
                continue
            translated = table.values.get(name, {}).get(text, text)[:MAX_TEXT]
            value: object = translated
            if name in lists and table.separator and table.separator in translated:
                value = [item.strip() for item in translated.split(table.separator) if item.strip()]
            elif name in self.orders:
                value = self._day(name, row, translated)
            if value is not None:
                _set(own, name, value)
        return own

    def _day(self, name: str, row: int, text: str) -> str | None:
        """Return a day as the model writes it, what is no day as it is, and None for what may be two days."""
        read, order = readings(text), self.orders[name]
        days = {read[order]} if order in read else set(read.values())
        if len(days) > 1:
            self.unclear.setdefault(name, []).append((row, text))
            return None
        one_order = order is None or order in read
        return min(days).isoformat() if days and one_order else text

    def unclear_days(self, name: str) -> Iterator[Problem]:
        """Yield one problem for each column in which days and months cannot be told apart."""
        for field_name, cells in sorted(self.unclear.items()):
            row, text = cells[0]
            read = readings(text)
            values = {"value": text, "one": read[DAY_FIRST], "other": read[MONTH_FIRST], "count": len(cells)}
            yield Problem("table-dates-unclear", Span(name, row, self.number[field_name]), values)


def _make_ids(own: Raw) -> None:
    """Turn what people call things into ids: no accents, a hyphen for whatever an id cannot hold.

    Two names that give one id are told as such: the second row is a duplicate.
    """
    for name in (_ID, "from", "to"):
        text = own.get(name)
        if isinstance(text, str) and (made := made_id(text)) and made != text:
            own[name] = made
            if name == _ID:
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
    inner = spelled_out(top, own.get(top)) if top in MAP_FIELDS else own.get(top)  # a default may be a word
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
def _holds_days(section: str, name: str) -> bool:
    """Tell whether a field, dotted below its top, is a date."""
    *way, last = name.split(".")
    part = part_at(ENTITIES[section], tuple(way))
    fields = part.model_fields if part else {}
    return any(last in {key, field.alias} and "datetime.date" in str(field.annotation) for key, field in fields.items())


@cache
def _list_fields(section: str) -> frozenset[str]:
    fields = ENTITIES[section].model_fields
    return frozenset(
        field.alias or name
        for name, field in fields.items()
        if get_origin(field.annotation) in {tuple, dict} or "tuple[str, ...]" in str(field.annotation)
    )
