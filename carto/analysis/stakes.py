"""What is at stake in an establishment, and what it weighs: care first.

The weights are settings, shown with every plan: they are a choice of ours, not a fact. A care process weighs by its
patient safety; a target weighs ten, and one more for each million euros that its records are worth at least, up to
thirty more. Care that a measure stops by itself weighs what it would weigh in an attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from carto.analysis.care import care_impact
from carto.analysis.impact import record_value
from carto.analysis.problem import Chosen, Loss
from carto.attack.build import goal_of, targets_of
from carto.attack.measures import apply_measures, removed_by
from carto.model.establishment_map import Model

CARE_WEIGHTS: Final[Mapping[int, int]] = MappingProxyType({0: 1, 1: 3, 2: 10, 3: 30, 4: 100})
"""Patient safety -> weight of a care process: each level weighs about three of the one below."""
TARGET_WEIGHT: Final = 10
DATA_UNIT_EUR: Final = 1_000_000
DATA_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing at stake.

    Attributes:
        id: Its id in the model.
        fact: The fact of its loss.
        weight: What its loss weighs.
    """

    id: str
    fact: str
    weight: int


def stakes_of(model: Model, wanted: Iterable[str] = ()) -> tuple[Weighed, ...]:
    """Return what is at stake, by fact.

    Args:
        model: The establishment.
        wanted: What the question names; every care process and target when it names nothing.

    Raises:
        UnknownIdError: ``unknown-target``.
    """
    named = tuple(dict.fromkeys(wanted)) or (*targets_of(model), *model.care)
    found = {goal_of(model, one): one for one in named}
    return tuple(Weighed(one, fact, weight_of(model, one)) for fact, one in sorted(found.items()))


def weight_of(model: Model, one: str) -> int:
    """Return what the loss of a thing weighs."""
    if one in model.care:
        return CARE_WEIGHTS[model.care[one].patient_safety]
    device = model.devices.get(one)
    held = device.holds.items() if device else ()
    value = sum(record_value(model, data)[0] * records for data, records in held)
    return TARGET_WEIGHT + min(DATA_MOST, int(value // DATA_UNIT_EUR))


def losses_of(model: Model, candidates: Iterable[str]) -> tuple[Loss, ...]:
    """Return the care that measures may stop by themselves, because they take away what it needs; by id."""
    chosen = frozenset(candidates)
    taking = frozenset(one for one in chosen if removed_by(model, [one]))
    changing = {one: _care_of(model, one) for one in chosen if "care" in model.measures[one].adds}

    @cache
    def stopped(done: Chosen) -> frozenset[str]:
        return care_stopped_by(model, done)

    def loss(care: str) -> Loss:
        restoring = frozenset(one for one, changed in changing.items() if care in changed)
        deciding = taking | restoring
        return Loss(care, weight_of(model, care), lambda done: care in stopped(done & deciding), taking, restoring)

    return tuple(loss(care) for care in sorted(stopped(taking)))


def care_stopped_by(model: Model, measures: Iterable[str]) -> frozenset[str]:
    """Return the care processes that cannot go on once measures have taken away what they need.

    A fallback does not count: what a measure removes does not come back.
    """
    done = frozenset(measures)
    removed = removed_by(model, done)
    if not removed:
        return frozenset()
    patched = [one for one in sorted(done) if "care" in model.measures[one].adds]
    after = apply_measures(model, patched).care if patched else {}
    changed = {care for one in patched for care in _care_of(model, one)}
    processes = {care: after.get(care, old) if care in changed else old for care, old in model.care.items()}
    impacts = care_impact(replace(model, care=processes), removed)
    return frozenset(impact.id for impact in impacts if impact.state != "works")


def _care_of(model: Model, measure: str) -> frozenset[str]:
    added = model.measures[measure].adds.get("care")
    return frozenset(added) if isinstance(added, dict) else frozenset()
