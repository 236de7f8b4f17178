"""The dossier as a Word file: real styles, headings, captions and fields, so that people can go on writing in it."""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle
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
    Tone,
    numbered,
)
from carto.report.voice import Voice
from carto.report.writers.archive import moment, settled
from carto.report.writers.measure import shown, widths
from carto.report.writers.raster import paint_png

_DEEP: Final = RGBColor(0x0B, 0x3D, 0x66)
_RED: Final = RGBColor(0xA8, 0x10, 0x2F)
_SOFT: Final = RGBColor(0x4C, 0x5B, 0x6B)
_FACE: Final = "Calibri"
_WIDTH: Final = 17.0  # centimetres between the margins
_POINTS: Final = 482.0
_CELL_SIZE: Final = 8.0
_LOCALES: Final = {"fr": "fr-FR", "en": "en-GB"}
_OWN_STYLES: Final = {"Carto Lead": Tone.LEAD, "Carto Note": Tone.NOTE, "Carto Caution": Tone.CAUTION}


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
        self.pictures = 0

    def document(self) -> Document:
        """Return the finished file."""
        _describe(self.file, self.dossier)
        _set_styles(self.file, _LOCALES[self.dossier.language])
        _set_page(self.file, self.dossier, self.voice)
        for number, block in numbered(self.dossier.blocks):
            self._write(number, block)
        return self.file

    def _write(self, number: int, block: Block) -> None:
        match block:
            case Cover():
                self._cover(block)
            case Heading():
                self.file.add_heading(block.text, block.level)
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                self._bullets(block)
            case Table():
                self._table(block, number)
            case Picture():
                self._picture(block, number)
            case Contents():
                self._contents()
            case PageBreak():
                self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _cover(self, cover: Cover) -> None:
        marking = self.file.add_paragraph(self.dossier.marking, style="Carto Caution")
        marking.paragraph_format.space_after = Pt(110)
        self.file.add_paragraph(cover.title, style="Title")
        self.file.add_paragraph(cover.subtitle, style="Subtitle")
        table = self.file.add_table(rows=0, cols=2)
        for label, value in cover.facts:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).font.color.rgb = _SOFT
            cells[1].paragraphs[0].add_run(value)
            cells[0].width, cells[1].width = Cm(5), Cm(_WIDTH - 5)
        caution = self.file.add_paragraph(cover.caution, style="Carto Caution")
        caution.paragraph_format.space_before = Pt(60)
        if cover.fills_page:
            self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _paragraph(self, block: Paragraph) -> None:
        style = next((name for name, tone in _OWN_STYLES.items() if tone is block.tone), "Normal")
        self.file.add_paragraph(block.text, style=style)

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        afresh = _new_numbering(self.file) if block.numbered else 0
        for item in block.items:
            paragraph = self.file.add_paragraph(item, style=style)
            if block.numbered:
                _follow(paragraph, afresh)

    def _caption(self, word: str, number: int, text: str) -> WordParagraph:
        paragraph = self.file.add_paragraph(style="Caption")
        paragraph.add_run(f"{word} ")
        _field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
        paragraph.add_run(f" \u2013 {text}")
        return paragraph

    def _table(self, table: Table, number: int) -> None:
        self._caption(self.voice.say("writer.table"), number, table.caption).paragraph_format.keep_with_next = True
        columns, rows = table.paper_columns, table.paper_rows
        made = self.file.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
        made.autofit = False
        shares = [Cm(width / _POINTS * _WIDTH) for width in widths(table, _POINTS, _CELL_SIZE)]
        for column, width in zip(made.columns, shares, strict=True):
            column.width = width
        for place, row in enumerate(made.rows):
            values = (
                [column.title for column in columns]
                if place == 0
                else [shown(cell, self.voice) for cell in rows[place - 1]]
            )
            _fill(row, values, shares, is_head=place == 0)
        if table.left_out:
            more = self.voice.say("writer.more-rows", number=table.left_out)
            self.file.add_paragraph(more, style="Carto Note")
        else:
            self.file.add_paragraph()

    def _picture(self, picture: Picture, number: int) -> None:
        self.pictures += 1
        drawing = picture.drawing
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        width = _WIDTH * min(1.0, 640 / max(drawing.height, 1))
        placed = paragraph.add_run().add_picture(io.BytesIO(paint_png(drawing)), width=Cm(width))
        properties = placed._inline.docPr  # noqa: SLF001 -- the library offers no other way to describe a picture
        properties.set("descr", f"{picture.caption}. {picture.description}")
        properties.set("name", f"{self.voice.say('writer.figure')} {number}")
        self._caption(self.voice.say("writer.figure"), number, picture.caption)

    def _contents(self) -> None:
        """Write the field of contents with the headings in it, so that it reads before anybody updates it."""
        entries = [heading for heading in self.headings[1:] if heading.level <= 2]  # noqa: PLR2004 -- two levels
        first = self.file.add_paragraph()
        _begin_field(first, 'TOC \\o "1-2" \\h \\z \\u')
        for entry in entries:
            paragraph = self.file.add_paragraph(entry.text)
            paragraph.paragraph_format.left_indent = Cm(0.8 * (entry.level - 1))
            paragraph.paragraph_format.space_after = Pt(1)
        last = self.file.add_paragraph()
        _mark(last, "end")
        self.file.add_paragraph(self.voice.say("writer.update-contents"), style="Carto Note")


