from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carto.errors import InvalidModelError
from carto.load.events import read_yaml
from carto.load.files import Sources
from carto.load.format import format_text
from carto.load.json_schema import schema
from carto.load.model import load_sources
from carto.load.shapes import ENTITIES, keys_of
from carto.model.establishment_map import SECTIONS

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = sorted({key for part in ENTITIES.values() for key in keys_of(part)} | {"family", "status", "any", "ids", "id"})
WORDS = st.sampled_from(
    ["a", "b", "a -> b", "a -- b", "https", "server", "internet", "true", "unknown", "any", "4", "-1", "", "2026-01-01"]
)
IDS = st.sampled_from(["a", "b", "c", "a -> b", "a -- b", "b--a", "a -> b / x", "d e", "<script>"])
VALUES = st.recursive(
    st.none() | WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
ENTITY = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6) | VALUES
TOP = st.fixed_dictionaries(
    {"carto": st.just("1")},
    optional={
        name: st.dictionaries(IDS, ENTITY, max_size=4) | VALUES
        for name in (*SECTIONS, "templates", "establishment", "assumptions", "tables")
    },
)


def load_bytes(**files: bytes):
    return load_sources(Sources(None, {name: files[name] for name in sorted(files)}))


def outcome(**files: bytes):
    """Return the model, or what is wrong with it, told in both languages."""
    try:
        return load_bytes(**files)
    except InvalidModelError as error:
        problems = error.problems
    assert problems
    for problem in problems:
        assert problem.tell("fr")
        assert problem.tell("en")
        assert problem.span.file in files
        assert problem.span.line >= 1
        assert problem.span.column >= 1
    return tuple((problem.code, problem.span) for problem in problems)


@QUICK
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_loader(raw: bytes):
    outcome(model=raw)


@QUICK
@given(st.text(alphabet="abc:-[]{}&*!|>'\"#%@\t\n ,?<0=~", max_size=120))
def test_no_text_that_looks_like_yaml_crashes_the_loader(text: str):
    outcome(model=text.encode())


@QUICK
@given(TOP)
def test_no_shape_crashes_the_loader_and_every_problem_is_told(top: dict):
    text = yaml.safe_dump(top, allow_unicode=True)
    outcome(model=text.encode("utf-8", "replace"))


def test_the_schema_is_the_same_at_every_call():
    assert schema("fr") == schema("fr")


def laid_out_twice(text: str) -> None:
    done = format_text(text)
    again = format_text(done.text)
    assert again.text == done.text
    if done.diagnostics:
        assert done.text == text


@QUICK
@given(st.text(alphabet="abc:-[]{}&*!|>'\"# \n ,?\n  ", max_size=80))
def test_laying_out_never_crashes_and_settles_at_once(text: str):
    laid_out_twice(text)


COMMENTED = st.lists(
    st.sampled_from(
        [
            "a:",
            "  b: c",
            "  - d  # e",
            "# f",
            "  # g",
            "    h: {i: j,",
            "      k: l} # m",
            "",
            "  n: |",
            "      o # p",
            "q: 'r # s'",
        ]
    ),
    max_size=14,
).map("\n".join)


@settings(QUICK, max_examples=100)
@given(COMMENTED)
def test_comments_and_meaning_survive(text: str):
    laid_out_twice(text)
    done = format_text(text)
    assert read_yaml(done.text, "f").value == read_yaml(text, "f").value
