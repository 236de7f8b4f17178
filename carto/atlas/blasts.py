"""What falls with each thing that matters, for "if this falls" on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from carto.analysis.blast import falls_with
from carto.analysis.impact import Reckoner
from carto.atlas.scene import Blast
from carto.atlas.story import effect_of
from carto.attack import facts
from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray, IntArray
from carto.model.establishment_map import Model


def blasts_of(model: Model, graph: AttackGraph, things: Iterable[str]) -> tuple[Blast, ...]:
    """Return what falls with each device or account, by id; what the graph knows nothing of is left out.

    A device falls with all its rights, an account with its secret.

    Complexity: one pass over the graph for each thing, and one for all.
    """
    known = [(thing, fact) for thing in sorted(set(things)) if (fact := _fallen(model, graph, thing))]
    reckoner = Reckoner(model, graph.facts)
    found = falls_with(graph, ([fact] for _thing, fact in known))
    return tuple(
        _told(model, reckoner, thing, graph.fact_at(fact), fresh, depths)
        for (thing, fact), (_start, fresh, depths) in zip(known, found, strict=True)
    )


def _fallen(model: Model, graph: AttackGraph, thing: str) -> str:
    fact = facts.controls(thing, "admin") if thing in model.devices else facts.holds(thing)
    return fact if fact in graph.fact_index else ""


def _told(model: Model, reckoner: Reckoner, thing: str, start: int, fresh: IntArray, depths: FloatArray) -> Blast:
    held = np.sort(np.append(fresh, start))
    data, care = reckoner.data(held), reckoner.care(held)
    read = [loss for loss in data if "reads" in loss.verbs]
    return Blast(
        id=thing,
        devices={device: depth for device, depth in _devices(reckoner, fresh, depths) if device != thing},
        accounts=tuple(account for account in reckoner.accounts(held) if account != thing),
        records=sum(loss.records for loss in read),
        value_eur=(sum(loss.value_eur[0] for loss in data), sum(loss.value_eur[1] for loss in data)),
        care=tuple(effect_of(model, one) for one in care if one.state != "works"),
    )


def _devices(reckoner: Reckoner, fresh: IntArray, depths: FloatArray) -> Iterator[tuple[str, int]]:
    """Yield each device that falls, by id, with the least depth at which it does."""
    controlled = reckoner.controlled[fresh]
    there = np.flatnonzero(controlled >= 0)
    order = there[np.lexsort((depths[there], controlled[there]))]
    devices, first = np.unique(controlled[order], return_index=True)
    for device, depth in zip(devices.tolist(), depths[order[first]].tolist(), strict=True):
        yield reckoner.devices[device], int(depth)
