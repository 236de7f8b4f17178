"""From a model and candidate measures to a graph that answers for every choice of them.

The graph of the model and that of the model with each measure alone say what each measure does. Measures may also act
together: two that only jointly remove a step, one that undoes another. Such joint effects show when a graph that was
built for a whole choice differs from what the parts foretold; ``corrected`` then learns the difference. So whoever
relies on an answer for one choice builds its graph once and asks for the correction: after that the answer for this
choice is that of its own graph.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from carto.attack.choices import Choices, Effect
from carto.attack.controls import Control, Numbers, acts_on_steps, control_of, in_order
from carto.attack.graph import AttackGraph, Step
from carto.attack.measures import apply_measures
from carto.model.establishment_map import Model
from carto.model.planning import Measure

Build = Callable[[Model], AttackGraph]
"""From a model to its attack graph, at the evidence and for the attacker of the question."""

Steps = Mapping[str, Step]
_SAME = 1e-12


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Choices among measures of a model.

    Attributes:
        model: The establishment.
        candidates: Ids of the measures to choose from, sorted.
        build: How graphs are built.
        choices: What is known so far of every choice.
        checked: Choices whose own graph was compared.
    """

    model: Model
    candidates: tuple[str, ...]
    build: Build
    choices: Choices
    checked: frozenset[frozenset[str]] = frozenset()


def what_if(model: Model, candidates: Iterable[str], build: Build, numbers: Numbers) -> WhatIf:
    """Return the graph of a model under every choice of measures.

    Args:
        model: The establishment.
        candidates: Ids of measures.
        build: How a graph is built from a model.
        numbers: Likelihood and effort of each difficulty.

    Complexity: one graph for each candidate that changes the establishment, one for the model, one for all together.
    """
    chosen = tuple(sorted(set(candidates)))
    still = tuple(one for one in chosen if _changes(model.measures[one]))
    base = _plain(model, (), build)
    union = _Union(_steps(base))
    for one in still:
        union.add(frozenset({one}), _steps(_plain(model, (one,), build)))
    choices = union.choices(_controls(model, chosen), numbers, base.start)
    begun = WhatIf(model, chosen, build, choices, frozenset({frozenset()}))
    return corrected(begun, frozenset(still)) if len(still) > 1 else begun


def corrected(known: WhatIf, chosen: frozenset[str]) -> WhatIf:
    """Return what is known once the graph of one choice was built and compared; nothing is built twice.

    ``choices`` stays the same object when nothing had to be learned.
    """
    if chosen in known.checked:
        return known
    return learned_from(known, chosen, known.build(apply_measures(known.model, chosen)))


def learned_from(known: WhatIf, chosen: frozenset[str], graph: AttackGraph) -> WhatIf:
    """Return what is known once the graph of one choice, at hand already, was compared."""
    truth = _steps(graph)
    checked = known.checked | {chosen}
    if agrees(known.choices, chosen, truth):
        return replace(known, checked=checked)
    choices = _learned(known.choices, chosen, truth, _touched_by(known.model, known.candidates))
    if not agrees(choices, chosen, truth):
        choices = _learned(choices, chosen, truth, lambda _step: chosen)
    return replace(known, choices=choices, checked=checked)


def agrees(choices: Choices, chosen: Collection[str], truth: Steps) -> bool:
    """Tell whether what is foretold of a choice is what its own graph says."""
    return not any(_differences(choices, chosen, truth))


def _changes(measure: Measure) -> bool:
    return bool(measure.sets or measure.removes or measure.adds or measure.closes)


def _plain(model: Model, chosen: Iterable[str], build: Build) -> AttackGraph:
    """Build the graph of a choice without what measures do to steps: that is laid over it, for every choice."""
    done = apply_measures(model, chosen)
    silent = {
        one.id: one.model_copy(update={"stops": (), "hardens": {}, "detects": 0.0}) for one in done.measures.values()
    }
    return build(dataclasses.replace(done, measures=silent))


def _steps(graph: AttackGraph) -> dict[str, Step]:
    return {step.id: step for step in graph.steps}


@dataclass(frozen=True, slots=True)
class _When:
    """A control and the measures it waits for: its own and those it requires, unless they are in place."""

    control: Control
    when: frozenset[str]


def _controls(model: Model, chosen: Collection[str]) -> tuple[_When, ...]:
    asked = {*chosen, *(one.id for one in model.measures.values() if one.in_place)}
    acting = {one: model.measures[one] for one in sorted(asked) if acts_on_steps(model.measures[one])}
    every = apply_measures(model, chosen)
    whens = {one: _waits_for(model, measure) for one, measure in acting.items()}
    # The scope is read where every candidate is done, so that what a measure adds is covered as well.
    controls = (_wide(control_of(model, one), control_of(every, one)) for one in acting.values())
    return tuple(_When(control, whens[control.measure]) for control in in_order(controls))


def _wide(before: Control, after: Control) -> Control:
    both = None if before.scope is None or after.scope is None else before.scope | after.scope
    return replace(before, scope=both)


def _waits_for(model: Model, measure: Measure) -> frozenset[str]:
    needed = {measure.id, *measure.requires}
    return frozenset(one for one in needed if one not in model.measures or not model.measures[one].in_place)


