"""What each trust level reaches on the network."""

from __future__ import annotations

from dataclasses import dataclass

from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Source
from carto.errors import RequestError
from carto.model.establishment_map import Model
from carto.topology.exposure import TrustExposure, exposure
from carto.topology.network import build_topology


@dataclass(frozen=True, slots=True)
class Exposures:
    """The exposure of a model, from hostile to core."""

    model: Model
    levels: tuple[TrustExposure, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"levels": [_level(level) for level in self.levels]}


def exposures(source: Source, stage: Stage) -> Exposures:
    """Return what each trust level of a model reaches.

    Raises:
        RequestError: ``needs-model``: the file is an attack graph.
    """
    if source.is_plain_graph:
        raise RequestError("needs-model", command="exposure", path=source.path)
    stage("load")
    model = read_model(source)
    stage("network")
    return Exposures(model, exposure(build_topology(model)))


def _level(level: TrustExposure) -> dict[str, object]:
    reached = {service: list(devices) for service, devices in level.reached.items()}
    return {"trust": level.trust, "zones": list(level.zones), "reached": reached}
