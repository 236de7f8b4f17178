"""Comparing two states: where they are, what differs, and which findings came and went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from carto.analysis.changes import renamed_ids
from carto.analysis.compare import Comparison, PathChange, TargetChange, compare_sides, sides_between
from carto.analysis.impact import Impact
from carto.cli.use_cases.attacks import Stage
from carto.cli.use_cases.reading import measured, read_model
from carto.cli.use_cases.revisions import sources_at, split_revision
from carto.cli.use_cases.sources import Source
from carto.errors import RequestError
from carto.load.model import load_sources
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.rules.engine import check_model
from carto.rules.finding import Finding
from carto.rules.turnover import turnover


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison: PATH, PATH@SCENARIO or REVISION:PATH, as it was written.

    Attributes:
        path: File or folder.
        scenario: Scenario to apply, or None.
        revision: Git revision to read it from, or "".
    """

    path: str
    scenario: str | None = None
    revision: str = ""

    @classmethod
    def parse(cls, text: str, other: State | None = None) -> State:
        """Read a state; ``@SCENARIO`` alone takes the path and revision of the other one."""
        head, at, scenario = (text, "", "") if Path(text).exists() else text.rpartition("@")
        if not at:
            head, scenario = text, ""
        if not head:
            if other is None:
                raise RequestError("missing-word", word="PATH")
            return cls(other.path, scenario or None, other.revision)
        found = split_revision(head)
        return cls(found[1], scenario or None, found[0]) if found else cls(head, scenario or None)

    def read(self) -> Model:
        """Return the model of this state.

        Raises:
            CartoError: Whatever is wrong with it.
        """
        if not self.revision:
            return read_model(Source(self.path, self.scenario))
        with sources_at(self.revision, self.path) as sources:
            return measured(load_sources(sources, self.scenario))


@dataclass(frozen=True, slots=True)
class Case:
    """What the comparison is about: two states, what must not fall, from whom."""

    before: State
    after: State
    to: tuple[str, ...] = ()
    attacker: str = "anyone"
    start: tuple[str, ...] = ()
    evidence: Evidence = Evidence.ASSUMED


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states side by side.

    Attributes:
        case: What was asked.
        models: Both models.
        comparison: What differs.
        fixed: Findings of the first state alone; one that is only accepted in the second is not fixed.
        introduced: Findings of the second state alone.
    """

    case: Case
    models: tuple[Model, Model]
    comparison: Comparison
    fixed: tuple[Finding, ...]
    introduced: tuple[Finding, ...]

    def label(self, thing: str) -> str:
        """Return the name of a thing of either model, or its id."""
        found = next((entity for model in self.models if (entity := model.find(thing))), None)
        return found[1].label if found else thing

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        told, date = self.comparison, self.models[1].establishment.date
        return {
            "before": asdict(self.case.before),
            "after": asdict(self.case.after),
            "same": told.is_same,
            "changes": [one.as_json() for one in told.changes],
            "reach": [asdict(one) for one in told.reach],
            "targets": [_target(one) for one in told.targets],
            "blast": {"before": _impact(told.impact), "after": _impact(told.impact_after)},
            "care": [asdict(one) for one in told.care],
            "care_stopped": list(told.care_stopped),
            "findings": {"fixed": _findings(self.fixed), "introduced": _findings(self.introduced)},
            "cost": asdict(told.cost),
            "context": {
                "model_date": date.isoformat() if date else None,
                "scenario": self.case.after.scenario,
                "attacker": self.case.attacker,
                "start": list(self.case.start) or None,
                "evidence": self.case.evidence.value,
            },
        }


def compare_states(case: Case, stage: Stage) -> Compared:
    """Return what differs between two states.

    Raises:
        CartoError: Whatever is wrong with either state or the question.
    """
    for state in (case.before, case.after):
        if state.path.endswith(".json"):
            raise RequestError("needs-model", command="compare", path=state.path)
    stage("load")
    before, after = case.before.read(), case.after.read()
    stage("compare")
    sides = sides_between(before, after, to=case.to, attacker=case.attacker, start=case.start, evidence=case.evidence)
    found = compare_sides(*sides, case.to)
    stage("check")
    old, new = (check_model(side.model, standing=side.standing) for side in sides)
    told = turnover(old, new, renamed_ids(found.changes))
    return Compared(case, (before, after), found, told.fixed, told.introduced)


def _findings(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {"rule": one.rule, "section": one.section, "subject": subject, "severity": one.severity.value}
        for one in findings
        for subject in one.subjects
    ]


def _target(one: TargetChange) -> dict[str, object]:
    return {
        "id": one.id,
        "likelihood": {"before": one.likelihood, "after": one.likelihood_after},
        "chance": {
            "before": one.chances.before.as_json(),
            "after": one.chances.after.as_json(),
            "change": one.chances.change.as_json(),
        },
        "paths": [_path(path) for path in one.paths],
        "choke_points": {"lost": list(one.chokes_lost), "gained": list(one.chokes_gained)},
    }


def _path(path: PathChange) -> dict[str, object]:
    return {**asdict(path), "steps": list(path.steps), "missing": list(path.missing)}


def _impact(impact: Impact) -> dict[str, object]:
    return {
        "devices": sorted(impact.devices),
        "accounts": list(impact.accounts),
        "records": impact.records,
        "value_eur": list(impact.value_eur),
    }
