"""The front of a plan as a picture: what is left at stake for each amount of money; one drawing for all who show it."""

from __future__ import annotations

from typing import Final

from carto.analysis.planning import Plan
from carto.i18n.messages import Language
from carto.report.drawing import Drawing
from carto.report.figures_drawing import Choice, front
from carto.report.voice import Voice
from carto.report.writers.vector import svg_file

_CENTS: Final = 100
_POINTS: Final = 1000


def draw_front(made: Plan, voice: Voice) -> Drawing:
    """Return the front as a drawing: a step down for each choice, the plan ringed."""
    choices = _choices(made, voice)
    return front(
        choices,
        lambda amount: voice.euros(amount, amount) or "0",
        (voice.say("programme.axis-stake"), voice.say("programme.axis-cost")),
    )


def plot_front(made: Plan, language: Language) -> str:
    """Return the front as an SVG document that stands by itself."""
    voice = Voice(language)
    return svg_file(draw_front(made, voice), voice.say("programme.front")) + "\n"


def _choices(made: Plan, voice: Voice) -> list[Choice]:
    """Return every choice of the front by cost, and the plan where it is none of them."""
    found = made.found
    chosen = found.chosen if found is not None else None
    listed = [(one.cost, one.falls.stake, one.chosen == chosen) for one in made.front.points]
    if found is not None and not any(is_plan for *_, is_plan in listed):
        listed.append((found.cost, found.falls.stake, True))
    return [
        Choice(cost / _CENTS, stake / _POINTS, _said(cost, stake, voice), is_plan)
        for cost, stake, is_plan in sorted(listed, key=lambda one: (one[0], -one[1]))
    ]


def _said(cost: int, stake: int, voice: Voice) -> str:
    money = voice.euros(cost / _CENTS, cost / _CENTS) or "0"
    return voice.say("programme.choice", cost=money, stake=voice.decimal(stake / _POINTS))
