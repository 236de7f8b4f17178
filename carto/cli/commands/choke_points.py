"""``carto choke-points``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import attack_question, named, option, output_options, to_option
from carto.cli.telling.chokes import tell_choke_points
from carto.cli.use_cases.attacks import chokes, ranked_chokes
from carto.cli.use_cases.sources import Question


@named("choke-points")
@attack_question
@to_option
@option("--rank", is_flag=True)
@output_options
def command(output: Output, question: Question, to: tuple[str, ...], *, rank: bool) -> None:
    """Give what no attack on the target can do without."""
    with output.progress() as progress:
        answer = ranked_chokes(question, to, progress.stage) if rank else chokes(question, to, progress.stage)
    output.warn(answer.subject.warnings, answer.subject.language)
    output.answer(answer.as_json(), lambda page: tell_choke_points(page, answer), answer.subject.language)
