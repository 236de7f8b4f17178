"""``carto show``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import argument, model_source, named, option, output_options
from carto.cli.telling.showing import tell_values
from carto.cli.use_cases.showing import show
from carto.cli.use_cases.sources import Source


@named("show")
@argument("wanted")
@model_source
@option("--every", is_flag=True)
@output_options
def command(output: Output, source: Source, wanted: str, *, every: bool) -> None:
    """Show every value of one thing and where it comes from."""
    shown = show(source, wanted)
    language = shown.model.establishment.language
    output.warn(shown.model.warnings, language)
    output.answer(shown.as_json(), lambda page: tell_values(page, shown, everything=every), language)
