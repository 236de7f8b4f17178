"""From an exception to words on standard error and an exit code."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from carto.cli.exit_codes import ExitCode
from carto.cli.visible import json_safe, visible
from carto.errors import CartoError, InvalidModelError, RequestError
from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import Language, has, say
from carto.model.diagnostic import Diagnostic

DIAGNOSTICS_FORMAT: Final = "carto.diagnostics/1"
ERROR_FORMAT: Final = "carto.error/1"
_MOST_PROBLEMS: Final = 100
"""Problems told to a person in one run; machines get them all."""
_PACKAGE: Final = Path(__file__).parents[1]


def told(error: CartoError, language: Language) -> str:
    """Return the error in words, each problem of an invalid model on its own lines, with what to do about it."""
    if isinstance(error, InvalidModelError):
        count = say("cli.problems" if len(error.problems) > 1 else "cli.problem", language, count=len(error.problems))
        lines = [visible(problem.tell(language), keep="\n") for problem in error.problems[:_MOST_PROBLEMS]]
        more = len(error.problems) - len(lines)
        return "\n".join((*lines, *([say("cli.more-problems", language, count=more)] if more else []), count))
    values = {name: visible(value) for name, value in _spoken(error, language).items()}
    head = f"{say('cli.label.error', language)}[{error.code}]: {_text_of(error, language, values)}"
    hint = f"errors.{error.code}.{'near' if values.get('near') or values.get('meant') else 'hint'}"
    return f"{head}\n  {say('cli.label.hint', language)}: {say(hint, language, **values)}" if has(hint) else head


def as_json(error: CartoError, language: Language) -> dict[str, object]:
    """Return the same for machines."""
    if isinstance(error, InvalidModelError):
        problems = [
            diagnostic_as_json(problem, language) for problem in error.problems if isinstance(problem, Diagnostic)
        ]
        return {"format": DIAGNOSTICS_FORMAT, "valid": False, "problems": problems}
    values = _spoken(error, language)
    return {"format": ERROR_FORMAT, "code": error.code, "message": _text_of(error, language, values)}


def diagnostic_as_json(problem: Diagnostic, language: Language) -> dict[str, object]:
    """Return one problem of the model for machines."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.span.file,
        "line": problem.span.line,
        "column": problem.span.column,
        "message": problem.what(language),
        "hint": problem.advice(language),
    }


def report(error: CartoError, language: Language, *, machine: bool) -> int:
    """Tell the error, on standard output as JSON for machines, else on standard error; return the exit code."""
    if machine:
        click.echo(encoded(as_json(error, language)))
    else:
        click.echo(told(error, language), err=True)
    return error.exit_code


def report_usage(error: click.UsageError, language: Language, *, machine: bool) -> int:
    """Tell a mistake in the command line that click found; return the exit code."""
    command = error.ctx.command_path if error.ctx else "carto"
    code = report(_as_ours(error), language, machine=machine)
    if not machine:
        click.echo(say("cli.try-help", language, command=command), err=True)
    return code


def report_bug(error: Exception, language: Language, *, verbose: bool) -> int:
    """Say that carto is at fault and how to report it; print the whole trace only when asked."""
    if verbose:
        click.echo("".join(traceback.format_exception(error)), err=True)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)] or frames
    place = "".join(f"{Path(frame.filename).name}:{frame.lineno} ({frame.name})" for frame in ours[-1:])
    what = visible(f"{type(error).__name__}: {error}")[:300]
    click.echo(say("cli.bug", language, what=what, place=place), err=True)
    return ExitCode.BUG


def encoded(value: object) -> str:
    """Return JSON that reads well and cannot harm a terminal."""
    return json_safe(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _spoken(error: CartoError, language: Language) -> dict[str, str]:
    """Return what fills the error's texts, in one language where it exists in both."""
    values = {
        name: value.told(language) if isinstance(value, Bilingual) else str(value)
        for name, value in error.values.items()
        if name != "among"
    }
    among = error.values.get("among")
    return {**values, "meant": _closest(values["id"], among)} if isinstance(among, list | tuple) else values


def _closest(word: str, among: Iterable[str]) -> str:
    from carto.load.suggestions import closest  # noqa: PLC0415 -- brings the YAML parser, and help does without

    return closest(word, among)


def _text_of(error: CartoError, language: Language, values: dict[str, str]) -> str:
    try:
        return say(f"errors.{error.code}", language, **values)
    except KeyError:  # a text or value is missing: worse words are better than none
        return visible(str(error))


def _as_ours(error: click.UsageError) -> CartoError:
    """Return click's usage error as one of ours: same fact, our words, both languages."""
    match error:
        case click.NoSuchOption():
            near = (error.possibilities or [""])[0]
            return RequestError("no-such-option", option=error.option_name, near=near)
        case click.MissingParameter():
            missing = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            option = max(error.param.opts, key=len) if isinstance(error.param, click.Option) else missing
            return RequestError("missing-word", word=option)
        case click.BadOptionUsage():
            return RequestError("bad-option-usage", option=error.option_name)
        case _:
            return RequestError("bad-usage", words=error.format_message())
