"""The attack graph: facts, steps, and nothing else.

A monotone AND/OR graph. A *fact* is something an attacker holds; a *step* is something an attacker does: it needs all
its preconditions (AND) and gives one fact; any step may give the fact (OR). Attackers lose nothing, so a least
fixpoint says what can be reached. Cycles, self-loops, steps without preconditions, parallel steps and zero effort are
all legal. A step of likelihood 0 never works: no analysis uses it.

The graph knows no establishment: it is built from plain steps and starting facts, by ``carto.attack.build`` from a
model or by anyone from their own parts, and every analysis takes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Final, Self

import numpy as np

from carto.attack.kernel import BoolArray, FloatArray, IntArray, Kernel, Rows
from carto.errors import GraphError, UnknownIdError
from carto.model.vocabulary import Difficulty, Evidence

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an attacker can do.

    Attributes:
        id: Unique in its graph.
        preconditions: Facts needed, all of them; sorted, each once.
        postcondition: The fact it gives.
        likelihood: Chance that it works in one campaign, 0..1.
        effort_days: Working days it takes, >= 0.
        assets: Ids of what it goes through (devices, accounts, links, flows, zones); sorted.
        kind: Kind of step (``exploit-known``, ``log-in``...), key of its words; "" for a plain graph.
        techniques: ATT&CK ids.
        evidence: What it rests on.
        difficulty: The level that likelihood and effort come from; None when they were given, or the step is free.
        origin: Routes into the model of the facts it rests on (``devices.programmer.exposed_to``).
        detail: What fills its words (device, service, account, flaw, zone...): ids, never labels.
        count: How many interchangeable devices it stands for (a fleet), >= 1.
        flaw: Steps of one flaw or secret work or fail together (common cause); "" for a cause of its own.
    """

    id: str
    preconditions: tuple[str, ...]
    postcondition: str
    likelihood: float = 1.0
    effort_days: float = 0.0
    assets: tuple[str, ...] = ()
    kind: str = ""
    techniques: tuple[str, ...] = ()
    evidence: Evidence = Evidence.CONFIRMED
    difficulty: Difficulty | None = None
    origin: tuple[str, ...] = ()
    detail: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    count: int = 1
    flaw: str = ""


