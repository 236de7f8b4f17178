"""Choke points in words: the assets first, since they are what people can do something about."""

from __future__ import annotations

from typing import Final

from carto.analysis.choke import ChokePoint, ChokePoints
from carto.analysis.ranking import ChokeRanking, RankedAsset
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_absence, tell_caution, tell_target
from carto.cli.telling.steps import Narrator
from carto.cli.use_cases.attacks import Answer, Subject
from carto.i18n.messages import say

_KINDS: Final = ("asset", "step", "fact")


def tell_choke_points(page: Page, answer: Answer[ChokePoints] | Answer[ChokeRanking]) -> None:
    """Write what every attack on each target goes through, and the ranking where there is one."""
    narrator = Narrator.of(answer.subject)
    for target, result in answer:
        tell_target(page, answer.subject, target)
        chokes = result.chokes if isinstance(result, ChokeRanking) else result
        if not chokes.is_reachable:
            tell_absence(page, narrator, target)
            continue
        _tell_points(page, answer.subject, chokes)
        if isinstance(result, ChokeRanking):
            _tell_ranking(page, answer.subject, result)
    tell_caution(page, answer.subject)


def _tell_points(page: Page, subject: Subject, chokes: ChokePoints) -> None:
    if not chokes.points:
        page.say("choke.none")
        return
    page.say("choke.meaning")
    rows = (_row(page, subject, point) for point in _in_order(chokes))
    page.table(("kind", "thing", "name", "lost"), rows, right=(3,))


def _tell_ranking(page: Page, subject: Subject, ranking: ChokeRanking) -> None:
    page.say("choke.ranking", attacks=ranking.attacks)
    rows = ((asset.id, _named(subject, asset), *_shares(page, asset)) for asset in ranking.ranked)
    page.table(("thing", "name", "drop", "share"), rows, right=(2, 3))


def _shares(page: Page, asset: RankedAsset) -> tuple[str, str]:
    return figures.percent(asset.drop, page.language), figures.percent(asset.share, page.language)


def _named(subject: Subject, asset: RankedAsset) -> str:
    label = subject.label(asset.id)
    name = "" if label == asset.id else label
    return f"{name} ×{asset.count}".strip() if asset.count > 1 else name  # noqa: RUF001 -- a count, not an x


def _in_order(result: ChokePoints) -> list[ChokePoint]:
    return sorted(result.points, key=lambda point: (_KINDS.index(point.kind), -len(point.lost), point.id))


def _row(page: Page, subject: Subject, point: ChokePoint) -> tuple[object, ...]:
    label = subject.label(point.id) if point.kind == "asset" else ""
    kind = say(f"cli.choke.{point.kind}", page.language)
    return kind, point.id, "" if label == point.id else label, len(point.lost)
