"""What a YAML parser complains about, as diagnostics that a person can act on."""

from __future__ import annotations

import yaml

from carto.load.problem import Problem
from carto.model.diagnostic import Span

_BY_PROBLEM = (
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-missing-colon"),
    ("or ']'", "yaml-bracket"),
    ("or '}'", "yaml-bracket"),
    ("unknown escape character", "yaml-escape"),
    ("did not find expected hexdecimal number", "yaml-escape"),
    ("invalid Unicode character escape", "yaml-escape"),
    ("expected escape sequence", "yaml-escape"),
    ("did not find expected '-' indicator", "yaml-indent"),
    ("did not find expected key", "yaml-indent"),
    ("did not find expected <document start>", "yaml-indent"),
    ("block sequence entries are not allowed", "yaml-indent"),
    ("expected <block end>", "yaml-indent"),
    ("expected '<document start>'", "yaml-indent"),
)
_TAB_PROBLEMS = ("cannot start any token", "tab character")


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return the diagnostic of a syntax error, at the place where the author should look."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem("yaml-syntax", Span(file))
    mark, problem, context = error.problem_mark, error.problem or "", error.context or ""
    if "quoted scalar" in context and "end of stream" in problem and error.context_mark is not None:
        return Problem("yaml-quote", _span(error.context_mark, file))
    if any(words in problem for words in _TAB_PROBLEMS):
        return _character_problem(mark, text, file)
    code = next((code for words, code in _BY_PROBLEM if words in problem), "yaml-syntax")
    if code == "yaml-bracket" and error.context_mark is not None:
        opened = _span(error.context_mark, file)
        return Problem(code, opened, {"bracket": problem.rstrip("'")[-1:], "line": mark.line + 1})
    return Problem(code, _span(mark, file))


def _character_problem(mark: yaml.Mark, text: str, file: str) -> Problem:
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    found = line[mark.column : mark.column + 1]
    if found == "\t" or "\t" in line[: mark.column]:
        return Problem("yaml-tab", Span(file, mark.line + 1, line.find("\t") + 1))
    return Problem("yaml-character", _span(mark, file), {"character": found})


def _span(mark: yaml.Mark, file: str) -> Span:
    return Span(file, mark.line + 1, mark.column + 1)
