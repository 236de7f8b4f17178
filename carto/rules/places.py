"""From a route of the model to its place in the author's text, as late as possible."""

from __future__ import annotations

from carto.model.diagnostic import Span
from carto.model.establishment import Establishment
from carto.model.establishment_map import Model

_ESTABLISHMENT = "establishment"


def place_of(model: Model, route: str) -> Span | None:
    """Return where a route was written, else the object it belongs to; None when nobody wrote anything of it.

    What the establishment leaves out is looked for beside the first thing that it says.
    """
    found = model.locator.locate(route)
    if found is not None:
        return found
    if route.partition(":")[0] != _ESTABLISHMENT:
        return model.locator.locate(route.rpartition(":")[0])
    said = (model.locator.locate(f"{_ESTABLISHMENT}:{field}") for field in Establishment.model_fields)
    return min((span for span in said if span), default=None)
