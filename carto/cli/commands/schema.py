"""``carto schema``."""

from __future__ import annotations

import click

from carto.cli.bilingual import OneOf
from carto.cli.console import Output
from carto.cli.failures import encoded
from carto.cli.options import argument, named, option
from carto.cli.use_cases.schemas import MODEL, schema_of
from carto.i18n.messages import LANGUAGES


@named("schema")
@argument("name", default=MODEL)
@option("--lang", type=OneOf(*LANGUAGES))
def command(name: str, lang: str | None) -> None:
    """Give the JSON Schema of the model or of an answer."""
    click.echo(encoded(schema_of(name, Output(lang).language())))
