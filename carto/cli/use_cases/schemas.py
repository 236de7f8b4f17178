"""JSON Schemas: of the model as people write it, and of every answer."""

from __future__ import annotations

from typing import Final

from carto.cli.shapes import SHAPES, json_schema
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.load.json_schema import schema as model_schema

MODEL: Final = "model"


def schema_of(name: str, language: Language) -> dict[str, object]:
    """Return the schema of the model, described in a language, or of one answer.

    Raises:
        RequestError: ``no-such-schema``.
    """
    if name == MODEL:
        return dict(model_schema(language))
    if name not in SHAPES:
        raise RequestError("no-such-schema", name=name, names=", ".join((MODEL, *SHAPES)))
    return json_schema(name)
