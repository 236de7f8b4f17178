"""What falls with each thing that matters, for "if this falls" on the map."""

from __future__ import annotations

from collections.abc import Iterable

from carto.analysis.blast import BlastRadius, blast_radii
from carto.analysis.impact import Reckoner
from carto.atlas.scene import Blast
from carto.atlas.story import effect_of
from carto.attack import facts
from carto.attack.graph import AttackGraph
from carto.model.establishment_map import Model


def blasts_of(model: Model, graph: AttackGraph, things: Iterable[str]) -> tuple[Blast, ...]:
    """Return what falls with each device or account, by id; what the graph knows nothing of is left out.

    A device falls with all its rights, an account with its secret.

    Complexity: one pass over the graph for each thing, and one for all.
    """
    known = [(thing, fact) for thing in sorted(set(things)) if (fact := _fallen(model, graph, thing))]
    reckoner = Reckoner(model)
    radii = blast_radii(graph, ([fact] for _thing, fact in known))
    return tuple(_told(model, reckoner, thing, radius) for (thing, _), radius in zip(known, radii, strict=True))


def _fallen(model: Model, graph: AttackGraph, thing: str) -> str:
    fact = facts.controls(thing, "admin") if thing in model.devices else facts.holds(thing)
    return fact if fact in graph.fact_index else ""


def _told(model: Model, reckoner: Reckoner, thing: str, radius: BlastRadius) -> Blast:
    impact = reckoner.impact((*radius.start, *radius.depth))
    devices: dict[str, int] = {}
    for fact, depth in radius.depth.items():
        parsed = reckoner.parsed(fact)
        if parsed and parsed[0] == "controls" and parsed[1][0] != thing:
            devices.setdefault(parsed[1][0], depth)
    return Blast(
        id=thing,
        devices=dict(sorted(devices.items())),
        accounts=tuple(account for account in impact.accounts if account != thing),
        records=impact.records,
        value_eur=impact.value_eur,
        care=tuple(effect_of(model, one) for one in impact.care if one.state != "works"),
    )
