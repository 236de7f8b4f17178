"""An attack graph that answers for every choice of measures at once.

It holds each step that some choice allows, and what each measure does to it: a step may be *opened* by measures (it is
not there before all of them are done), and *effects* lower its likelihood, to nothing when it is stopped. Changing one
measure then costs one pass over arrays, not a new graph.

Monotone but for openings: with the same openings, more measures never make a step likelier.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Effect:
    """What measures do to steps once all of them are done.

    Attributes:
        when: The measures.
        steps: Ids of the steps, sorted.
        at_most: Likelihood is at most this; 0 stops the step.
        factor: Likelihood is multiplied by this, after every ``at_most``.
    """

    when: frozenset[str]
    steps: tuple[str, ...]
    at_most: float = 1.0
    factor: float = 1.0


@dataclass(frozen=True, eq=False)
class Choices:
    """A graph under every choice of measures.

    Attributes:
        graph: Every step that some choice allows.
        opened: Step id -> measures that must all be done before it is there; absent for steps that are always there.
        effects: What measures do to steps.
    """

    graph: AttackGraph
    opened: Mapping[str, frozenset[str]] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()

    @cached_property
    def positions(self) -> tuple[IntArray, ...]:
        """Positions of the steps of each effect."""
        index = self.graph.step_index
        return tuple(np.array([index[one] for one in effect.steps], np.intp) for effect in self.effects)

    @cached_property
    def openings(self) -> Mapping[frozenset[str], IntArray]:
        """Positions of the steps that measures open, by those measures."""
        found: dict[frozenset[str], list[int]] = {}
        for step, when in self.opened.items():
            found.setdefault(when, []).append(self.graph.step_index[step])
        return {when: np.array(sorted(steps), np.intp) for when, steps in found.items()}

    @cached_property
    def _at(self) -> Mapping[str, tuple[int, ...]]:
        """Effects that wait for each measure; those that wait for none under ""."""
        found: dict[str, list[int]] = {"": []}
        for number, effect in enumerate(self.effects):
            for measure in effect.when or {""}:
                found.setdefault(measure, []).append(number)
        return {measure: tuple(numbers) for measure, numbers in found.items()}

    @cached_property
    def effects_on(self) -> Mapping[str, tuple[Effect, ...]]:
        """Effects on each step, by step id."""
        found: dict[str, list[Effect]] = {}
        for effect in self.effects:
            for step in effect.steps:
                found.setdefault(step, []).append(effect)
        return {step: tuple(effects) for step, effects in found.items()}

    def likelihoods(self, chosen: Collection[str]) -> FloatArray:
        """Return the likelihood of every step under a choice; 0 for what is stopped or not opened.

        Complexity: steps touched by the chosen measures.
        """
        done = frozenset(chosen)
        numbers = sorted({number for measure in ("", *done) for number in self._at.get(measure, ())})
        active = [number for number in numbers if self.effects[number].when <= done]
        values = self.graph.likelihoods.copy()
        for number in active:
            steps = self.positions[number]
            values[steps] = np.minimum(values[steps], self.effects[number].at_most)
        for number in active:
            values[self.positions[number]] *= self.effects[number].factor
        for when, steps in self.openings.items():
            if not when <= done:
                values[steps] = 0.0
        return values

    def likelihood(self, step: str, chosen: Collection[str]) -> float:
        """Return the likelihood of one step under a choice, its openings taken as done."""
        done = frozenset(chosen)
        active = [effect for effect in self.effects_on.get(step, ()) if effect.when <= done]
        value = min((self.graph.step(step).likelihood, *(effect.at_most for effect in active)))
        for effect in active:
            value *= effect.factor
        return value
