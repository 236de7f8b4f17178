"""From what the command line names to a model: the text, the scenario, and the measures that the scenario takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from carto.attack.measures import apply_measures
from carto.cli.use_cases.sources import Source
from carto.errors import CartoError
from carto.i18n.messages import Language
from carto.load.files import read_sources
from carto.load.model import language_of, load_model, load_scenarios
from carto.model.establishment_map import Model


def read_model(source: Source) -> Model:
    """Return the model of a source, its scenario applied and the measures of the scenario done.

    Raises:
        CartoError: Whatever is wrong with the text, the scenario or its measures.
    """
    return measured(load_model(Path(source.path), scenario=source.scenario))


def spoken_in(path: str) -> Language | None:
    """Return the language that the model at a path says it is in; None when nothing there can be read."""
    try:
        return language_of(read_sources(Path(path)))
    except CartoError:
        return None


def read_scenarios(path: str, names: Iterable[str]) -> tuple[Model, ...]:
    """Return the model under each of some scenarios, as ``read_model`` does; the files are read once.

    Raises:
        CartoError: Whatever is wrong with the text, a scenario or its measures.
    """
    return tuple(map(measured, load_scenarios(Path(path), names)))


def measured(model: Model) -> Model:
    """Return a loaded model once the measures of its scenario are done."""
    return apply_measures(model, model.applied_measures)
