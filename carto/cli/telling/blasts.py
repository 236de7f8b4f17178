"""Blast radius in words: what falls, how far away, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.analysis.impact import Impact
from carto.attack import facts
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_caution
from carto.cli.telling.costs import tell_anchors
from carto.cli.use_cases.blasts import Blasted
from carto.i18n.messages import say

_MOST: Final = 40


def tell_blast(page: Page, blasted: Blasted) -> None:
    """Write what falls with the start."""
    started = blasted.subject.question.start or blasted.radius.start
    page.title("blast.title", start=" + ".join(map(blasted.subject.label, started)))
    for target in blasted.subject.targets:
        depth = blasted.depth(target.fact)
        key = "blast.stands" if depth is None else "blast.falls.one" if depth == 1 else "blast.falls"
        page.say(key, target=blasted.subject.label(target.wanted), depth=depth or 0)
    if blasted.impact:
        _tell_impact(page, blasted, blasted.impact)
    else:
        page.table(("depth", "fact"), ((depth, fact) for fact, depth in blasted.radius.depth.items()), right=(0,))
    tell_caution(page, blasted.subject)


def _tell_impact(page: Page, blasted: Blasted, impact: Impact) -> None:
    low, high = (figures.euros(end, page.language) for end in impact.value_eur)
    records = figures.count(impact.records, page.language)
    counts = {"devices": len(impact.devices), "accounts": len(impact.accounts)}
    page.line(", ".join(page.counted(f"blast.{name}", number) for name, number in counts.items()))
    if impact.records:
        page.say("blast.data", records=records, low=low, high=high)
    else:
        page.say("blast.no-data")
    for care in impact.care:
        if care.state != "works":
            name = blasted.subject.label(care.id)
            page.item("-", say("cli.summary.effect", page.language, care=name, state=page.word(f"care.{care.state}")))
    page.table(("depth", "thing", "name", "level"), _rows(page, blasted, impact), right=(0,))
    if len(impact.devices) > _MOST:
        page.line(page.counted("blast.more", len(impact.devices) - _MOST), style="dim")
    if impact.value_eur[1] and blasted.subject.model:
        tell_anchors(page, blasted.subject.model)


def _rows(page: Page, blasted: Blasted, impact: Impact) -> Iterator[tuple[object, ...]]:
    def far(device: str) -> int:
        depths = (blasted.depth(facts.controls(device, level)) for level in ("user", "admin"))
        return min((depth for depth in depths if depth is not None), default=0)

    ranked = sorted(impact.devices, key=lambda device: (far(device), device))
    for device in ranked[:_MOST]:
        yield far(device), device, blasted.subject.label(device), page.word(f"level.{impact.devices[device]}")
