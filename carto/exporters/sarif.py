"""Findings as SARIF 2.1.0, for code scanning tools. Words in one language, places relative to where carto ran."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from carto.i18n.messages import Language
from carto.model.diagnostic import Span
from carto.model.establishment_map import Model
from carto.model.vocabulary import Level
from carto.rules.base import Rule
from carto.rules.engine import Checked
from carto.rules.finding import Finding
from carto.rules.places import place_of
from carto.rules.published import known_rule

Json = dict[str, object]
_LEVELS: Final = {Level.CRITICAL: "error", Level.HIGH: "error", Level.MEDIUM: "warning", Level.LOW: "note"}
_SCORES: Final = {Level.CRITICAL: "9.5", Level.HIGH: "8.0", Level.MEDIUM: "5.5", Level.LOW: "2.0"}
"""What code scanning tools sort by: the middle of the usual bands, not a score of any flaw."""


def to_sarif(checked: Checked, model: Model, language: Language) -> str:
    """Return the findings, waived ones among them as suppressed, as SARIF text."""
    rules = [known_rule(rule) for rule in checked.rules]
    index = {rule.id: position for position, rule in enumerate(rules)}
    results = [_result(finding, model, language, index) for finding in checked.findings]
    for waived in checked.waived:
        reason = model.waivers[waived.waiver].reason
        suppressed = {"suppressions": [{"kind": "external", "status": "accepted", "justification": reason}]}
        results.append({**_result(waived.finding, model, language, index), **suppressed})
    run: Json = {
        "tool": {"driver": {"name": "carto", "rules": [_rule(rule, language) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, language: Language) -> Json:
    return {
        "id": rule.id,
        "name": type(rule).__name__,
        "shortDescription": {"text": rule.text("title").told(language)},
        "fullDescription": {"text": rule.text("what").told(language)},
        "help": {"text": f"{rule.text('why').told(language)}\n\n{rule.text('remedy').told(language)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "security-severity": _SCORES[rule.severity],
            "tags": [str(rule.cause), *(f"{one.framework}/{one.clause}" for one in rule.references)],
        },
    }


def _result(finding: Finding, model: Model, language: Language, index: dict[str, int]) -> Json:
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        # The standard allows no level but "none" beside any kind but "fail".
        "level": "none" if finding.to_check else _LEVELS[finding.severity],
        "kind": "review" if finding.to_check else "fail",
        "message": {"text": finding.message.told(language)},
        "locations": [_location(finding.route, place_of(model, finding.route))],
        "relatedLocations": list(_related(finding, model)),
        "partialFingerprints": {"carto/v1": finding.mark},
        "suppressions": [],
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "security-severity": _SCORES[finding.severity],
            "care": list(finding.care),
            "measures": list(finding.measures),
            "arithmetic": [f"{term.change:+d} {term.words.told(language)}" for term in finding.adjustments],
        },
    }


def _related(finding: Finding, model: Model) -> Iterable[Json]:
    for number, route in enumerate(finding.related):
        yield {"id": number, **_location(route, place_of(model, route))}


def _location(route: str, span: Span | None) -> Json:
    named: Json = {"logicalLocations": [{"fullyQualifiedName": route}]}
    if span is None:
        return named
    place = {
        "artifactLocation": {"uri": quote(PurePath(span.file).as_posix())},
        "region": {"startLine": span.line, "startColumn": span.column},
    }
    return {"physicalLocation": place, **named}
