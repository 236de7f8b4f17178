"""What the rules saw of each clause of a framework. A row never says "compliant": only what was found or looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from carto.rules.base import Rule
from carto.rules.citations import Framework, Reference
from carto.rules.engine import Checked
from carto.rules.registry import all_rules

_CLOSED_LISTS: Final[Mapping[Framework, tuple[str, ...]]] = {
    Framework.HYGIENE: tuple(str(number) for number in range(1, 43)),
    Framework.NIS2: tuple("abcdefghij"),
    Framework.GDPR: ("32(1)(a)", "32(1)(b)", "32(1)(c)", "32(1)(d)"),
}
"""Clauses of the frameworks that are short enough to be listed whole; of the others, those that rules refer to."""

FRAMEWORKS: Final = (
    Framework.HYGIENE,
    Framework.SECTOR,
    Framework.GDPR,
    Framework.NIS2,
    Framework.IEC62443,
    Framework.ATTACK,
)


class Status(StrEnum):
    """What the rules saw of a clause.

    Attributes:
        NOT_MET: A rule found something against it.
        UNKNOWN: A rule could not tell, or there was nothing to look at.
        MET: Rules looked and found nothing against it, which proves nothing.
        NOT_MODELLED: No rule looks at it, or none is asked of this kind of establishment.
    """

    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    MET = "met"
    NOT_MODELLED = "not-modelled"


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """What the rules saw of one clause.

    Attributes:
        reference: The clause.
        status: In one word.
        rules: Rules that look at it; sorted.
        findings: Findings that stand against it.
        to_check: Findings that only ask.
        waived: Findings that the establishment accepts; the clause is not met for all that.
    """

    reference: Reference
    status: Status
    rules: tuple[str, ...]
    findings: int = 0
    to_check: int = 0
    waived: int = 0


def coverage_of(checked: Checked, *, has_devices: bool) -> tuple[ClauseCoverage, ...]:
    """Return what a run of the rules says of every clause, by framework and clause.

    Args:
        checked: A run of all rules.
        has_devices: Whether the model holds anything to look at.
    """
    rules = mapped_rules()
    return tuple(
        _row(Reference(framework, clause), rules.get(Reference(framework, clause), ()), checked, has_devices)
        for framework in FRAMEWORKS
        for clause in clauses_of(framework)
    )


def mapped_rules() -> dict[Reference, tuple[str, ...]]:
    """Return the rules that refer to each clause; ids sorted."""
    found: dict[Reference, list[str]] = {}
    for rule in all_rules():
        for reference in _looked_at(rule):
            found.setdefault(reference, []).append(rule.id)
    return {reference: tuple(ids) for reference, ids in found.items()}


def clauses_of(framework: Framework) -> tuple[str, ...]:
    """Return the clauses of a framework that the matrix shows, in order."""
    if framework in _CLOSED_LISTS:
        return _CLOSED_LISTS[framework]
    return tuple(sorted({one.clause for one in mapped_rules() if one.framework is framework}, key=_in_order))


def _looked_at(rule: Rule) -> Iterable[Reference]:
    """Return the clauses of a rule; of ATT&CK the techniques only, since a mitigation is no clause."""
    return (one for one in rule.references if one.framework is not Framework.ATTACK or one.clause.startswith("T"))


def _in_order(clause: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 4.2 before 4.10."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in clause.split("."))


def _row(reference: Reference, rules: tuple[str, ...], checked: Checked, has_devices: bool) -> ClauseCoverage:  # noqa: FBT001 -- handed through
    asked = set(rules) & set(checked.rules)
    mine = [finding for finding in checked.findings if finding.rule in asked]
    to_check = sum(len(finding.subjects) for finding in mine if finding.to_check)
    firm = sum(1 for finding in mine if not finding.to_check)
    waived = sum(1 for one in checked.waived if one.finding.rule in asked)
    status = _status(bool(asked) and has_devices, bool(asked), firm + waived, to_check)
    return ClauseCoverage(reference, status, rules, firm, to_check, waived)


def _status(looked: bool, asked: bool, against: int, to_check: int) -> Status:  # noqa: FBT001 -- a truth table
    if not asked:
        return Status.NOT_MODELLED
    if against:
        return Status.NOT_MET
    return Status.MET if looked and not to_check else Status.UNKNOWN
