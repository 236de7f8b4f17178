"""``carto plan``."""

from __future__ import annotations

from carto.analysis.planning import HORIZONS
from carto.cli.bilingual import OneOf, Whole
from carto.cli.console import Output
from carto.cli.money import Money
from carto.cli.options import attack_question, named, option, output_options, to_option
from carto.cli.telling.plan import tell_plan
from carto.cli.use_cases.plan import Kept, Wanted, make_plan
from carto.cli.use_cases.sources import Question


@named("plan")
@attack_question
@to_option
@option("--budget", type=Money())
@option("--days", key="plan-days", type=Whole(0, 1_000_000))
@option("--horizon", type=OneOf(*HORIZONS))
@option("--until-safe", is_flag=True)
@option("--typical", is_flag=True)
@option("--save")
@option("--output", "-o", "path", key="plan-output")
@option("--certificate")
@output_options
def command(  # noqa: PLR0913 -- one parameter an option, all by keyword
    output: Output,
    question: Question,
    to: tuple[str, ...],
    budget: float | None,
    days: int | None,
    horizon: str | None,
    save: str | None,
    *,
    until_safe: bool,
    typical: bool,
    **more: str | None,
) -> None:
    """Choose the measures that leave least at stake."""
    wanted = Wanted(budget, days, horizon, to, until_safe=until_safe, typical=typical)
    with output.progress() as progress:
        kept = Kept(save, more["path"], more["certificate"])
        planned = make_plan(question, wanted, kept, output.asked_language(), progress.stage)
    output.warn(planned.model.warnings, planned.model.establishment.language)
    language = planned.model.establishment.language
    output.answer(planned.as_json(), lambda page: tell_plan(page, planned), language)
