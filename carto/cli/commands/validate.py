"""``carto validate``."""

from __future__ import annotations

from carto.cli.console import Output, Page
from carto.cli.failures import DIAGNOSTICS_FORMAT, diagnostic_as_json
from carto.cli.options import model_source, named, output_options
from carto.cli.use_cases.checking import Validity, validity_of
from carto.cli.use_cases.sources import Source


@named("validate")
@model_source
@output_options
def command(output: Output, source: Source) -> None:
    """Check a model and say everything that is wrong."""
    found = validity_of(source)
    output.warn(found.warnings, found.language)
    problems = [diagnostic_as_json(warning, output.language(found.language)) for warning in found.warnings]
    value = {"format": DIAGNOSTICS_FORMAT, "valid": True, "problems": problems, "counts": found.counts}
    output.answer(value, lambda page: _tell(page, found), found.language)


def _tell(page: Page, found: Validity) -> None:
    parts = (f"{page.counted(section, number)}" for section, number in found.counts.items() if number)
    page.say("validate.done", counts=", ".join(parts) or page.word("nothing"), warnings=len(found.warnings))
