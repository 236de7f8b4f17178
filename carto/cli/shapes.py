"""The shape of every JSON answer: ``schemas/<name>.schema.json`` is generated from here, and outputs are held to it."""

from __future__ import annotations

from typing import Final, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, RootModel, TypeAdapter

from carto.atlas.scene import (
    CareProcessView,
    ExposureRow,
    Meta,
    SceneChokePoint,
    SceneTarget,
    Story,
    Unknown,
)
from carto.cli.planning_shapes import ComparisonShape, PlanShape
from carto.cli.shape import Context, Shape
from carto.model.vocabulary import Difficulty, Evidence

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


SeverityLevel = Literal["low", "medium", "high", "critical"]

AnswerT = TypeVar("AnswerT", bound=Shape)


class OfOne(Shape):
    """An answer about exactly one target, as the question named it."""

    context: Context


class OfMany(Shape, Generic[AnswerT]):
    """Answers about several targets, or about the model's own."""

    results: list[AnswerT]
    context: Context


class Words(Shape):
    """A text in both languages."""

    fr: str
    en: str


class StepDetail(Shape):
    """What a step is, and what it rests on."""

    kind: str = Field(description="Kind of step; empty for a plain attack graph.")
    words: Words
    preconditions: list[str]
    postcondition: str
    likelihood: float = Field(ge=0, le=1)
    effort_days: float = Field(ge=0)
    difficulty: Difficulty | None
    evidence: Evidence
    techniques: list[str] = Field(description="ATT&CK ids.")
    assets: list[str]
    count: int = Field(ge=1, description="Interchangeable devices that the step stands for.")
    places: list[str] = Field(description="file:line of each fact of the model it rests on.")


class Proof(Shape):
    """How good an attack is known to be."""

    status: Literal["optimal", "bounded"]
    bound: float = Field(description="The best that any attack left out could be, in the unit of the criterion.")
    gap: float = Field(ge=0)


class AttackShape(Shape):
    """A minimal attack, executable in the order given."""

    steps: list[str]
    likelihood: float = Field(ge=0, le=1)
    effort_days: float = Field(ge=0)
    elapsed_days: float = Field(ge=0)
    proof: Proof
    alike: int = Field(ge=1, description="Attacks found that look like this one, itself included.")


class Blocked(Shape):
    """A step towards the target that cannot be done."""

    step: str
    held: list[str]
    missing: list[str]


class Absence(Shape):
    """Why no attack reaches the target."""

    target: str
    reachable: bool
    has_giver: bool
    conditions: list[list[str]]
    frontier: list[Blocked]
    blocked_count: int


class Paths(Shape):
    """Best attacks on one target."""

    target: str
    by: Literal["likelihood", "effort", "time"]
    attacks: list[AttackShape]
    complete: bool = Field(description="These are all the minimal attacks there are.")
    step_details: dict[str, StepDetail]
    absence: Absence | None = None


class ChokePoint(Shape):
    """Something without which no attack is left."""

    kind: Literal["fact", "step", "asset"]
    id: str
    reached: int = Field(description="Facts still reached without it.")
    lost: list[str] = Field(description="Facts of the sample attack that are lost without it, in order.")


class RankedAsset(Shape):
    """An asset, and what making it safe is worth."""

    asset: str
    drop: float = Field(ge=0, le=1, description="By how much the chance that the target falls drops without it.")
    share: float = Field(ge=0, le=1, description="Share of the best attacks that go through it.")
    choke_point: bool
    count: int = Field(ge=1, description="Interchangeable devices it stands for: above 1, a fleet.")


class ChokePoints(Shape):
    """Choke points of one target."""

    target: str
    reachable: bool
    sample: list[str] = Field(description="Steps of one attack.")
    choke_points: list[ChokePoint]
    ranking: list[RankedAsset] | None = Field(default=None, description="With --rank.")
    attacks_ranked: int | None = Field(default=None, description="Best attacks that the shares are of.")


class Level(Shape):
    """What one trust level reaches."""

    trust: int = Field(ge=0, le=5)
    zones: list[str]
    reached: dict[str, list[str]] = Field(description="Service -> devices.")


class Exposure(Shape):
    """What each trust level reaches."""

    levels: list[Level]


class ProblemShape(Shape):
    """One problem of a model."""

    code: str
    severity: Literal["error", "warning"]
    file: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    message: str
    hint: str


class Diagnostics(Shape):
    """What is wrong with a model; also what any command answers when its model is invalid."""

    format: Literal["carto.diagnostics/1"]
    valid: bool
    problems: list[ProblemShape]
    counts: dict[str, int] | None = Field(default=None, description="How many things of each kind a valid model holds.")


