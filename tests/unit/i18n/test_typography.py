"""Signs of a language stay with their words."""

from __future__ import annotations

import pytest

from carto.atlas.scene import Words
from carto.i18n.bilingual import Bilingual
from carto.i18n.typography import glued


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("il lit « Base du DPI » : fini", "il lit «\u00a0Base du DPI\u00a0»\u00a0: fini"),
        ("vraiment ? oui ! 20 % ou 5 €", "vraiment\u00a0? oui\u00a0! 20\u00a0% ou 5\u00a0€"),
        ("rien à coller", "rien à coller"),
        ("", ""),
    ],
)
def test_french_signs_never_leave_their_word(text: str, set_: str) -> None:
    assert glued(text, "fr") == set_
    assert glued(set_, "fr") == set_


def test_other_languages_are_left_alone() -> None:
    assert glued("why ? « so »", "en") == "why ? « so »"


def test_words_of_the_atlas_are_set_as_their_language_wants() -> None:
    words = Words.of(Bilingual("Où ?", "Where ?"))
    assert (words.fr, words.en) == ("Où\u00a0?", "Where ?")