class AttackGraph:
    """Facts and steps, indexed.

    Attributes:
        start: Facts held at the start; sorted.
        steps: All steps, sorted by id.
        facts: Every fact named by a step or held at the start; sorted. A graph made by ``without`` or ``at_evidence``
            keeps the facts of the graph it comes from: a question about a fact stays legal when nothing gives it any
                more.
    """

    def __init__(self, steps: Iterable[Step], start: Iterable[str]) -> None:
        """Index the steps by id.

        Raises:
            GraphError: ``duplicate-step``: two steps share an id. ``bad-likelihood``, ``bad-effort``, ``bad-count``: a
                number out of range.
        """
        listed = sorted((_checked(step) for step in steps), key=_id_of)
        for before, after in pairwise(listed):
            if before.id == after.id:
                raise GraphError("duplicate-step", step=after.id)
        self.steps: tuple[Step, ...] = tuple(listed)
        self.start: tuple[str, ...] = tuple(sorted(set(start)))
        self.facts: tuple[str, ...] = tuple(sorted(_facts_of(self.steps, self.start)))

    @classmethod
    def _part(cls, steps: tuple[Step, ...], start: tuple[str, ...], facts: tuple[str, ...]) -> Self:
        """Make a graph from parts that are already checked and sorted."""
        graph = cls.__new__(cls)
        graph.steps, graph.start, graph.facts = steps, start, facts
        return graph

    def __eq__(self, other: object) -> bool:
        """Two graphs are equal when their steps and starting facts are."""
        if not isinstance(other, AttackGraph):
            return NotImplemented
        return self.start == other.start and self.steps == other.steps

    def __hash__(self) -> int:
        """Hash what is cheap and rarely equal."""
        return hash((self.start, len(self.steps), len(self.facts)))

    def __repr__(self) -> str:
        """Say how large it is."""
        return f"AttackGraph({len(self.steps)} steps, {len(self.facts)} facts, {len(self.start)} at the start)"

    @cached_property
    def fact_index(self) -> Mapping[str, int]:
        """Position of each fact in ``facts``."""
        return {fact: position for position, fact in enumerate(self.facts)}

    @cached_property
    def step_index(self) -> Mapping[str, int]:
        """Position of each step in ``steps``, by id."""
        return {step.id: position for position, step in enumerate(self.steps)}

    @cached_property
    def steps_of_asset(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the steps that go through each asset, by asset id, in order of id."""
        found: dict[str, list[int]] = {}
        for position, step in enumerate(self.steps):
            for asset in step.assets:
                found.setdefault(asset, []).append(position)
        return {asset: tuple(found[asset]) for asset in sorted(found)}

    @cached_property
    def likelihoods(self) -> FloatArray:
        """Likelihood of each step."""
        return np.fromiter((step.likelihood for step in self.steps), np.float64, len(self.steps))

    @cached_property
    def draws_alone(self) -> BoolArray:
        """Whether each step may fail, for a cause that it shares with no other."""
        alone = np.fromiter((not step.flaw for step in self.steps), np.bool_, len(self.steps))
        return alone & (self.likelihoods < 1)

    @cached_property
    def efforts(self) -> FloatArray:
        """Working days of each step."""
        return np.fromiter((step.effort_days for step in self.steps), np.float64, len(self.steps))

    @cached_property
    def kernel(self) -> Kernel:
        """The graph as arrays; compiled once."""
        index = self.fact_index
        lengths = np.fromiter((len(step.preconditions) for step in self.steps), np.intp, len(self.steps))
        needed = (index[fact] for step in self.steps for fact in step.preconditions)
        held = np.zeros(len(self.facts), np.bool_)
        held[[index[fact] for fact in self.start]] = True
        return Kernel(
            premises=Rows.from_lengths(lengths, np.fromiter(needed, np.intp, int(lengths.sum()))),
            heads=np.fromiter((index[step.postcondition] for step in self.steps), np.intp, len(self.steps)),
            start=held,
            usable=self.likelihoods > 0,
        )

    @cached_property
    def dangling(self) -> tuple[str, ...]:
        """Preconditions that no step gives and nobody starts with: legal, worth a warning; sorted."""
        needed = set(chain.from_iterable(step.preconditions for step in self.steps))
        return tuple(sorted(needed - {step.postcondition for step in self.steps} - set(self.start)))

    def step(self, step_id: str) -> Step:
        """Return the step with this id.

        Raises:
            UnknownIdError: ``unknown-step``.
        """
        return self.steps[self.step_at(step_id)]

    def step_at(self, step_id: str) -> int:
        """Return the position of a step.

        Raises:
            UnknownIdError: ``unknown-step``.
        """
        return _position(self.step_index, step_id, "unknown-step")

    def fact_at(self, fact: str) -> int:
        """Return the position of a fact.

        Raises:
            UnknownIdError: ``unknown-fact``.
        """
        return _position(self.fact_index, fact, "unknown-fact")

    def steps_through(self, asset: str) -> tuple[int, ...]:
        """Return the positions of the steps that go through an asset.

        Raises:
            UnknownIdError: ``unknown-asset``.
        """
        if asset not in self.steps_of_asset:
            raise UnknownIdError("unknown-asset", id=asset)
        return self.steps_of_asset[asset]

    def without(self, steps: Iterable[str] = (), facts: Iterable[str] = (), assets: Iterable[str] = ()) -> AttackGraph:
        """Return the graph with things taken away.

        Args:
            steps: Ids of steps that nobody can do any more.
            facts: Facts that nobody can hold, given at the start or not: every step that needs or gives one goes too.
            assets: Ids of assets made safe: every step that goes through one goes; starting facts stay.

        Raises:
            UnknownIdError: ``unknown-step``, ``unknown-fact`` or ``unknown-asset``.
        """
        lost = {self.step_at(step) for step in steps}
        lost.update(chain.from_iterable(self.steps_through(asset) for asset in assets))
        banned = {self.facts[self.fact_at(fact)] for fact in facts}
        kept = (step for position, step in enumerate(self.steps) if position not in lost)
        return self._part(
            tuple(step for step in kept if not _touches(step, banned)),
            tuple(fact for fact in self.start if fact not in banned),
            self.facts,
        )

    def barring(self, steps: Iterable[int] | IntArray) -> AttackGraph:
        """Return the graph with steps that nobody can do, still listed as a step of likelihood 0 is.

        Cheaper than ``without``: facts, steps and their arrays are shared.

        Args:
            steps: Positions of steps.
        """
        usable = self.kernel.usable.copy()
        usable[steps if isinstance(steps, np.ndarray) else list(steps)] = False
        graph = self._part(self.steps, self.start, self.facts)
        vars(graph).update(vars(self) | {"kernel": self.kernel.with_usable(usable)})
        return graph

    def at_evidence(self, level: Evidence) -> AttackGraph:
        """Return the graph with only the steps that rest on evidence at least as strong as ``level``."""
        kept = tuple(step for step in self.steps if step.evidence.weakness <= level.weakness)
        return self if len(kept) == len(self.steps) else self._part(kept, self.start, self.facts)


def _id_of(step: Step) -> str:
    return step.id


def _position(index: Mapping[str, int], key: str, code: str) -> int:
    found = index.get(key)
    if found is None:
        raise UnknownIdError(code, id=key)
    return found


def _touches(step: Step, banned: set[str]) -> bool:
    return bool(banned) and (step.postcondition in banned or not banned.isdisjoint(step.preconditions))


def _checked(step: Step) -> Step:
    """Return the step in canonical form, or say which of its numbers is out of range."""
    if not 0.0 <= step.likelihood <= 1.0:
        raise GraphError("bad-likelihood", step=step.id, value=step.likelihood)
    if not 0.0 <= step.effort_days < math.inf:
        raise GraphError("bad-effort", step=step.id, value=step.effort_days)
    if step.count < 1:
        raise GraphError("bad-count", step=step.id, value=step.count)
    if _is_sorted_set(step.preconditions) and _is_sorted_set(step.assets):
        return step
    return replace(
        step,
        preconditions=tuple(sorted(set(step.preconditions))),
        assets=tuple(sorted(set(step.assets))),
    )


def _is_sorted_set(words: tuple[str, ...]) -> bool:
    return len(words) < 2 or all(before < after for before, after in pairwise(words))  # noqa: PLR2004 -- a pair


def _facts_of(steps: Iterable[Step], start: Iterable[str]) -> set[str]:
    facts = set(start)
    for step in steps:
        facts.add(step.postcondition)
        facts.update(step.preconditions)
    return facts
