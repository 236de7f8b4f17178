from __future__ import annotations

import pytest

from carto.cli import figures


@pytest.mark.parametrize(
    ("share", "french", "english"),
    [
        (0.0, "0 %", "0%"),
        (0.0001, "< 0,1 %", "< 0.1%"),
        (0.0123, "1,2 %", "1.2%"),
        (0.4, "40 %", "40%"),
        (0.996, "99,6 %", "99.6%"),
        (1.0, "100 %", "100%"),
    ],
)
def test_percent(share, french, english):
    assert figures.percent(share, "fr") == french
    assert figures.percent(share, "en") == english


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.9, "very likely (90%)"),
        (0.5, "likely (50%)"),
        (0.25, "possible (25%)"),
        (0.06, "unlikely (6%)"),
        (0, "rare (0%)"),
    ],
)
def test_likelihood_in_words(share, words):
    assert figures.likelihood(share, "en") == words


def test_days():
    assert figures.days(1.5, "fr") == "1,5 jour"
    assert figures.days(8, "fr") == "8 jours"
    assert figures.days(1, "en") == "1 day"


def test_count_and_money():
    assert figures.count(410000, "fr") == "410\u202f000"
    assert figures.count(410000, "en") == "410,000"
    assert figures.euros(143_500_000, "fr") == "143,5 M€"
    assert figures.euros(8_200, "en") == "€8.2k"
    assert figures.euros(350, "fr") == "350 €"
