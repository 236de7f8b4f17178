"""The dossier as a Word file: real styles, headings, captions and fields, so that people can go on writing in it."""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from carto.report.document import (
    Block,
    Bullets,
    Contents,
    Cover,
    Dossier,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    numbered,
)
from carto.report.voice import Voice
from carto.report.writers import word_parts as parts
from carto.report.writers.archive import moment, settled
from carto.report.writers.measure import footnote, shown, widths
from carto.report.writers.raster import paint_png

_POINTS: Final = 482.0
_NARROW: Final = 0.86
"""Width of the face of Word files beside that of the PDF."""
_FEW: Final = 5
"""Columns up to which a table is set in larger letters."""
_SIZES: Final = {parts.CELL: 8.0, parts.LARGE_CELL: 9.5}
_HIGHEST: Final = 575
"""Points that a picture may be high, its heading above it and its caption below."""
_SHORT: Final = 10
"""Rows up to which a table stays on one page."""
_LISTED: Final = 2
"""Levels of headings in the contents."""
_LOCALES: Final = {"fr": "fr-FR", "en": "en-GB"}


def write_docx(dossier: Dossier) -> bytes:
    """Return the Word file. The same dossier gives the same bytes."""
    made = io.BytesIO()
    _Writing(dossier).document().save(made)
    return settled(made.getvalue())


