"""``carto check``."""

from __future__ import annotations

import click

from carto.cli.bilingual import OneOf, Whole
from carto.cli.console import Output
from carto.cli.exit_codes import ExitCode
from carto.cli.options import model_source, named, option
from carto.cli.telling.rules import tell_verdict
from carto.cli.use_cases.rules import NEVER, TABLES, Verdict, Wish, verdict_on
from carto.cli.use_cases.sources import Source
from carto.cli.visible import json_safe, visible
from carto.i18n.messages import LANGUAGES
from carto.model.vocabulary import Level


@named("check")
@model_source
@option("--select", multiple=True)
@option("--ignore", multiple=True)
@option("--level", key="detail", type=Whole(1, 3), default=1)
@option("--fail-on", key="fail_on", type=OneOf(*Level, NEVER), default=NEVER)
@option("--today", default="")
@option("--lang", type=OneOf(*LANGUAGES))
@option("--format", "shape", key="findings_format", type=OneOf("text", "json", *TABLES), default="text")
@option("--quiet", "-q", is_flag=True)
def command(  # noqa: PLR0913 -- one argument an option
    source: Source,
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: int,
    fail_on: str,
    today: str,
    lang: str | None,
    shape: str,
    quiet: bool,
) -> ExitCode:
    """Check a model against every rule."""
    output = Output(asked=lang, machine=shape == "json", quiet=quiet or shape in TABLES)
    with output.progress() as progress:
        verdict = verdict_on(source, Wish(select, ignore, level, today), progress.stage)
    output.warn(verdict.model.warnings, verdict.model.establishment.language)
    _answer(output, verdict, shape, level)
    # Code scanning reads a failed run as a broken tool: findings are inside the file.
    return ExitCode.FINDINGS if shape != "sarif" and verdict.fails(fail_on) else ExitCode.DONE


def _answer(output: Output, verdict: Verdict, shape: str, level: int) -> None:
    language = verdict.model.establishment.language
    if shape in TABLES:
        told = TABLES[shape](verdict, output.language(language))
        click.echo(visible(told, keep="\r\n\ufeff") if shape.startswith("csv") else json_safe(told), nl=False)
        return
    output.answer(verdict.as_json(), lambda page: tell_verdict(page, verdict, level), language)