def _describe(file: Document, dossier: Dossier) -> None:
    said = file.core_properties
    said.title, said.author, said.language = dossier.title, dossier.author, _LOCALES[dossier.language]
    said.keywords, said.comments, said.last_modified_by = dossier.marking, "", dossier.author
    said.created = said.modified = moment(dossier)


def _set_styles(file: Document, locale: str) -> None:
    styles = file.styles
    _dress(styles["Normal"], 10.5, None, after=5)
    for name, size in (("Heading 1", 18.0), ("Heading 2", 14.0), ("Heading 3", 11.5)):
        _dress(styles[name], size, _DEEP, bold=True, after=5)
        styles[name].paragraph_format.keep_with_next = True
    _dress(styles["Title"], 28, _DEEP, bold=True)
    _dress(styles["Subtitle"], 18, _SOFT, after=40)
    _dress(styles["Caption"], 9, _SOFT)
    for name, color in (("Carto Lead", None), ("Carto Note", _SOFT), ("Carto Caution", _RED)):
        own = styles.add_style(name, 1)
        own.base_style = styles["Normal"]
        _dress(own, 9 if color is _SOFT else 10.5, color, bold=color is not _SOFT)
    _speak(styles, locale)


def _dress(style: BaseStyle, size: float, color: RGBColor | None, *, bold: bool = False, after: float = 4) -> None:
    font: Any = style.font  # type: ignore[attr-defined]  # every style named here has a font
    font.name, font.size, font.bold = _FACE, Pt(size), bold
    if color is not None:
        font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:hAnsi"), _FACE)
    style.paragraph_format.space_after = Pt(after)  # type: ignore[attr-defined]  # same


def _speak(styles: Any, locale: str) -> None:  # noqa: ANN401 -- the library's own type hides the element
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _set_page(file: Document, dossier: Dossier, voice: Voice) -> None:
    section = file.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    head = section.header.paragraphs[0]
    marking = head.add_run(dossier.marking)
    marking.bold, marking.font.color.rgb, marking.font.size = True, _RED, Pt(9)
    title = head.add_run(f"\t\t{dossier.title}")
    title.font.size, title.font.color.rgb = Pt(8), _SOFT
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if dossier.date:
        foot.add_run(f"{voice.day(dossier.date)} \u2013 ")
    foot.add_run(f"{voice.say('writer.page-word')} ")
    _field(foot, "PAGE", "1")
    foot.add_run(f" {voice.say('writer.of-word')} ")
    _field(foot, "NUMPAGES", "1")


def _fill(row: Any, values: list[str], shares: list[Any], *, is_head: bool) -> None:  # noqa: ANN401 -- rows and lengths of the library
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 -- the library has no call for what follows
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, value, width in zip(row.cells, values, shares, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(value)
        run.font.size = Pt(_CELL_SIZE)
        if is_head:
            run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)
            _shade(cell, "0B3D66")


def _shade(cell: Any, color: str) -> None:  # noqa: ANN401 -- a cell of the library
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- same


def _field(paragraph: WordParagraph, code: str, value: str) -> None:
    """Add a field with the value it has when nobody updates it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = value
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 -- same


def _begin_field(paragraph: WordParagraph, code: str) -> None:
    _mark(paragraph, "begin", dirty=True)
    run = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run._r.append(instruction)  # noqa: SLF001 -- same
    _mark(paragraph, "separate")


def _mark(paragraph: WordParagraph, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)  # noqa: SLF001 -- same


def _new_numbering(file: Document) -> int:
    """Return a new numbering that starts at one, of the kind that the style of numbered lists has."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element
    current = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(current).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = made.numId
    return number


def _follow(paragraph: WordParagraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 -- same
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
