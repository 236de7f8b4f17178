"""Findings of two states side by side: which are gone, which came, which are only accepted now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from carto.rules.engine import Checked
from carto.rules.finding import Finding

Mark = tuple[str, str, str, str]
"""Rule, section, object and field: what makes a finding the same in both states."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What became of findings from one state to another; each list worst first.

    Attributes:
        fixed: Of the first state alone.
        introduced: Of the second state alone.
        accepted: Of the first state; in the second one a waiver covers them.
    """

    fixed: tuple[Finding, ...]
    introduced: tuple[Finding, ...]
    accepted: tuple[Finding, ...]


def turnover(before: Checked, after: Checked, renamed: Mapping[str, str] | None = None) -> Turnover:
    """Return what became of the findings.

    A group of questions is compared object by object, so that one answer does not make a new finding of the others.

    Args:
        before: What the rules say of the first state.
        after: What they say of the second state.
        renamed: Old id -> new id of what bears another name now.

    Complexity: O(findings and their objects).
    """
    names = renamed or {}
    old = {_renamed(mark, names) for finding in before.findings for mark in _marks(finding)}
    new = {mark for finding in after.findings for mark in _marks(finding)}
    waived = {mark for one in after.waived for mark in _marks(one.finding)}
    return Turnover(
        fixed=tuple(_without(before.findings, new | waived, names)),
        introduced=tuple(_without(after.findings, old, {})),
        accepted=tuple(_without(before.findings, new | (old - waived), names)),
    )


def _marks(finding: Finding) -> Iterator[Mark]:
    for subject in finding.subjects:
        yield finding.rule, finding.section, subject, finding.field


def _renamed(mark: Mark, names: Mapping[str, str]) -> Mark:
    rule, section, subject, field = mark
    return rule, section, names.get(subject, subject), field


def _without(findings: Iterable[Finding], known: set[Mark], names: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what of each finding is not among the known ones."""
    for finding in findings:
        left = tuple(mark[2] for mark in _marks(finding) if _renamed(mark, names) not in known)
        if len(left) == len(finding.subjects):
            yield finding
        elif left:
            yield replace(finding, subject=left[0], grouped=left if len(left) > 1 else (), values=_named(finding, left))


def _named(finding: Finding, left: tuple[str, ...]) -> dict[str, object]:
    """Return the values of the message of a group of which only some objects are left."""
    return {**finding.values, "thing": left[0], "names": ", ".join(left)}
