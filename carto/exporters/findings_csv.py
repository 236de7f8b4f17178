"""Findings and measures as tables for ticketing: one row each, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from carto.catalog.reference import catalog
from carto.i18n.messages import Language, say
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.rules.engine import Checked
from carto.rules.finding import Finding
from carto.rules.places import place_of
from carto.rules.published import known_rule

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_BETWEEN: Final = "; "
"""Stands between names, which may hold commas."""
_SEPARATORS: Final = {"fr": ";", "en": ","}
_DECIMAL: Final = {"fr": ",", "en": "."}
"""What spreadsheets expect in each language."""

FINDING_COLUMNS: Final = (
    "severity",
    "to_check",
    "rule",
    "title",
    "object",
    "file",
    "line",
    "message",
    "why",
    "remedy",
    "measures",
    "care",
    "confidence",
    "cause",
    "references",
    "waiver",
    "feeds",
    "ids",
    "key",
)
MEASURE_COLUMNS: Final = ("measure", "label", "findings", "rules", "days", "friction")


def findings_to_csv(checked: Checked, model: Model, language: Language) -> str:
    """Return one row per finding, waived ones last with the id of their waiver, each with a key for tickets."""
    rows = [_row(finding, model, language, "") for finding in checked.findings]
    rows += [_row(one.finding, model, language, one.waiver) for one in checked.waived]
    return _table(FINDING_COLUMNS, rows, language)


def measures_to_csv(checked: Checked, language: Language) -> str:
    """Return one row per measure of the catalogue that treats a finding, the most useful first."""
    treated: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        for measure in finding.measures:
            treated.setdefault(measure, []).append(finding)
    ordered = sorted(treated, key=lambda measure: (-len(treated[measure]), measure))
    return _table(MEASURE_COLUMNS, (_measure_row(one, treated[one], language) for one in ordered), language)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], language: Language) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_SEPARATORS[language], lineterminator="\r\n")
    writer.writerow([say(f"rules.column.{column}", language) for column in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _row(finding: Finding, model: Model, language: Language, waiver: str) -> list[str]:
    rule = known_rule(finding.rule)
    span = place_of(model, finding.route)
    return [
        say(f"rules.level.{finding.severity}", language),
        say(f"rules.{'yes' if finding.to_check else 'no'}", language),
        finding.rule,
        rule.text("title").told(language),
        _names(finding.subjects, model),
        span.file if span else "",
        str(span.line) if span else "",
        finding.message.told(language),
        rule.text("why").told(language),
        rule.text("remedy").told(language),
        _BETWEEN.join(_measure_name(one, language) for one in finding.measures),
        _names(finding.care, model),
        say(f"rules.level.{finding.confidence}", language),
        say(f"rules.cause.{rule.cause}", language),
        ", ".join(f"{one.framework} {one.clause}" for one in rule.references),
        waiver,
        say(f"rules.{'yes' if finding.steps else 'no'}", language),
        ", ".join(finding.subjects),
        finding.mark,
    ]


def _names(ids: Iterable[str], model: Model) -> str:
    return _BETWEEN.join(_name(one, model) for one in ids)


def _name(thing: str, model: Model) -> str:
    """Return what people call a thing; a link or flow without a name, by both ends."""
    found = model.find(thing)
    entity = found[1] if found else None
    if isinstance(entity, (Link, Flow)) and not entity.name:
        ends = (entity.from_end, entity.to_end) if isinstance(entity, Link) else (entity.from_device, entity.to_device)
        return " → ".join(_name(end, model) for end in ends)
    if entity is None:
        return model.establishment.name or thing
    return entity.label


def _measure_name(measure: str, language: Language) -> str:
    known = catalog().measures.get(measure)
    return known.label.told(language) if known else measure


def _measure_row(measure: str, findings: Sequence[Finding], language: Language) -> list[str]:
    known = catalog().measures.get(measure)
    return [
        measure,
        known.label.told(language) if known else "",
        str(len(findings)),
        ", ".join(sorted({finding.rule for finding in findings})),
        f"{known.days:g}".replace(".", _DECIMAL[language]) if known else "",
        say(f"rules.level.{known.friction}", language) if known else "",
    ]