class FormedFile(Shape):
    """One file that was to be put in form."""

    file: str
    state: Literal["in-form", "changed", "left"]


class Formed(Shape):
    """Which files are in form, were changed, or were left as they were and why."""

    files: list[FormedFile]
    problems: list[ProblemShape]


class ErrorShape(Shape):
    """Why a question could not be answered."""

    format: Literal["carto.error/1"]
    code: str
    message: str


class Built(Shape):
    """An atlas that was written, and what it tells; each part has the shape that it has in ``scene.schema.json``."""

    written: str
    meta: Meta
    targets: list[SceneTarget]
    stories: list[Story]
    choke_points: list[SceneChokePoint]
    care: list[CareProcessView]
    exposure: list[ExposureRow]
    unknowns: list[Unknown]


class Drawn(Shape):
    """A map that was written."""

    written: str
    unused: list[str] = Field(description="Ids whose kept position nobody uses any more.")


class ShownValue(Shape):
    """One value of a thing, and where it comes from."""

    key: str
    value: object
    origin: Literal["written", "template", "scenario", "catalogue", "default"]
    by: str = Field(description="Template, scenario or catalogue entry that gave it.")
    basis: str = Field(description="verified or assumption, for what the catalogue says.")
    place: str = Field(description="file:line, when it was written.")


class Shown(Shape):
    """Every value of one thing."""

    id: str
    values: list[ShownValue]


class Started(Shape):
    """A starting model that was written."""

    written: str


class Placed(Shape):
    """Where something was written."""

    file: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)


class SeverityTerm(Shape):
    """One term of the arithmetic of a severity."""

    reason: str
    change: int
    words: Words


class CareAtStake(Shape):
    """A care process that leans on what a finding is about."""

    id: str
    name: str
    patient_safety: int = Field(ge=0, le=4)
    state: Literal["degraded", "stopped"] = Field(description="What becomes of it once that is lost.")
    stops_after_hours: float | None = Field(description="0 at once; null when nobody has said how long it holds.")
    harm_after_hours: float | None = Field(description="Maximum tolerable outage; null when nobody has said.")
    fallback: str
    fallback_tested: bool | Literal["unknown"]


class FindingShape(Shape):
    """A weakness at a place of the model."""

    rule: str
    alias: str
    route: str = Field(description="section:id or section:id:field.")
    subjects: list[str] = Field(description="Every object it is about: several for like questions told together.")
    place: Placed | None
    related: list[str]
    severity: SeverityLevel
    base: SeverityLevel = Field(description="Severity before the arithmetic.")
    arithmetic: list[SeverityTerm]
    confidence: Literal["high", "medium", "low"]
    to_check: bool = Field(description="It rests on something that nobody has said.")
    cause: Literal["practice", "supplier", "budget", "control", "model"]
    title: Words
    message: Words
    why: Words
    remedy: Words
    care: list[str] = Field(description="Care processes at stake.")
    care_at_stake: list[CareAtStake]
    records: int = Field(ge=0, description="Records kept where it is.")
    value_eur: tuple[float, float] = Field(description="What they may be worth to a thief, low and high.")
    measures: list[str] = Field(description="Measures of the catalogue that treat it.")
    steps: list[str] = Field(description="Attack steps that it feeds, on computed paths to what matters.")
    references: list[str]


class WaivedShape(FindingShape):
    """A finding that the establishment accepts."""

    waiver: str


class WaiverShape(Shape):
    """What came of a waiver."""

    id: str
    rule: str
    state: Literal["used", "expired", "unused", "unknown-rule", "undated"]
    idle: list[str] = Field(description="Objects it names that have no such finding.")
    message: Words


class ScoreShape(Shape):
    """Completeness of one view at one level."""

    view: str
    level: int = Field(ge=1, le=3)
    complete: int
    concerned: int


class MissingShape(Shape):
    """A fact that the map should hold."""

    route: str
    place: Placed | None
    view: str
    level: int = Field(ge=1, le=3)
    whom: Words
    question: Words


class AgesShape(Shape):
    """How old the facts are."""

    recent: int
    old: list[str]
    undated: int
    is_dated: bool


class CompletenessShape(Shape):
    """How complete the map is."""

    scores: list[ScoreShape]
    missing: list[MissingShape]
    unknowns: dict[str, int] = Field(description="section.field -> objects that say unknown.")
    ages: AgesShape


