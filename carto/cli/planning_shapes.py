"""The shapes of plans and comparisons."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from carto.cli.shape import Context, Shape

Horizon = Literal["now", "12-months", "3-years"]


class PlanAsked(Shape):
    """What the plan was asked for."""

    budget_eur: float | None
    days: float | None
    horizon: Horizon | None
    until_safe: bool
    to: list[str]


class LevelShape(Shape):
    """A level of likelihood, likeliest first."""

    floor: float = Field(description="Least likelihood of its steps.")
    value: float = Field(description="What falling at this level counts, for a weight of one.")


class StakeShape(Shape):
    """One thing at stake; levels are positions in the list of levels, null when it does not fall."""

    id: str
    fact: str
    weight: int
    before: int | None
    after: int | None


class ChanceShape(Shape):
    """A chance, or a difference of two, with its 95 % interval."""

    value: float
    low: float
    high: float


class OutlookShape(Shape):
    """How likely it is that at least one of the heaviest things at stake falls."""

    chance: ChanceShape = Field(description="That one of them falls; the same draws for every choice.")
    likelihood: float = Field(description="Of the likeliest attack on one of them; 0 without one.")
    proven: bool = Field(description="Whether no attack is likelier.")


class ChoiceShape(Shape):
    """A choice of measures and what it leaves."""

    measures: list[str]
    cost_eur: float
    days: float
    stake: float
    stopped_care: list[str] = Field(description="Care that the measures stop by themselves.")
    outlook: OutlookShape | None


class PlanProof(Shape):
    """How good a plan is known to be."""

    status: Literal["optimal", "bounded"]
    bound: float = Field(description="No choice within the limits leaves less at stake.")
    gap: float
    clauses: int = Field(description="Conditions that every choice satisfies, in the proof.")
    branches: int = Field(description="Branches of the proof that nothing is better; 0 without a proof.")
    checked: bool | None = Field(description="Whether a second program agreed; null without a proof.")


class PlanChoice(ChoiceShape):
    """The plan."""

    proof: PlanProof


class WorthShape(Shape):
    """What a chosen measure is worth beside the others."""

    measure: str
    gain: float = Field(description="Stake that comes back without it.")
    alone: float = Field(description="Stake that it takes away with nothing else done.")
    goes_with: list[str]
    cuts: list[str] = Field(description="Facts that fall less easily, or no more, thanks to it.")
    steady: bool = Field(description="It stays in the plan in every variant.")


class StageShape(Shape):
    """Where the plan stands at one horizon."""

    horizon: Horizon
    measures: list[str]
    cost_eur: float
    days: float
    stake: float


class VariantShape(Shape):
    """The plan when an assumption is wrong."""

    name: Literal["costs-up", "costs-down", "attackers-up", "attackers-down", "cost-of"]
    measure: str | None
    measures: list[str]


class UnappliedShape(Shape):
    """A measure of the catalogue that is no candidate, or only in part."""

    measure: str
    reason: Literal[
        "afterwards",
        "marked-but-used",
        "mixed-zone",
        "no-date",
        "no-flow",
        "no-flows",
        "no-last-use",
        "no-protocol",
        "silent-end",
    ] = Field(description="afterwards: it stops no attack; else what the model does not say.")
    things: list[str] = Field(description="What somebody has to write about.")


class PlanShape(Shape):
    """The best measures for the money."""

    asked: PlanAsked
    levels: list[LevelShape]
    stakes: list[StakeShape]
    base: ChoiceShape
    greatest_weight: int = Field(description="Weight of what the outlooks are about.")
    plan: PlanChoice | None = Field(description="Null when no choice makes everything safe.")
    least: ChoiceShape = Field(description="The best with no limit of money.")
    worth: list[WorthShape]
    front: list[ChoiceShape]
    front_complete: bool
    useless: list[str] = Field(description="Measures that change nothing at stake, whatever else is done.")
    never_chosen: list[str]
    greedy: ChoiceShape | None
    stages: list[StageShape]
    variants: list[VariantShape]
    saved: str | None
    drawn: str | None
    certified: str | None
    unapplied: list[UnappliedShape]
    context: Context


class StateShape(Shape):
    """One side of a comparison."""

    path: str
    scenario: str | None
    revision: str


class FieldChangeShape(Shape):
    """One field before and after; null where there is none."""

    field: str
    before: JsonValue
    after: JsonValue


class ChangeShape(Shape):
    """What happened to one thing."""

    section: str
    id: str
    kind: Literal["added", "removed", "changed", "renamed"]
    renamed: str | None = Field(description="Its new id.")
    fields: list[FieldChangeShape]


class ReachShape(Shape):
    """What one trust level reaches on one side only: service and device."""

    trust: int
    lost: list[tuple[str, str]]
    gained: list[tuple[str, str]]


class ChancesShape(Shape):
    """Chances under the same draws."""

    before: ChanceShape
    after: ChanceShape
    change: ChanceShape


class LikelihoodsShape(Shape):
    """Likelihood of the best attack; 0 without one."""

    before: float
    after: float


class PathChangeShape(Shape):
    """What became of one attack."""

    state: Literal["falls", "remains", "appears"]
    steps: list[str]
    likelihood: float
    likelihood_after: float | None
    missing: list[str] = Field(description="Steps that cannot be done on the other side.")


class ChokeChangeShape(Shape):
    """Assets that every attack goes through on one side only."""

    lost: list[str]
    gained: list[str]


class TargetChangeShape(Shape):
    """What changed for one thing that must not fall."""

    id: str
    likelihood: LikelihoodsShape
    chance: ChancesShape
    paths: list[PathChangeShape]
    choke_points: ChokeChangeShape


class ImpactShape(Shape):
    """All that can fall."""

    devices: list[str]
    accounts: list[str]
    records: int
    value_eur: tuple[float, float]


class BlastShape(Shape):
    """All that can fall, before and after."""

    before: ImpactShape
    after: ImpactShape


class CareChangeShape(Shape):
    """State of a care process once all within reach has fallen."""

    id: str
    before: Literal["works", "degraded", "stopped", "absent"]
    after: Literal["works", "degraded", "stopped", "absent"]


class FindingShape(Shape):
    """A weakness, named."""

    rule: str
    section: str
    subject: str
    severity: Literal["low", "medium", "high", "critical"]


class FindingsShape(Shape):
    """Findings of one side only."""

    fixed: list[FindingShape]
    introduced: list[FindingShape]


class CostShape(Shape):
    """What the measures done on the second side alone cost."""

    done: list[str]
    undone: list[str]
    cost_eur: float
    yearly_eur: float
    days: float


class ComparisonShape(Shape):
    """Two states side by side."""

    before: StateShape
    after: StateShape
    same: bool
    changes: list[ChangeShape]
    reach: list[ReachShape]
    targets: list[TargetChangeShape]
    blast: BlastShape
    care: list[CareChangeShape]
    care_stopped: list[str]
    findings: FindingsShape
    cost: CostShape
    context: Context
