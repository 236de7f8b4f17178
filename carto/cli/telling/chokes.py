"""Choke points in words: the assets first, since they are what people can do something about."""

from __future__ import annotations

from typing import Final

from carto.analysis.choke import ChokePoint, ChokePoints
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_absence, tell_caution, tell_target
from carto.cli.telling.steps import Narrator
from carto.cli.use_cases.attacks import Answer, Subject
from carto.i18n.messages import say

_KINDS: Final = ("asset", "step", "fact")


def tell_choke_points(page: Page, answer: Answer[ChokePoints]) -> None:
    """Write what every attack on each target goes through."""
    narrator = Narrator.of(answer.subject)
    for target, result in answer:
        tell_target(page, answer.subject, target)
        if not result.is_reachable:
            tell_absence(page, narrator, target)
        elif not result.points:
            page.say("choke.none")
        else:
            page.say("choke.meaning")
            rows = (_row(page, answer.subject, point) for point in _in_order(result))
            page.table(("kind", "thing", "name", "lost"), rows, right=(3,))
    tell_caution(page, answer.subject)


def _in_order(result: ChokePoints) -> list[ChokePoint]:
    return sorted(result.points, key=lambda point: (_KINDS.index(point.kind), -len(point.lost), point.id))


def _row(page: Page, subject: Subject, point: ChokePoint) -> tuple[object, ...]:
    label = subject.label(point.id) if point.kind == "asset" else ""
    kind = say(f"cli.choke.{point.kind}", page.language)
    return kind, point.id, "" if label == point.id else label, len(point.lost)
