"""The part of an attack graph that decides about a plan, with what is alike done once.

Three things are left out, and none of them can change at which level anything at stake falls, whatever is chosen:
steps that lead to nothing at stake or can never be done; steps that give back what was needed to come there; and
doubles. Two steps are doubles when they need and give the same and every measure does the same to both; two facts are,
when they are given in the same ways, because then both fall or neither does. A fleet of machines becomes a few facts.

An attack found on what is left stands for attacks of the whole graph: ``unfolded`` gives one of them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph
from carto.attack.kernel import BoolArray, FloatArray, IntArray, Kernel, Rows, chain

_NONE: Final = -1
_WORD: Final = 2**63


@dataclass(frozen=True, eq=False)
class Folded:
    """What is left of a graph for some goals.

    Attributes:
        whole: The graph under every choice.
        choices: The same for what is left; steps keep the id of the first of their doubles, facts likewise.
        goals: Goals under the name they have there, in the order asked; "" for one that never falls.
        fact_home: Position of the fact that stands for each fact of the whole graph.
        step_home: Position of the step that stands for each step of the whole graph; -1 for what was left out.
    """

    whole: Choices
    choices: Choices
    goals: tuple[str, ...]
    fact_home: IntArray
    step_home: IntArray

    def unfolded(self, goal: str, attack: Iterable[str]) -> tuple[str, ...]:
        """Return the steps of an attack on ``goal`` in the whole graph, sorted, that an attack found here stands for.

        Args:
            goal: A fact of the whole graph.
            attack: Ids of steps of ``choices`` that derive it, one for each fact.
        """
        graph, kernel = self.whole.graph, self.whole.graph.kernel
        used = [graph.step_at(one) for one in attack]
        giver = {int(self.fact_home[kernel.heads[step]]): step for step in used}
        waiting = [graph.fact_at(goal)]
        seen, steps = set(waiting), []
        while waiting:
            fact = waiting.pop()
            if kernel.start[fact]:
                continue
            ways = kernel.givers.row(fact)
            step = int(ways[self.step_home[ways] == giver[int(self.fact_home[fact])]][0])
            steps.append(step)
            fresh = [one for one in kernel.premises.row(step).tolist() if one not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return tuple(graph.steps[step].id for step in sorted(steps))


def folded(choices: Choices, goals: Sequence[str]) -> Folded:
    """Return what is left of a graph for some goals.

    Complexity: a few sorts of the steps for each layer of look-alikes.
    """
    index = choices.graph.fact_index
    wanted = np.array(sorted({index[goal] for goal in goals if goal in index}), np.intp)
    part = _begun(choices)
    while True:
        size = len(part.steps)
        part = _merged(part.kept(_useful(part, wanted)))
        wanted = np.unique(part.fact_home[wanted])
        if len(part.steps) == size:
            return _told(choices, goals, part)


@dataclass(frozen=True, eq=False)
class _Part:
    """Steps that are left, as arrays.

    Attributes:
        steps: Their positions in the whole graph.
        treated: What measures do to each: equal numbers, equal treatment, equal likelihood.
        likelihoods: Likelihood of each before any measure.
        free: Which of them no measure touches.
        heads: Fact that each gives.
        premises: Facts that each needs, ascending, without those held at the start.
        fact_home, step_home: As told of ``Folded``.
    """

    steps: IntArray
    treated: IntArray
    likelihoods: FloatArray
    free: BoolArray
    heads: IntArray
    premises: Rows
    fact_home: IntArray
    step_home: IntArray

    @cached_property
    def kernel(self) -> Kernel:
        """The same for the fixpoints, nothing held at the start."""
        size = len(self.fact_home)
        return Kernel(self.premises, self.heads, np.zeros(size, np.bool_), np.ones(len(self.steps), np.bool_))

    def kept(self, keep: BoolArray) -> _Part:
        """Return the same with some steps only."""
        if keep.all():
            return self
        lost = np.zeros(len(self.step_home) + 1, np.bool_)  # the last place is for steps already left out
        lost[self.steps[~keep]] = True
        return replace(
            self,
            steps=self.steps[keep],
            treated=self.treated[keep],
            likelihoods=self.likelihoods[keep],
            free=self.free[keep],
            heads=self.heads[keep],
            premises=_rows(self.premises, np.flatnonzero(keep)),
            step_home=np.where(lost[self.step_home], _NONE, self.step_home),
        )


def _begun(choices: Choices) -> _Part:
    """Return every step that can be done under some choice and gives something new."""
    kernel = choices.graph.kernel
    held = chain(kernel).held
    owners = np.repeat(np.arange(kernel.step_count), kernel.premises.lengths)
    fires = kernel.usable & ~kernel.start[kernel.heads]
    fires[owners[~held[kernel.premises.members]]] = False
    needed = ~kernel.start[kernel.premises.members]
    lengths = np.bincount(owners[needed], minlength=kernel.step_count)
    treated, free = _treatment(choices)
    everything = _Part(
        steps=np.arange(kernel.step_count),
        treated=treated,
        likelihoods=choices.graph.likelihoods,
        free=free,
        heads=kernel.heads,
        premises=Rows.from_lengths(lengths, kernel.premises.members[needed]),
        fact_home=np.arange(kernel.fact_count),
        step_home=np.arange(kernel.step_count),
    )
    return everything.kept(fires)


def _acting(choices: Choices) -> list[IntArray]:
    """Return the steps that each effect really lowers."""
    likelihoods = choices.graph.likelihoods
    pairs = zip(choices.effects, choices.positions, strict=True)
    return [where[(likelihoods[where] > effect.at_most) | (effect.factor < 1)] for effect, where in pairs]


def _treatment(choices: Choices) -> tuple[IntArray, BoolArray]:
    """Return what measures do to each step, numbered, and which steps no measure touches."""
    size, acting = choices.graph.kernel.step_count, _acting(choices)
    steps = np.concatenate([np.zeros(0, np.intp), *acting])
    numbers = np.repeat(np.arange(len(acting)), [len(where) for where in acting])
    lengths = np.bincount(steps, minlength=size)
    alike = _alike(Rows.from_lengths(lengths, numbers[np.argsort(steps, kind="stable")]))
    opening = np.zeros(size, np.intp)
    for number, where in enumerate(choices.openings.values(), 1):
        opening[where] = number
    levels = np.unique(choices.graph.likelihoods, return_inverse=True)[1]
    return _paired(_paired(alike, opening), levels), (lengths == 0) & (opening == 0)


def _useful(part: _Part, wanted: IntArray) -> BoolArray:
    """Return which steps lead to a goal and do not only give back what was needed for them."""
    forward = ~_returning(part)
    kernel = part.kernel
    useful = np.zeros(kernel.step_count, np.bool_)
    seen = np.zeros(kernel.fact_count, np.bool_)
    front = wanted
    while len(front):
        seen[front] = True
        steps, _ = kernel.givers.gather(front)
        steps = steps[forward[steps]]
        useful[steps] = True
        facts, _ = kernel.premises.gather(steps)
        front = np.unique(facts[~seen[facts]])
    return useful


def _returning(part: _Part) -> BoolArray:
    """Return which steps need something that nobody comes to hold without what they give."""
    rows, heads, size = part.premises, part.heads, len(part.fact_home)
    owners = np.repeat(np.arange(len(heads)), rows.lengths)
    given, times = np.unique(heads[owners] * size + rows.members, return_counts=True)  # (fact, what it is given with)
    ways = np.bincount(heads, minlength=size)
    asked = rows.members * size + heads[owners]
    place = np.minimum(np.searchsorted(given, asked), max(0, len(given) - 1))
    always = np.zeros(len(asked), np.bool_) if not len(given) else given[place] == asked
    always &= times[place] == ways[rows.members] if len(given) else False
    always |= rows.members == heads[owners]
    found = np.zeros(len(heads), np.bool_)
    found[owners[always]] = True
    return found


def _merged(part: _Part) -> _Part:
    """Return the part with doubles done once: steps first, then facts, then the steps that become doubles thereby."""
    part = _once(part)
    ways = _ways(part)
    order = np.lexsort((ways, part.heads))
    given, lengths = np.unique(part.heads, return_counts=True)
    same = _alike(Rows.from_lengths(lengths, ways[order]))
    if (same == np.arange(len(given))).all():
        return part
    home = np.arange(len(part.fact_home))
    home[given] = given[same]
    premises = _sorted_sets(Rows(part.premises.bounds, home[part.premises.members]))
    return _once(replace(part, heads=home[part.heads], premises=premises, fact_home=home[part.fact_home]))


def _ways(part: _Part) -> IntArray:
    """Return a number for what each step needs and how measures treat it."""
    return _paired(_alike(part.premises), part.treated)


def _once(part: _Part) -> _Part:
    """Return the part without steps that another one does as well under every choice."""
    needs = _paired(_alike(part.premises), part.heads)
    best = np.full(len(part.steps), -1.0)
    np.maximum.at(best, needs[part.free], part.likelihoods[part.free])
    first = _first_of(_paired(needs, part.treated))
    beaten = (part.likelihoods < best[needs]) | (~part.free & (part.likelihoods == best[needs]))
    keep = (first == np.arange(len(part.steps))) & ~beaten
    home = np.arange(len(part.step_home) + 1)
    home[-1] = _NONE
    home[part.steps] = part.steps[first]
    return replace(part, step_home=home[part.step_home]).kept(keep)


def _told(choices: Choices, goals: Sequence[str], part: _Part) -> Folded:
    graph, index = choices.graph, choices.graph.fact_index
    facts = graph.facts
    steps = []
    for place, (step, head) in enumerate(zip(part.steps.tolist(), part.heads.tolist(), strict=True)):
        needed = tuple(sorted(facts[fact] for fact in part.premises.row(place).tolist()))
        steps.append(replace(graph.steps[step], preconditions=needed, postcondition=facts[head]))
    names = tuple(facts[part.fact_home[index[goal]]] if goal in index else "" for goal in goals)
    start = [name for name in names if name in index and graph.kernel.start[index[name]]]
    effects = [
        Effect(effect.when, tuple(graph.steps[one].id for one in ids), effect.at_most, effect.factor)
        for effect, where in zip(choices.effects, _acting(choices), strict=True)
        if (ids := np.unique(part.step_home[where][part.step_home[where] >= 0]).tolist())
    ]
    opened = {step.id: choices.opened[step.id] for step in steps if step.id in choices.opened}
    small = Choices(AttackGraph(steps, start), opened, tuple(effects))
    return Folded(choices, small, names, part.fact_home, part.step_home)


def _alike(rows: Rows) -> IntArray:
    """Return, for each row, the first row with the same members in the same order.

    Rows are told apart by the sum of random words for their members, weighted by place, and then compared in full.
    """
    lengths, members = rows.lengths, rows.members
    words = np.random.default_rng(0).integers(1, _WORD, int(members.max(initial=0)) + 1, np.uint64)
    places = np.arange(len(members)) - np.repeat(rows.bounds[:-1], lengths)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words[members] * (2 * places + 1).astype(np.uint64))))
    hashes = sums[rows.bounds[1:]] - sums[rows.bounds[:-1]] + lengths.astype(np.uint64)
    first = _first_of(hashes)
    differs = lengths != lengths[first]
    first[differs] = np.flatnonzero(differs)
    others = np.flatnonzero((first != np.arange(len(first))) & (lengths > 0))
    if len(others):
        mine, offsets = rows.gather(others)
        theirs, _ = rows.gather(first[others])
        wrong = np.logical_or.reduceat(mine != theirs, offsets)
        first[others[wrong]] = others[wrong]
    return first


def _first_of(values: np.ndarray[tuple[int], np.dtype[np.generic]]) -> IntArray:
    """Return, for each value, the first place where it stands."""
    if not len(values):
        return np.zeros(0, np.intp)
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], np.intp)


def _paired(ones: IntArray, others: IntArray) -> IntArray:
    """Return numbers that are equal where both are; below the length of either."""
    return _first_of(ones.astype(np.int64) * (int(others.max(initial=0)) + 1) + others)


def _rows(rows: Rows, kept: IntArray) -> Rows:
    members, _ = rows.gather(kept)
    return Rows.from_lengths(rows.lengths[kept], members)


def _sorted_sets(rows: Rows) -> Rows:
    """Return rows with members ascending, each once."""
    size = int(rows.members.max(initial=0)) + 1
    owners = np.repeat(np.arange(len(rows.bounds) - 1), rows.lengths)
    once = np.unique(owners * size + rows.members)
    return Rows.from_lengths(np.bincount(once // size, minlength=len(rows.bounds) - 1), once % size)
