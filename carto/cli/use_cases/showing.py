"""One thing of a model: each of its values, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from carto.cli.use_cases.sources import Source
from carto.errors import RequestError
from carto.load.model import load_model
from carto.load.provenance import Origin, ResolvedValue, explain_values
from carto.model.establishment_map import Model


@dataclass(frozen=True, slots=True)
class Shown:
    """The values of one thing, in the order of its fields."""

    model: Model
    wanted: str
    values: tuple[ResolvedValue, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        values = [{"key": one.key, "value": one.value, **_origin(one.origin)} for one in self.values]
        return {"id": self.wanted, "values": values}


def show(source: Source, wanted: str) -> Shown:
    """Return the values of one thing of a model.

    Raises:
        RequestError: ``needs-model``, or ``unknown-id``.
    """
    if source.is_plain_graph:
        raise RequestError("needs-model", command="show", path=source.path)
    model = load_model(source.path, scenario=source.scenario)
    return Shown(model, wanted, explain_values(model, wanted))


def _origin(origin: Origin) -> dict[str, object]:
    place = f"{origin.span.file}:{origin.span.line}" if origin.span else ""
    return {"origin": origin.kind, "by": origin.by, "basis": origin.basis, "place": place}
