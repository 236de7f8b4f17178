from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.report.voice import Voice
from carto.report.writers.typeface import writable

FR, EN = Voice("fr"), Voice("en")


@pytest.mark.parametrize(("share", "french", "english"), [
    (0, "0 %", "0%"), (0.0004, "< 1 %", "< 1%"), (0.5, "50 %", "50%"), (0.999, "> 99 %", "> 99%"), (1, "100 %", "100%"),
])  # fmt: skip
def test_shares_are_never_rounded_to_nothing_or_all(share, french, english):
    assert FR.percent(share).replace("\u00a0", " ") == french
    assert EN.percent(share) == english


@pytest.mark.parametrize(("number", "french", "english"), [
    (0, "0 zone", "0 zones"), (1, "1 zone", "1 zone"), (2, "2 zones", "2 zones"), (1500, "1 500 zones", "1,500 zones"),
])  # fmt: skip
def test_counts_agree_as_each_language_wants(number, french, english):
    assert FR.counted("zones", number).replace("\u00a0", " ") == french
    assert EN.counted("zones", number) == english


@pytest.mark.parametrize(("low", "high", "french", "english"), [
    (0, 0, "", ""),
    (20, 350, "de 20 à 350 €", "€20 to 350"),
    (8_200_000, 143_500_000, "de 8,2 à 143,5 M€", "€8.2m to 143.5m"),
    (3000, 3000, "3 k€", "€3k"),
    (2e9, 3e9, "de 2 à 3 Md€", "€2bn to 3bn"),
])  # fmt: skip
def test_money_is_rounded_to_what_its_size_allows(low, high, french, english):
    assert FR.euros(low, high) == french
    assert EN.euros(low, high) == english


def test_days_and_hours():
    assert FR.days(1.5) == "1,5 jour"
    assert EN.days(2) == "2 days"
    assert FR.hours(None) == "non renseigné"
    assert FR.hours(24) == "24 heures"
    assert (FR.day("2026-11-05"), EN.day("2026-11-05")) == ("05/11/2026", "2026-11-05")


def test_unknown_is_never_no():
    assert [FR.yes_no(value) for value in (True, False, "unknown", None)] == ["oui", "non", "inconnu", "inconnu"]


def test_long_lists_say_how_many_they_leave_out():
    assert EN.listed(["a", "b", "c"], 2) == "a, b (+1)"
    assert EN.listed([], 2) == ""


@given(st.text())
def test_tidy_text_is_fit_for_xml_and_stays_tidy(text):
    tidy = FR.tidy(text)
    assert all(sign == "\n" or (ord(sign) >= 0x20 and not 0x7F <= ord(sign) < 0xA0) for sign in tidy)
    assert not any(0xD800 <= ord(sign) < 0xE000 for sign in tidy)
    assert FR.tidy(tidy) == tidy


@given(st.text())
def test_the_face_writes_whatever_is_left(text):
    assert writable(writable(text)) == writable(text)


@given(st.integers(1999, 2099), st.integers(1, 99_999_999), st.sampled_from("-\u2011\u2013_ "), st.booleans())
def test_no_flaw_number_survives(year, number, dash, small):
    flaw = f"CVE{dash}{year}{dash}{number:04d}"
    told = EN.without_flaws(f"see {flaw.lower() if small else flaw}, Name and ({flaw}).")
    assert str(year) not in told.replace("Name", "")
    assert told == "see Name and (published flaw)."