class _Union:
    """Steps of several graphs, and which choice changes which."""

    def __init__(self, base: Steps) -> None:
        self._base = base
        self._steps: dict[str, Step] = dict(base)
        self._opened: dict[str, frozenset[str]] = {}
        self._lowered: dict[tuple[frozenset[str], float], list[str]] = {}

    def add(self, when: frozenset[str], steps: Steps) -> None:
        """Learn the graph of a choice."""
        for step in self._base.values():
            now = steps[step.id].likelihood if step.id in steps else 0.0
            if now < step.likelihood - _SAME:
                self._lowered.setdefault((when, now), []).append(step.id)
        for step in steps.values():
            before = self._base.get(step.id)
            if before is None or step.likelihood > before.likelihood + _SAME:
                opened = _variant(step, when)
                self._steps[opened.id], self._opened[opened.id] = opened, when

    def choices(self, controls: Iterable[_When], numbers: Numbers, start: Iterable[str]) -> Choices:
        """Return the union, with what controls do to its steps."""
        effects = [Effect(when, tuple(sorted(ids)), at_most=now) for (when, now), ids in self._lowered.items()]
        effects += _laid_over(self._steps.values(), controls, numbers)
        graph = AttackGraph(self._steps.values(), start)
        return Choices(graph, self._opened, tuple(sorted(effects, key=_effect_order)))


def _variant(step: Step, when: Collection[str]) -> Step:
    """Return a step that measures open, under an id of its own."""
    return replace(step, id=f"{step.id} [{' + '.join(sorted(when))}]")


def _effect_order(effect: Effect) -> tuple[list[str], float, float, tuple[str, ...]]:
    return sorted(effect.when), effect.at_most, effect.factor, effect.steps


def _laid_over(steps: Iterable[Step], controls: Iterable[_When], numbers: Numbers) -> list[Effect]:
    found: dict[tuple[frozenset[str], float, float], list[str]] = {}
    listed = list(steps)
    for each in controls:
        for step in listed:
            for at_most, factor in _lowering(step, each.control, numbers):
                found.setdefault((each.when, at_most, factor), []).append(step.id)
    return [Effect(when, tuple(sorted(ids)), at_most, factor) for (when, at_most, factor), ids in found.items()]


def _lowering(step: Step, control: Control, numbers: Numbers) -> Iterator[tuple[float, float]]:
    """Yield (highest likelihood, factor) of what a control does to a step."""
    after = control.applied(step, numbers)
    if after is None:
        yield 0.0, 1.0
    elif control.detects and control.covers(step) and step.difficulty is not None:
        yield 1.0, 1.0 - control.detects
    elif after.likelihood < step.likelihood:
        yield after.likelihood, 1.0


def _touched_by(model: Model, candidates: Iterable[str]) -> Callable[[Step], frozenset[str]]:
    """Return what tells which measures write to something that a step goes through."""
    written: dict[str, set[str]] = {}
    for one in candidates:
        before, after = model, apply_measures(model, [one])
        for name in ("zones", "devices", "links", "flows", "accounts", "parties"):
            old, new = before.section(name), after.section(name)
            for thing in old.keys() | new.keys():
                if old.get(thing) is not new.get(thing) and old.get(thing) != new.get(thing):
                    written.setdefault(thing, set()).add(one)
    return lambda step: frozenset(one for asset in step.assets for one in written.get(asset, ()))


def _differences(choices: Choices, chosen: Collection[str], truth: Steps) -> Iterator[tuple[str, float, float]]:
    """Yield (step, foretold, true) where the two differ; variants of a step count as that step."""
    foretold: dict[str, float] = {}
    for step, value in zip(choices.graph.steps, choices.likelihoods(chosen).tolist(), strict=True):
        name = _plain_id(step.id, choices.opened)
        foretold[name] = max(foretold.get(name, 0.0), value)
    for name in sorted(foretold.keys() | truth.keys()):
        true = truth[name].likelihood if name in truth else 0.0
        if abs(foretold.get(name, 0.0) - true) > _SAME:
            yield name, foretold.get(name, 0.0), true


def _plain_id(step: str, opened: Mapping[str, frozenset[str]]) -> str:
    return step.rpartition(" [")[0] if step in opened else step


def _learned(
    choices: Choices, chosen: frozenset[str], truth: Steps, touching: Callable[[Step], frozenset[str]]
) -> Choices:
    """Return the choices with the differences of one choice laid in."""
    steps, opened = _steps(choices.graph), dict(choices.opened)
    variants: dict[str, list[str]] = {}
    for step in steps:
        variants.setdefault(_plain_id(step, opened), []).append(step)
    effects = list(choices.effects)
    for name, foretold, true in list(_differences(choices, chosen, truth)):
        one = truth[name] if name in truth else steps[variants[name][0]]
        when = touching(one) & chosen or chosen
        if true < foretold:
            effects.append(Effect(when, tuple(sorted(variants[name])), at_most=true))
        else:
            fresh = _variant(one, when)
            steps[fresh.id], opened[fresh.id] = fresh, when
            effects = [_renewed(effect, fresh.id, when) for effect in effects]
            effects += _others(choices, variants.get(name, ()), fresh.id, when)
    graph = AttackGraph(steps.values(), choices.graph.start)
    return Choices(graph, opened, tuple(sorted(effects, key=_effect_order)))


def _renewed(effect: Effect, step: str, when: frozenset[str]) -> Effect:
    """Return an effect that no longer lowers a step which this choice is known to open."""
    if step not in effect.steps or not effect.when <= when:
        return effect
    return replace(effect, steps=tuple(one for one in effect.steps if one != step))


def _others(choices: Choices, variants: Iterable[str], fresh: str, when: frozenset[str]) -> list[Effect]:
    """Return, for a step opened by a choice, what measures outside of it do to its other variants."""
    lowering = {effect for one in variants for effect in choices.effects_on.get(one, ()) if not effect.when <= when}
    return [replace(effect, steps=(fresh,)) for effect in sorted(lowering, key=_effect_order)]
