"""Measures that the establishment could take: which of the attacks found each of them ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from carto.analysis.attacks import Attack
from carto.attack.choices import Choices
from carto.attack.graph import AttackGraph
from carto.attack.ground import Ground
from carto.attack.whatif import what_if
from carto.model.establishment_map import Model
from carto.topology.network import Topology

MOST_MEASURES: Final = 60
LARGEST: Final = 20_000
"""Devices above which a build asks neither the rules nor one more graph for each measure: that would cost minutes."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Steps that no attacker can take once all of these measures are done."""

    when: frozenset[str]
    steps: frozenset[str]


def remedies(
    topology: Topology, build: Callable[[Model], AttackGraph], attacks: Iterable[Attack]
) -> tuple[Remedy, ...]:
    """Return what measures do to the steps of some attacks; sorted.

    Args:
        topology: The network of the establishment.
        build: How the attack graph of a model is built.
        attacks: The attacks that are told.

    Complexity: one graph for each candidate that changes the establishment.
    """
    model = topology.model
    candidates = [key for key, measure in sorted(model.measures.items()) if not measure.in_place]
    if not candidates or len(candidates) > MOST_MEASURES or len(model.devices) > LARGEST:
        return ()
    told = {step for attack in attacks for step in attack.steps}
    numbers = Ground(model, topology).numbers
    return _stopping(what_if(model, candidates, build, numbers).choices, told)


def _stopping(choices: Choices, told: set[str]) -> tuple[Remedy, ...]:
    found: dict[frozenset[str], set[str]] = {}
    for effect in choices.effects:
        hit = told.intersection(effect.steps)
        if hit and effect.at_most <= 0 and effect.when:
            found.setdefault(effect.when, set()).update(hit)
    return tuple(Remedy(when, frozenset(found[when])) for when in sorted(found, key=sorted))


def stories_cut(found: Iterable[Remedy], steps: Mapping[str, frozenset[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return measures -> ids of the stories that end once all of them are done; sorted, those that end none left out.

    Args:
        found: What measures do.
        steps: Story -> steps of its attack.
    """
    ended = {
        tuple(sorted(remedy.when)): tuple(story for story, held in steps.items() if held & remedy.steps)
        for remedy in found
    }
    return {when: stories for when, stories in sorted(ended.items()) if stories}
