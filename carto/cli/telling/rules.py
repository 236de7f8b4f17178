"""Findings in words: the worst rules first, what each means for patients, what to do, what nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from carto.catalog.reference import catalog
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.costs import tell_anchors
from carto.cli.use_cases.rules import Verdict
from carto.i18n.bilingual import both
from carto.i18n.messages import say
from carto.model.care import CareProcess
from carto.model.establishment_map import Model
from carto.model.vocabulary import Level
from carto.rules.completeness import Completeness, MissingFact
from carto.rules.coverage import ClauseCoverage, Status
from carto.rules.expectations import Expectation
from carto.rules.finding import Finding, rank
from carto.rules.places import place_of
from carto.rules.published import known_rule
from carto.rules.records import records_at
from carto.rules.waivers import WaiverState

_SHOWN: Final = 5  # places of one rule, before the rest is counted
_CARES: Final = 2  # care processes of one rule that are told in full
_STYLES: Final = {Level.CRITICAL: "bold red", Level.HIGH: "red", Level.MEDIUM: "yellow", Level.LOW: "dim"}


def tell_verdict(page: Page, verdict: Verdict, level: int) -> None:
    """Write what the rules found, then what is missing, then the matrix, then the caution."""
    firm = [finding for finding in verdict.checked.findings if not finding.to_check]
    asking = [finding for finding in verdict.checked.findings if finding.to_check]
    _tell_counts(page, firm, asking)
    for rule in _by_rule(firm):
        _tell_rule(page, rule, verdict.model)
    _tell_questions(page, asking, verdict.model)
    _tell_waivers(page, verdict)
    _tell_completeness(page, verdict, level)
    _tell_coverage(page, verdict.coverage)
    if records_at(verdict.model, (one for finding in firm for one in finding.subjects))[1][1]:
        tell_anchors(page, verdict.model)
    page.line()
    page.say("check.caution", style="dim")


def _tell_counts(page: Page, firm: Sequence[Finding], asking: Sequence[Finding]) -> None:
    counts = Counter(finding.severity for finding in firm)
    told = [f"{_level(page, level)} {counts[level]}" for level in reversed(Level) if counts[level]]
    detail = f" ({', '.join(told)})" if told else ""
    page.line(f"{page.counted('check.findings', len(firm))}{detail}, {page.counted('check.questions', len(asking))}")


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings of each rule, the worst rule first; findings come sorted, worst first."""
    grouped = groupby(sorted(findings, key=lambda one: one.rule), key=lambda one: one.rule)
    return sorted((list(group) for _, group in grouped), key=lambda group: (-rank(group[0].severity), group[0].rule))


def _tell_rule(page: Page, findings: Sequence[Finding], model: Model) -> None:
    worst, rule = findings[0], known_rule(findings[0].rule)
    page.line()
    head = f"[{_level(page, worst.severity).upper()}] {rule.text('title').told(page.language)} ({rule.id})"
    page.line(head, style=_STYLES[worst.severity])
    for finding in findings[:_SHOWN]:
        page.item("-", f"{_place(finding, model)}{finding.message.told(page.language)}", indent=2)
    if len(findings) > _SHOWN:
        _add(page, "more", count=len(findings) - _SHOWN)
    _add(page, "why", text=rule.text("why").told(page.language))
    _add(page, "remedy", text=rule.text("remedy").told(page.language))
    measures = [known for one in rule.measures if (known := catalog().measures.get(one))]
    if measures:
        _add(page, "measures", text=", ".join(measure.label.told(page.language) for measure in measures))
    _add(page, "severity", text=_arithmetic(page, worst))
    cares = {care for finding in findings for care in finding.care}
    if cares:
        _add(page, "care", text=_cares(page, [model.care[care] for care in cares]))
    records, value = records_at(model, (one for finding in findings for one in finding.subjects))
    if value[1]:
        low, high = (figures.euros(end, page.language) for end in value)
        _add(page, "records", records=figures.count(records, page.language), low=low, high=high)


def _cares(page: Page, cares: Sequence[CareProcess]) -> str:
    """Return the care at stake, the gravest told in full: when it stops, how it goes on, when patients suffer."""
    gravest = sorted(cares, key=lambda care: (-care.patient_safety, care.id))
    told = [_care(page, care) for care in gravest[:_CARES]]
    more = len(gravest) - len(told)
    return ", ".join([*told, *([say("cli.check.care-more", page.language, count=more)] if more else [])])


