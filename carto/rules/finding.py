"""A finding: one weakness at one place, its severity with the arithmetic that led there, and what it means for care."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from carto.i18n.bilingual import Bilingual, both
from carto.model.vocabulary import Confidence, Level

_LEVELS: Final = tuple(Level)


def shifted(level: Level, change: int) -> Level:
    """Return a level some steps up or down; the scale has ends: never below low, never above critical."""
    return _LEVELS[min(max(_LEVELS.index(level) + change, 0), len(_LEVELS) - 1)]


def rank(level: Level) -> int:
    """Return 0 for low .. 3 for critical."""
    return _LEVELS.index(level)


@dataclasses.dataclass(frozen=True, slots=True)
class Adjustment:
    """One term of the severity's arithmetic.

    Attributes:
        reason: Key of its words, below ``rules.severity``.
        change: How many levels it moves the severity, up or down; 0 for a reason that alone is not enough.
    """

    reason: str
    change: int

    @property
    def words(self) -> Bilingual:
        """Why, in both languages."""
        return both(f"rules.severity.{self.reason}")


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A weakness found at a place of the model.

    Attributes:
        rule: Id of the rule: the bad state.
        section: Section of the model, or ``establishment``.
        subject: Id of the object, or ``establishment``.
        field: Field of the object, or "".
        base: Severity before the arithmetic.
        confidence: How sure the rule is when it speaks.
        to_check: The answer rests on something nobody has said.
        values: What fills the message.
        variant: Which of the rule's messages is meant, or "".
        adjustments: The arithmetic, in the order it was done.
        involves: Devices that the weakness is about; sorted.
        related: Other routes that a reader needs; sorted.
        exploited: A flaw among the causes is known to be used by attackers.
        care: Care processes at stake; sorted.
        measures: Measures of the catalogue that treat it.
        steps: Attack steps that it feeds; sorted.
        grouped: Ids of every object of a group of like "to check" findings; empty when it stands alone.
    """

    rule: str
    section: str
    subject: str
    field: str = ""
    base: Level = Level.MEDIUM
    confidence: Confidence = Confidence.HIGH
    to_check: bool = False
    values: Mapping[str, object] = dataclasses.field(default_factory=dict, hash=False)
    variant: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    involves: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    exploited: bool = False
    care: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    grouped: tuple[str, ...] = ()

    @property
    def severity(self) -> Level:
        """Base severity after the arithmetic."""
        return shifted(self.base, sum(term.change for term in self.adjustments))

    @property
    def route(self) -> str:
        """Where it is in the model: ``section:id`` or ``section:id:field``."""
        parts = (
            (self.subject, self.field) if self.section == "establishment" else (self.section, self.subject, self.field)
        )
        return ":".join(part for part in parts if part)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every object it is about."""
        return self.grouped or (self.subject,)

    @property
    def mark(self) -> str:
        """What stays the same from run to run while the finding does: for tools that keep it, and for tickets.

        The questions of one rule are one finding, whichever objects raise it today.
        """
        if self.to_check:
            return f"{self.rule}:to-check"
        return ":".join((self.rule, self.route, self.variant, *self.involves))

    @property
    def message(self) -> Bilingual:
        """What is wrong here, in both languages."""
        if self.to_check and not self.variant:
            return self._question()
        return both(f"rules-weaknesses.{self.rule}.{self.variant or 'message'}", **self.values)

    def _question(self) -> Bilingual:
        first = self.values.get("names") or self.values.get("thing") or self.subject
        title = both(f"rules-weaknesses.{self.rule}.title")
        return both("rules.to-check", count=len(self.subjects), first=first, title=title)

    @property
    def key(self) -> tuple[int, bool, int, str, str, str, str, str]:
        """What findings are sorted by: worst first, known before asked, most reasons first, then rule and place."""
        reasons = sum(term.change >= 0 for term in self.adjustments) + rank(self.base)
        place = (self.rule, self.section, self.subject, self.field, self.variant)
        return (-rank(self.severity), self.to_check, -reasons, *place)
