"""Choke points: facts, steps and assets without which no attack on the target is left.

These are the landmarks of the AND/OR graph. Dominators of the graph seen as plain arrows miss some (a fact needed
beside another one) and invent others (a fact that one of two preconditions could do without).

Whatever is necessary is part of every attack, so the parts of any one attack are the only candidates. Each is then
taken away in a world of its own, many worlds in one pass. Both steps are exact with cycles: complete and sound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import Chain, IntArray, chain
from carto.attack.worlds import WordArray, Worlds

Kind: TypeAlias = Literal["fact", "step", "asset"]
Candidate: TypeAlias = tuple[Kind, str]

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_TRIED: Final = 512
"""Candidates tried at a time: attacks of thousands of steps would fill the memory."""


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

    Complexity: one pass of forward chaining, and less than two over 64 worlds for each 64 parts of the sample attack.
    Source: Keyder, Richter and Helmert, "Sound and complete landmarks for AND/OR graphs", 2010, for what is computed;
        the candidates from one proof and the parallel worlds are ours.
    """
    return choke_points_of(graph, [target])[0]


def choke_points_of(graph: AttackGraph, targets: Sequence[str]) -> tuple[ChokePoints, ...]:
    """Return the choke points of each target, in their order; what several attacks go through is tried once.

    Raises:
        UnknownIdError: ``unknown-fact``.
    """
    reached = chain(graph.kernel)
    samples = [_sample(graph, reached, graph.fact_at(target)) for target in targets]
    candidates = sorted({one for sample in samples for one in sample.candidates}, key=_order)
    points: list[list[ChokePoint]] = [[] for _ in samples]
    worlds = Worlds(graph.kernel, passes=1)
    for first in range(0, len(candidates), _TRIED):
        some = candidates[first : first + _TRIED]
        fallen = _without_each(graph, worlds, reached, some)
        counted = cache(partial(_counted, fallen))
        for sample, found in zip(samples, points, strict=True):
            spared = [number for number, one in enumerate(some) if one in sample.candidates]
            lost = (number for number in spared if not _bits(fallen[sample.goal], number))
            found += [
                ChokePoint(*some[number], reached=counted(number), lost=_lost(graph, sample, fallen, number))
                for number in lost
            ]
    return tuple(
        ChokePoints(target, sample.is_reachable, _ids(graph, sample.steps), tuple(found))
        for target, sample, found in zip(targets, samples, points, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """One attack on a target.

    Attributes:
        goal: The target.
        is_reachable: Whether there is an attack at all.
        steps: Its steps.
        facts: Facts it holds, in the order in which they fall.
        candidates: Its parts: what may be a choke point.
    """

    goal: int
    is_reachable: bool
    steps: IntArray
    facts: tuple[int, ...]
    candidates: frozenset[Candidate]


def _sample(graph: AttackGraph, reached: Chain, goal: int) -> _Sample:
    kernel = graph.kernel
    if not reached.held[goal]:
        return _Sample(goal, is_reachable=False, steps=np.zeros(0, np.intp), facts=(), candidates=frozenset())
    steps = reached.proof(kernel, goal)
    facts = np.unique(np.concatenate((kernel.heads[steps], kernel.premises.gather(steps)[0])))
    facts = facts[np.argsort(reached.depth[facts], kind="stable")]
    named: list[Candidate] = [("fact", graph.facts[fact]) for fact in facts.tolist() if fact != goal]
    named += [("step", step) for step in _ids(graph, steps)]
    named += [("asset", asset) for step in steps.tolist() for asset in graph.steps[step].assets]
    return _Sample(goal, is_reachable=True, steps=steps, facts=tuple(facts.tolist()), candidates=frozenset(named))


def _order(candidate: Candidate) -> tuple[int, str]:
    return _KINDS.index(candidate[0]), candidate[1]


def _ids(graph: AttackGraph, steps: IntArray) -> tuple[str, ...]:
    return tuple(graph.steps[step].id for step in steps.tolist())


def _without_each(graph: AttackGraph, worlds: Worlds, reached: Chain, candidates: Sequence[Candidate]) -> WordArray:
    """Return what falls in the worlds that each lack one candidate."""
    width = -(-len(candidates) // 64)
    steps = np.zeros((graph.kernel.step_count, width), np.uint64)
    facts = np.zeros((graph.kernel.fact_count, width), np.uint64)
    for number, (kind, name) in enumerate(candidates):
        word, bit = divmod(number, 64)
        if kind == "fact":
            facts[graph.fact_at(name), word] |= np.uint64(1 << bit)
        else:
            steps[_steps_lost(graph, kind, name), word] |= np.uint64(1 << bit)
    return worlds.reach_without(reached, steps, facts)


def _steps_lost(graph: AttackGraph, kind: Kind, name: str) -> list[int]:
    return [graph.step_at(name)] if kind == "step" else list(graph.steps_through(name))


def _counted(fallen: WordArray, number: int) -> int:
    """Return how many facts fall in one world."""
    word, bit = divmod(number, 64)
    return int(np.count_nonzero(fallen[:, word] & np.uint64(1 << bit)))


def _bits(words: WordArray, number: int) -> IntArray:
    """Return one world out of words: 1 where something falls in it."""
    word, bit = divmod(number, 64)
    return ((words[..., word] >> np.uint64(bit)) & np.uint64(1)).astype(np.intp)


def _lost(graph: AttackGraph, sample: _Sample, fallen: WordArray, number: int) -> tuple[str, ...]:
    """Return the facts of the sample that do not fall in a world, in the order in which they would."""
    falls = _bits(fallen[list(sample.facts)], number).tolist()
    return tuple(graph.facts[fact] for fact, is_held in zip(sample.facts, falls, strict=True) if not is_held)
