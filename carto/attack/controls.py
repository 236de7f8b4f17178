"""What measures do to steps: stop them, make them harder, see them in time.

A control acts on the steps that go through something in its scope. Detection counts only on what takes effort: moving
through what one already holds is not seen. A measure whose ``requires`` are not in place neither sees nor stops
anything: an alarm that nobody answers is worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from carto.attack.graph import Step
from carto.attack.ground import Ground
from carto.attack.scope import is_everything, scope_of
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.model.vocabulary import Difficulty

_ORDER = tuple(Difficulty)
Numbers = Mapping[Difficulty, tuple[float, float]]
"""Difficulty -> likelihood and effort in days."""


@dataclass(frozen=True, slots=True)
class Control:
    """What one measure does to steps.

    Attributes:
        measure: Its id.
        scope: Ids of things; None for everything.
        stops: Kinds of step it makes impossible.
        hardens: Kind of step -> difficulty it has at least.
        detects: Chance that a step is seen and stopped in time.
    """

    measure: str
    scope: frozenset[str] | None
    stops: frozenset[str]
    hardens: Mapping[str, Difficulty]
    detects: float

    def covers(self, step: Step) -> bool:
        """Tell whether a step goes through something in scope."""
        return self.scope is None or not self.scope.isdisjoint(step.assets)

    def applied(self, step: Step, numbers: Numbers) -> Step | None:
        """Return a step under this control: itself, harder, less likely, or None when it is stopped."""
        if not self.covers(step):
            return step
        if step.kind in self.stops:
            return None
        least = self.hardens.get(step.kind)
        if least is not None and step.difficulty is not None and _ORDER.index(step.difficulty) < _ORDER.index(least):
            likelihood, effort = numbers[least]
            step = replace(step, difficulty=least, likelihood=likelihood, effort_days=effort)
        if self.detects and step.difficulty is not None:
            step = replace(step, likelihood=step.likelihood * (1 - self.detects))
        return step


def acts_on_steps(measure: Measure) -> bool:
    """Tell whether a measure does anything to steps directly."""
    return bool(measure.stops or measure.hardens or measure.detects)


def control_of(model: Model, measure: Measure) -> Control:
    """Return what a measure does to steps, its scope read on a model."""
    scope = None if is_everything(measure.scope) else scope_of(model, measure.scope)
    return Control(measure.id, scope, frozenset(measure.stops), measure.hardens, measure.detects)


def controls_in_place(model: Model) -> tuple[Control, ...]:
    """Return the controls of the measures in place whose own requirements are in place, by id; hardening comes first.

    Hardening sets a step's likelihood, detection multiplies it: in that order both count.
    """
    placed = (one for one in model.measures.values() if one.in_place and acts_on_steps(one))
    ready = [
        one for one in placed if all(need in model.measures and model.measures[need].in_place for need in one.requires)
    ]
    return in_order(control_of(model, one) for one in ready)


def in_order(controls: Iterable[Control]) -> tuple[Control, ...]:
    """Return controls in the order in which they apply: those that harden in two parts, detection last."""
    parts = [part for control in controls for part in _parts(control)]
    return tuple(sorted(parts, key=lambda part: (part.detects > 0, part.measure)))


def _parts(control: Control) -> Iterator[Control]:
    if control.stops or control.hardens:
        yield replace(control, detects=0.0)
    if control.detects:
        yield replace(control, stops=frozenset(), hardens={})


def controlled(ground: Ground, steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps of a model under the measures in place."""
    controls = controls_in_place(ground.model)
    for step in steps:
        kept: Step | None = step
        for control in controls:
            kept = control.applied(kept, ground.numbers) if kept is not None else None
        if kept is not None:
            yield kept
