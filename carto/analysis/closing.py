"""What falls, as rows of a linear program: any set of facts that the steps close is a fallen one, or larger.

Where each measure acts on steps by itself, these rows say all there is to say of an attack graph, and a solver that
has them needs no attack told apart. Where measures act together they would only be a bound, and a poor one: then there
are none. Cycles need no care: to prove that something does not fall, a closed set without it is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from carto.attack.choices import Choices
from carto.attack.graph import Step

_MOST: Final = 40_000
"""More rows than this cost the solver more than they save."""

Row = tuple[list[int], list[float], float]


class Closing:
    """The rows of a graph under every choice.

    Attributes:
        columns: Columns for facts, one for each fact and level.
        rows: Columns, weights, and the least sum of each; none where measures act together, or there would be too many.
    """

    def __init__(self, choices: Choices, numbers: Mapping[str, int], first: int, floors: Sequence[float]) -> None:
        """Write the rows.

        Args:
            choices: The graph.
            numbers: Column of each measure.
            first: First column of the facts.
            floors: Least likelihood of each level.
        """
        self._choices, self._numbers, self._first, self._floors = choices, numbers, first, floors
        acts_alone = all(len(effect.when) == 1 and effect.factor >= 1 for effect in choices.effects)
        self.is_worth_it = acts_alone and 0 < len(choices.graph.steps) * len(floors) <= _MOST
        self.columns = len(choices.graph.facts) * len(floors) if self.is_worth_it else 0
        self.rows = tuple(row for level in range(len(floors)) for row in self._at(level)) if self.is_worth_it else ()

    def goal(self, fact: int, columns: Sequence[int]) -> Iterator[Row]:
        """Yield that something falls with a fact: a column a level."""
        is_held = bool(self._choices.graph.kernel.start[fact])
        for level, column in enumerate(columns if self.is_worth_it else ()):
            yield ([column], [1.0], 1.0) if is_held else ([column, self._column(fact, level)], [1.0, -1.0], 0.0)

    def _at(self, level: int) -> Iterator[Row]:
        for step in self._choices.graph.steps:
            if step.likelihood >= self._floors[level]:
                yield self._row(step, level)

    def _row(self, step: Step, level: int) -> Row:
        """Return that a step gives its fact, unless it lacks something, is stopped or was never opened."""
        index = self._choices.graph.fact_index
        lowering = self._choices.effects_on.get(step.id, ())
        stopping = sorted({one for each in lowering if each.at_most < self._floors[level] for one in each.when})
        opening = sorted(self._choices.opened.get(step.id, ()))
        needed = [self._column(index[fact], level) for fact in step.preconditions]
        columns = [self._column(index[step.postcondition], level), *needed]
        columns += [self._numbers[one] for one in (*stopping, *opening)]
        weights = [1.0, *[-1.0] * len(needed), *[1.0] * len(stopping), *[-1.0] * len(opening)]
        return columns, weights, 1.0 - len(needed) - len(opening)

    def _column(self, fact: int, level: int) -> int:
        return self._first + level * len(self._choices.graph.facts) + fact