class _Writing:
    """A Word file in the making."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.voice = Voice(dossier.language)
        self.file: Document = docx.Document()
        self.headings = [block for block in dossier.blocks if isinstance(block, Heading)]
        self.written = 0
        self.turns = False
        self.gapes = False
        self.opening: WordParagraph | None = None
        self.last: WordParagraph | None = None

    def document(self) -> Document:
        """Return the finished file."""
        _describe(self.file, self.dossier)
        parts.set_styles(self.file, _LOCALES[self.dossier.language])
        _set_page(self.file, self.dossier, self.voice)
        for number, block in numbered(self.dossier.blocks):
            self._write(number, block)
        if self.gapes:  # no file may end with a table
            self.file.add_paragraph(style=parts.GAP)
        return self.file

    def _write(self, number: int, block: Block) -> None:
        match block:
            case Cover():
                self._cover(block)
            case Heading():
                self._heading(block)
            case Paragraph():
                follows = self._last_is("Heading")
                made = self._add(block.text, parts.TONES.get(block.tone, "Normal"))
                self.opening = made if follows else None
            case Bullets():
                self._bullets(block)
            case Table():
                self._table(block, number)
            case Picture():
                self._picture(block, number)
            case Contents():
                self._contents()
            case PageBreak():
                self.turns = True

    def _add(self, text: str = "", style: str = "Normal") -> WordParagraph:
        """Add a paragraph, on a new page when one is due, else apart from a table before it."""
        if self.gapes and not self.turns:
            self.file.add_paragraph(style=parts.GAP)
        self.gapes = False
        self.last = self.file.add_paragraph(text, style=style)
        if self.turns:
            self.last.paragraph_format.page_break_before = True
            self.turns = False
        return self.last

    def _heading(self, heading: Heading) -> None:
        """Add a heading with the bookmark that the contents lead to; a line between two headings stays with them."""
        if self.opening is not None:
            self.opening.paragraph_format.keep_with_next = True
            self.opening = None
        paragraph = self._add(heading.text, f"Heading {heading.level}")
        parts.add_bookmark(paragraph, _bookmark(self.written), self.written)
        self.written += 1

    def _cover(self, cover: Cover) -> None:
        self._add(self.dossier.marking, "Carto Caution").paragraph_format.space_after = Pt(110)
        self._add(cover.title, "Title")
        self._add(cover.subtitle, "Subtitle")
        table = self.file.add_table(rows=0, cols=2)
        for label, value in cover.facts:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).font.color.rgb = parts.SOFT
            cells[1].paragraphs[0].add_run(value)
            cells[0].width, cells[1].width = Cm(5), Cm(parts.WIDTH - 5)
        self._add(cover.caution, "Carto Caution").paragraph_format.space_before = Pt(60)
        self.turns = cover.fills_page

    def _bullets(self, block: Bullets) -> None:
        self._keep_last()
        afresh = parts.new_numbering(self.file) if block.numbered else 0
        for item in block.items:
            paragraph = self._add(item, "List Number" if block.numbered else "List Bullet")
            if block.numbered:
                parts.follow(paragraph, afresh)

    def _caption(self, word: str, number: int, text: str) -> WordParagraph:
        paragraph = self._add("", "Caption")
        paragraph.add_run(f"{word} ")
        parts.add_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
        paragraph.add_run(f" \u2013 {text}")
        return paragraph

    def _table(self, table: Table, number: int) -> None:
        self._keep_last()
        self._caption(self.voice.say("writer.table"), number, table.caption).paragraph_format.keep_with_next = True
        columns, rows = table.paper_columns, table.paper_rows
        style = parts.LARGE_CELL if len(columns) <= _FEW else parts.CELL
        made = self.file.add_table(rows=1 + len(rows), cols=len(columns), style=parts.TABLE)
        made.autofit = False
        found = widths(table, _POINTS, _SIZES[style], _NARROW, parts.HEAD_SIZE)
        shares = [Cm(width / _POINTS * parts.WIDTH) for width in found]
        for column, width in zip(made.columns, shares, strict=True):
            column.width = width
        _fill(made.rows[0], [column.title for column in columns], shares, parts.HEAD)
        for place, (row, cells) in enumerate(zip(list(made.rows)[1:], rows, strict=True)):
            _fill(row, [shown(cell, self.voice) for cell in cells], shares, style)
            if _stays(place, len(rows)):
                _keep(row)
        _keep(made.rows[0])
        if told := footnote(table, self.voice):
            self._add(told, "Carto Note")
        else:
            self.gapes = True

    def _keep_last(self) -> None:
        """Keep what introduces a table or picture on its page."""
        if self.last is not None and not self._last_is("List"):
            self.last.paragraph_format.keep_with_next = True

    def _last_is(self, kind: str) -> bool:
        """Tell whether the last paragraph has a style of some kind."""
        return self.last is not None and self.last.style is not None and str(self.last.style.name).startswith(kind)

    def _picture(self, picture: Picture, number: int) -> None:
        self._keep_last()
        drawing = picture.drawing
        paragraph = self._add()
        paragraph.paragraph_format.keep_with_next = True
        width = parts.WIDTH * min(1.0, _HIGHEST / max(drawing.height, 1))
        placed = paragraph.add_run().add_picture(io.BytesIO(paint_png(drawing)), width=Cm(width))
        properties = placed._inline.docPr  # noqa: SLF001 -- the library offers no other way to describe a picture
        properties.set("descr", f"{picture.caption}. {picture.description}")
        properties.set("name", f"{self.voice.say('writer.figure')} {number}")
        self._caption(self.voice.say("writer.figure"), number, picture.caption)

    def _contents(self) -> None:
        """Write the field of contents with the headings in it, so that it reads before anybody updates it."""
        parts.begin_field(self._add(), 'TOC \\o "1-2" \\h \\z \\u')
        for place, entry in enumerate(self.headings[1:], start=1):
            if entry.level <= _LISTED:
                parts.add_entry(self._add("", f"toc {entry.level}"), entry.text, _bookmark(place))
        parts.end_field(self._add())
        self._add(self.voice.say("writer.update-contents"), "Carto Note")


def _bookmark(place: int) -> str:
    return f"_Toc{place:06d}"


def _describe(file: Document, dossier: Dossier) -> None:
    said = file.core_properties
    said.title, said.author, said.language = dossier.title, dossier.author, _LOCALES[dossier.language]
    said.keywords, said.comments, said.last_modified_by = dossier.marking, "", dossier.author
    said.created = said.modified = moment(dossier)


def _set_page(file: Document, dossier: Dossier, voice: Voice) -> None:
    section = file.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    # The cover bears the marking itself.
    section.different_first_page_header_footer = any(
        isinstance(one, Cover) and one.fills_page for one in dossier.blocks
    )
    head = section.header.paragraphs[0]
    marking = head.add_run(dossier.marking)
    marking.bold, marking.font.color.rgb, marking.font.size = True, parts.RED, Pt(9)
    head.add_run(f"\t{dossier.title}")
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{voice.day(dossier.date) if dossier.date else ''}\t{voice.say('writer.page-word')} ")
    parts.add_field(foot, "PAGE", "1")
    foot.add_run(f" {voice.say('writer.of-word')} ")
    parts.add_field(foot, "NUMPAGES", "1")


def _stays(place: int, count: int) -> bool:
    """Tell whether a row stays with the next: all of a short table, the first and the last but one of a long one."""
    return place < count - 1 and (count <= _SHORT or place == 0 or place == count - 2)


def _keep(row: Any) -> None:  # noqa: ANN401 -- a row of the library
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(row: Any, values: list[str], shares: list[Any], style: str) -> None:  # noqa: ANN401 -- rows and lengths of the library
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no call for what follows
    properties.append(OxmlElement("w:cantSplit"))
    if style == parts.HEAD:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        properties.append(repeated)
    for cell, value, width in zip(row.cells, values, shares, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(value)
