"""Small attack graphs for tests, and the plainest answers to every question about them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from itertools import combinations

from hypothesis import strategies as st

from carto.attack.graph import AttackGraph, Step

FACTS = ("a", "b", "c", "d", "e", "t")
ASSETS = ("x", "y", "z")


def step(name: str, needs: str = "", gives: str = "t", likelihood: float = 0.5, days: float = 1.0, **more) -> Step:
    """Return a step; ``needs`` names its preconditions, apart by spaces."""
    return Step(name, tuple(sorted(needs.split())), gives, likelihood, days, **more)


def graph(*steps: Step, start: str = "s") -> AttackGraph:
    """Return a graph; ``start`` names its starting facts, apart by spaces."""
    return AttackGraph(steps, start.split())


@st.composite
def graphs(
    draw, max_steps: int = 9, most_needs: int = 3, likelihoods=(0.0, 0.1, 0.25, 0.5, 0.5, 1.0, 1.0)
) -> AttackGraph:
    """Graphs with cycles, self-loops, steps without preconditions, parallel steps and free steps."""
    steps = [
        Step(
            f"s{number}",
            tuple(sorted(draw(st.sets(st.sampled_from(FACTS), max_size=most_needs)))),
            draw(st.sampled_from(FACTS)),
            draw(st.sampled_from(likelihoods)),
            draw(st.sampled_from([0.0, 0.0, 1.0, 1.0, 2.0, 2.5])),
            tuple(sorted(draw(st.sets(st.sampled_from(ASSETS), max_size=2)))),
        )
        for number in range(draw(st.integers(1, max_steps)))
    ]
    # The last step makes the target known, whatever was drawn; nobody has what it needs.
    return AttackGraph(
        [*steps, Step("never", ("nobody-has-it",), "t")], draw(st.sets(st.sampled_from(FACTS[:-1]), max_size=2))
    )


def derived(steps: Iterable[Step], start: Iterable[str]) -> set[str]:
    """Return what falls, by trying every step again and again."""
    held, usable, size = set(start), [one for one in steps if one.likelihood > 0], -1
    while size < len(held):
        size = len(held)
        held |= {one.postcondition for one in usable if held.issuperset(one.preconditions)}
    return held


def minimal_attacks(whole: AttackGraph, target: str = "t") -> list[frozenset[str]]:
    """Return the ids of every minimal attack, by trying every set of steps."""
    found: list[frozenset[str]] = []
    for size in range(len(whole.steps) + 1):
        for chosen in combinations(whole.steps, size):
            ids = frozenset(one.id for one in chosen)
            if not any(other <= ids for other in found) and target in derived(chosen, whole.start):
                found.append(ids)
    return found


def finish(whole: AttackGraph, ids: Collection[str], target: str = "t") -> float:
    """Return when the target falls if all steps of a set start as early as they can."""
    ends = dict.fromkeys(whole.start, 0.0)
    chosen = [whole.step(one) for one in ids]
    for _ in chosen:
        for one in chosen:
            if all(fact in ends for fact in one.preconditions):
                end = one.effort_days + max((ends[fact] for fact in one.preconditions), default=0.0)
                ends[one.postcondition] = min(end, ends.get(one.postcondition, math.inf))
    return ends[target]


def figure(whole: AttackGraph, ids: Collection[str], by: str, target: str = "t") -> float:
    """Return what a set of steps is ranked by: less is better."""
    chosen = [whole.step(one) for one in ids]
    if by == "likelihood":
        return -math.prod(one.likelihood for one in chosen)
    return math.fsum(one.effort_days for one in chosen) if by == "effort" else finish(whole, ids, target)
