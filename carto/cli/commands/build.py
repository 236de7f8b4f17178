"""``carto build``."""

from __future__ import annotations

import click

from carto.cli.console import Output
from carto.cli.options import attack_question, keeping_options, named, option, output_options, recipient_options
from carto.cli.telling.summary import tell_summary
from carto.cli.use_cases.building import build_atlas
from carto.cli.use_cases.sources import Keeping, Question, Recipient


@named("build")
@attack_question
@option("--output", "-o", "path", key="output")
@option("--open", "opens", key="open", is_flag=True)
@recipient_options
@keeping_options
@output_options
def command(
    output: Output, question: Question, path: str | None, recipient: Recipient, keeping: Keeping, *, opens: bool
) -> None:
    """Compute everything and write the atlas."""
    with output.progress() as progress:
        built = build_atlas(question, path, output.asked_language(), recipient, keeping, progress.stage)
    output.warn(built.model.warnings, built.model.establishment.language)
    output.answer(built.as_json(), lambda page: tell_summary(page, built), built.model.establishment.language)
    if opens:
        click.launch(str(built.path))
