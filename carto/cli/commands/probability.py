"""``carto probability``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import attack_question, drawing_options, named, output_options, to_option
from carto.cli.telling.probability import tell_probability
from carto.cli.use_cases.attacks import probability
from carto.cli.use_cases.sources import Question


@named("probability")
@attack_question
@to_option
@drawing_options
@output_options
def command(output: Output, question: Question, to: tuple[str, ...], trials: int, seed: int) -> None:
    """Give the probability that the target falls."""
    with output.progress() as progress:
        answer = probability(question, to, trials, seed, progress.stage)
    output.warn(answer.subject.warnings, answer.subject.language)
    output.answer(answer.as_json(), lambda page: tell_probability(page, answer), answer.subject.language)
