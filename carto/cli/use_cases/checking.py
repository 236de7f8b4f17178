"""Is a model valid, and what does it hold?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Source, read_graph
from carto.i18n.messages import Language
from carto.model.diagnostic import Diagnostic
from carto.model.establishment_map import Model

COUNTED: Final = (
    "sites",
    "zones",
    "entries",
    "devices",
    "links",
    "flows",
    "accounts",
    "parties",
    "care",
    "measures",
    "scenarios",
)


@dataclass(frozen=True, slots=True)
class Validity:
    """A model without errors.

    Attributes:
        warnings: What may be wrong.
        counts: How many things of each kind; devices count every member of a fleet, ``entries`` each fleet once.
        language: Language of the model.
    """

    warnings: tuple[Diagnostic, ...]
    counts: dict[str, int]
    language: Language | None = None


def validity_of(source: Source) -> Validity:
    """Check a model or an attack graph.

    Raises:
        InvalidModelError: It has errors.
        InputError: It cannot be read.
    """
    if source.is_plain_graph:
        graph, warnings = read_graph(source.path)
        return Validity(warnings, {"facts": len(graph.facts), "steps": len(graph.steps)})
    model = read_model(source)
    return Validity(model.warnings, counts_of(model), model.establishment.language)


def counts_of(model: Model) -> dict[str, int]:
    """Return how many things of each kind a model holds."""
    special = {"devices": model.device_count, "entries": len(model.devices)}
    return {name: special[name] if name in special else len(model.section(name)) for name in COUNTED}