class ClauseShape(Shape):
    """What the rules saw of one clause; never a statement of compliance."""

    framework: str
    clause: str
    status: Literal["not-met", "unknown", "met", "not-modelled"]
    rules: list[str]
    findings: int
    to_check: int
    waived: int


class CheckedShape(Shape):
    """What the rules say of a model."""

    format: Literal["carto.findings/1"]
    today: str | None = Field(description="Day that ages were counted from, ISO 8601.")
    findings: list[FindingShape]
    waived: list[WaivedShape]
    waivers: list[WaiverShape]
    rules: list[str]
    skipped: list[str] = Field(description="Rules that are not asked of this kind of establishment.")
    completeness: CompletenessShape
    coverage: list[ClauseShape]


class CutItems(Shape):
    """What to take away, and what that costs."""

    items: list[str]
    cost: float = Field(ge=0)


class CutProof(Shape):
    """How good a cut is known to be."""

    status: Literal["optimal", "bounded", "impossible"]
    bound: float = Field(description="No cut costs less.")
    attacks: list[list[str]] = Field(description="Attacks that every cut must touch.")


class CutShape(Shape):
    """The cheapest cut of one target; null where nothing that may be removed protects it."""

    target: str
    remove: Literal["steps", "facts", "assets", "measures"]
    cut: CutItems | None
    proof: CutProof
    minimal_cuts: list[list[str]]
    complete: bool = Field(description="The minimal cuts listed are all there are.")


class CutOfOne(CutShape, OfOne):
    """The cheapest cut of the one target asked about."""


class Probability(Shape):
    """The chance that one target falls by some attack."""

    target: str
    probability: float = Field(ge=0, le=1)
    method: Literal["exact", "monte-carlo"]
    interval: tuple[float, float] = Field(description="95 % interval; twice the probability where it is exact.")
    trials: int = Field(ge=0)
    seed: int
    draws: int = Field(ge=0, description="Independent draws that the question depends on.")


class ProbabilityOfOne(Probability, OfOne):
    """The chance that the one target asked about falls."""


class FallenFact(Shape):
    """A fact that falls, and how many steps that break something come before."""

    fact: str
    depth: int = Field(ge=0)


class AskedAbout(Shape):
    """Whether one thing asked about falls."""

    target: str
    falls: bool
    depth: int | None


class DataLossShape(Shape):
    """Data in the wrong hands on one device."""

    device: str
    data: str
    verbs: list[Literal["reads", "alters", "denies"]]
    records: int
    value_eur: tuple[float, float]


class CareImpactShape(Shape):
    """What happens to one care process."""

    id: str
    state: Literal["works", "degraded", "stopped"]
    causes: list[str]
    stops_after_hours: float | None
    harm_after_hours: float | None
    fallback_tested: bool | Literal["unknown"]
    patient_safety: int


class ImpactShape(Shape):
    """What is lost."""

    devices: dict[str, Literal["user", "admin"]]
    accounts: list[str]
    data: list[DataLossShape]
    records: int
    value_eur: tuple[float, float]
    care: list[CareImpactShape]


class BlastShape(Shape):
    """All that falls once something has fallen."""

    start: list[str]
    facts: list[FallenFact]
    targets: list[AskedAbout]
    impact: ImpactShape | None = Field(default=None, description="Absent for a plain attack graph.")
    context: Context


class PathsOfOne(Paths, OfOne):
    """Best attacks on the one target asked about."""


class ChokePointsOfOne(ChokePoints, OfOne):
    """Choke points of the one target asked about."""


SHAPES: Final[dict[str, type[BaseModel]]] = {
    "blast": BlastShape,
    "build": Built,
    "check": CheckedShape,
    "choke-points": RootModel[ChokePointsOfOne | OfMany[ChokePoints]],
    "compare": ComparisonShape,
    "cut": RootModel[CutOfOne | OfMany[CutShape]],
    "error": ErrorShape,
    "exposure": Exposure,
    "fmt": Formed,
    "init": Started,
    "map": Drawn,
    "paths": RootModel[PathsOfOne | OfMany[Paths]],
    "plan": PlanShape,
    "probability": RootModel[ProbabilityOfOne | OfMany[Probability]],
    "show": Shown,
    "validate": Diagnostics,
}
"""Every published answer, by name."""


def json_schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of one answer."""
    described = TypeAdapter(SHAPES[name]).json_schema(mode="serialization")
    return {"$schema": DIALECT, "title": f"carto {name}", **{k: v for k, v in described.items() if k != "title"}}
