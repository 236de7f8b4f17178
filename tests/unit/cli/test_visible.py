from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.cli.visible import clipped, json_safe, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrouge", "␛[31mrouge"),
        ("a\x7fb", "a␡b"),
        ("a\x9bb", "a<U+009B>b"),
        ("\u202egpj.exe", "<U+202E>gpj.exe"),
        ("a\u200bb", "a<U+200B>b"),
        ("deux\nlignes", "deux␊lignes"),
        ("Échographe n° 3 π 漢", "Échographe n° 3 π 漢"),
    ],
)
def test_what_could_fool_a_reader_is_shown(text, shown):
    assert visible(text) == shown


def test_our_own_line_feeds_stay():
    assert visible("a\nb\x07", keep="\n") == "a\nb␇"


def test_long_text_is_cut():
    assert clipped("x" * 200, 10) == "xxxxxxxxx…"
    assert clipped("\x1b" * 10, 20) == "␛" * 10
    assert len(clipped("\u202e" * 50, 20)) == 20


@given(st.text())
def test_json_means_the_same_and_holds_nothing_dangerous(text):
    safe = json_safe(json.dumps([text], ensure_ascii=False, indent=1))
    assert json.loads(safe) == [text]
    assert visible(safe, keep="\n") == safe
