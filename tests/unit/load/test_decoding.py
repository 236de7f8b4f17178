from __future__ import annotations

import codecs

import pytest

from carto.load.decoding import clean, decode

TEXT = "name: Équipé\nzone: là\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_every_encoding_that_yaml_allows_reads_the_same(raw: bytes):
    assert decode(raw, "f.yaml") == (TEXT, [])


def test_a_windows_file_is_told_where_it_fails_and_still_read():
    text, problems = decode(TEXT.encode("cp1252"), "f.yaml")
    assert text == TEXT
    (problem,) = problems
    assert (problem.code, problem.place.line, problem.place.column) == ("not-utf8", 1, 7)
    assert problem.values == {"byte": "0xc9"}


def test_a_binary_file_is_no_text():
    text, problems = decode(b"\x89PNG\r\n\x00\x01", "f.yaml")
    assert text == ""
    assert [one.code for one in problems] == ["binary-file"]


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\x9f", "\ufffe", "\ufeff", "\ud800"])
def test_a_character_that_no_text_may_hold_is_told_and_replaced(character: str):
    text, problems = clean(f"a: b\nc: d{character}e", "f.yaml")
    assert text == "a: b\nc: d\ufffde"
    (problem,) = problems
    assert (problem.code, problem.place.line, problem.place.column) == ("control-character", 2, 5)


@pytest.mark.parametrize("character", ["\t", "\x85", "\u2028", "é", "😀", "\ue000", "\xa0"])
def test_other_characters_pass(character: str):
    assert clean(f"a{character}b", "f.yaml") == (f"a{character}b", [])
