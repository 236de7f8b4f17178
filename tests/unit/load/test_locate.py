from __future__ import annotations

import pytest

from carto.load.locate import Texts, place_tree

TEXT = """\
é: {x: 1, x: 2}
list: &q [one, {z: 3}]
same: *q
merged: {<<: {k: 1}, j: 2, <<: {m: 3}}
word: lone
? [strange]
: value
"""


def at(*route: str | int, key: bool = False) -> tuple[int, int, bool]:
    span, _, exact = Texts({"f": TEXT}).at("f", (), route, key=key)
    return span.line, span.column, exact


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("é", "x"), (1, 8)),
        (("list", 0), (2, 11)),
        (("list", "one"), (2, 11)),
        (("list", 1, "z"), (2, 20)),
        (("same", 1, "z"), (2, 20)),
        (("merged", "k"), (4, 18)),
        (("merged", "j"), (4, 25)),
        (("word", 0), (5, 7)),
        (("word", "lone"), (5, 7)),
    ],
)
def test_values_are_found(route: tuple[str | int, ...], place: tuple[int, int]):
    assert at(*route) == (*place, True)


def test_keys_are_found_under_every_name():
    assert at("list", key=True) == (2, 1, True)
    assert at("same", key=True) == (3, 1, True)
    assert at("é", "x", key=True) == (1, 5, True)


def test_a_lone_word_has_no_key_of_its_own():
    assert at("word", "lone", key=True) == (5, 7, True)


def test_where_the_way_ends_early_the_last_key_is_the_place():
    assert at("list", 7) == (2, 1, False)
    assert at("merged", "nothing") == (4, 1, False)
    assert at("nothing") == (1, 1, False)


def test_places_before_a_syntax_error_are_kept():
    tree = place_tree("a: {b: c}\nd: [e\nf: g")
    assert tree.walk(("a", "b"))[1] == 2


def test_an_unknown_file_has_one_place():
    assert Texts({}).at("f", (), ("a",))[0].line == 1


def test_what_contains_itself_is_walked_no_deeper_than_it_is_written():
    tree = place_tree("a: &a [*a, {b: c}]\nd: {<<: *a, e: f}\ng: &g {<<: *g}\n")
    assert tree.walk(("d", "b"))[1] == 2
