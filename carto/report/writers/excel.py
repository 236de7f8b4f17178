"""The dossier as a workbook: one sheet a table, every row and column, filters, nothing that a spreadsheet would run."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from carto.exporters.findings_csv import harmless
from carto.report.document import Cell, Cover, Dossier, Paragraph, Table, Tone
from carto.report.voice import Voice
from carto.report.writers.archive import moment, settled

_NAME: Final = 31
_HEADER: Final = 100
_A4: Final = 9
_FACE: Final = "Calibri"
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST: Final = 32_000
_NARROW, _WIDE = 10, 60
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_HEAD: Final = PatternFill("solid", fgColor="FF0B3D66")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_TOP: Final = Alignment(vertical="top")
_SAMPLE: Final = 200
"""Rows looked at to choose the width of a column."""


def write_xlsx(dossier: Dossier) -> bytes:
    """Return the workbook. The same dossier gives the same bytes."""
    book = Workbook(write_only=True)
    _describe(book, dossier)
    names: set[str] = set()
    _read_me(book, dossier, names)
    for table in (one for one in dossier.tables if one.sheet):
        _sheet(book, table, _free_name(table.sheet, names), dossier)
    made = io.BytesIO()
    book.save(made)
    stamp = f"{moment(dossier).isoformat()}Z".encode("ascii")
    return settled(made.getvalue(), lambda name, content: _dated(name, content, stamp))


def _dated(name: str, content: bytes, stamp: bytes) -> bytes:
    return _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content) if name == "docProps/core.xml" else content


def _describe(book: Workbook, dossier: Dossier) -> None:
    said = book.properties
    said.title, said.creator, said.language = dossier.title, dossier.author, dossier.language
    said.keywords = dossier.marking
    said.created = said.modified = moment(dossier)


def _read_me(book: Workbook, dossier: Dossier, names: set[str]) -> None:
    """Write the first sheet: what the cover says, and the cautions."""
    sheet = book.create_sheet(_free_name(Voice(dossier.language).say("writer.read-me"), names))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    _on_paper(sheet, dossier, dossier.title)
    for row in _cover_rows(dossier):
        sheet.append([_cell(sheet, value, bold=place == 0) for place, value in enumerate(row)])


def _cover_rows(dossier: Dossier) -> Iterator[tuple[Cell, ...]]:
    yield dossier.title, ""
    yield dossier.marking, ""
    for block in dossier.blocks:
        if isinstance(block, Cover):
            yield from block.facts
            yield "", block.caution
    said = [block for block in dossier.blocks if isinstance(block, Paragraph)]
    first = next((block.text for block in said if block.tone is Tone.LEAD), "")
    cautions = (block.text for block in said if block.tone is Tone.CAUTION)
    yield from (("", text) for text in dict.fromkeys([first, *cautions]) if text)


def _free_name(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and none has yet."""
    base = _FORBIDDEN.sub(" ", wanted).strip("' ")[:_NAME] or "-"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[: _NAME - 4]} ({number})", number + 1
    taken.add(name.casefold())
    return name


def _on_paper(sheet: WriteOnlyWorksheet, dossier: Dossier, caption: str) -> None:
    """Set what a sheet looks like when it is printed: marking, caption and page on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = False
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text, sheet.oddHeader.right.text = _literal(dossier.marking), _literal(caption)
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = _literal(dossier.date), "&P / &N"


def _literal(text: str) -> str:
    """Return a text that a header shows as it is: its commands begin with an ampersand."""
    return text[:_HEADER].replace("&", "&&")


def _sheet(book: Workbook, table: Table, name: str, dossier: Dossier) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    _on_paper(sheet, dossier, table.caption)
    for place, column in enumerate(table.columns):
        longest = max([len(column.title) + 4, *(len(str(row[place])) for row in table.rows[:_SAMPLE])])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _NARROW), _WIDE)
    sheet.append([_heading(sheet, column.title) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _heading(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font, cell.fill = Font(name=_FACE, bold=True, color="FFFFFFFF"), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell: numbers stay numbers, a text is never read as a formula."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = harmless(value)[:_LONGEST]
        cell.data_type = "s"
        cell.alignment = _WRAPPED
    else:
        cell.value = value
        cell.alignment = _TOP
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(name=_FACE, bold=True)
    return cell
