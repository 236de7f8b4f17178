from __future__ import annotations

import pytest

from carto.load.events import FREE_EXPANSION, MAX_DEPTH, MAX_TEXT, read_yaml


def value(text: str) -> object:
    parsed = read_yaml(text, "f.yaml")
    assert parsed.problems == ()
    assert parsed.complete
    return parsed.value


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in read_yaml(text, "f.yaml").problems]


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "on",
        "off",
        "yes",
        "22:30",
        "010000123",
        "1.10",
        "00:1b:44:11:3a:b7",
        "0x1F",
        "1e3",
        "2026-01-01",
        "=",
        ".nan",
    ],
)
def test_a_plain_word_arrives_as_it_was_written(word: str):
    assert value(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_arrives_as_none(nothing: str):
    assert value(f"a: {nothing}\nb: [{nothing or '~'}]") == {"a": None, "b": [None]}


@pytest.mark.parametrize("quoted", ["''", "'~'", '"null"'])
def test_quoted_nothing_is_text(quoted: str):
    assert value(f"a: {quoted}") == {"a": quoted[1:-1]}


def test_containers_nest():
    assert value("a: [b, {c: d}, []]\ne: {}") == {"a": ["b", {"c": "d"}, []], "e": {}}


def test_an_empty_text_is_nothing():
    assert value("") is None
    assert value("# only a comment\n") is None


def test_block_scalars_and_unicode_keep_their_lines():
    assert value("é: |\n  un\n  deux\n") == {"é": "un\ndeux\n"}


def test_the_text_tag_is_the_only_one():
    assert value("a: !!str 010") == {"a": "010"}
    assert codes("a: !!int 3\nb: !x [1]\nc: !!python/object:os.system {}") == [
        ("yaml-tag", 1, 4),
        ("yaml-tag", 2, 4),
        ("yaml-tag", 3, 4),
    ]


def test_a_duplicate_key_names_both_places_and_the_first_stays():
    parsed = read_yaml("x:\n  - a: 1\n    a: 2\n", "f.yaml")
    assert parsed.value == {"x": [{"a": "1"}]}
    (problem,) = parsed.problems
    assert (problem.place.line, problem.place.column) == (3, 5)
    assert problem.values["first"].route == ("x", 0, "a")


@pytest.mark.parametrize(
    "text", ["[a, b]: c\nd: e", "{a: b}: c\nd: e", "? [a]\n: c\nd: e", "'': c\nd: e", "*x : c\nd: e"]
)
def test_a_key_that_is_no_word_is_refused_and_reading_goes_on(text: str):
    parsed = read_yaml(text, "f.yaml")
    assert [one.code for one in parsed.problems] == ["bad-key"]
    assert parsed.value == {"d": "e"}


def test_aliases_repeat_and_merge_keys_merge():
    text = "a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, x: 3}\nd: {<<: [{z: 0}, *a], y: 9}"
    assert value(text) == {
        "a": {"x": "1", "y": "2"},
        "b": {"x": "1", "y": "2"},
        "c": {"x": "3", "y": "2"},
        "d": {"z": "0", "x": "1", "y": "9"},
    }


def test_a_quoted_merge_key_is_a_key():
    assert value("a: {'<<': b}") == {"a": {"<<": "b"}}


def test_aliases_that_lead_nowhere_are_refused_and_leave_nothing():
    parsed = read_yaml("a: [x, *b]\nc: *b\nd: &d [*d, y]", "f.yaml")
    assert [one.code for one in parsed.problems] == ["unknown-alias", "unknown-alias", "alias-loop"]
    assert parsed.value == {"a": ["x"], "d": ["y"]}


def test_merging_what_is_no_map_is_refused_where_the_map_stands():
    assert codes("a: 1\nb: {<<: word}") == [("bad-merge", 2, 4)]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_an_alias_bomb_is_refused_in_no_time():
    assert [one.code for one in read_yaml(bomb(30), "f.yaml").problems] == ["alias-bomb"]
    assert [one.code for one in read_yaml(bomb(5), "f.yaml").problems] == ["alias-bomb"]


def test_a_file_may_repeat_itself_a_little():
    assert len(bomb(3)) < FREE_EXPANSION
    assert read_yaml(bomb(3), "f.yaml").problems == ()


def test_depth_counts_through_aliases():
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 2)]
    assert [one.code for one in read_yaml("\n".join(lines), "f.yaml").problems] == ["too-deep"]


def test_nesting_stops_at_the_limit():
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * 100_000) == [("too-deep", 1, MAX_DEPTH + 1)]


def test_a_long_text_is_refused_not_read():
    parsed = read_yaml(f"a: {'x' * 10_000_000}\nb: c", "f.yaml")
    assert [one.code for one in parsed.problems] == ["text-too-long"]
    assert len(parsed.value["a"]) == MAX_TEXT
    assert parsed.value["b"] == "c"


def test_a_second_document_is_refused_where_it_begins():
    parsed = read_yaml("a: 1\n---\nb: 2\n", "f.yaml")
    assert codes("a: 1\n---\nb: 2\n") == [("second-document", 2, 1)]
    assert parsed.value == {"a": "1"}
    assert not parsed.complete


def test_one_document_may_be_marked():
    assert value("%YAML 1.1\n---\na: b\n...\n") == {"a": "b"}