def _care(page: Page, care: CareProcess) -> str:
    fallback, harm = care.degraded_mode, care.max_outage_hours
    if fallback is None:
        state = say("cli.check.care-at-once", page.language)
    else:
        key = "care-fallback-open" if fallback.hours is None else "care-fallback"
        state = say(f"cli.check.{key}", page.language, hours=figures.decimal(fallback.hours or 0, page.language))
        state = state if fallback.tested is True else say("cli.check.care-untried", page.language, state=state)
    key = "care-harm-open" if harm is None else "care-harm"
    told = say(f"cli.check.{key}", page.language, hours=figures.decimal(harm or 0, page.language))
    return say("cli.check.care-one", page.language, care=care.label, safety=care.patient_safety, state=state, harm=told)


def _add(page: Page, key: str, **values: object) -> None:
    """Write a remark below the places of a rule."""
    page.line(say(f"cli.check.{key}", page.language, **values), indent=4, hang=2)


def _tell_questions(page: Page, asking: Sequence[Finding], model: Model) -> None:
    if asking:
        page.title("check.questions")
    for finding in asking:
        page.item("?", f"{_place(finding, model)}{finding.message.told(page.language)}", indent=2)


def _tell_waivers(page: Page, verdict: Verdict) -> None:
    told = [one for one in verdict.checked.waivers if one.idle or one.state is not WaiverState.USED]
    if verdict.checked.waived or told:
        page.title("check.waivers", count=len(verdict.checked.waived))
    for outcome in told:
        page.item("-", outcome.message.told(page.language), indent=2)


def _tell_completeness(page: Page, verdict: Verdict, level: int) -> None:
    page.title("check.completeness", level=level)
    scores = [score for score in verdict.completeness.scores if score.level == level and score.concerned]
    for score in scores:
        view = both(f"rules-completeness.view.{score.view}").told(page.language)
        share = figures.percent(score.share or 0, page.language)
        words = say(
            "cli.check.score", page.language, view=view, complete=score.complete, concerned=score.concerned, share=share
        )
        page.item("-", words, indent=2)
    groups: dict[Expectation, list[MissingFact]] = {}
    for fact in verdict.completeness.missing:
        groups.setdefault(fact.expectation, []).append(fact)
    for facts in sorted(groups.values(), key=lambda facts: (facts[0].expectation.level, -len(facts), facts[0].route)):
        page.item("?", _asked(page, facts, verdict.model), indent=2)
    _tell_unknowns(page, verdict.completeness)


def _asked(page: Page, facts: Sequence[MissingFact], model: Model) -> str:
    """Return one question for all the objects that lack the same fact: whom, where first, how many more."""
    first = facts[0]
    span = place_of(model, first.route)
    whom = first.expectation.asked.told(page.language)
    more = f" {say('cli.check.others', page.language, count=len(facts) - 1)}" if len(facts) > 1 else ""
    return f"{f'{span}: ' if span else ''}{first.question.told(page.language)} [{whom}]{more}"


def _tell_unknowns(page: Page, found: Completeness) -> None:
    most = [f"{field} {count}" for field, count in list(found.unknowns.items())[:_SHOWN]]
    if most:
        page.line(say("cli.check.unknowns", page.language, text=", ".join(most)), indent=2, hang=2)
    ages = found.ages
    told = say("cli.check.ages", page.language, recent=ages.recent, old=len(ages.old), undated=ages.undated)
    page.line(told, indent=2, hang=2)


def _tell_coverage(page: Page, rows: Sequence[ClauseCoverage]) -> None:
    page.title("check.coverage")
    for framework, listed in groupby(rows, key=lambda row: row.reference.framework):
        counts = Counter(row.status for row in listed)
        told = [
            f"{both(f'rules-completeness.status.{status}').told(page.language)} {counts[status]}"
            for status in Status
            if counts[status]
        ]
        name = both(f"rules-completeness.framework.{framework}").told(page.language)
        page.item("-", say("cli.check.framework", page.language, name=name, text=", ".join(told)), indent=2)
    page.line(both("rules-completeness.status.caution").told(page.language), indent=2)


def _arithmetic(page: Page, finding: Finding) -> str:
    """Return how the severity came about; what is true and changes nothing stands apart."""
    terms = [f"{term.change:+d} {term.words.told(page.language)}" for term in finding.adjustments if term.change]
    told = ", ".join([_level(page, finding.base), *terms]) + (f" = {_level(page, finding.severity)}" if terms else "")
    idle = ", ".join(term.words.told(page.language) for term in finding.adjustments if not term.change)
    return f"{told} {say('cli.check.no-change', page.language, text=idle)}" if idle else told


def _level(page: Page, level: Level) -> str:
    return both(f"rules.level.{level}").told(page.language)


def _place(finding: Finding, model: Model) -> str:
    span = place_of(model, finding.route)
    return f"{span}: " if span else ""
