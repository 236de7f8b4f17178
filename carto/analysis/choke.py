"""Choke points: facts, steps and assets without which no attack on the target is left.

These are the landmarks of the AND/OR graph. Dominators of the graph seen as plain arrows miss some (a fact needed
beside another one) and invent others (a fact that one of two preconditions could do without).

Whatever is necessary is part of every attack, so the parts of any one attack are the only candidates. Each is then
taken away in a world of its own, all worlds in one pass. Both steps are exact with cycles: complete and sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import IntArray, chain
from carto.attack.worlds import ALL, Fixed, WordArray, Worlds

Kind: TypeAlias = Literal["fact", "step", "asset"]


@dataclass(frozen=True, slots=True)
class ChokePoint:
    """One thing that every attack goes through, with the failed derivation without it.

    Attributes:
        kind: What it is.
        id: The fact, the step's id or the asset's id.
        reached: How many facts can still be reached without it.
        lost: Facts of the sample attack that can no longer be reached, in the order in which they would fall.
    """

    kind: Kind
    id: str
    reached: int
    lost: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"kind": self.kind, "id": self.id, "reached": self.reached, "lost": list(self.lost)}


@dataclass(frozen=True, slots=True)
class ChokePoints:
    """What every attack on a target goes through.

    Attributes:
        target: The fact asked about.
        is_reachable: Whether there is an attack at all; without one there is nothing to go through.
        sample: Steps of one attack, the sample whose parts were tried.
        points: Facts, then steps, then assets; each kind by id. The target itself is not among them.
    """

    target: str
    is_reachable: bool
    sample: tuple[str, ...]
    points: tuple[ChokePoint, ...]

    def of_kind(self, kind: Kind) -> tuple[str, ...]:
        """Return the ids of one kind; sorted."""
        return tuple(point.id for point in self.points if point.kind == kind)

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "target": self.target,
            "reachable": self.is_reachable,
            "sample": list(self.sample),
            "choke_points": [point.as_json() for point in self.points],
        }


def choke_points(graph: AttackGraph, target: str) -> ChokePoints:
    """Return the facts, steps and assets without which no attack on ``target`` is left.

    Removing a fact means that nobody can hold it, given at the start or not; removing an asset, that every step
    through it is gone. A target held at the start has no choke point but itself, which is never listed.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: two passes of forward chaining, and one pass over 64 worlds for each 64 parts of the sample attack.
    Source: Keyder, Richter and Helmert, "Sound and complete landmarks for AND/OR graphs", 2010, for what is computed;
        the candidates from one proof and the parallel worlds are ours.
    """
    kernel, goal = graph.kernel, graph.fact_at(target)
    reached = chain(kernel)
    if not reached.held[goal]:
        return ChokePoints(target, is_reachable=False, sample=(), points=())
    steps = reached.proof(kernel, goal)
    facts = np.unique(np.concatenate((kernel.heads[steps], kernel.premises.gather(steps)[0])))
    facts = facts[np.argsort(reached.depth[facts], kind="stable")]
    candidates = _candidates(graph, steps, facts, goal)
    worlds = _without_each(graph, candidates)
    found = [number for number in range(len(candidates)) if not _bits(worlds[goal], number)]
    points = (_told(graph, candidates[number], _bits(worlds, number), facts) for number in found)
    return ChokePoints(target, is_reachable=True, sample=_ids(graph, steps), points=tuple(points))


def _ids(graph: AttackGraph, steps: IntArray) -> tuple[str, ...]:
    return tuple(graph.steps[step].id for step in steps.tolist())


def _candidates(graph: AttackGraph, steps: IntArray, facts: IntArray, goal: int) -> list[tuple[Kind, str]]:
    assets = {asset for step in steps.tolist() for asset in graph.steps[step].assets}
    named: list[tuple[Kind, str]] = [("fact", graph.facts[fact]) for fact in sorted(facts.tolist()) if fact != goal]
    named += [("step", step) for step in _ids(graph, steps)]
    named += [("asset", asset) for asset in sorted(assets)]
    return named


def _without_each(graph: AttackGraph, candidates: Sequence[tuple[Kind, str]]) -> WordArray:
    """Return what falls in the worlds that each lack one candidate."""
    kernel = graph.kernel
    width = max(1, -(-len(candidates) // 64))
    works = np.full((kernel.step_count, width), ALL, np.uint64)
    holds = np.full((kernel.fact_count, width), ALL, np.uint64)
    for number, (kind, name) in enumerate(candidates):
        word, bit = divmod(number, 64)
        clear = ~np.uint64(1 << bit)
        if kind == "fact":
            holds[graph.fact_at(name), word] &= clear
        else:
            works[_steps_lost(graph, kind, name), word] &= clear
    return Worlds(kernel, passes=1).reach(Fixed(works), holds)


def _steps_lost(graph: AttackGraph, kind: Kind, name: str) -> list[int]:
    return [graph.step_at(name)] if kind == "step" else list(graph.steps_through(name))


def _bits(words: WordArray, number: int) -> IntArray:
    """Return one world out of words: 1 where something falls in it."""
    word, bit = divmod(number, 64)
    return ((words[..., word] >> np.uint64(bit)) & np.uint64(1)).astype(np.intp)


def _told(graph: AttackGraph, candidate: tuple[Kind, str], falls: IntArray, facts: Iterable[int]) -> ChokePoint:
    kind, name = candidate
    lost = tuple(graph.facts[fact] for fact in facts if not falls[fact])
    return ChokePoint(kind, name, reached=int(falls.sum()), lost=lost)
