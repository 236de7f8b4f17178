"""What may change: candidate measures and scenarios."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from carto.model.annotation import Selection
from carto.model.entity import Amount, Entity, Ids, Share
from carto.model.notation import Date
from carto.model.vocabulary import Difficulty


class Measure(Entity):
    """Something the establishment could do.

    Attributes:
        cost_eur: First year, labour included.
        yearly_eur: Each year after.
        days: Days of the establishment's own team.
        scope: What it applies to.
        sets: Fields it sets on every device, zone, link, flow or account of its scope. Key: ``set``.
        removes: Ids that disappear.
        adds: What appears: a merge patch over the model.
        closes: Weaknesses and flaws it closes in its scope.
        stops: Kinds of step it makes impossible in its scope.
        hardens: Kind of step -> difficulty it has at least in its scope.
        detects: Chance that a step in its scope is seen and stopped in time.
    """

    cost_eur: Amount = 0
    yearly_eur: Amount = 0
    days: Amount = 0
    friction: Literal["none", "low", "medium", "high"] = "low"
    scope: Selection = Selection()
    sets: dict[str, Any] = Field(default_factory=dict, alias="set")
    removes: Ids = ()
    adds: dict[str, Any] = Field(default_factory=dict)
    closes: Ids = ()
    stops: Ids = ()
    hardens: dict[str, Difficulty] = Field(default_factory=dict)
    detects: Share = 0
    requires: Ids = ()
    excludes: Ids = ()
    kind: str = ""
    horizon: Literal["now", "12-months", "3-years"] | None = None
    in_place: bool = False


class Scenario(Entity):
    """A merge patch over the model, and a set of measures; may build on another scenario."""

    title: str = ""
    author: str = ""
    date: Date | None = None
    rationale: str = ""
    on: str = ""
    measures: Ids = ()
    patch: dict[str, Any] = Field(default_factory=dict)
    cost_eur: Amount | None = None


class Attacker(Entity):
    """Who attacks: where they start, and what they can do.

    Attributes:
        start: Facts, zones or accounts they hold at the start.
        trust: They start in every zone of at most this trust level.
        near: Sites they can walk into.
        max_difficulty: Hardest step they manage.
        kinds: Kinds of step they may take; all when empty.
        without: Kinds of step they never take.
    """

    start: Ids = ()
    trust: Annotated[int, Field(ge=0, le=5)] | None = None
    near: Ids = ()
    max_difficulty: Difficulty = Difficulty.VERY_HARD
    kinds: Ids = ()
    without: Ids = ()
