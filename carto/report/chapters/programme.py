"""The best plan under a budget: what to do, what it protects, what still falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from carto.analysis.front import Worth
from carto.analysis.problem import Found
from carto.i18n.messages import say
from carto.report.document import ROWS_ON_PAPER, Block, Cell, Heading, Paragraph, Picture, Tone
from carto.report.front_plot import draw_front
from carto.report.material import Material, Programme
from carto.report.tables import listing

_CENTS: Final = 100
_POINTS: Final = 1000
_LEFT_SHOWN: Final = 15
_FOR_BOARD: Final = 8


def programme(m: Material) -> Iterator[Block]:
    """Yield the plan that was asked for with a budget; nothing where none was."""
    voice, made = m.voice, m.programme
    if made is None:
        return
    yield Heading(voice.say("programme.title"), 2)
    yield from proposal(m, made)
    if made.plan.found is None:
        return
    if len(made.plan.front.points) > 1:
        said = voice.say("programme.front-said", number=len(made.plan.front.points))
        yield Picture(voice.say("programme.front"), said, draw_front(made.plan, voice))
    yield from listing(voice, "plan-left", "name:4 weight before:2 after:2", _left(m, made), _LEFT_SHOWN)
    if made.plan.useless:
        yield Paragraph(voice.say("programme.useless", names=_names(made, made.plan.useless, m)))


def proposal(m: Material, made: Programme) -> Iterator[Block]:
    """Yield what the plan says in one paragraph, and its measures by what each brings."""
    voice, plan = m.voice, made.plan
    if plan.found is None:
        yield Paragraph(voice.say("programme.none"), Tone.LEAD)
        return
    if not plan.found.chosen:
        yield Paragraph(voice.say("programme.nothing"), Tone.LEAD)
        return
    yield Paragraph(
        voice.say(
            "programme.summary",
            cost=_money(m, plan.found.cost),
            days=voice.days(plan.found.days / _CENTS),
            before=_points(m, plan.base),
            after=_points(m, plan.found),
            least=_points(m, plan.least),
        ),
        Tone.LEAD,
    )
    proof = "proven" if plan.found.is_proven else "bounded"
    yield Paragraph(voice.say(f"programme.{proof}", bound=voice.decimal(plan.found.bound / _POINTS)), Tone.NOTE)
    columns = "measure:3 cost-eur:1.2 own-days:1 gain protects:3 steady"
    most = _FOR_BOARD if m.audience.is_board else ROWS_ON_PAPER
    yield from listing(voice, "plan-chosen", columns, (_row(m, made, worth) for worth in plan.worths), most)


def _row(m: Material, made: Programme, worth: Worth) -> tuple[Cell, ...]:
    measure = made.model.measures[worth.measure]
    heavy = {one.fact: one for one in made.plan.stakes}
    cuts = sorted((heavy[fact] for fact in worth.cuts), key=lambda one: (-one.weight, one.id))
    return (
        made.label(worth.measure),
        measure.cost_eur,
        measure.days,
        round(worth.gain / _POINTS, 1),
        _names(made, [one.id for one in cuts], m, 3),
        m.voice.yes_no(worth.measure in made.plan.steady),
    )


def _left(m: Material, made: Programme) -> list[tuple[Cell, ...]]:
    """Return what still falls under the plan, the heaviest first."""
    plan = made.plan
    after = plan.found.falls.levels if plan.found else plan.base.falls.levels
    left = zip(plan.stakes, plan.base.falls.levels, after, strict=True)
    worst = sorted((one for one in left if one[2] is not None), key=lambda one: (-one[0].weight, one[2], one[0].id))
    return [(made.label(stake.id), stake.weight, _level(m, before), _level(m, level)) for stake, before, level in worst]


def _names(made: Programme, ids: Iterable[str], m: Material, most: int = 8) -> str:
    return m.voice.listed([made.label(one) for one in ids], most)


def _level(m: Material, level: int | None) -> str:
    return say(f"plan.level.{'none' if level is None else level}", m.voice.language)


def _points(m: Material, found: Found) -> str:
    return m.voice.decimal(found.falls.stake / _POINTS)


def _money(m: Material, cents: int) -> str:
    return m.voice.euros(cents / _CENTS, cents / _CENTS) or m.voice.say("plan.own-time")
