"""From an attack graph to all that the atlas tells: every analysis, asked about everything that matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from carto.analysis.attacks import Attack
from carto.analysis.best import BestAttacks
from carto.analysis.choke import choke_points
from carto.analysis.grouping import distinct_ways
from carto.analysis.missing import explain_absence
from carto.analysis.probability import success_probability, weak_spots
from carto.atlas.blasts import blasts_of
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page
from carto.atlas.scene_build import build_scene
from carto.attack.attackers import ANYONE
from carto.attack.build import build_attack_graph, goal_of, targets_of
from carto.attack.graph import AttackGraph
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.topology.exposure import exposure
from carto.topology.network import Topology, build_topology

ATTACKS_A_TARGET: Final = 5


def render_atlas(model: Model, *, attacker: str = ANYONE, language: Language | None = None) -> str:
    """Return the atlas of a model: every analysis made, one HTML page that needs nothing else.

    Args:
        model: The establishment.
        attacker: ``anyone``, a profile of the catalogue, or one of the model's own.
        language: Language the page opens in; the model's own by default.
    """
    topology = build_topology(model)
    targets = {target: goal_of(model, target) for target in targets_of(model)}
    graph = build_attack_graph(model, topology, attacker=attacker, goals=targets)
    return render_page(build_scene(model, gather(topology, graph, targets), language))


def gather(
    topology: Topology,
    graph: AttackGraph,
    targets: Mapping[str, str],
    *,
    evidence: Evidence = Evidence.ASSUMED,
    stage: Callable[[str], None] = lambda _target: None,
) -> Outcome:
    """Return what analyses find about every target, most at risk first.

    Args:
        topology: The network of the establishment.
        graph: Its attack graph, at the evidence asked for.
        targets: Id -> fact of what must not fall.
        evidence: The weakest evidence in the graph.
        stage: Told each target before it is looked at.
    """
    found = []
    for target, fact in targets.items():
        stage(target)
        found.append(_about(graph, target, fact))
    model = topology.model
    return Outcome(
        graph,
        tuple(sorted(found, key=_risk_first)),
        evidence=evidence,
        exposure=exposure(topology),
        blasts=blasts_of(model, graph, _told_of(model, graph, found)),
    )


def _told_of(model: Model, graph: AttackGraph, found: Iterable[TargetOutcome]) -> set[str]:
    """Return the devices and accounts that the answers speak of: targets, what attacks go through, choke points."""
    things: set[str] = set()
    for one in found:
        things.add(one.target)
        things.update(asset for attack in one.attacks.attacks for asset in _assets(graph, attack))
        things.update(one.choke_points.of_kind("asset") if one.choke_points else ())
    return {thing for thing in things if thing in model.devices or thing in model.accounts}


def _assets(graph: AttackGraph, attack: Attack) -> set[str]:
    return {asset for step in attack.steps for asset in graph.step(step).assets}


def _about(graph: AttackGraph, target: str, fact: str) -> TargetOutcome:
    ways = distinct_ways(graph, fact, "likelihood", ATTACKS_A_TARGET)
    attacks = tuple(way.attack for way in ways.ways)
    chokes = choke_points(graph, fact)
    crossed = {asset for attack in attacks for asset in _assets(graph, attack)}
    chance = success_probability(graph, fact)
    return TargetOutcome(
        target,
        BestAttacks(fact, "likelihood", attacks, ways.complete),
        chokes,
        probability=chance.probability,
        interval=chance.interval if chance.method == "monte-carlo" else None,
        weak_spots=weak_spots(graph, fact, crossed - {target, *chokes.of_kind("asset")}),
        why_not=() if attacks else _missing(graph, fact),
        alike=tuple(way.alike for way in ways.ways),
    )


def _missing(graph: AttackGraph, fact: str) -> tuple[str, ...]:
    conditions = explain_absence(graph, fact, 1).conditions
    return conditions[0] if conditions else ()


def _risk_first(found: TargetOutcome) -> tuple[float, str]:
    return -max((attack.likelihood for attack in found.attacks.attacks), default=-1.0), found.target
