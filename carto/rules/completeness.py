"""How complete a map is: per national view and level of detail, what is missing, what is unknown, how old facts are.

An object is complete at a level when every field expected up to that level says something, and the links that are
expected exist: an application that neither care nor a flow uses is incomplete. The score of a view at a level is the
share of its objects that are complete; a higher level may score better, because it concerns other objects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from carto.catalog.vocabulary import View
from carto.i18n.bilingual import Bilingual
from carto.model.entity import Entity
from carto.model.establishment_map import Model
from carto.rules.context import RuleContext
from carto.rules.expectations import EXPECTED, Expectation

LEVELS = (1, 2, 3)
_A_YEAR = 365  # days


@dataclass(frozen=True, slots=True)
class MissingFact:
    """One fact that the map should hold and does not.

    Attributes:
        section: Section of the model.
        subject: Id of the object.
        label: Its name.
        expectation: What is expected.
    """

    section: str
    subject: str
    label: str
    expectation: Expectation

    @property
    def route(self) -> str:
        """Where the fact belongs in the model."""
        return f"{self.section}:{self.subject}:{self.expectation.field}"

    @property
    def question(self) -> Bilingual:
        """What to ask."""
        return self.expectation.question(self.label)


@dataclass(frozen=True, slots=True)
class ViewScore:
    """The score of one view at one level.

    Attributes:
        view: The view.
        level: 1..3.
        complete: Objects that say all that is expected up to the level.
        concerned: Objects of which something is expected up to the level.
    """

    view: View
    level: int
    complete: int
    concerned: int

    @property
    def share(self) -> float | None:
        """Share of complete objects, 0..1; None where nothing is concerned."""
        return self.complete / self.concerned if self.concerned else None


@dataclass(frozen=True, slots=True)
class Ages:
    """How old the facts are, by ``seen_on``.

    Attributes:
        recent: Objects seen within a year of the map's date.
        old: Objects seen longer ago; sorted routes.
        undated: Objects that say no day.
        is_dated: Whether the map itself has a date, without which nothing has an age.
    """

    recent: int
    old: tuple[str, ...]
    undated: int
    is_dated: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a map is.

    Attributes:
        scores: One per view and level that was asked for, in order.
        missing: What is missing up to the level asked for, by level, view and object.
        unknowns: ``section.field`` -> how many objects say "unknown" there; the most first.
        ages: How old the facts are.
    """

    scores: tuple[ViewScore, ...]
    missing: tuple[MissingFact, ...]
    unknowns: Mapping[str, int]
    ages: Ages


def completeness_of(context: RuleContext, level: int = 3) -> Completeness:
    """Measure how complete a model is, up to a level of detail.

    Complexity: O(objects x fields).
    """
    concerned = {want: _concerned(context, want) for want in EXPECTED if want.level <= level}
    gaps = {want: tuple(_gaps(context, want, things)) for want, things in concerned.items()}
    missing = sorted(
        (fact for found in gaps.values() for fact in found),
        key=lambda fact: (fact.expectation.level, fact.expectation.view, fact.route),
    )
    views = [(view, at) for view in View for at in LEVELS if at <= level]
    return Completeness(
        scores=tuple(_score(view, at, concerned, gaps) for view, at in views),
        missing=tuple(missing),
        unknowns=unknowns_of(context.model),
        ages=_ages(context),
    )


def unknowns_of(model: Model) -> dict[str, int]:
    """Return how many objects say "unknown", by ``section.field``, the most frequent first."""
    found: Counter[str] = Counter()
    for section, entity in model.entities():
        for name in type(entity).model_fields:
            value = getattr(entity, name)
            if value == "unknown" and isinstance(value, str | StrEnum):
                found[f"{section}.{name}"] += 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _gaps(context: RuleContext, want: Expectation, things: Sequence[Entity]) -> Iterator[MissingFact]:
    for thing in things:
        if not want.is_met(context, thing):
            yield MissingFact(want.section, thing.id, thing.label, want)


def _concerned(context: RuleContext, want: Expectation) -> list[Entity]:
    return [thing for thing in context.model.section(want.section).values() if want.concerns(context, thing)]


def _score(
    view: View,
    level: int,
    concerned: Mapping[Expectation, Sequence[Entity]],
    gaps: Mapping[Expectation, Sequence[MissingFact]],
) -> ViewScore:
    wanted = [want for want in gaps if want.view is view and want.level <= level]
    asked = {(want.section, thing.id) for want in wanted for thing in concerned[want]}
    lacking = {(fact.section, fact.subject) for want in wanted for fact in gaps[want]}
    return ViewScore(view, level, len(asked - lacking), len(asked))


def _ages(context: RuleContext) -> Ages:
    things = [(section, entity) for section, entity in context.model.entities() if section != "views"]
    ages = {f"{section}:{entity.id}": context.days_since(entity.seen_on) for section, entity in things}
    return Ages(
        recent=sum(1 for age in ages.values() if age is not None and age <= _A_YEAR),
        old=tuple(sorted(route for route, age in ages.items() if age is not None and age > _A_YEAR)),
        undated=sum(1 for _, entity in things if entity.seen_on is None),
        is_dated=context.today is not None,
    )
