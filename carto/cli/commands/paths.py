"""``carto paths``."""

from __future__ import annotations

from carto.analysis.attacks import Criterion
from carto.cli.console import Output
from carto.cli.options import attack_question, criterion_options, named, option, output_options, to_option
from carto.cli.telling.attacks import step_details, tell_attacks
from carto.cli.use_cases.attacks import best
from carto.cli.use_cases.sources import Question


@named("paths")
@attack_question
@to_option
@criterion_options
@option("--explain", is_flag=True)
@output_options
def command(
    output: Output, question: Question, to: tuple[str, ...], by: Criterion, count: int, *, explain: bool
) -> None:
    """Give the best attacks on what matters."""
    with output.progress() as progress:
        answer = best(question, to, by, count, progress.stage)
    output.warn(answer.subject.warnings, answer.subject.language)
    value = answer.as_json(step_details)
    output.answer(value, lambda page: tell_attacks(page, answer, explain=explain), answer.subject.language)
