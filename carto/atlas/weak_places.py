"""Findings of the rules as the page shows them: what a rule says once, what it found each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from carto.atlas.scene import SceneFinding, SceneRule, Story, Words
from carto.atlas.story import steps_of
from carto.model.establishment_map import Locator, Model
from carto.model.vocabulary import Visibility
from carto.rules.finding import Finding
from carto.rules.places import place_of
from carto.rules.registry import rule_of

MOST: Final = 2_000
"""Findings that one page lists; the worst come first, and the page says how many there are."""


@dataclass(frozen=True, slots=True)
class WeakPlaces:
    """What the rules found, told.

    Attributes:
        rules: What each rule says, for those that found something.
        findings: Worst first, at most ``MOST``.
        total: How many there are.
    """

    rules: dict[str, SceneRule]
    findings: tuple[SceneFinding, ...]
    total: int


def weak_places(
    model: Model,
    findings: Sequence[Finding],
    stories: Sequence[Story],
    locator: Locator | None,
    *,
    private: bool = False,
) -> WeakPlaces:
    """Return the findings of a model, with the stories that each one feeds.

    Args:
        model: The establishment.
        findings: What the rules found, worst first.
        stories: What is told of attacks.
        locator: Where things were written; None when places are left out.
        private: Whether findings about private notes are told.
    """
    hidden = set() if private else {key for key, note in model.notes.items() if note.visibility is Visibility.PRIVATE}
    open_ones = [one for one in findings if not hidden.intersection(one.subjects)]
    steps = {story.id: steps_of(story) for story in stories}
    told = tuple(_told(model, one, steps, places=locator is not None) for one in open_ones[:MOST])
    return WeakPlaces({key: _rule(key) for key in sorted({one.rule for one in told})}, told, len(open_ones))


def _told(model: Model, finding: Finding, steps: Mapping[str, frozenset[str]], *, places: bool) -> SceneFinding:
    span = place_of(model, finding.route) if places else None
    return SceneFinding(
        rule=finding.rule,
        severity=finding.severity.value,
        on=finding.subjects,
        message=Words.of(finding.message),
        place=f"{span.file}:{span.line}" if span else "",
        to_check=finding.to_check,
        care=finding.care,
        stories=tuple(story for story, held in steps.items() if not held.isdisjoint(finding.steps)),
    )


def _rule(key: str) -> SceneRule:
    rule = rule_of(key)
    if rule is None:
        raise AssertionError(f"a finding of a rule nobody knows: {key}")
    return SceneRule(
        title=Words.of(rule.text("title")),
        why=Words.of(rule.text("why")),
        remedy=Words.of(rule.text("remedy")),
        references=tuple(f"{one.framework}:{one.clause}" for one in rule.references),
    )
