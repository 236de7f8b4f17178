from __future__ import annotations

import pytest

from carto.cli.language import asked, chosen, of_machine, option_value


@pytest.mark.parametrize(
    ("words", "surroundings", "expected"),
    [
        (["build", "x", "--lang", "fr"], {"LANG": "en_GB.UTF-8"}, "fr"),
        (["--lang=en", "build"], {"CARTO_LANG": "fr"}, "en"),
        (["build"], {"CARTO_LANG": "fr", "LANG": "en_GB"}, "fr"),
        (["build"], {"LC_ALL": "fr_CA.UTF-8", "LANG": "en_US"}, "fr"),
        (["build"], {"LC_MESSAGES": "fr_FR", "LANG": "en_US"}, "fr"),
        (["build"], {"LC_ALL": "", "LANG": "fr_FR"}, "fr"),
        (["build"], {"LANG": "de_DE"}, "en"),
        (["build"], {}, "en"),
        (["--lang"], {}, "en"),
        (["--lang", "de"], {"LANG": "fr"}, "fr"),
    ],
)
def test_what_was_asked_goes_before_what_the_machine_says(words, surroundings, expected):
    assert chosen(words, surroundings) == expected


def test_the_model_goes_before_the_machine():
    assert chosen([], {"LANG": "en_US"}, "fr") == "fr"
    assert chosen(["--lang", "en"], {}, "fr") == "en"


def test_nobody_asked():
    assert asked(["build"], {}) is None
    assert of_machine({"LANG": "C.UTF-8"}) == "en"


def test_option_value_is_the_word_that_follows():
    assert option_value("--format", ["a", "--format", "json"]) == "json"
    assert option_value("--format", ["--formatted", "json"]) == ""
