"""``carto report``."""

from __future__ import annotations

from carto.cli.bilingual import OneOf
from carto.cli.console import Output, Page
from carto.cli.money import Money
from carto.cli.options import attack_question, named, option
from carto.cli.use_cases.reporting import Order, Reported, report_on
from carto.cli.use_cases.sources import Question
from carto.i18n.messages import LANGUAGES
from carto.report.document import Audience
from carto.report.writing import FORMATS


@named("report")
@attack_question
@option("--output", "-o", "path", key="output")
@option("--format", "shape", key="report_format", type=OneOf(*FORMATS), default="docx")
@option("--audience", type=OneOf(*Audience), default=Audience.DSI.value)
@option("--date", default="")
@option("--budget", key="report_budget", type=Money())
@option("--since", default="")
@option("--anonymise", is_flag=True)
@option("--lang", type=OneOf(*LANGUAGES))
@option("--quiet", "-q", is_flag=True)
def command(  # noqa: PLR0913 -- one argument an option
    question: Question,
    *,
    path: str | None,
    shape: str,
    audience: str,
    date: str,
    budget: float | None,
    since: str,
    anonymise: bool,
    lang: str | None,
    quiet: bool,
) -> None:
    """Write the dossier that people hand over."""
    output = Output(asked=lang, quiet=quiet)
    order = Order(Audience(audience), shape, date, output.asked_language(), budget, anonymise, since)
    with output.progress() as progress:
        reported = report_on(question, order, path, progress.stage)
    language = reported.model.establishment.language
    output.warn(reported.model.warnings, language)
    if not quiet:
        output.answer({}, lambda page: _tell(page, reported), language)


def _tell(page: Page, reported: Reported) -> None:
    page.say("report.done", path=reported.path, audience=page.word(f"report.audience.{reported.audience}"))
    page.say("report.care")
