"""``carto map``."""

from __future__ import annotations

from carto.cli.bilingual import OneOf
from carto.cli.console import Output, Page
from carto.cli.options import keeping_options, model_source, named, option, output_options, recipient_options
from carto.cli.telling.summary import tell_unused
from carto.cli.use_cases.mapping import ENGINES, Drawn, Terms, draw_map
from carto.cli.use_cases.sources import Keeping, Recipient, Source


@named("map")
@model_source
@option("--output", "-o", "path", key="output")
@option("--engine", type=OneOf(*ENGINES), default="atlas")
@option("--view", default="", key="view")
@recipient_options
@keeping_options
@output_options
def command(
    output: Output,
    source: Source,
    path: str | None,
    *,
    engine: str,
    view: str,
    recipient: Recipient,
    keeping: Keeping,
) -> None:
    """Draw the map alone, without attack analysis."""
    terms = Terms(engine, view, output.asked_language(), recipient, keeping)
    with output.progress() as progress:
        drawn = draw_map(source, path, terms, progress.stage)
    output.warn(drawn.model.warnings, drawn.model.establishment.language)
    output.answer(drawn.as_json(), lambda page: _tell(page, drawn), drawn.model.establishment.language)


def _tell(page: Page, drawn: Drawn) -> None:
    page.say("map.done", path=drawn.path)
    tell_unused(page, drawn.unused)
