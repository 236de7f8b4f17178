"""What measures set, checked on every load: a value that nothing can take is found before the measure is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from carto.load.entities import right_parts
from carto.load.known import Known
from carto.load.problem import Problem, Spot
from carto.load.references import References
from carto.load.shapes import ENTITIES, keys_of
from carto.load.translate import problems_of
from carto.model.entity import Entity

SETTABLE: Final = ("devices", "zones", "links", "flows", "accounts")
"""Sections whose things a measure may change."""


def setting_problems(measures: Mapping[str, Entity], known: Known) -> Iterator[Problem]:
    """Yield what is wrong with the values that measures set: what no kind of thing takes, and what names nothing.

    Args:
        measures: The measures of a model by id.
        known: What its words may name.
    """
    for measure, one in sorted(measures.items()):
        for key, value in sorted(getattr(one, "sets", {}).items()):
            if value is not None:  # an empty value goes back to the default
                yield from _of_one(measure, key, value, known)


def _of_one(measure: str, key: str, value: object, known: Known) -> list[Problem]:
    """Return what is wrong with one value; nothing as soon as one kind of thing takes it."""
    tried = [_as_part(section, measure, key, value, known) for section in SETTABLE if key in keys_of(ENTITIES[section])]
    return min(tried, key=len, default=[])


def _as_part(section: str, measure: str, key: str, value: object, known: Known) -> list[Problem]:
    part = ENTITIES[section]
    try:
        part.model_validate({key: value})
    except ValidationError as error:
        found = [
            one for one in problems_of(error, ("measures", measure, "set"), part, {key: value}) if _is_at(one, key)
        ]
        if found:
            return found
    references = References(known)
    references.check(section, right_parts(part, measure, {key: value}))
    return [_moved(one) for one in references.problems if _is_at(one, key)]


def _is_at(problem: Problem, key: str) -> bool:
    """Tell whether a problem is about this key: what else a whole thing would need is not asked of a measure."""
    place = problem.place
    return isinstance(place, Spot) and (key in place.route[2:3] or place.route[2:4] == ("set", key))


def _moved(problem: Problem) -> Problem:
    """Return a problem found in a thing as one of the measure that sets its field."""
    place = problem.place
    if not isinstance(place, Spot):
        return problem
    return replace(problem, place=replace(place, route=("measures", place.route[1], "set", *place.route[2:])))
