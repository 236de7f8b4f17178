from __future__ import annotations

import pytest

from carto.load.events import read_yaml

CASES = [
    ("a: b: c", "yaml-colon", 1, 5),
    ("a: 1\nb\nc: 2\n", "yaml-missing-colon", 2, 1),
    ("a:\n  b\n  c: {d: e}\n", "yaml-missing-colon", 2, 3),
    ("a: 1\n  b: 2\n", "yaml-indent", 2, 3),
    ("a: [1, 2\nb: 3\n", "yaml-bracket", 1, 4),
    ("a: {x: 1\n", "yaml-bracket", 1, 4),
    ("a: {x: 1}}\n", "yaml-indent", 1, 10),
    ("a: 'x\nb: 2\n", "yaml-quote", 1, 4),
    ("a: 'l'eau'\n", "yaml-quote-early", 1, 6),
    ('a: "\\q"\n', "yaml-escape", 1, 4),
    ("a:\n  - x\n - y\n", "yaml-indent", 3, 2),
    ("a:\n\t- b", "yaml-tab", 2, 1),
    ("a: @x", "yaml-character", 1, 4),
    ("é: `x`", "yaml-character", 1, 4),
    ("a: {x: 'l'eau'}\n", "yaml-quote-early", 1, 10),
    ("a: {x: 'eau' y: 1}\n", "yaml-bracket", 1, 4),
    ("a:\n  b: *fort*\n", "yaml-character", 2, 6),
    ("a: - b\n", "yaml-character", 1, 4),
    ("a: ? b\n", "yaml-character", 1, 4),
    ("a: >x\n  t", "yaml-syntax", 1, 4),
    ("- a\nb: 1", "yaml-indent", 2, 1),
    ("  a: 1\nb: 2", "yaml-indent", 2, 1),
]


@pytest.mark.parametrize(("text", "code", "line", "column"), CASES)
def test_a_slip_is_named_where_the_author_looks(text: str, code: str, line: int, column: int):
    parsed = read_yaml(text, "f.yaml")
    assert not parsed.complete
    (problem,) = parsed.problems
    assert (problem.code, problem.place.line) == (code, line)
    if code not in {"yaml-escape", "yaml-syntax"}:
        assert problem.place.column == column
