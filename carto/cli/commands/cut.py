"""``carto cut``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import attack_question, cut_options, named, output_options, to_option
from carto.cli.telling.cuts import tell_cuts
from carto.cli.use_cases.cuts import cuts
from carto.cli.use_cases.sources import CutTerms, Question


@named("cut")
@attack_question
@to_option
@cut_options
@output_options
def command(output: Output, question: Question, to: tuple[str, ...], terms: CutTerms) -> None:
    """Give the cheapest cut that leaves no attack."""
    with output.progress() as progress:
        answer = cuts(question, to, terms, progress.stage)
    output.warn(answer.subject.warnings, answer.subject.language)
    output.answer(answer.as_json(), lambda page: tell_cuts(page, answer), answer.subject.language)
