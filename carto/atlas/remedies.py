"""Measures that the establishment could take: which of the attacks found each of them ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from carto.analysis.attacks import Attack
from carto.attack import facts
from carto.attack.build import build_standing
from carto.attack.choices import Choices
from carto.attack.graph import AttackGraph
from carto.attack.ground import Ground
from carto.attack.standing import Inquiry, Standing
from carto.attack.twins import without_devices, words_in
from carto.attack.whatif import what_if
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.topology.network import build_topology

MOST_MEASURES: Final = 60


@dataclass(frozen=True, slots=True)
class Remedy:
    """Steps that no attacker can take once all of these measures are done."""

    when: frozenset[str]
    steps: frozenset[str]


def remedies(standing: Standing, evidence: Evidence, attacks: Iterable[Attack]) -> tuple[Remedy, ...]:
    """Return what measures do to the steps of some attacks; sorted.

    Only the part of the establishment that these attacks go through is built again under each measure: a step of an
    attack leans on nothing else than what the attack's own steps name.

    Args:
        standing: The establishment and its attack graph.
        evidence: The weakest evidence that a step may rest on.
        attacks: The attacks that are told.

    Complexity: one pass over the model, and a graph of what attacks go through for each candidate that changes it.
    """
    model = standing.model
    candidates = [key for key, measure in sorted(model.measures.items()) if not measure.in_place]
    told = {step for attack in attacks for step in attack.steps}
    if not candidates or not told or len(candidates) > MOST_MEASURES:
        return ()
    part = _part_of(standing, _spoken_of(standing.graph, told))
    start = standing.graph.start if standing.inquiry.start else ()

    def build(changed: Model) -> AttackGraph:
        goals = tuple(goal for goal in standing.inquiry.goals if changed.find(goal))
        asked = Inquiry(standing.inquiry.attacker, start, goals, fold=False)
        return build_standing(changed, None, asked).graph.at_evidence(evidence)

    return _stopping(what_if(part, candidates, build, Ground(part, build_topology(part)).numbers).choices, told)


def _part_of(standing: Standing, spoken: Collection[str]) -> Model:
    """Return the model with only the devices that are spoken of, and those that they cannot do without."""
    model, named = standing.model, _named(standing.model)
    kept = {*spoken, *named, *_callers(model, spoken, named)}
    kept.update(end for passage in standing.topology.passages for end in (passage.source, passage.sink))
    edges = (edge for name in kept for edge in (model.links.get(name), model.flows.get(name)) if edge)
    ends = {end for edge in edges for end in _ends(edge)}
    return without_devices(model, model.devices.keys() - kept - ends)


def _callers(model: Model, spoken: Collection[str], named: Collection[str]) -> set[str]:
    """Return, for each service that flows use on a device, a source of one that no measure names.

    A flow says that the service is there: one is as good as all of them.
    """
    found: dict[tuple[str, str], str] = {}
    for flow in model.flows.values():
        if flow.to_device in spoken and flow.id not in named and flow.from_device not in named:
            found.setdefault((flow.to_device, flow.protocol), flow.from_device)
    return set(found.values())


def _ends(edge: Link | Flow) -> tuple[str, str]:
    return (edge.from_end, edge.to_end) if isinstance(edge, Link) else (edge.from_device, edge.to_device)


def _spoken_of(graph: AttackGraph, steps: Iterable[str]) -> set[str]:
    """Return whatever steps name: in what they need and give, what they go through, what fills their words."""
    found: set[str] = set()
    for step in map(graph.step, steps):
        found.update(step.assets, step.detail.values())
        for fact in (*step.preconditions, step.postcondition):
            parsed = facts.parse(fact)
            found.update(parsed[1] if parsed else ())
    return found


def _named(model: Model) -> set[str]:
    """Return what the model names one by one and cannot do without: care, filters, starts, what measures speak of."""
    named = {one for care in model.care.values() for need in care.depends_on for one in need.ids()}
    named |= {link.via for link in model.links.values()}
    named |= {one for attacker in model.attackers.values() for one in attacker.start}
    for measure in model.measures.values():
        named.update(measure.scope.ids, measure.removes, words_in(measure.adds))
    return named


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
