"""Files read back: Word, workbook, PDF and HTML, from a full model and from a hostile one."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from collections import Counter
from functools import cache
from html.parser import HTMLParser

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from carto.errors import OutputError
from carto.report.document import Audience, Column, Dossier, Heading, Picture, Table
from carto.report.writers.measure import widths
from carto.report.writers.typeface import writable
from carto.report.writing import FORMATS, write_dossier, writer_of
from tests.dossiers import BARE, CLINIC, HOSTILE, dossier_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@cache
def written(shape: str, text: str = CLINIC, audience: Audience = Audience.DSI, language: str = "fr") -> bytes:
    return writer_of(shape)(dossier_of(text, audience, language))


def word(text: str = CLINIC, audience: Audience = Audience.DSI, language: str = "fr") -> docx.document.Document:
    return docx.Document(io.BytesIO(written("docx", text, audience, language)))


def book(text: str = CLINIC, audience: Audience = Audience.DSI) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", text, audience)))


def pdf(text: str = CLINIC, audience: Audience = Audience.DSI, language: str = "fr") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(written("pdf", text, audience, language)))


def text_of(shape: str, content: bytes) -> str:
    if shape == "pdf":
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if shape == "html":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


@pytest.mark.parametrize("shape", FORMATS)
def test_the_same_dossier_gives_the_same_bytes(shape):
    assert writer_of(shape)(dossier_of(BARE["no-care"])) == writer_of(shape)(dossier_of(BARE["no-care"]))


@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_archives_hold_no_hour(shape):
    with zipfile.ZipFile(io.BytesIO(written(shape))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+", properties) == ["2026-11-01T00:00:00"] * 2


@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("name", BARE)
def test_a_bare_model_can_be_written(shape, name):
    assert len(written(shape, BARE[name])) > 3000


@pytest.mark.parametrize("shape", FORMATS)
def test_the_board_finds_no_flaw_number_in_the_file(shape):
    assert re.search("CVE-2018", text_of(shape, written(shape)))
    assert not re.search("CVE", text_of(shape, written(shape, CLINIC, Audience.BOARD)), re.IGNORECASE)


@pytest.mark.parametrize("shape", FORMATS)
def test_a_client_finds_no_private_note_in_the_file(shape):
    assert "Untel" in text_of(shape, written(shape))
    assert "Untel" not in text_of(shape, written(shape, CLINIC, Audience.CLIENT))


# -- Word --------------------------------------------------------------------------------------------------------------


def test_word_has_real_headings_captions_and_contents():
    file = word()
    wanted = [(b.level, b.text) for b in dossier_of(CLINIC).blocks if isinstance(b, Heading)]
    found = [(int(p.style.name[-1]), p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert found == wanted
    captions = [p for p in file.paragraphs if p.style.name == "Caption"]
    fields = [field.get(qn("w:instr")) for p in captions for field in p._p.iter(qn("w:fldSimple"))]
    assert set(fields) == {"SEQ Tableau \\* ARABIC", "SEQ Figure \\* ARABIC"}
    assert len(fields) == len(captions)
    instructions = [one.text for one in file.element.iter(qn("w:instrText"))]
    listed = [(place, level) for place, (level, _) in enumerate(wanted) if place and level <= 2]
    assert instructions == ['TOC \\o "1-2" \\h \\z \\u', *(f"PAGEREF _Toc{place:06d} \\h" for place, _ in listed)]
    marks = [one.get(qn("w:name")) for one in file.element.iter(qn("w:bookmarkStart"))]
    assert marks == [f"_Toc{place:06d}" for place in range(len(wanted))]
    links = [one.get(qn("w:anchor")) for one in file.element.iter(qn("w:hyperlink"))]
    assert links == [f"_Toc{place:06d}" for place, _ in listed]
    styles = [p.style.name for p in file.paragraphs if p.style.name.startswith("toc")]
    assert styles == [f"toc {level}" for _, level in listed]
    kinds = Counter(one.get(qn("w:fldCharType")) for one in file.element.iter(qn("w:fldChar")))
    assert set(kinds.values()) == {1 + len(listed)}


def test_word_breaks_pages_before_what_follows_and_leaves_none_empty():
    file = word()
    assert not list(file.element.iter(qn("w:br")))
    turned = [p for p in file.paragraphs if p.paragraph_format.page_break_before]
    assert turned
    assert all(p.text for p in turned)
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert file.paragraphs[0].text == "Confidentiel Clinique"


def test_word_repeats_table_heads_and_marks_every_page():
    file = word()
    big = file.tables[1:]
    assert big
    for table in big:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    section = file.sections[0]
    assert "Confidentiel Clinique" in section.header.paragraphs[0].text
    pages = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert pages == ["PAGE", "NUMPAGES"]


def test_word_lists_start_at_one_each():
    file = word()
    numbered = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"]
    starts = {one.numId for one in file.part.numbering_part.element.num_lst if one.findall(qn("w:lvlOverride"))}
    assert numbered
    assert set(numbered) <= starts


def test_word_pictures_are_described_and_in_the_right_language():
    file = word(language="en")
    pictures = [one for one in dossier_of(CLINIC, Audience.DSI, "en").blocks if isinstance(one, Picture)]
    assert len(file.inline_shapes) == len(pictures)
    described = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert all(picture.caption in said for picture, said in zip(pictures, described, strict=True))
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_word_takes_hostile_text_as_text():
    file = word(HOSTILE)
    cells = {cell.text for table in file.tables for row in table.rows for cell in row.cells}
    assert any("<script>alert(1)</script>" in cell for cell in cells)
    assert any("Сервер 服务器" in cell for cell in cells)
    assert not any("\u202e" in cell or "\u200b" in cell for cell in cells)


def test_every_sheet_bears_the_marking_when_it_is_printed():
    file = book()
    for sheet in file:
        assert sheet.oddHeader.left.text == "Confidentiel Clinique"
        assert sheet.oddFooter.right.text == "&P / &N"
    hostile = book(HOSTILE)
    assert {sheet.oddHeader.left.text for sheet in hostile} == {"<b>Secret</b> &&amp; Co"}


def test_the_first_sheet_holds_what_the_reader_must_know_and_no_loose_sentence():
    sheet = book().worksheets[0]
    said = [row[1].value for row in sheet.iter_rows() if not row[0].value]
    assert len(said) == len(set(said))
    assert not [text for text in said if text and text.endswith(":")]
    assert any("preuve de sécurité" in text for text in said)


# -- workbook ----------------------------------------------------------------------------------------------------------


def test_the_workbook_has_a_sheet_a_table_with_frozen_head_and_filters():
    tables, file = [table for table in dossier_of(CLINIC).tables if table.sheet], book()
    assert len(file.sheetnames) == 1 + len(tables)
    for name, table in zip(file.sheetnames[1:], tables, strict=True):
        sheet = file[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.max_row == 1 + len(table.rows)
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        assert len(name) <= 31


def test_the_workbook_keeps_columns_and_rows_that_paper_leaves_out():
    sheet = book()["Équipements"]
    titles = [cell.value for cell in sheet[1]]
    assert {"Numéro de série", "Adresse IP", "Source", "Relevé le"} <= set(titles)
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["SI de cardiologie"][titles.index("Relevé le")] == dt.datetime(2026, 10, 2)  # noqa: DTZ001 -- the library reads days so
    assert rows["SI de cardiologie"][titles.index("Nombre")] == 1


@pytest.mark.parametrize("text", [CLINIC, HOSTILE])
def test_no_cell_of_the_workbook_is_a_formula(text):
    cells = [cell for sheet in book(text) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    for cell in cells:
        assert cell.data_type in {"s", "n", "d"}
        if isinstance(cell.value, str):
            assert not cell.value.startswith(FORMULA)


def test_hostile_names_are_neutralised_and_kept():
    values = {row[0] for row in book(HOSTILE)["Équipements"].iter_rows(min_row=2, values_only=True)}
    assert "'+cmd|' /C calc'!A0" in values


def test_sheets_with_one_name_are_told_apart():
    table = Table("c", (Column("t"),), (("x",),), "A name [that] is: much too long for a sheet")
    dossier = Dossier("t", "en", "m", blocks=(table, table, table))
    names = openpyxl.load_workbook(io.BytesIO(writer_of("xlsx")(dossier))).sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


# -- PDF ---------------------------------------------------------------------------------------------------------------


def test_the_pdf_says_who_reads_it_on_every_page_and_counts_pages():
    file = pdf()
    total = len(file.pages)
    for number, page in enumerate(file.pages, start=1):
        told = page.extract_text().replace("\u00a0", " ")
        assert "Confidentiel Clinique" in told
        assert f"Page {number} sur {total}" in told


def test_the_pdf_has_bookmarks_contents_and_properties():
    file = pdf()
    chapters = [entry.title for entry in file.outline if not isinstance(entry, list)]
    assert chapters == [b.text for b in dossier_of(CLINIC).blocks if isinstance(b, Heading) and b.level == 1]
    assert "Clinique des Ormes" in file.metadata.title
    contents = file.pages[1].extract_text()
    assert all(chapter in contents for chapter in chapters)
    assert len(re.findall(r"\. +\d+\n", contents)) > len(chapters)


def test_no_page_of_the_pdf_is_empty():
    for audience in Audience:
        for page in pdf(CLINIC, audience).pages:
            assert len(page.extract_text()) > 250


@pytest.mark.parametrize("text", [CLINIC, HOSTILE])
def test_the_board_reads_five_pages_at_most(text):
    assert len(pdf(text, Audience.BOARD).pages) <= 5


def test_the_pdf_takes_hostile_text_as_text():
    told = "".join(page.extract_text() for page in pdf(HOSTILE).pages)
    assert "<script>" in told
    assert "<imgsrc=xonerror" in "".join(told.split())


def test_letters_that_the_face_lacks_are_replaced_one_by_one():
    assert writable("é → œ") == "é \u203a œ"
    assert writable("Aя服") == "A??"
    assert writable("ǖ") in {"ü", "u"}


# -- HTML --------------------------------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] = self.seen.get(tag, 0) + 1
        self.attributes += attrs


@pytest.mark.parametrize("text", [CLINIC, HOSTILE])
def test_the_page_runs_nothing_and_fetches_nothing(text):
    tags = Tags()
    tags.feed(written("html", text).decode())
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(tags.seen)
    assert not any(name.startswith("on") or name == "src" for name, _ in tags.attributes)
    assert all(value.startswith("#") for name, value in tags.attributes if name == "href" and value)
    policy = next(value for name, value in tags.attributes if name == "content" and "default-src" in str(value))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_the_page_holds_every_table_that_paper_shows():
    tags = Tags()
    tags.feed(written("html").decode())
    assert tags.seen["table"] == sum(1 for table in dossier_of(CLINIC).tables if table.most_on_paper)
    assert tags.seen["svg"] == sum(isinstance(block, Picture) for block in dossier_of(CLINIC).blocks)


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "d.html"
    path.write_text("earlier")
    monkeypatch.setattr("os.fdopen", lambda *_a, **_k: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OutputError, match="cannot-write"):
        write_dossier(dossier_of(BARE["nothing"]), "html", path)
    assert path.read_text() == "earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["d.html"]


def test_a_folder_that_is_not_there_and_one_in_the_way_are_refused(tmp_path):
    dossier = dossier_of(BARE["nothing"])
    with pytest.raises(OutputError, match="no-such-folder"):
        write_dossier(dossier, "html", tmp_path / "no" / "d.html")
    (tmp_path / "d.html").mkdir()
    with pytest.raises(OutputError, match="cannot-write"):
        write_dossier(dossier, "html", tmp_path / "d.html")


@pytest.mark.parametrize(("shape", "module", "library"), [
    ("docx", "docx", "python-docx"), ("docx", "PIL", "pillow"), ("xlsx", "openpyxl", "openpyxl"),
    ("pdf", "reportlab", "reportlab"),
])  # fmt: skip
def test_a_missing_library_is_named_with_its_extra(shape, module, library, monkeypatch):
    for name in [one for one in sys.modules if one.startswith("carto.report.writers.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OutputError) as caught:
        writer_of(shape)
    assert caught.value.code == "missing-extra"
    assert caught.value.values["package"] == library
    assert caught.value.values["extra"] == "report"


def test_columns_share_the_width_and_keep_their_headings_whole():
    table = Table("c", (Column("Vraisemblance"), Column("x", 6), Column("gone", on_paper=False)), (), "s")
    found = widths(table, 400, 8)
    assert len(found) == 2
    assert sum(found) == pytest.approx(400)
    assert found[0] >= len("Vraisemblance") * 8 * 0.6
    crowded = Table("c", tuple(Column("Vraisemblance") for _ in range(12)), (), "s")
    assert sum(widths(crowded, 400, 8)) == pytest.approx(400)
