from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.attack.graph import AttackGraph, Step
from carto.attack.plain import FORMAT, parse_graph, write_graph
from carto.errors import InvalidModelError
from carto.model.vocabulary import Difficulty, Evidence

STEP = {
    "id": "log-in",
    "preconditions": ["at-internet", "password"],
    "postcondition": "user-on-web",
    "likelihood": 0.5,
    "effort_days": 2.0,
    "assets": ["web"],
}


def text(**changes):
    return json.dumps({"format": FORMAT, "start": ["at-internet", "password"], "steps": [STEP], **changes}, indent=1)


def problems(broken):
    with pytest.raises(InvalidModelError) as caught:
        parse_graph(broken, "g.json")
    for problem in caught.value.problems:
        assert problem.tell("fr") != problem.tell("en")
    return [(problem.code, problem.span.line, problem.span.column) for problem in caught.value.problems]


def test_a_graph_is_read_as_written():
    graph, warnings = parse_graph(text())
    assert graph.step("log-in") == Step("log-in", ("at-internet", "password"), "user-on-web", 0.5, 2.0, ("web",))
    assert graph.start == ("at-internet", "password")
    assert warnings == ()


def test_a_precondition_that_nobody_gives_is_legal_and_said():
    graph, warnings = parse_graph(text(start=["at-internet"]))
    assert graph.dangling == ("password",)
    assert [(w.code, w.severity, w.values["fact"], w.span.line) for w in warnings] == [
        ("graph-dangling", "warning", "password", 9)
    ]


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("", ("graph-no-json", 1, 1)),
        ('{"format": 1,\n "start": [}', ("graph-no-json", 2, 12)),
        ("[]", ("graph-no-object", 1, 1)),
        (text(format="other/2"), ("graph-format", 2, 12)),
        (text(strat=["x"]), ("graph-unknown-key", 22, 11)),
        (text(steps=[{**STEP, "likelyhood": 0.5}]), ("graph-unknown-key", 20, 18)),
        (text(steps=[{"id": "a", "preconditions": []}]), ("graph-missing-key", 8, 3)),
        (text(steps=[{**STEP, "likelihood": 1.5}]), ("graph-likelihood", 15, 18)),
        (text(steps=[{**STEP, "likelihood": -0.1}]), ("graph-likelihood", 15, 18)),
        (text(steps=[{**STEP, "likelihood": "0.5"}]), ("graph-type", 15, 18)),
        (text(steps=[{**STEP, "likelihood": True}]), ("graph-type", 15, 18)),
        (text(steps=[{**STEP, "effort_days": -1}]), ("graph-effort", 16, 19)),
        (text(steps=[{**STEP, "preconditions": "at-internet"}]), ("graph-type", 10, 21)),
        (text(steps=[{**STEP, "postcondition": ""}]), ("graph-type", 14, 21)),
        (text(steps=[{**STEP, "evidence": "sure"}]), ("graph-choice", 20, 16)),
        (text(steps=[{**STEP, "count": 0}]), ("graph-type", 20, 13)),
        (text(steps=[{**STEP, "detail": {"a": 1}}]), ("graph-type", 20, 14)),
        (text(steps=[STEP, STEP]), ("graph-duplicate-step", 22, 10)),
        (text(steps=["log-in"]), ("graph-type", 8, 3)),
        (text(steps={}), ("graph-type", 7, 11)),
        (text(start=[1]), ("graph-type", 3, 11)),
        (text().replace("0.5", "NaN"), ("graph-no-json", 1, 1)),
        (text().replace("0.5", "1e999"), ("graph-likelihood", 15, 18)),
        ("[" * 100_000, ("graph-no-json", 1, 1)),
    ],
)
def test_each_mistake_is_named_with_its_place(broken, expected):
    assert problems(broken)[0] == expected


def test_a_key_written_twice_is_refused():
    twice = text().replace('"effort_days"', '"likelihood"')
    assert [code for code, _line, _column in problems(twice)] == ["graph-duplicate-key", "graph-likelihood"]


def test_all_problems_come_in_one_run_in_the_order_of_the_text():
    broken = text(start=[1], steps=[{**STEP, "likelihood": 2}, {**STEP, "id": "b", "effort_days": -1}])
    assert [code for code, _line, _column in problems(broken)] == ["graph-type", "graph-likelihood", "graph-effort"]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=5)
steps = st.builds(
    Step,
    id=words,
    preconditions=st.lists(words, max_size=3).map(lambda some: tuple(sorted(set(some)))),
    postcondition=words,
    likelihood=st.floats(0, 1),
    effort_days=st.floats(0, 1e6),
    assets=st.lists(words, max_size=3).map(lambda some: tuple(sorted(set(some)))),
    kind=st.sampled_from(["", "log-in"]),
    techniques=st.lists(words, max_size=2).map(tuple),
    evidence=st.sampled_from(Evidence),
    difficulty=st.none() | st.sampled_from(Difficulty),
    origin=st.lists(words, max_size=2).map(tuple),
    detail=st.dictionaries(words, words, max_size=2),
    count=st.integers(1, 9),
    flaw=st.sampled_from(["", "CVE-1"]),
)


@given(st.lists(steps, max_size=5, unique_by=lambda step: step.id), st.lists(words, max_size=3))
@settings(max_examples=100, deadline=None)
def test_writing_and_reading_give_the_same_graph_and_the_same_bytes(some, start):
    graph = AttackGraph(some, start)
    written = write_graph(graph)
    read, _warnings = parse_graph(written)
    assert read == graph
    assert write_graph(read) == written


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_does_worse_than_a_diagnostic(anything):
    with pytest.raises(InvalidModelError):
        parse_graph(anything)
