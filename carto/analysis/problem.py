"""What a plan chooses from, and what for: measures, what is at stake, and the conditions that every choice satisfies.

What is minimised is the *residual stake*: the sum over everything at stake of its weight x the value of the level at
which it falls. A thing falls at a level when some attack on it has no step less likely than that level: its hardest
step decides. The levels are the likelihoods of the five difficulties and a last one for anything rarer; what does not
fall at all counts nothing. Care that a measure stops by itself counts whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import Final

import numpy as np

from carto.analysis.folding import Folded, folded
from carto.attack.choices import Choices
from carto.attack.kernel import FloatArray

UNITS: Final = 1000
"""Stakes are counted in whole thousandths, so that equal is equal."""

_ROUND: Final = 1e-9
Chosen = frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that may be chosen.

    Attributes:
        id: Its id.
        cost: Money, in cents.
        days: Days of the team, in hundredths.
        requires: Candidates that must be chosen with it.
        excludes: Candidates that cannot be chosen with it.
        kind: At most one of a kind is chosen; "" for none.
    """

    id: str
    cost: int = 0
    days: int = 0
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stake:
    """Something at stake: a fact, and what its loss weighs."""

    fact: str
    weight: int


@dataclass(frozen=True, slots=True)
class Levels:
    """How likely a step is, in levels.

    Attributes:
        floors: Least likelihood of each level, likeliest first; one more level stands for anything rarer.
        values: What falling at each level counts, in thousandths; one more than floors.
        shift: Levels by which every attacker is better (negative) or worse.
    """

    floors: tuple[float, ...] = (0.95, 0.7, 0.4, 0.15, 0.03)
    values: tuple[int, ...] = (950, 700, 400, 150, 30, 15)
    shift: int = 0

    def level(self, likelihood: float) -> float:
        """Return the level of one step: the same as ``of``, quicker for a few."""
        if likelihood <= 0:
            return inf
        level = sum(likelihood < floor - _ROUND for floor in self.floors)
        if likelihood >= 1 - _ROUND:
            return level
        return min(max(level + self.shift, 0), len(self.floors))

    def of(self, likelihoods: FloatArray) -> FloatArray:
        """Return the level of each step; infinite for one that never works."""
        floors = np.array(self.floors)[:, None] - _ROUND
        levels = (likelihoods[None, :] < floors).sum(axis=0).astype(np.float64)
        if self.shift:
            moved = np.clip(levels + self.shift, 0, len(self.floors))
            levels = np.where(likelihoods >= 1 - _ROUND, levels, moved)
        return np.where(likelihoods > 0, levels, np.inf)


@dataclass(frozen=True, slots=True)
class Loss:
    """Care that a choice of measures stops by itself.

    Attributes:
        weight: What it weighs.
        stopped: Tells whether a choice stops it.
        stopping: Measures that take away what it needs.
        restoring: Measures that give it something else.
    """

    id: str
    weight: int
    stopped: Callable[[Chosen], bool]
    stopping: frozenset[str]
    restoring: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Problem:
    """What to choose from, and what for.

    Attributes:
        choices: The attack graph under every choice.
        candidates: Sorted by id.
        stakes: Sorted by fact.
        levels: How levels are read.
        losses: Care that measures may stop by themselves.
    """

    choices: Choices
    candidates: tuple[Candidate, ...]
    stakes: tuple[Stake, ...]
    levels: Levels = field(default_factory=Levels)
    losses: tuple[Loss, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Ids of the candidates."""
        return tuple(one.id for one in self.candidates)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Position of each candidate."""
        return {one: number for number, one in enumerate(self.ids)}

    @cached_property
    def part(self) -> Folded:
        """The part of the graph that decides what falls, whatever is chosen."""
        return folded(self.choices, [stake.fact for stake in self.stakes])

    def varied(self, candidates: tuple[Candidate, ...] | None = None, levels: Levels | None = None) -> Problem:
        """Return the same problem with other prices or other levels; what was folded stays so."""
        varied = replace(self, candidates=candidates or self.candidates, levels=levels or self.levels)
        vars(varied)["part"] = self.part
        return varied

    def cost(self, chosen: Iterable[str]) -> int:
        """Return what a choice costs."""
        return sum(self.candidates[self.numbers[one]].cost for one in chosen)

    def days(self, chosen: Iterable[str]) -> int:
        """Return the days a choice takes."""
        return sum(self.candidates[self.numbers[one]].days for one in chosen)

    def is_allowed(self, chosen: Chosen) -> bool:
        """Tell whether a choice respects requirements and exclusions."""
        picked = [self.candidates[self.numbers[one]] for one in sorted(chosen)]
        kinds = [one.kind for one in picked if one.kind]
        return len(kinds) == len(set(kinds)) and all(
            chosen.issuperset(one.requires) and chosen.isdisjoint(one.excludes) for one in picked
        )


@dataclass(frozen=True, slots=True)
class Falls:
    """What falls under a choice.

    Attributes:
        levels: Level at which each stake falls, in the order of the stakes; None when it does not.
        stopped: Ids of care that the choice stops by itself, sorted.
        stake: Residual stake, in thousandths.
    """

    levels: tuple[int | None, ...]
    stopped: tuple[str, ...]
    stake: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition that every choice of measures satisfies, with the attack that proves it.

    Attributes:
        pays: (stake, level) that may fall instead, or (loss, -1) for care stopped by measures.
        does: Measures of which one may be done instead.
        leaves: Measures of which one may be left out instead.
        attack: Steps of the attack; empty for care stopped by measures.
    """

    pays: tuple[int, int]
    does: tuple[str, ...]
    leaves: tuple[str, ...]
    attack: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a choice must respect.

    Attributes:
        cost: Most money, in cents; None for no limit.
        days: Most days, in hundredths; None for no limit.
        stake: Highest residual stake; None for no limit.
        safe: Positions of stakes that must not fall at all.
        keeps_care: Whether no measure may stop care by itself.
    """

    cost: int | None = None
    days: int | None = None
    stake: int | None = None
    safe: frozenset[int] = frozenset()
    keeps_care: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice under some terms.

    Attributes:
        chosen: Measures, sorted.
        falls: What still falls.
        cost: Cents.
        days: Hundredths.
        bound: No choice under the same terms leaves less at stake, in thousandths.
        is_proven: Whether the residual stake is that bound.
    """

    chosen: tuple[str, ...]
    falls: Falls
    cost: int
    days: int
    bound: float
    is_proven: bool
