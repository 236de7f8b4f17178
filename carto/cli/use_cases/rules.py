"""What the rules say of a model: findings, completeness, coverage, and the same for other tools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from carto.catalog.vocabulary import Matrix
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Source
from carto.errors import RequestError
from carto.exporters.findings_csv import findings_to_csv, measures_to_csv
from carto.exporters.navigator import to_navigator
from carto.exporters.sarif import to_sarif
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.model.vocabulary import Level
from carto.rules.completeness import Completeness, completeness_of
from carto.rules.context import RuleContext
from carto.rules.coverage import ClauseCoverage, coverage_of
from carto.rules.engine import Checked, check_model
from carto.rules.finding import rank
from carto.rules.published import checked_as_json, completeness_as_json, coverage_as_json
from carto.topology.network import build_topology

NEVER: Final = "never"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a check is asked for.

    Attributes:
        select: Rules to ask; all when empty.
        ignore: Rules not to ask.
        level: Level of detail up to which the map should be complete.
        today: Day that ages are counted from, as written; the model's date when empty.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    level: int = 1
    today: str = ""

    def day(self) -> dt.date | None:
        """Return the day asked for, or None.

        Raises:
            RequestError: ``bad-day``.
        """
        try:
            return dt.date.fromisoformat(self.today) if self.today else None
        except ValueError:
            raise RequestError("bad-day", value=self.today) from None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a model."""

    model: Model
    checked: Checked
    completeness: Completeness
    coverage: tuple[ClauseCoverage, ...]

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            **checked_as_json(self.checked, self.model),
            "completeness": completeness_as_json(self.completeness, self.model),
            "coverage": coverage_as_json(self.coverage),
        }

    def fails(self, threshold: str) -> bool:
        """Tell whether a finding is at or above a severity; none is with ``never``."""
        if threshold == NEVER:
            return False
        return any(rank(finding.severity) >= rank(Level(threshold)) for finding in self.checked.findings)


def verdict_on(source: Source, wish: Wish, stage: Stage) -> Verdict:
    """Check a model.

    Raises:
        CartoError: Whatever is wrong with the file or the wish.
    """
    if source.is_plain_graph:
        raise RequestError("needs-model", command="check", path=source.path)
    day = wish.day()
    stage("load")
    model = read_model(source)
    stage("check")
    topology = build_topology(model)
    checked = check_model(model, topology, select=wish.select, ignore=wish.ignore, today=day)
    context = RuleContext(model, topology, day)
    return Verdict(
        model,
        checked,
        completeness_of(context, wish.level),
        coverage_of(checked, has_devices=bool(model.devices)),
    )


def _as_csv(verdict: Verdict, language: Language) -> str:
    # Spreadsheets need the mark to read accents.
    return "\ufeff" + findings_to_csv(verdict.checked, verdict.model, language)


def _as_measures(verdict: Verdict, language: Language) -> str:
    return "\ufeff" + measures_to_csv(verdict.checked, language)


def _as_sarif(verdict: Verdict, language: Language) -> str:
    return to_sarif(verdict.checked, verdict.model, language)


def _as_layer(verdict: Verdict, language: Language) -> str:
    return to_navigator(verdict.checked, language, name=verdict.model.establishment.name or "carto")


def _as_industrial_layer(verdict: Verdict, language: Language) -> str:
    return to_navigator(verdict.checked, language, Matrix.ICS, verdict.model.establishment.name or "carto")


TABLES: Final[dict[str, Callable[[Verdict, Language], str]]] = {
    "csv": _as_csv,
    "csv-measures": _as_measures,
    "sarif": _as_sarif,
    "navigator": _as_layer,
    "navigator-ics": _as_industrial_layer,
}
"""Forms that other tools read, by name."""
