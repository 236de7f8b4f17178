from __future__ import annotations

import pytest

from carto.errors import InvalidModelError
from carto.load.model import load_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("establishment: {language: fr}\ndevices: [", "fr"),
        ('carto: 1\nestablishment:\n  language: "en"\nzones: {a: nothing-like-it}', "en"),
        ("establishment: {language: de}\nzones: {a: nothing-like-it}", None),
        ("zones: {a: nothing-like-it}", None),
    ],
)
def test_problems_know_the_language_of_a_model_that_cannot_be_loaded(text, language):
    with pytest.raises(InvalidModelError) as caught:
        load_text(text)
    assert caught.value.language == language
