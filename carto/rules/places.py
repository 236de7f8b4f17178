"""From a route of the model to its place in the author's text, as late as possible."""

from __future__ import annotations

from carto.model.diagnostic import Span
from carto.model.establishment_map import Model


def place_of(model: Model, route: str) -> Span | None:
    """Return where a route was written; where its field was not, the place of the object; None when nobody wrote it."""
    return model.locator.locate(route) or model.locator.locate(route.rpartition(":")[0])
