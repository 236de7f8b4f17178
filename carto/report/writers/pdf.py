"""The dossier as PDF, drawings as vectors, with bookmarks, contents and page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    ListFlowable,
    ListItem,
    LongTable,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import (
    PageBreak as NewPage,
)
from reportlab.platypus import (
    Paragraph as Words,
)
from reportlab.platypus.tableofcontents import TableOfContents

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
from carto.report.writers.measure import footnote, shown, widths
from carto.report.writers.pdf_drawing import Drawn
from carto.report.writers.typeface import font_file, writable

_FACE: Final = "Vera"
_STRONG: Final = "VeraBd"
_DEEP: Final = colors.HexColor("#0b3d66")
_RED: Final = colors.HexColor("#a8102f")
_SOFT: Final = colors.HexColor("#4c5b6b")
_LINE: Final = colors.HexColor("#c4ccd6")
_PALE: Final = colors.HexColor("#f5f7fa")
_MARGIN: Final = 2 * cm
_WIDTH: Final = A4[0] - 2 * _MARGIN
_CELL: Final = 6.5
_SHORT: Final = 11
"""Rows, that of the headings included, up to which a table stays on one page."""
_START: Final = 3 * cm
"""Room that a long table wants on the page where it begins."""
_HIGHEST: Final = 20 * cm
_FRAME: Final[float] = A4[1] - 2 * _MARGIN - 6
_ROOM: Final[dict[int, float]] = {1: 6 * cm, 2: 3.5 * cm, 3: 3 * cm}
"""Room that a heading wants below it, itself included."""


def write_pdf(dossier: Dossier) -> bytes:
    """Return the PDF. The same dossier gives the same bytes."""
    _know_face()
    voice = Voice(dossier.language)
    made = io.BytesIO()
    template = _Template(made, dossier, voice)
    blocks = list(numbered(dossier.blocks))
    flow: list[Flowable] = []
    for place, (number, block) in enumerate(blocks):
        if isinstance(block, Heading):
            flow.append(CondPageBreak(_room(block, [after for _, after in blocks[place + 1 : place + 4]], voice)))
        pieces = list(_flow(block, number, voice))
        if isinstance(block, Paragraph) and place + 1 < len(blocks) and isinstance(blocks[place + 1][1], Bullets):
            pieces[-1].keepWithNext = True
        flow += pieces
    template.multiBuild(flow, canvasmaker=_canvas_of(voice))
    return made.getvalue()


@cache
def _know_face() -> None:
    pdfmetrics.registerFont(TTFont(_FACE, str(font_file())))
    pdfmetrics.registerFont(TTFont(_STRONG, str(font_file(bold=True))))
    pdfmetrics.registerFontFamily(_FACE, normal=_FACE, bold=_STRONG, italic=_FACE, boldItalic=_STRONG)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401 -- the library's own settings
    settings = {"fontName": _FACE, "leading": size * 1.3, "spaceAfter": 4, **more}
    return ParagraphStyle(name, fontSize=size, **settings)


_STYLES: Final = {
    "title": _style("title", 24, fontName=_STRONG, textColor=_DEEP, spaceAfter=8),
    "subtitle": _style("subtitle", 15, textColor=_SOFT, spaceAfter=40),
    "h1": _style("h1", 16, fontName=_STRONG, textColor=_DEEP, spaceBefore=14, spaceAfter=8),
    "h2": _style("h2", 12, fontName=_STRONG, textColor=_DEEP, spaceBefore=9),
    "h3": _style("h3", 9.5, fontName=_STRONG, spaceBefore=7),
    "caption": _style("caption", 7.5, textColor=_SOFT, spaceBefore=4, spaceAfter=3),
    "cell": _style("cell", _CELL, spaceAfter=0, leading=_CELL * 1.25),
    "head": _style("head", _CELL, fontName=_STRONG, textColor=colors.white, spaceAfter=0, leading=_CELL * 1.25),
    "contents-1": _style("contents-1", 9, fontName=_STRONG, leading=11, spaceBefore=3, spaceAfter=0),
    "contents-2": _style("contents-2", 8, leading=9.6, leftIndent=14, spaceAfter=0),
    Tone.BODY: _style("body", 9),
    Tone.LEAD: _style("lead", 9, fontName=_STRONG),
    Tone.NOTE: _style("note", 7.5, textColor=_SOFT),
    Tone.CAUTION: _style("caution", 9, fontName=_STRONG, textColor=_RED, spaceBefore=4, spaceAfter=6),
}


class _Template(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Pages with the marking on top, bookmarks and entries of the contents."""

    def __init__(self, file: io.BytesIO, dossier: Dossier, voice: Voice) -> None:
        super().__init__(
            file,
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=writable(dossier.title),
            author=writable(dossier.author),
            subject=writable(dossier.marking),
            creator="carto",
            lang=dossier.language,
            invariant=1,
        )
        self.dossier, self.voice, self.count = dossier, voice, 0
        frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame], onPage=self._head))

    def _head(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(_STRONG, 7.5)
        canvas.setFillColor(_RED)
        canvas.drawString(_MARGIN, A4[1] - 1.3 * cm, writable(self.dossier.marking)[:80])
        canvas.setFont(_FACE, 6.5)
        canvas.setFillColor(_SOFT)
        canvas.drawRightString(A4[0] - _MARGIN, A4[1] - 1.3 * cm, writable(self.dossier.title)[:90])
        if self.dossier.date:
            canvas.drawString(_MARGIN, 1.2 * cm, self.voice.day(self.dossier.date))
        canvas.restoreState()

    def beforeDocument(self) -> None:  # noqa: N802 -- the library's own name
        """Count headings afresh on each pass."""
        self.count = 0

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 -- the library's own name
        """Bookmark each heading, and give it to the contents."""
        level = getattr(flowable, "carto_level", None)
        if level is None:
            return
        self.count += 1
        key, text = f"h{self.count}", flowable.getPlainText()
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level - 1, closed=level == 1)
        if level <= 2 and text != self.voice.say("chapter.contents"):  # noqa: PLR2004 -- the contents have two levels
            self.notify("TOCEntry", (level - 1, escape(text), self.page, key))


