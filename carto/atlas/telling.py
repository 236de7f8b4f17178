"""What analyses found, told: targets, stories, choke points, and the marks they leave on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from carto.analysis.choke import ChokePoint
from carto.analysis.probability import WeakSpot
from carto.atlas.columns import UNMARKED, Marks
from carto.atlas.outcome import ChokeFigures, Outcome, TargetOutcome
from carto.atlas.phrases import STRUCTURAL, Phrases
from carto.atlas.scene import Blast, SceneChokePoint, SceneTarget, Story, Words
from carto.atlas.story import Teller, devices_in
from carto.atlas.wording import Wording, joined
from carto.attack.graph import AttackGraph
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import Language
from carto.model.establishment_map import Model

_TOTAL: Final = ChokeFigures(drop=1.0, share=1.0)
_RISK_FROM: Final = ((0.3, 4), (0.1, 3), (0.02, 2), (0.0, 1))
"""Likelihood of the best attack through a device -> its risk on the map: critical, high, medium, low (assumption)."""
_ASSET_ORDER: Final = ("devices", "accounts", "parties", "links", "flows", "zones", "sites", "care", "other")
_MOST_MISSING: Final = 5
_SPOTS: Final = frozenset({"devices", "accounts", "parties", "links"})
_FAIR_DROP: Final = 0.1
_MOST_SPOTS: Final = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """What the scene says of attacks."""

    targets: tuple[SceneTarget, ...] = ()
    stories: tuple[Story, ...] = ()
    choke_points: tuple[SceneChokePoint, ...] = ()
    blasts: tuple[Blast, ...] = ()
    marks: Marks = UNMARKED


def tell(model: Model, outcome: Outcome, words: Wording) -> Telling:
    """Return what to say of an outcome: targets as they come, stories and choke points by target."""
    if outcome.graph is None:
        return Telling(blasts=outcome.blasts)
    graph, phrases = outcome.graph, Phrases(words)
    teller = Teller.of(model, graph, phrases)
    language: Language = model.establishment.language or "fr"
    targets: list[SceneTarget] = []
    stories: list[Story] = []
    chokes: list[SceneChokePoint] = []
    for found in outcome.targets:
        told = teller.stories(found.target, found.attacks, found.alike)
        points = _Chokes(model, graph, teller).told(found, told)
        targets.append(_target(phrases, found, told, range(len(chokes), len(chokes) + len(points)), language))
        stories += told
        chokes += points
    marks = _marks(model, graph, outcome.targets, chokes)
    return Telling(tuple(targets), tuple(stories), tuple(chokes), outcome.blasts, marks)


def _target(
    phrases: Phrases, found: TargetOutcome, told: Sequence[Story], chokes: range, language: Language
) -> SceneTarget:
    reached = bool(found.attacks.attacks)
    return SceneTarget(
        id=found.target,
        label=phrases.words.name(found.target).told(language),
        reached=reached,
        stories=tuple(story.id for story in told),
        choke_points=tuple(chokes),
        probability=found.probability,
        interval=found.interval,
        why_not=None if reached else Words.of(_why_not(phrases, found.why_not)),
    )


def _why_not(phrases: Phrases, missing: tuple[str, ...]) -> Bilingual:
    if not missing:
        return both("story.why-not-unknown")
    return both("story.why-not", facts=joined(phrases.missing(fact) for fact in missing[:_MOST_MISSING]))


@dataclass(frozen=True, slots=True)
class _Chokes:
    """Tells the choke points of one graph: things people can act on, steps that mean something, no bare facts."""

    model: Model
    graph: AttackGraph
    teller: Teller

    def told(self, found: TargetOutcome, stories: Sequence[Story]) -> list[SceneChokePoint]:
        """Return the choke points of a target, the most actionable first."""
        points = found.choke_points.points if found.choke_points else ()
        kept = sorted((point for point in points if self._is_told(point, found.target)), key=self._order)
        told = [self._point(point, found, stories) for point in kept]
        return told + [self._weak(spot, found, stories) for spot in self._worth_saying(found)]

    def _worth_saying(self, found: TargetOutcome) -> list[WeakSpot]:
        """Return the weak spots whose safety takes a fair share of the risk away, the best few."""
        spots = (spot for spot in found.weak_spots if spot.drop >= _FAIR_DROP and self._section(spot.asset) in _SPOTS)
        return list(spots)[:_MOST_SPOTS]

    def _weak(self, spot: WeakSpot, found: TargetOutcome, stories: Sequence[Story]) -> SceneChokePoint:
        label = both(f"story.choke.{self._section(spot.asset)}", name=self.teller.phrases.quoted(spot.asset))
        through = [self._goes_through(attack.steps, spot.asset) for attack in found.attacks.attacks]
        return SceneChokePoint(
            target=found.target,
            kind="asset",
            id=spot.asset,
            at=self.teller.drawn(spot.asset),
            label=Words.of(label),
            drop=round(spot.drop, 3),
            share=round(sum(through) / max(len(through), 1), 3),
            why=Words.of(both("story.choke.why-partial", label=label, target=self.teller.phrases.quoted(found.target))),
            falls=tuple(story.id for story, crossed in zip(stories, through, strict=False) if crossed),
        )

    def _goes_through(self, steps: Sequence[str], asset: str) -> bool:
        return any(asset in self.graph.step(step).assets for step in steps)

    def _is_told(self, point: ChokePoint, target: str) -> bool:
        if point.kind == "asset":
            return point.id != target
        return point.kind == "step" and self.graph.step(point.id).kind not in STRUCTURAL

    def _order(self, point: ChokePoint) -> tuple[bool, int, str]:
        return point.kind != "asset", _ASSET_ORDER.index(self._section(point.id)), point.id

    def _section(self, name: str) -> str:
        found = self.model.find(name)
        return found[0] if found and found[0] in _ASSET_ORDER else "other"

    def _point(self, point: ChokePoint, found: TargetOutcome, stories: Sequence[Story]) -> SceneChokePoint:
        figures = found.figures.get((point.kind, point.id), _TOTAL)
        label = self._label(point)
        phrases = self.teller.phrases
        reason = "why-step" if point.kind == "step" else "why" if figures.drop >= 1.0 else "why-partial"
        return SceneChokePoint(
            target=found.target,
            kind=point.kind,
            id=point.id,
            at=self._at(point),
            label=Words.of(label),
            drop=figures.drop,
            share=figures.share,
            why=Words.of(both(f"story.choke.{reason}", label=label, target=phrases.quoted(found.target))),
            falls=tuple(story.id for story in stories),
        )

    def _label(self, point: ChokePoint) -> Bilingual:
        if point.kind == "step":
            return self.teller.phrases.text(self.graph.step(point.id))
        return both(f"story.choke.{self._section(point.id)}", name=self.teller.phrases.quoted(point.id))

    def _at(self, point: ChokePoint) -> str:
        if point.kind == "step":
            return self.teller.lands(self.graph.step(point.id))
        return self.teller.drawn(point.id)


def _marks(
    model: Model, graph: AttackGraph, targets: Sequence[TargetOutcome], chokes: Sequence[SceneChokePoint]
) -> Marks:
    best: dict[str, float] = {}
    for found in targets:
        for device, likelihood in devices_in(model, graph, found.attacks).items():
            best[device] = max(best.get(device, 0.0), likelihood)
    on_choke = frozenset(point.at for point in chokes if point.drop >= 1 and point.at in model.devices)
    return Marks(_risks(best), frozenset(best), on_choke)


def _risks(best: Mapping[str, float]) -> dict[str, int]:
    return {device: next(risk for least, risk in _RISK_FROM if chance >= least) for device, chance in best.items()}
