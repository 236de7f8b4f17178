"""``carto exposure``."""

from __future__ import annotations

from carto.cli.console import Output
from carto.cli.options import model_source, named, output_options
from carto.cli.telling.exposure import tell_exposure
from carto.cli.use_cases.exposure import exposures
from carto.cli.use_cases.sources import Source


@named("exposure")
@model_source
@output_options
def command(output: Output, source: Source) -> None:
    """Give what each trust level can reach."""
    with output.progress() as progress:
        found = exposures(source, progress.stage)
    language = found.model.establishment.language
    output.warn(found.model.warnings, language)
    output.answer(found.as_json(), lambda page: tell_exposure(page, found), language)