def _canvas_of(voice: Voice) -> type[Canvas]:
    """Return a canvas that writes "page 3 of 12" once it knows how many there are."""

    class Counting(Canvas):  # type: ignore[misc]  # the library has no types
        """Keeps its pages until the last is known."""

        def __init__(self, *words: Any, **named: Any) -> None:  # noqa: ANN401 -- handed through
            super().__init__(*words, **named)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 -- the library's own name
            """Keep the page."""
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Number the pages, then write them."""
            for place, page in enumerate(self.kept, start=1):
                self.__dict__.update(page)
                self.setFont(_FACE, 7)
                self.setFillColor(_SOFT)
                said = voice.say("writer.page", page=place, total=len(self.kept))
                self.drawRightString(A4[0] - _MARGIN, 1.2 * cm, writable(said))
                super().showPage()
            super().save()

    return Counting


def _words(text: str, style: str | Tone) -> Words:
    return Words(escape(writable(text)).replace("\n", "<br/>"), _STYLES[style])


def _flow(block: Block, number: int, voice: Voice) -> Iterator[Flowable]:
    match block:
        case Cover():
            yield from _cover(block)
        case Heading():
            yield _heading(block)
        case Paragraph():
            yield _words(block.text, block.tone)
        case Bullets():
            yield _bullets(block)
        case Table():
            yield from _table(block, number, voice)
        case Picture():
            caption = voice.say("writer.figure-caption", number=number, caption=block.caption)
            yield KeepTogether([Drawn(block.drawing, _WIDTH, _HIGHEST), _words(caption, "caption")])
        case Contents():
            made = TableOfContents(dotsMinLevel=0)
            made.levelStyles = [_STYLES["contents-1"], _STYLES["contents-2"]]
            made.tableStyle = _CONTENTS
            yield made
        case PageBreak():
            yield NewPage()


def _room(heading: Heading, after: list[Block], voice: Voice) -> float:
    """Return the room a heading needs: with the drawing or short table that it announces, else with a few lines."""
    room: float = _ROOM[heading.level]
    for block in after:
        if isinstance(block, Heading):
            break
        if isinstance(block, Picture):
            return min(room + float(Drawn(block.drawing, _WIDTH, _HIGHEST).height), _FRAME)
        if isinstance(block, Table):
            return min(room + _height(block, voice), _FRAME)
    return room


def _heading(heading: Heading) -> Words:
    made = _words(heading.text, f"h{heading.level}")
    made.carto_level = heading.level
    return made


def _cover(cover: Cover) -> Iterator[Flowable]:
    yield Spacer(1, 5 * cm)
    yield _words(cover.title, "title")
    yield _words(cover.subtitle, "subtitle")
    rows = [[_words(label, Tone.NOTE), _words(value, Tone.BODY)] for label, value in cover.facts]
    if rows:
        yield LongTable(rows, [5 * cm, _WIDTH - 5 * cm], hAlign="LEFT")
    yield Spacer(1, 2 * cm)
    yield _words(cover.caution, Tone.CAUTION)
    if cover.fills_page:
        yield NewPage()


def _bullets(block: Bullets) -> ListFlowable:
    items = [ListItem(_words(item, Tone.BODY), spaceAfter=1) for item in block.items]
    if block.numbered:
        return ListFlowable(items, bulletType="1", bulletFontName=_FACE, bulletFontSize=8.5, leftIndent=18)
    return ListFlowable(items, bulletType="bullet", start="•", bulletFontName=_FACE, bulletFontSize=8, leftIndent=14)


def _height(table: Table, voice: Voice) -> float:
    """Return the room that a table wants at least: all of a short one, the head and some rows of a long one."""
    if len(table.paper_rows) >= _SHORT:
        return float(_START)
    return float(_grid(table, voice).wrap(_WIDTH, _FRAME)[1])


def _table(table: Table, number: int, voice: Voice) -> Iterator[Flowable]:
    caption = _words(voice.say("writer.table-caption", number=number, caption=table.caption), "caption")
    made = _grid(table, voice)
    told = footnote(table, voice)
    notes = [_words(told, Tone.NOTE)] if told else []
    if len(table.paper_rows) < _SHORT:
        yield KeepTogether([caption, made, *notes])
    else:
        yield CondPageBreak(_START)
        yield from (caption, made, *notes)


def _grid(table: Table, voice: Voice) -> LongTable:
    rows = [[_words(column.title, "head") for column in table.paper_columns]]
    rows += [[_words(shown(cell, voice), "cell") for cell in row] for row in table.paper_rows]
    # The space is the table's own: a spacer after one that fills its page would begin another.
    made = LongTable(rows, widths(table, _WIDTH, _CELL), repeatRows=1, splitInRow=1, spaceAfter=6)
    made.setStyle(_TABLE)
    return made


_CONTENTS: Final = TableStyle([("TOPPADDING", (0, 0), (-1, -1), 0.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)])
_TABLE: Final = TableStyle(
    [
        ("BACKGROUND", (0, 0), (-1, 0), _DEEP),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, _PALE]),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
)
