"""The arithmetic of a severity: what the rule itself adds, what the surroundings add, what controls take away.

A level has room at both ends, and the last level is dear: were each reason worth one level, a third of what is found in
a weak hospital would be critical, and nobody would know where to begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.finding import Adjustment, rank, shifted

_TWO: Final = 2


def arithmetic(
    base: Level, own: Sequence[Adjustment], surroundings: Sequence[str] = (), controls: Iterable[str] = ()
) -> tuple[Adjustment, ...]:
    """Return the terms of a severity, each with what it really changes; they add up to the severity.

    Args:
        base: What the rule starts from.
        own: What the rule itself says of the place: each counts one level, up to critical.
        surroundings: Reasons found around the place (on a path, reached from outside, used by attackers): together they
            raise by one level; from high to critical only when there are two of them. A question is not raised.
        controls: What is declared against it: each lowers by one level, once everything is raised.
    """
    raising = [term.reason for term in own if term.change > 0]
    lowering = [*(term.reason for term in own if term.change < 0), *controls]
    terms: list[Adjustment] = []
    level = base
    for reason in raising:
        level = _add(terms, level, reason, shifted(level, 1))
    if "unknown" not in lowering:
        raised = _raised(level, len(surroundings))
        for reason in surroundings:
            level = _add(terms, level, reason, raised)
    for reason in lowering:
        level = _add(terms, level, reason, shifted(level, -1))
    return tuple(terms)


def _raised(level: Level, reasons: int) -> Level:
    """Return a level after what surrounds the place: one up, to critical only for two reasons."""
    if not reasons or (reasons < _TWO and level is Level.HIGH):
        return level
    return shifted(level, 1)


def _add(terms: list[Adjustment], level: Level, reason: str, after: Level) -> Level:
    terms.append(Adjustment(reason, rank(after) - rank(level)))
    return after
