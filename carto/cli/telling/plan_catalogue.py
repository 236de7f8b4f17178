"""What the catalogue's measures would close in this establishment, and what they cannot tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from carto.attack.typical import TYPICAL, Unapplied
from carto.catalog.reference import catalog
from carto.cli.console import Page
from carto.cli.use_cases.plan import Planned
from carto.i18n.messages import say
from carto.model.planning import Measure

_MOST_LINES: Final = 6
_MOST_NAMES: Final = 4
_INDENT: Final = 2


def tell_closings(page: Page, planned: Planned, chosen: Sequence[str]) -> None:
    """Write what the chosen measures of the catalogue close, link by link."""
    for one in chosen:
        measure = planned.model.measures[one]
        lines = tuple(_closings(page, planned, measure)) if measure.source == TYPICAL else ()
        if lines:
            page.line()
            page.line(say("plan.closing.title", page.language, measure=measure.label), style="bold")
            for line in lines[:_MOST_LINES]:
                page.item("-", line, indent=_INDENT)
            if len(lines) > _MOST_LINES:
                more = say("plan.closing.more", page.language, count=len(lines) - _MOST_LINES)
                page.line(more, indent=_INDENT, style="dim")


def tell_unapplied(page: Page, planned: Planned) -> None:
    """Write what the model would have to say for the catalogue to offer more, and what stops no attack."""
    asking: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in planned.unapplied:
        if one.reason != "afterwards":
            asking.setdefault((one.reason, one.things), []).append(_label(page, one))
    if asking:
        page.line()
        page.line(say("plan.unapplied.title", page.language), style="bold")
    for (reason, things), measures in asking.items():
        why = say(f"plan.unapplied.{reason}", page.language, things=_named(page, planned, things))
        told = say("plan.unapplied.line", page.language, measure=", ".join(measures), why=why)
        page.item("-", told, indent=_INDENT)
    beside = [_label(page, one) for one in planned.unapplied if one.reason == "afterwards"]
    if beside:
        page.line(say("plan.unapplied.afterwards", page.language, measures=", ".join(beside)))


def _closings(page: Page, planned: Planned, measure: Measure) -> Iterator[str]:
    for link in measure.removes:
        yield say("plan.closing.gone", page.language, link=planned.label(link))
    for link, patch in measure.adds.get("links", {}).items():
        kept, before = patch["allow"], planned.model.links[link].allow
        if planned.model.links[link].unfiltered:
            yield say("plan.closing.only", page.language, link=planned.label(link), kept=", ".join(kept))
        else:
            closed = ", ".join(one for one in before or () if one not in kept)
            yield say("plan.closing.kept", page.language, link=planned.label(link), closed=closed)
    for account in measure.adds.get("accounts", {}):
        yield planned.label(account)


def _label(page: Page, one: Unapplied) -> str:
    known = catalog().measures.get(one.measure)
    return known.label.told(page.language) if known else one.measure


def _named(page: Page, planned: Planned, things: Sequence[str]) -> str:
    shown = ", ".join(planned.label(one) for one in things[:_MOST_NAMES])
    more = len(things) - _MOST_NAMES
    return say("plan.more", page.language, some=shown, count=more) if more > 0 else shown
