"""Cheapest cuts: what to take away so that no attack on a target is left, for the least cost.

An implicit hitting set: propose the cheapest choice that touches every attack met so far, look for an attack that
survives it, and demand that the next choice touch that one too. When none survives, the choice is a cut, and no
cheaper one exists: every cut touches every attack, and the proposal is the cheapest that touches those met.

Taking away a step means that nobody can do it; a fact, that nobody can hold it, given at the start or not; an asset,
every step through it; a measure, the steps it blocks. The target itself is never taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from carto.analysis.master import Choice, Master
from carto.attack.graph import AttackGraph
from carto.attack.kernel import BoolArray, best_derivations, chain

Removable: TypeAlias = Literal["steps", "facts", "assets", "measures"]
REMOVABLE: Final[tuple[Removable, ...]] = get_args(Removable)

_NEAR: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Cut:
    """The cheapest cut, and what proves it.

    Attributes:
        target: The fact to protect.
        remove: What may be taken away.
        items: What to take away, sorted; None when nothing that may be taken away protects the target.
        cost: Its cost.
        bound: No cut costs less.
        attacks: Attacks met: every cut touches each of them, and no choice that does costs less than ``bound``. When
            there is no cut, the last one is an attack that nothing may touch.
        minimal: Every cut of which nothing can be left out, when asked for: cheapest first.
        is_complete: Whether ``minimal`` leaves none out.
    """

    target: str
    remove: Removable
    items: tuple[str, ...] | None
    cost: float
    bound: float
    attacks: tuple[tuple[str, ...], ...]
    minimal: tuple[tuple[str, ...], ...] = ()
    is_complete: bool = False

    @property
    def is_proven(self) -> bool:
        """Tell whether no cheaper cut exists."""
        return self.items is not None and self.cost <= self.bound + _NEAR * max(1.0, self.cost)

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        cut = None if self.items is None else {"items": list(self.items), "cost": self.cost}
        status = "impossible" if self.items is None else "optimal" if self.is_proven else "bounded"
        return {
            "target": self.target,
            "remove": self.remove,
            "cut": cut,
            "proof": {"status": status, "bound": self.bound, "attacks": [list(attack) for attack in self.attacks]},
            "minimal_cuts": [list(items) for items in self.minimal],
            "complete": self.is_complete,
        }


def cheapest_cut(
    graph: AttackGraph,
    target: str,
    remove: Removable = "steps",
    *,
    costs: Mapping[str, float] | None = None,
    keep: Iterable[str] = (),
    blocks: Mapping[str, Iterable[str]] | None = None,
    enumerate_up_to: int = 0,
    rounds: int = 2_000,
) -> Cut:
    """Return the cheapest cut between an attacker and a target.

    Args:
        graph: The attack graph.
        target: The fact to protect.
        remove: What may be taken away.
        costs: Item -> cost, >= 0; 1 where nothing is said.
        keep: Items that stay.
        blocks: Measure -> ids of the steps it blocks; for ``measures`` only.
        enumerate_up_to: How many minimal cuts to list at most.
        rounds: Integer programs to solve for one cut before the cheapest one met is the answer, with its bound.

    Raises:
        UnknownIdError: ``unknown-fact`` or ``unknown-step``.

    Complexity: NP-hard; rounds of one integer program over the attacks met and a few passes over the graph each.

    Source:
        Jha, Sheyner and Wing, "Two formal analyses of attack graphs", 2002, for cuts as hitting sets; Moreno-Centeno
        and Karp, "The implicit hitting set approach", 2013, for the search.
    """
    goal = graph.fact_at(target)
    table = _table(graph, target, remove, set(keep), blocks or {})
    search = _CutSearch(graph, goal, table, costs or {}, rounds)
    first = search.next()
    found = Cut(
        target=target,
        remove=remove,
        items=first,
        cost=search.cost(first or ()),
        bound=search.bound,
        attacks=tuple(search.attacks),
        is_complete=first is None,
    )
    return _with_all(found, search, enumerate_up_to) if first is not None and enumerate_up_to else found


def _with_all(found: Cut, search: _CutSearch, limit: int) -> Cut:
    listed = [found.items or ()]
    search.forbid(listed[0])
    while len(listed) <= limit and (other := search.next()) is not None:
        listed.append(other)
        search.forbid(other)
    kept = sorted(listed[:limit], key=lambda items: (search.cost(items), len(items), items))
    return Cut(
        target=found.target,
        remove=found.remove,
        items=found.items,
        cost=found.cost,
        bound=found.bound,
        attacks=found.attacks,
        minimal=tuple(kept),
        is_complete=len(listed) <= limit and search.is_exhausted,
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """What may be taken away.

    Attributes:
        ids: Items, sorted.
        steps: Item -> steps it takes away.
        facts: Item -> fact it takes away, -1 for none.
        touching: Step -> items that take it, or a fact it needs or gives, away.
    """

    ids: tuple[str, ...]
    steps: tuple[tuple[int, ...], ...]
    facts: tuple[int, ...]
    touching: dict[int, list[int]] = field(default_factory=dict)


def _table(
    graph: AttackGraph, target: str, remove: Removable, keep: set[str], blocks: Mapping[str, Iterable[str]]
) -> _Table:
    if remove == "facts":
        ids = tuple(fact for fact in graph.facts if fact not in keep and fact != target)
        return _of_facts(graph, ids)
    by_item: dict[str, tuple[int, ...]]
    if remove == "steps":
        by_item = {step.id: (position,) for position, step in enumerate(graph.steps)}
    elif remove == "assets":
        by_item = dict(graph.steps_of_asset)
    else:
        by_item = {one: tuple(sorted(map(graph.step_at, steps))) for one, steps in blocks.items()}
    ids = tuple(sorted(by_item.keys() - keep))
    table = _Table(ids, tuple(by_item[one] for one in ids), (-1,) * len(ids))
    for item, steps in enumerate(table.steps):
        for step in steps:
            table.touching.setdefault(step, []).append(item)
    return table


def _of_facts(graph: AttackGraph, ids: tuple[str, ...]) -> _Table:
    positions = tuple(graph.fact_at(fact) for fact in ids)
    table = _Table(ids, ((),) * len(ids), positions)
    item_of = {fact: item for item, fact in enumerate(positions)}
    heads, needs = graph.kernel.heads.tolist(), graph.kernel.premises.as_lists()
    for step, head in enumerate(heads):
        table.touching[step] = [item_of[fact] for fact in dict.fromkeys((*needs[step], head)) if fact in item_of]
    return table


class _CutSearch:
    """Cuts in order of cost, each inclusion-minimal; what was learned serves the next one."""

    def __init__(self, graph: AttackGraph, goal: int, table: _Table, costs: Mapping[str, float], rounds: int) -> None:
        self.attacks: list[tuple[str, ...]] = []
        self.bound = 0.0
        self.is_exhausted = False
        self._rounds = rounds
        self._fallback: list[int] | None = None
        self._graph, self._goal, self._table = graph, goal, table
        self._costs = np.array([costs.get(one, 1.0) for one in table.ids], np.float64)
        self._clauses: list[list[int]] = []
        self._forbidden: list[list[int]] = []
        self._position = {one: number for number, one in enumerate(table.ids)}
        touched = (len(table.touching.get(step, ())) for step in range(len(graph.steps)))
        self._weights = np.fromiter(touched, np.float64, len(graph.steps)) + _NEAR

    def cost(self, items: Iterable[str]) -> float:
        """Return what a choice costs."""
        return float(sum(self._costs[self._position[one]] for one in items))

    def forbid(self, items: Iterable[str]) -> None:
        """Leave out every choice that holds all of these."""
        self._forbidden.append([self._position[one] for one in items])

    def next(self) -> tuple[str, ...] | None:
        """Return the cheapest cut not left out, with nothing needless in it; None when there is none.

        When the rounds run out, the first answer is the cheapest cut met, and its cost above the bound.
        """
        for _ in range(self._rounds):
            choice = self._propose()
            if choice is None:
                self.is_exhausted = True
                return None
            if not choice.is_proven:
                break
            if not self._learn(list(choice.items)):
                return self._named(list(choice.items))
        return self._named(self._fallback) if self._fallback is not None and not self._forbidden else None

    def _named(self, chosen: list[int]) -> tuple[str, ...]:
        return tuple(self._table.ids[item] for item in self._trimmed(chosen))

    def _propose(self) -> Choice | None:
        master = Master(self._costs)
        for clause in self._clauses:
            master.add_any(clause)
        for held in self._forbidden:
            if not held:
                return None
            master.add_not_all(held)
        choice = master.solve()
        if choice is not None and not self._forbidden:
            self.bound = choice.bound
        return choice

    def _learn(self, chosen: list[int]) -> bool:
        """Add the attacks that survive a choice, several that share nothing at a time; tell whether there was one."""
        removed, learned = list(chosen), False
        while (attack := self._surviving(removed)) is not None:
            learned = True
            touching = sorted({item for step in attack for item in self._table.touching.get(step, ())})
            self.attacks.append(tuple(self._graph.steps[step].id for step in attack))
            self._clauses.append(touching)
            if not touching:
                return True
            removed += touching
        self._keep(removed)
        return learned

    def _keep(self, cut: list[int]) -> None:
        """Remember a cut, the cheapest met."""
        if self._fallback is None or self._costs[cut].sum() < self._costs[self._fallback].sum():
            self._fallback = cut

    def _surviving(self, removed: Iterable[int]) -> list[int] | None:
        """Return the steps of an attack that touches none of the items, one that few items touch; None for none."""
        kernel = self._graph.kernel
        alive, barred = self._without(removed)
        costs = np.where(alive & ~barred[kernel.heads], self._weights, np.inf)
        best = best_derivations(kernel, costs, "sum", kernel.start & ~barred)
        if not best.held[self._goal]:
            return None
        return list(best.proof(kernel, self._goal).tolist())

    def _without(self, removed: Iterable[int]) -> tuple[BoolArray, BoolArray]:
        """Return which steps can still be done, and which facts cannot be held."""
        kernel = self._graph.kernel
        alive = np.ones(kernel.step_count, np.bool_)
        barred = np.zeros(kernel.fact_count, np.bool_)
        for item in removed:
            alive[list(self._table.steps[item])] = False
            if self._table.facts[item] >= 0:
                barred[self._table.facts[item]] = True
        return alive, barred

    def _trimmed(self, chosen: list[int]) -> list[int]:
        """Leave out what the cut does without, dearest first."""
        kept = sorted(chosen, key=lambda item: (-self._costs[item], item))
        for item in list(kept):
            others = [one for one in kept if one != item]
            if not self._falls(others):
                kept = others
        return sorted(kept)

    def _falls(self, removed: Iterable[int]) -> bool:
        alive, barred = self._without(removed)
        kernel = self._graph.kernel
        return bool(chain(kernel, alive, kernel.start & ~barred, barred).held[self._goal])


def check_cut(graph: AttackGraph, cut: Cut, costs: Mapping[str, float], takes: Mapping[str, frozenset[str]]) -> bool:
    """Check a proven cut without trusting the search: it protects the target, and nothing cheaper could.

    Args:
        graph: The attack graph.
        cut: What to check.
        costs: Cost of every item.
        takes: Item -> ids of the steps that it takes away, steps that need or give a fact included.
    """

    def derived(steps: Iterable[str], start: Iterable[str]) -> set[str]:
        held, allowed, size = set(start), [graph.step(step) for step in steps], -1
        while size < len(held):
            size = len(held)
            held.update(s.postcondition for s in allowed if s.likelihood > 0 and held.issuperset(s.preconditions))
        return held

    def cheapest(left: list[tuple[str, ...]], spent: float) -> float:
        if spent >= cut.cost - _NEAR or not left:
            return spent
        hits = (one for one in takes if not takes[one].isdisjoint(left[0]))
        rests = ((one, [attack for attack in left if takes[one].isdisjoint(attack)]) for one in hits)
        return min((cheapest(rest, spent + costs[one]) for one, rest in rests), default=float("inf"))

    gone = frozenset().union(*(takes[one] for one in cut.items or ()))
    start = set(graph.start) - (set(cut.items or ()) if cut.remove == "facts" else set())
    is_safe = cut.target not in derived((step.id for step in graph.steps if step.id not in gone), start)
    are_attacks = all(cut.target in derived(attack, graph.start) for attack in cut.attacks)
    return is_safe and are_attacks and cheapest(list(cut.attacks), 0.0) >= cut.cost - _NEAR
