"""Parts of a Word file that its library has no call for: styles, fields, bookmarks, numbering."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph as WordParagraph

from carto.report.document import Tone

DEEP: Final = RGBColor(0x0B, 0x3D, 0x66)
RED: Final = RGBColor(0xA8, 0x10, 0x2F)
SOFT: Final = RGBColor(0x4C, 0x5B, 0x6B)
_WHITE: Final = RGBColor(0xFF, 0xFF, 0xFF)
_FACE: Final = "Calibri"
WIDTH: Final = 17.0
"""Centimetres between the margins."""
TONES: Final = {Tone.LEAD: "Carto Lead", Tone.NOTE: "Carto Note", Tone.CAUTION: "Carto Caution"}
HEAD_SIZE: Final = 8.5
"""Size of the headings of tables, in points."""
CELL, LARGE_CELL, HEAD, TABLE, GAP = "Carto Cell", "Carto Large Cell", "Carto Head", "Carto Table", "Carto Gap"
_TABLE_STYLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="CartoTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
  <w:tblPr>
    <w:tblStyleRowBandSize w:val="1"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="6" w:space="0" w:color="0B3D66"/>
      <w:bottom w:val="single" w:sz="6" w:space="0" w:color="0B3D66"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DCE3"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
      <w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="0B3D66"/></w:tcPr>
  </w:tblStylePr>
  <w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F4F7FA"/></w:tcPr></w:tblStylePr>
</w:style>"""


def set_styles(file: Document, locale: str) -> None:
    """Give a file the styles of a dossier: those of Word for headings and lists, our own for the rest."""
    styles = file.styles
    _dress(styles["Normal"], 10.5, None, after=5)
    for name, size, before in (("Heading 1", 18.0, 18), ("Heading 2", 14.0, 14), ("Heading 3", 11.5, 10)):
        _dress(styles[name], size, DEEP, bold=True, after=5, before=before)
        styles[name].paragraph_format.keep_with_next = True
    _dress(styles["Title"], 28, DEEP, bold=True)
    _dress(styles["Subtitle"], 18, SOFT, after=40)
    _dress(styles["Caption"], 9, SOFT, before=3)
    for name in ("Header", "Footer"):
        _dress(styles[name], 8, SOFT, after=0)
        _tabs(styles[name], WD_TAB_LEADER.SPACES)
    for level in (1, 2):
        entry = _new_style(styles, f"toc {level}", builtin=True)
        _dress(entry, 9.5, None, bold=level == 1, after=0, before=4 if level == 1 else 0)
        entry.paragraph_format.left_indent = Cm(0.8 * (level - 1))
        _tabs(entry, WD_TAB_LEADER.DOTS)
    _add_own(styles)
    styles.element.append(parse_xml(_TABLE_STYLE))
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)


def _add_own(styles: Any) -> None:  # noqa: ANN401 -- same
    own = (
        (TONES[Tone.LEAD], 10.5, None, True, 5),
        (TONES[Tone.NOTE], 9.0, SOFT, False, 5),
        (TONES[Tone.CAUTION], 10.5, RED, True, 5),
        (CELL, 8.0, None, False, 0),
        (LARGE_CELL, 9.5, None, False, 0),
        (HEAD, HEAD_SIZE, _WHITE, True, 0),
        (GAP, 5.0, None, False, 0),
    )
    for name, size, color, bold, after in own:
        style = _new_style(styles, name)
        style.base_style = styles["Normal"]
        _dress(style, size, color, bold=bold, after=after)
        if name in {CELL, LARGE_CELL, HEAD, GAP}:
            style.paragraph_format.line_spacing = 1.0


def _new_style(styles: Any, name: str, *, builtin: bool = False) -> Any:  # noqa: ANN401 -- the library leaves them untyped
    return styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)


def _dress(
    style: BaseStyle, size: float, color: RGBColor | None, *, bold: bool = False, after: float = 4, before: float = 0
) -> None:
    font: Any = style.font  # type: ignore[attr-defined]  # every style named here has a font
    font.name, font.size, font.bold = _FACE, Pt(size), bold
    if color is not None:
        font.color.rgb = color
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:hAnsi"), _FACE)
    shape: Any = style.paragraph_format  # type: ignore[attr-defined]  # same
    shape.space_after, shape.space_before = Pt(after), Pt(before)


def _tabs(style: BaseStyle, leader: WD_TAB_LEADER) -> None:
    """Leave one stop, at the right margin."""
    stops = style.paragraph_format.tab_stops  # type: ignore[attr-defined]  # same
    stops.clear_all()
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, leader)


def add_field(paragraph: WordParagraph, code: str, value: str) -> None:
    """Add a field with the value it has when nobody updates it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_run_of(value))
    paragraph._p.append(field)  # noqa: SLF001 -- the library has no call for fields


def begin_field(paragraph: WordParagraph, code: str) -> None:
    """Begin a field that goes on over several paragraphs."""
    for part in _field_head(code):
        paragraph._p.append(part)  # noqa: SLF001 -- same


def end_field(paragraph: WordParagraph) -> None:
    """End what ``begin_field`` began."""
    paragraph._p.append(_mark("end"))  # noqa: SLF001 -- same


def add_entry(paragraph: WordParagraph, text: str, bookmark: str) -> None:
    """Add a line of the table of contents: a link, and the page, which Word fills in when it opens the file."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    tab = OxmlElement("w:r")
    tab.append(OxmlElement("w:tab"))
    parts = (_run_of(text), tab, *_field_head(f"PAGEREF {bookmark} \\h"), _run_of("\u2026"), _mark("end"))
    for part in parts:
        link.append(part)
    paragraph._p.append(link)  # noqa: SLF001 -- same


def add_bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """Put a paragraph inside a bookmark."""
    for tag, at in (("w:bookmarkStart", 1), ("w:bookmarkEnd", None)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if at is None:
            paragraph._p.append(mark)  # noqa: SLF001 -- same
        else:
            mark.set(qn("w:name"), name)
            paragraph._p.insert(at, mark)  # noqa: SLF001 -- same


def _run_of(value: str) -> Any:  # noqa: ANN401 -- an element of the library
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = value
    run.append(text)
    return run


def _field_head(code: str) -> tuple[Any, ...]:
    run, instruction = OxmlElement("w:r"), OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run.append(instruction)
    return _mark("begin", dirty=True), run, _mark("separate")


def _mark(kind: str, *, dirty: bool = False) -> Any:  # noqa: ANN401 -- same
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run.append(mark)
    return run


def new_numbering(file: Document) -> int:
    """Return a new numbering that starts at one, of the kind that the style of numbered lists has."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element
    current = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(current).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = made.numId
    return number


def follow(paragraph: WordParagraph, numbering: int) -> None:
    """Make a paragraph an item of a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 -- same
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering
