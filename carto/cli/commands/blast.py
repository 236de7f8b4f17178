"""``carto blast``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import attack_question, named, output_options, to_option
from carto.cli.telling.blasts import tell_blast
from carto.cli.use_cases.blasts import blast
from carto.cli.use_cases.sources import Question


@named("blast")
@attack_question
@to_option
@output_options
def command(output: Output, question: Question, to: tuple[str, ...]) -> None:
    """Give all that falls once something has fallen."""
    with output.progress() as progress:
        blasted = blast(question, to, progress.stage)
    output.warn(blasted.subject.warnings, blasted.subject.language)
    output.answer(blasted.as_json(), lambda page: tell_blast(page, blasted), blasted.subject.language)
