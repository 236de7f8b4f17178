"""Comparisons in words: what was changed, then what it changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from carto.analysis.changes import Change
from carto.analysis.compare import TargetChange
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.use_cases.compare import Compared
from carto.i18n.messages import say
from carto.rules.finding import Finding

_LISTED: Final = 12
_NAMED: Final = 3
_INDENT: Final = 2
_NOTHING: Final = 0.0005
"""A difference that no figure would show."""
_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~", "renamed": "="}
_VALUE: Final = 60


def tell_comparison(page: Page, compared: Compared) -> None:
    """Write a comparison."""
    told = compared.comparison
    if told.is_same:
        _say(page, "same", style="bold")
        page.say("caution", style="dim")
        return
    _tell_changes(page, compared)
    _tell_targets(page, compared)
    _tell_blast(page, compared)
    _tell_reach(page, compared)
    _tell_care(page, compared)
    _tell_findings(page, compared)
    _tell_cost(page, compared)
    page.line()
    page.say("caution", style="dim")


def _tell_changes(page: Page, compared: Compared) -> None:
    changes = compared.comparison.changes
    kinds = Counter(change.kind for change in changes)
    counts = {kind: kinds.get(kind, 0) for kind in _SIGNS}
    _say(page, "changes", style="bold", **counts)
    for change in changes[:_LISTED]:
        page.line(_change(page, change), indent=_INDENT)
    _tell_rest(page, len(changes))


def _tell_rest(page: Page, count: int) -> None:
    if count > _LISTED:
        page.line(say("compare.rest", page.language, count=count - _LISTED), indent=_INDENT, style="dim")


def _change(page: Page, change: Change) -> str:
    what = change.section if change.section == change.id else f"{change.section} {change.id}"
    head = f"{_SIGNS[change.kind]} {what}"
    if change.renamed:
        return f"{head} -> {change.renamed}"
    leaves = [leaf for one in change.fields for leaf in _leaves(one.field, one.before, one.after)]
    fields = "; ".join(f"{name}: {_both(before, after, page)}" for name, before, after in leaves)
    return f"{head}  {fields}" if fields else head


def _leaves(name: str, before: object, after: object) -> Iterable[tuple[str, object, object]]:
    """Yield (name, before, after) of what differs inside a field, down to plain values."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in sorted({*before, *after}):
            yield from _leaves(f"{name}.{key}", before.get(key), after.get(key))
    elif before != after:
        yield name, before, after


def _both(before: object, after: object, page: Page) -> str:
    """Return both values; where both read as nothing, one of them is there all the same, with nothing more said."""
    told = [_value(before, page), _value(after, page)]
    if told[0] == told[1]:
        there = say("compare.there", page.language)
        told = [words if value is None else there for words, value in zip(told, (before, after), strict=True)]
    return " -> ".join(told)


def _value(value: object, page: Page) -> str:
    """Return a value as a model would write it."""
    if value is None or value in ("", [], {}):
        return say("compare.nothing", page.language)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"


def _tell_targets(page: Page, compared: Compared) -> None:
    page.line()
    _say(page, "targets", style="bold")
    for one in compared.comparison.targets:
        page.line(f"{compared.label(one.id)} [{one.id}]", indent=_INDENT)
        for line in _about(page, compared, one):
            page.line(line, indent=2 * _INDENT)


def _about(page: Page, compared: Compared, one: TargetChange) -> Iterable[str]:
    language, change = page.language, one.chances.change
    same = max(abs(change.low), abs(change.high)) < _NOTHING
    yield say(
        "compare.chance.same" if same else "compare.chance",
        language,
        before=figures.percent(one.chances.before.value, language),
        after=figures.percent(one.chances.after.value, language),
        low=_signed(change.low, page),
        high=_signed(change.high, page),
    )
    yield say(
        "compare.best",
        language,
        before=figures.percent(one.likelihood, language),
        after=figures.percent(one.likelihood_after, language),
    )
    states = Counter(path.state for path in one.paths)
    counts = {state: states.get(state, 0) for state in ("falls", "remains", "appears")}
    yield say("compare.paths", language, **counts)
    for key, ids in (("lost", one.chokes_lost), ("gained", one.chokes_gained)):
        if ids:
            yield say(f"compare.choke.{key}", language, what=_names(compared, ids))


def _signed(share: float, page: Page) -> str:
    if abs(share) < _NOTHING:
        return figures.percent(0, page.language)
    return f"{'+' if share > 0 else '-' if share < 0 else ''}{figures.percent(abs(share), page.language)}"


def _names(compared: Compared, ids: Iterable[str]) -> str:
    return ", ".join(compared.label(one) for one in ids)


def _tell_blast(page: Page, compared: Compared) -> None:
    told = compared.comparison
    page.line()
    _say(page, "blast", style="bold")
    pairs = (
        ("devices", len(told.impact.devices), len(told.impact_after.devices)),
        ("accounts", len(told.impact.accounts), len(told.impact_after.accounts)),
        ("records", told.impact.records, told.impact_after.records),
    )
    for key, before, after in pairs:
        values = {"before": figures.count(before, page.language), "after": figures.count(after, page.language)}
        page.line(say(f"compare.blast.{key}", page.language, **values), indent=_INDENT)


def _tell_reach(page: Page, compared: Compared) -> None:
    for one in compared.comparison.reach:
        _say(page, "reach", trust=one.trust, lost=len(one.lost), gained=len(one.gained))
        for service, device in one.gained[:_LISTED]:
            page.line(f"+ {compared.label(device)} ({service})", indent=2 * _INDENT)


def _tell_care(page: Page, compared: Compared) -> None:
    told = compared.comparison
    for one in told.care:
        before, after = (say(f"compare.state.{state}", page.language) for state in (one.before, one.after))
        _say(page, "care", care=compared.label(one.id), before=before, after=after)
    if told.care_stopped:
        _say(page, "stopped", style="bold", care=_names(compared, told.care_stopped))


def _tell_findings(page: Page, compared: Compared) -> None:
    page.line()
    _say(page, "findings", style="bold", fixed=len(compared.fixed), introduced=len(compared.introduced))
    for sign, findings in (("-", compared.fixed), ("+", compared.introduced)):
        for finding in findings[:_LISTED]:
            page.line(f"{sign} {_finding(page, compared, finding)}", indent=_INDENT)
        _tell_rest(page, len(findings))


def _finding(page: Page, compared: Compared, finding: Finding) -> str:
    level = say(f"rules.level.{finding.severity.value}", page.language)
    asked = f", {say('compare.to-check', page.language)}" if finding.to_check else ""
    more = len(finding.subjects) - _NAMED
    names = _names(compared, finding.subjects[:_NAMED]) + (f" (+{more})" if more > 0 else "")
    return f"{finding.rule} ({level}{asked}) {names}"


def _tell_cost(page: Page, compared: Compared) -> None:
    cost = compared.comparison.cost
    if not cost.done and not cost.undone and not cost.cost_eur:
        return
    page.line()
    _say(
        page,
        "cost",
        cost=figures.count(round(cost.cost_eur), page.language),
        yearly=figures.count(round(cost.yearly_eur), page.language),
        days=figures.days(cost.days, page.language),
    )
    for key, ids in (("done", cost.done), ("undone", cost.undone)):
        if ids:
            page.line(say(f"compare.cost.{key}", page.language, what=_names(compared, ids)), indent=_INDENT)


def _say(page: Page, key: str, *, style: str = "", **values: object) -> None:
    page.line(say(f"compare.{key}", page.language, **values), style=style)
