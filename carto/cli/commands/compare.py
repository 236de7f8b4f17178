"""``carto compare``."""

from __future__ import annotations

from carto.cli.bilingual import OneOf
from carto.cli.console import Output
from carto.cli.options import argument, in_its_language, named, option, output_options, to_option
from carto.cli.telling.compare import tell_comparison
from carto.cli.use_cases.compare import Case, State, compare_states
from carto.model.vocabulary import Evidence


@named("compare")
@argument("before")
@argument("after")
@to_option
@option("--attacker", default="anyone")
@option("--from", "start", key="from", multiple=True)
@option("--evidence", type=OneOf(*Evidence), default=Evidence.ASSUMED.value)
@output_options
def command(
    output: Output, before: str, after: str, to: tuple[str, ...], attacker: str, start: tuple[str, ...], evidence: str
) -> None:
    """Compare two states of an establishment."""
    first = State.parse(before)
    case = Case(first, State.parse(after, first), to, attacker, start, Evidence(evidence))
    with in_its_language(first.path), output.progress() as progress:
        compared = compare_states(case, progress.stage)
    language = compared.models[1].establishment.language
    output.answer(compared.as_json(), lambda page: tell_comparison(page, compared), language)
