"""Results of the rules as plain values, for machines: both languages, places, nothing hidden."""

from __future__ import annotations

from carto.i18n.bilingual import Bilingual
from carto.model.care import CareProcess
from carto.model.diagnostic import Span
from carto.model.establishment_map import Model
from carto.rules.base import Rule
from carto.rules.completeness import Completeness, MissingFact
from carto.rules.coverage import ClauseCoverage
from carto.rules.engine import Checked
from carto.rules.finding import Finding
from carto.rules.places import place_of
from carto.rules.records import records_at
from carto.rules.registry import rule_of

FORMAT = "carto.findings/1"


def checked_as_json(checked: Checked, model: Model) -> dict[str, object]:
    """Return a run of the rules as plain values."""
    return {
        "format": FORMAT,
        "today": checked.today.isoformat() if checked.today else None,
        "findings": [finding_as_json(finding, model) for finding in checked.findings],
        "waived": [{**finding_as_json(one.finding, model), "waiver": one.waiver} for one in checked.waived],
        "waivers": [
            {
                "id": one.waiver,
                "rule": one.rule,
                "state": one.state,
                "idle": list(one.idle),
                "message": _said(one.message),
            }
            for one in checked.waivers
        ],
        "rules": list(checked.rules),
        "skipped": list(checked.skipped),
    }


def finding_as_json(finding: Finding, model: Model) -> dict[str, object]:
    """Return one finding with all that a reader needs to act on it."""
    rule = known_rule(finding.rule)
    return {
        "rule": finding.rule,
        "alias": rule.alias,
        "route": finding.route,
        "subjects": list(finding.subjects),
        "place": _placed(place_of(model, finding.route)),
        "related": list(finding.related),
        "severity": finding.severity,
        "base": finding.base,
        "arithmetic": [
            {"reason": term.reason, "change": term.change, "words": _said(term.words)} for term in finding.adjustments
        ],
        "confidence": finding.confidence,
        "to_check": finding.to_check,
        "cause": rule.cause,
        "title": _said(rule.text("title")),
        "message": _said(finding.message),
        "why": _said(rule.text("why")),
        "remedy": _said(rule.text("remedy")),
        "care": list(finding.care),
        "care_at_stake": [care_at_stake(model.care[care]) for care in finding.care],
        **_records(finding, model),
        "measures": list(finding.measures),
        "steps": list(finding.steps),
        "references": [f"{one.framework}:{one.clause}" for one in rule.references],
    }


def care_at_stake(care: CareProcess) -> dict[str, object]:
    """Return when a care process stops once what it leans on is lost, with what fallback, and when patients suffer."""
    fallback = care.degraded_mode
    return {
        "id": care.id,
        "name": care.label,
        "patient_safety": care.patient_safety,
        "state": "degraded" if fallback else "stopped",
        "stops_after_hours": fallback.hours if fallback else 0.0,
        "harm_after_hours": care.max_outage_hours,
        "fallback": fallback.description if fallback else "",
        "fallback_tested": fallback.tested if fallback else "unknown",
    }


def _records(finding: Finding, model: Model) -> dict[str, object]:
    """Return how many records lie where the finding is, and what they may be worth."""
    records, value = records_at(model, finding.subjects)
    return {"records": records, "value_eur": list(value)}


def completeness_as_json(found: Completeness, model: Model) -> dict[str, object]:
    """Return how complete a map is as plain values."""
    return {
        "scores": [
            {"view": one.view, "level": one.level, "complete": one.complete, "concerned": one.concerned}
            for one in found.scores
        ],
        "missing": [_missing_as_json(fact, model) for fact in found.missing],
        "unknowns": dict(found.unknowns),
        "ages": {
            "recent": found.ages.recent,
            "old": list(found.ages.old),
            "undated": found.ages.undated,
            "is_dated": found.ages.is_dated,
        },
    }


def coverage_as_json(rows: tuple[ClauseCoverage, ...]) -> list[dict[str, object]]:
    """Return a coverage matrix as plain values."""
    return [
        {
            "framework": row.reference.framework,
            "clause": row.reference.clause,
            "status": row.status,
            "rules": list(row.rules),
            "findings": row.findings,
            "to_check": row.to_check,
            "waived": row.waived,
        }
        for row in rows
    ]


def known_rule(rule_id: str) -> Rule:
    """Return the rule of a finding.

    Raises:
        LookupError: No such rule: a bug in carto.
    """
    rule = rule_of(rule_id)
    if rule is None:
        raise LookupError(rule_id)
    return rule


def _missing_as_json(fact: MissingFact, model: Model) -> dict[str, object]:
    return {
        "route": fact.route,
        "place": _placed(place_of(model, fact.route)),
        "view": fact.expectation.view,
        "level": fact.expectation.level,
        "whom": _said(fact.expectation.asked),
        "question": _said(fact.question),
    }


def _said(words: Bilingual) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _placed(span: Span | None) -> dict[str, object] | None:
    return {"file": span.file, "line": span.line, "column": span.column} if span else None
