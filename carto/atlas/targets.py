"""What is found about each target: attacks, choke points, chances, weak spots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from carto.analysis.attacks import Attack
from carto.analysis.best import BestAttacks
from carto.analysis.choke import ChokePoints, choke_points_of
from carto.analysis.grouping import Looks, distinct_ways
from carto.analysis.missing import explain_absence
from carto.analysis.probability import SuccessProbability, WeakSpot, success_probabilities, weak_spots_of
from carto.atlas.outcome import TargetOutcome
from carto.attack.graph import AttackGraph
from carto.model.establishment_map import Model

ATTACKS_A_TARGET: Final = 5
IN_DETAIL: Final = 12
"""Targets for which several attacks are looked for, those most at risk; the others get their best one."""

_LARGE: Final = 50_000


def targets_found(
    model: Model, graph: AttackGraph, targets: Mapping[str, str], stage: Callable[[str], None]
) -> list[TargetOutcome]:
    """Return what analyses find about every target, most at risk first.

    Args:
        model: The establishment.
        graph: Its attack graph.
        targets: Id -> fact of what must not fall.
        stage: Told each target before it is looked at.
    """
    facts = sorted(set(targets.values()))
    chances = dict(zip(facts, success_probabilities(graph, facts, trials=_trials(graph)), strict=True))
    chokes = dict(zip(facts, choke_points_of(graph, facts), strict=True))
    found, looks = [], Looks(graph)
    for number, (target, fact) in enumerate(
        sorted(targets.items(), key=lambda one: (-chances[one[1]].probability, one))
    ):
        stage(target)
        count = ATTACKS_A_TARGET if number < IN_DETAIL else 1
        found.append(_about(looks, target, chances[fact], chokes[fact], count))
    return sorted(_with_weak_spots(model, graph, found), key=_risk_first)


def _trials(graph: AttackGraph) -> int:
    """Return how many worlds to sample: fewer of a large graph, its intervals say what that costs."""
    return 10_000 if len(graph.steps) <= _LARGE else 2_048


def _about(looks: Looks, target: str, chance: SuccessProbability, chokes: ChokePoints, count: int) -> TargetOutcome:
    graph = looks.graph
    ways = distinct_ways(graph, chance.target, "likelihood", count, looks)
    attacks = tuple(way.attack for way in ways.ways)
    return TargetOutcome(
        target,
        BestAttacks(chance.target, "likelihood", attacks, ways.complete),
        chokes,
        probability=chance.probability,
        interval=chance.interval if chance.method == "monte-carlo" else None,
        why_not=() if attacks else _missing(graph, chance.target),
        alike=tuple(way.alike for way in ways.ways),
    )


def _with_weak_spots(model: Model, graph: AttackGraph, found: Sequence[TargetOutcome]) -> list[TargetOutcome]:
    """Add, for each target, what making safe the things that most attacks go through would be worth."""
    crossed = Counter(asset for one in found for attack in one.attacks.attacks for asset in assets_of(graph, attack))
    actionable = {*model.devices, *model.accounts, *model.parties, *model.links} - {one.target for one in found}
    ranked = sorted((asset for asset in crossed if asset in actionable), key=lambda asset: (-crossed[asset], asset))
    is_large = len(graph.steps) > _LARGE
    goals = [one.attacks.target for one in found]
    tried = ranked[: 12 if is_large else 40]
    spots = weak_spots_of(graph, goals, tried, trials=512 if is_large else 1_024) if tried else [()] * len(found)
    return [replace(one, weak_spots=_others(one, own)) for one, own in zip(found, spots, strict=True)]


def _others(one: TargetOutcome, spots: Sequence[WeakSpot]) -> tuple[WeakSpot, ...]:
    """Return the weak spots that are no choke point of the target."""
    necessary = set(one.choke_points.of_kind("asset")) if one.choke_points else set()
    return tuple(spot for spot in spots if spot.asset not in necessary)


def assets_of(graph: AttackGraph, attack: Attack) -> set[str]:
    """Return everything that an attack goes through."""
    return {asset for step in attack.steps for asset in graph.step(step).assets}


def _missing(graph: AttackGraph, fact: str) -> tuple[str, ...]:
    conditions = explain_absence(graph, fact, 1).conditions
    return conditions[0] if conditions else ()


def _risk_first(found: TargetOutcome) -> tuple[float, str]:
    return -max((attack.likelihood for attack in found.attacks.attacks), default=-1.0), found.target
