"""``carto init``."""

from __future__ import annotations

from carto.cli.bilingual import OneOf
from carto.cli.console import Output
from carto.cli.options import argument, named, option, output_options
from carto.cli.use_cases.starting import write_starting_model
from carto.model.vocabulary import EstablishmentKind


@named("init")
@argument("folder", default=".")
@option("--kind", type=OneOf(*EstablishmentKind), default=EstablishmentKind.GP_PRACTICE.value)
@output_options
def command(output: Output, folder: str, kind: str) -> None:
    """Write a starting model, ready to fill in."""
    path = write_starting_model(folder, kind, output.language())
    output.answer({"written": str(path)}, lambda page: page.say("init.done", file=path, folder=path.parent), None)
