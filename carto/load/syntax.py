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
    ("node content", "yaml-value"),
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
_SIGN_PROBLEMS = ("block sequence entries are not allowed", "mapping keys are not allowed")
_AFTER_A_QUOTE = frozenset({"yaml-indent", "yaml-bracket"})
"""What a parser says where an apostrophe inside a text has closed it."""


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return the diagnostic of a syntax error, at the place where the author should look."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem("yaml-syntax", Span(file))
    mark, problem, context = error.problem_mark, error.problem or "", error.context or ""
    lines = text.splitlines()
    if "quoted scalar" in context and "end of stream" in problem and error.context_mark is not None:
        return Problem("yaml-quote", _span(error.context_mark, file))
    sign = _unquoted_sign(error, mark, lines)
    if sign is not None:
        return _character_problem(sign, lines, file)
    code = next((code for words, code in _BY_PROBLEM if words in problem), "yaml-syntax")
    if code == "yaml-colon":
        return _colon_problem(mark, lines, file)
    before = _line(lines, mark.line)[: mark.column]
    if (before.rstrip() if code == "yaml-indent" else before)[-1:] in {"'", '"'} and code in _AFTER_A_QUOTE:
        return Problem("yaml-quote-early", Span(file, mark.line + 1, mark.column))
    if code in {"yaml-bracket", "yaml-missing-colon"} and error.context_mark is not None:
        return Problem(
            code, _span(error.context_mark, file), {"bracket": problem.rstrip("'")[-1:], "line": mark.line + 1}
        )
    return Problem(code, _span(mark, file))


def _colon_problem(mark: yaml.Mark, lines: list[str], file: str) -> Problem:
    """Tell a second colon on a line from a line that continues the text above it."""
    if ":" in _line(lines, mark.line)[: mark.column]:
        return Problem("yaml-colon", _span(mark, file))
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), 0)
    start = len(lines[above]) - len(lines[above].lstrip())
    if ":" not in lines[above]:
        return Problem("yaml-missing-colon", Span(file, above + 1, start + 1))
    line = _line(lines, mark.line)
    return Problem("yaml-indent", Span(file, mark.line + 1, len(line) - len(line.lstrip()) + 1))


def _unquoted_sign(error: yaml.MarkedYAMLError, mark: yaml.Mark, lines: list[str]) -> yaml.Mark | None:
    """Return the place of a sign that means something to YAML and was meant as text, or None."""
    problem = error.problem or ""
    if any(words in problem for words in _TAB_PROBLEMS):
        return mark
    if any(words in (error.context or "") for words in ("scanning an alias", "scanning an anchor")):
        return error.context_mark
    begins_value = _line(lines, mark.line)[: mark.column].rstrip().endswith(":")
    return mark if begins_value and any(words in problem for words in _SIGN_PROBLEMS) else None


def _character_problem(mark: yaml.Mark, lines: list[str], file: str) -> Problem:
    line = _line(lines, mark.line)
    found = line[mark.column : mark.column + 1]
    if found == "\t" or "\t" in line[: mark.column]:
        return Problem("yaml-tab", Span(file, mark.line + 1, line.find("\t") + 1))
    return Problem("yaml-character", _span(mark, file), {"character": found})


def _line(lines: list[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _span(mark: yaml.Mark, file: str) -> Span:
    return Span(file, mark.line + 1, mark.column + 1)
