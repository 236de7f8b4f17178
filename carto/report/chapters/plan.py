"""Findings, what to do about them, and what the rules saw of each framework."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from carto.catalog.entities import TypicalMeasure
from carto.catalog.reference import catalog
from carto.model.planning import Measure
from carto.model.vocabulary import EstablishmentKind, Level
from carto.report.chapters.programme import programme, proposal
from carto.report.chapters.scenarios import scenario_table
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph, Tone
from carto.report.material import Material
from carto.report.tables import listing
from carto.rules.coverage import FRAMEWORKS, Status
from carto.rules.finding import Finding, rank
from carto.rules.places import place_of

_LARGE = {EstablishmentKind.UNIVERSITY_HOSPITAL, EstablishmentKind.GROUP}
_FINDINGS_ON_PAPER = 40


def findings_and_plan(m: Material) -> Iterator[Block]:
    """Yield the chapter."""
    voice = m.voice
    yield Heading(voice.say("chapter.findings"))
    yield Paragraph(voice.say("findings.reading"))
    yield from listing(voice, "levels", "severity:2 number to-check", _by_level(m))
    yield from listing(
        voice,
        "findings",
        "severity title:2 message:4 remedy:4 care:2 -why -confidence -cause -rule -measures -place",
        (_finding(m, finding) for finding in m.findings),
        _FINDINGS_ON_PAPER,
    )
    yield Heading(voice.say("plan.title"), 2)
    yield Paragraph(voice.say("plan.reading"))
    yield from measures_table(m, 25, "plan")
    yield from _own_measures(m)
    yield from programme(m)
    if m.verdict.checked.waived or m.model.waivers:
        yield Heading(voice.say("waivers.title"), 2)
        yield from listing(voice, "waivers", "title:2 object:2 reason:4 author expires", _waivers(m))
    if m.verdict.coverage:
        yield Heading(voice.say("coverage.title"), 2)
        yield Paragraph(voice.say("coverage.reading"))
        yield from listing(voice, "coverage", "framework:4 not-met unknown-clauses met not-modelled", _frameworks(m))
        yield from listing(voice, "clauses", "framework:2 clause status number to-check rules:3", _clauses(m), 0)
    yield PageBreak()


def measures_table(m: Material, most: int, key: str) -> Iterator[Block]:
    """Yield the usual measures that treat the findings, the most useful first."""
    treated: dict[str, list[Finding]] = {}
    for finding in m.findings:
        for measure in () if finding.to_check else finding.measures:
            treated.setdefault(measure, []).append(finding)
    ordered = sorted(treated, key=lambda measure: (-_worth(treated[measure]), measure))
    rows = [row for name in ordered if (row := _measure(m, name, treated[name]))]
    yield from listing(m.voice, key, "measure:4 treated severe cost:2 days:1.2", rows[:most])


def _worth(findings: Sequence[Finding]) -> int:
    """Return how much a measure treats: a critical finding outweighs several milder ones."""
    return sum(4 ** rank(finding.severity) for finding in findings)


def _measure(m: Material, name: str, findings: Sequence[Finding]) -> tuple[Cell, ...] | None:
    """Return the row of a measure, or None where it makes no sense at the size of the establishment."""
    known = catalog().measures.get(name)
    price = _price(m, known) if known else None
    if known is None or price is None:
        return None
    severe = sum(1 for finding in findings if finding.severity is Level.CRITICAL)
    cost = m.voice.euros(price, price) or m.voice.say("plan.own-time")
    is_medium = not m.is_small_practice and m.model.establishment.kind not in _LARGE
    days = m.voice.decimal(known.days) if is_medium else ""
    return m.voice.tell(known.label), len(findings), severe, cost, days


def _price(m: Material, measure: TypicalMeasure) -> float | None:
    kind, cost = m.model.establishment.kind, measure.cost_keur
    price = cost.small if m.is_small_practice else cost.large if kind in _LARGE else cost.medium
    return None if price is None else price * 1000


def _by_level(m: Material) -> list[tuple[Cell, ...]]:
    firm = Counter(finding.severity for finding in m.findings if not finding.to_check)
    asked = Counter(finding.severity for finding in m.findings if finding.to_check)
    return (
        [(m.voice.say(f"level.{level}"), firm[level], asked[level]) for level in reversed(Level)] if m.findings else []
    )


def _finding(m: Material, finding: Finding) -> tuple[Cell, ...]:
    voice, rule = m.voice, m.rule(finding)
    place = place_of(m.model, finding.route) if m.audience.is_inside else None
    return (
        voice.say(f"level.{finding.severity}") + (f" ({voice.say('to-check')})" if finding.to_check else ""),
        voice.tell(rule.text("title")),
        voice.tell(m.named(finding).message),
        voice.tell(rule.text("remedy")),
        m.names(finding.care, 3),
        voice.tell(rule.text("why")),
        voice.say(f"level.{finding.confidence}"),
        voice.say(f"cause.{rule.cause}"),
        finding.rule,
        voice.listed(finding.measures),
        f"{place.file}:{place.line}" if place else "",
    )


def _own_measures(m: Material) -> Iterator[Block]:
    if m.model.measures:
        yield Heading(m.voice.say("plan.own"), 2)
        yield Paragraph(m.voice.say("plan.own-reading"))
        columns = "measure:3 description:4 cost-eur:1.5 yearly:1.5 own-days horizon in-place"
        yield from listing(m.voice, "measures", columns, (_own(m, one) for one in m.model.measures.values()), 25)


def _own(m: Material, measure: Measure) -> tuple[Cell, ...]:
    voice = m.voice
    return (
        measure.label,
        measure.description,
        measure.cost_eur,
        measure.yearly_eur,
        measure.days,
        voice.say(f"horizon.{measure.horizon}") if measure.horizon else "",
        voice.yes_no(measure.in_place),
    )


def _waivers(m: Material) -> Iterator[tuple[Cell, ...]]:
    for waiver in m.model.waivers.values():
        title = next(
            (m.rule(one.finding).text("title") for one in m.verdict.checked.waived if one.waiver == waiver.id), None
        )
        yield (
            m.voice.tell(title) or waiver.rule,
            m.names(waiver.on),
            waiver.reason,
            waiver.author,
            waiver.expires or m.voice.say("waivers.no-end"),
        )


def _frameworks(m: Material) -> Iterator[tuple[Cell, ...]]:
    for framework in FRAMEWORKS:
        seen = Counter(row.status for row in m.verdict.coverage if row.reference.framework is framework)
        order = (Status.NOT_MET, Status.UNKNOWN, Status.MET, Status.NOT_MODELLED)
        yield m.voice.say(f"framework.{framework}"), *(seen[status] for status in order)


def _clauses(m: Material) -> Iterator[tuple[Cell, ...]]:
    for row in m.verdict.coverage:
        framework = m.voice.say(f"framework.{row.reference.framework}")
        status = m.voice.say(f"status.{row.status}")
        yield framework, row.reference.clause, status, row.findings, row.to_check, ", ".join(row.rules)


def decisions(m: Material) -> Iterator[Block]:
    """Yield what a board is asked: what to cut, what to pay, what stays open."""
    voice, house = m.voice, m.model.establishment
    yield Heading(voice.say("chapter.decisions"))
    if m.programme is None:
        yield Paragraph(voice.say("decisions.reading"))
        yield from measures_table(m, 6, "plan-first")
    else:
        yield Paragraph(voice.say("decisions.plan"))
        yield from proposal(m, m.programme)
    budget = []
    if house.budget_eur is not None:
        budget.append(voice.say("decisions.budget", money=voice.euros(house.budget_eur, house.budget_eur)))
    if house.team_days is not None:
        budget.append(voice.say("decisions.days", days=voice.days(house.team_days)))
    if budget:
        yield Paragraph(" ".join(budget))
    if m.scene.comparisons:
        yield from scenario_table(m)
    yield Heading(voice.say("decisions.remaining"), 2)
    numbers = {"unknowns": m.scene.meta.unknowns, "waived": len(m.verdict.checked.waived)}
    yield Paragraph(voice.say("decisions.remaining-text", **numbers))
    yield Paragraph(voice.tell(m.scene.meta.caution), Tone.CAUTION)
