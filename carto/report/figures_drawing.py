"""Drawings of figures: care gauges, and what is left at stake for each amount of money."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from carto.report.drawing import PAGE_WIDTH, Box, Disc, Drawing, Line, Mark, Text, fitted

_INK: Final = "#1b2733"
_SOFT: Final = "#4c5b6b"
_GRID: Final = "#dfe5ea"
_BLUE: Final = "#0b5cad"
_RED: Final = "#a8102f"
_COLORS: Final = {"works": "#2e7d32", "degraded": "#c46a00", "stopped": _RED}
_ROW: Final = 17.0
_GAP: Final = 14.0
_PLOT_HEIGHT: Final = 190.0
_LEFT: Final = 46.0
_FOOT: Final = 34.0
_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Gauge:
    """One care process under the attacks that were told.

    Attributes:
        name: What people call it.
        state: ``works``, ``degraded`` or ``stopped``.
        said: The state in words, and how long patients can wait.
    """

    name: str
    state: str
    said: str


def gauges(shown: Sequence[Gauge]) -> Drawing:
    """Draw care processes in two columns; a word beside each colour, which is never alone."""
    half = -(-len(shown) // 2)
    width = (PAGE_WIDTH - _GAP) / 2
    marks: list[Mark] = []
    for place, gauge in enumerate(shown):
        x, y = (place // half) * (width + _GAP), (place % half) * _ROW
        marks += _gauge(gauge, x, y, width)
    return Drawing(PAGE_WIDTH, half * _ROW + 2, tuple(marks))


def _gauge(gauge: Gauge, x: float, y: float, width: float) -> list[Mark]:
    color, said = _COLORS[gauge.state], fitted(gauge.said, width * 0.3, 7)
    return [
        Box(x, y, width, _ROW - 3, "#f4f7fa"),
        Box(x, y, 4, _ROW - 3, color),
        Disc(x + 12, y + (_ROW - 3) / 2, 3.4, color if gauge.state != "works" else "#ffffff", color, 1.4),
        Text(x + 20, y + 10, fitted(gauge.name, width * 0.72 - 24, 7.5, bold=True), 7.5, _INK, bold=True),
        Text(x + width - 4, y + 10, said, 7, color if gauge.state != "works" else _SOFT, anchor="end"),
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """One point of the front: what it costs, what it leaves at stake, both in words, whether it is the plan."""

    cost: float
    stake: float
    said: str = ""
    is_plan: bool = False


def front(points: Sequence[Choice], money: Callable[[float], str], titles: tuple[str, str]) -> Drawing:
    """Draw the front: a step down for each choice, the plan ringed.

    Args:
        points: Choices by cost.
        money: Says an amount.
        titles: Words of the upright and of the level axis.
    """
    plot = _Plot(max([one.cost for one in points] + [1.0]), max([one.stake for one in points] + [1.0]))
    marks = [*plot.axes(money, titles)]
    for one, after in pairwise(points):
        turn = plot.x(after.cost)
        marks.append(Line(plot.x(one.cost), plot.y(one.stake), turn, plot.y(one.stake), _BLUE, 1.4))
        marks.append(Line(turn, plot.y(one.stake), turn, plot.y(after.stake), _BLUE, 1.4))
    marks += [Disc(plot.x(one.cost), plot.y(one.stake), 2, _BLUE, said=one.said) for one in points]
    marks += [Disc(plot.x(one.cost), plot.y(one.stake), 5, "", _RED, 2) for one in points if one.is_plan]
    return Drawing(PAGE_WIDTH, _PLOT_HEIGHT, tuple(marks))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Scales money and stakes to the paper."""

    dearest: float
    highest: float

    def x(self, cost: float) -> float:
        return _LEFT + min(cost / self.dearest, 1.0) * (PAGE_WIDTH - _LEFT - 12)

    def y(self, stake: float) -> float:
        return _PLOT_HEIGHT - _FOOT - stake / self.highest * (_PLOT_HEIGHT - _FOOT - 20)

    def axes(self, money: Callable[[float], str], titles: tuple[str, str]) -> list[Mark]:
        low, right = _PLOT_HEIGHT - _FOOT, PAGE_WIDTH - 12
        marks: list[Mark] = []
        for stake in _ticks(self.highest):
            y = self.y(stake)
            marks.append(Line(_LEFT, y, right, y, _GRID, 0.6))
            marks.append(Text(_LEFT - 5, y + 3, f"{stake:g}", 7, _SOFT, anchor="end"))
        for cost in _ticks(self.dearest):
            x = self.x(cost)
            marks.append(Line(x, low, x, low + 3, _SOFT, 0.6))
            marks.append(Text(x, low + 11, money(cost), 7, _SOFT, anchor="middle"))
        return [
            *marks,
            Line(_LEFT, low, right, low, _SOFT, 0.9),
            Text(0, 9, titles[0], 7.5, _INK),
            Text(right, low + 24, titles[1], 7.5, _INK, anchor="end"),
        ]


def _ticks(highest: float) -> list[float]:
    """Return round numbers from nothing to at most the highest, few enough to read."""
    size = 10.0 ** math.floor(math.log10(highest / _TICKS))
    step = next(size * one for one in (1, 2, 2.5, 5, 10) if size * one * _TICKS >= highest)
    return [step * at for at in range(int(highest / step + 1e-9) + 1)]
