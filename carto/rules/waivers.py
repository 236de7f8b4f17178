"""Findings that an establishment accepts, with a reason and an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from carto.i18n.bilingual import Bilingual, both
from carto.model.annotation import Waiver
from carto.rules.finding import Finding
from carto.rules.registry import rule_of


class WaiverState(StrEnum):
    """What came of a waiver."""

    USED = "used"
    EXPIRED = "expired"
    UNUSED = "unused"
    UNKNOWN_RULE = "unknown-rule"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class WaiverOutcome:
    """What came of one waiver.

    Attributes:
        waiver: Its id.
        rule: The rule it names.
        state: What came of it.
        idle: Objects it names that have no such finding; sorted.
    """

    waiver: str
    rule: str
    state: WaiverState
    idle: tuple[str, ...] = ()

    @property
    def route(self) -> str:
        """Where the waiver is in the model."""
        return f"waivers:{self.waiver}"

    @property
    def message(self) -> Bilingual:
        """What came of it, in words."""
        return both(f"rules.waiver.{self.state}", waiver=self.waiver, rule=self.rule, idle=", ".join(self.idle))


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that a waiver covers."""

    finding: Finding
    waiver: str


def covering(waivers: Mapping[str, Waiver], today: dt.date | None) -> dict[tuple[str, str], Waiver]:
    """Return the waivers in force, by rule and object; of two, the first by id.

    A waiver with an end holds only while a day is known and not past it.
    """
    found: dict[tuple[str, str], Waiver] = {}
    for waiver in waivers.values():
        rule = rule_of(waiver.rule)
        if rule is not None and _in_force(waiver, today):
            for thing in waiver.on:
                found.setdefault((rule.id, thing), waiver)
    return found


def split(
    findings: Iterable[Finding], in_force: Mapping[tuple[str, str], Waiver]
) -> tuple[list[Finding], list[Waived]]:
    """Part the findings that stand from those that a waiver covers."""
    standing, waived = [], []
    for finding in findings:
        waiver = in_force.get((finding.rule, finding.subject))
        if waiver is None:
            standing.append(finding)
        else:
            waived.append(Waived(finding, waiver.id))
    return standing, waived


def outcomes(
    waivers: Mapping[str, Waiver], findings: Sequence[Finding], today: dt.date | None
) -> tuple[WaiverOutcome, ...]:
    """Say what came of every waiver; ``findings`` are all of them, waived or not."""
    found = {(finding.rule, finding.subject) for finding in findings}
    return tuple(_outcome(waiver, found, today) for waiver in waivers.values())


def _outcome(waiver: Waiver, found: set[tuple[str, str]], today: dt.date | None) -> WaiverOutcome:
    rule = rule_of(waiver.rule)
    if rule is None:
        return WaiverOutcome(waiver.id, waiver.rule, WaiverState.UNKNOWN_RULE)
    idle = tuple(sorted(thing for thing in waiver.on if (rule.id, thing) not in found))
    if len(idle) == len(waiver.on):
        return WaiverOutcome(waiver.id, rule.id, WaiverState.UNUSED, idle)
    return WaiverOutcome(waiver.id, rule.id, _state(waiver, today), idle)


def _state(waiver: Waiver, today: dt.date | None) -> WaiverState:
    if _in_force(waiver, today):
        return WaiverState.USED
    return WaiverState.EXPIRED if today else WaiverState.UNDATED


def _in_force(waiver: Waiver, today: dt.date | None) -> bool:
    return waiver.expires is None or (today is not None and today <= waiver.expires)
