"""The front of a plan as a picture: what is left at stake for each amount of money. SVG, nothing from elsewhere."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from carto.analysis.planning import Plan
from carto.i18n.messages import Language, say

_WIDTH: Final = 760
_HEIGHT: Final = 420
_LEFT: Final = 70
_RIGHT: Final = 20
_TOP: Final = 44
_BOTTOM: Final = 56
_TICKS: Final = 5
_STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1b2733}.axis{stroke:#5b6b7a}.grid{stroke:#dfe5ea}"
    ".step{fill:none;stroke:#0b5cad;stroke-width:2}.point{fill:#0b5cad}.here{fill:#fff;stroke:#b3261e;stroke-width:3}"
    ".title{font-weight:600;font-size:15px}"
)


def plot_front(made: Plan, language: Language) -> str:
    """Return the front as an SVG document: a step down for each point, the plan ringed."""
    return "\n".join(_Plot(made, language).lines()) + "\n"


class _Plot:
    """Scales money and stakes to the page."""

    def __init__(self, made: Plan, language: Language) -> None:
        self._made, self._language = made, language
        self._points = [(point.cost / 100, point.falls.stake / 1000) for point in made.front.points]
        self._dearest = max([cost for cost, _ in self._points] + [1.0])
        self._highest = max([stake for _, stake in self._points] + [1.0])

    def lines(self) -> list[str]:
        """Return the document, line by line."""
        title = escape(self._say("plot.title"))
        box = f'viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        return [
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{title}">',
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            f'<text class="title" x="{_LEFT}" y="24">{title}</text>',
            *self._axes(),
            f'<path class="step" d="{self._steps()}"/>',
            *(self._dot(cost, stake) for cost, stake in self._points),
            *self._plan(),
            "</svg>",
        ]

    def _say(self, key: str, **values: object) -> str:
        return say(f"plan.{key}", self._language, **values)

    def _x(self, cost: float) -> float:
        return round(_LEFT + cost / self._dearest * (_WIDTH - _LEFT - _RIGHT), 1)

    def _y(self, stake: float) -> float:
        return round(_HEIGHT - _BOTTOM - stake / self._highest * (_HEIGHT - _TOP - _BOTTOM), 1)

    def _axes(self) -> list[str]:
        low, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
        lines = []
        for tick in range(_TICKS + 1):
            cost, stake = self._dearest * tick / _TICKS, self._highest * tick / _TICKS
            x, y = self._x(cost), self._y(stake)
            lines += [
                f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y}" y2="{y}"/>',
                f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{stake:.0f}</text>',
                f'<text x="{x}" y="{low + 20}" text-anchor="middle">{_money(cost)}</text>',
            ]
        return [
            *lines,
            f'<line class="axis" x1="{_LEFT}" x2="{right}" y1="{low}" y2="{low}"/>',
            f'<text x="{right}" y="{_HEIGHT - 12}" text-anchor="end">{escape(self._say("plot.cost"))}</text>',
            f'<text x="14" y="{_TOP - 8}">{escape(self._say("plot.stake"))}</text>',
        ]

    def _steps(self) -> str:
        parts = [f"M{self._x(cost)} {self._y(stake)}" for cost, stake in self._points[:1]]
        parts += [f"H{self._x(cost)}V{self._y(stake)}" for cost, stake in self._points[1:]]
        return "".join([*parts, f"H{_WIDTH - _RIGHT}"] if parts else ["M0 0"])

    def _dot(self, cost: float, stake: float) -> str:
        told = escape(self._say("plot.point", cost=f"{cost:.0f}", stake=f"{stake:.1f}"))
        return (
            f'<circle class="point" cx="{self._x(cost)}" cy="{self._y(stake)}" r="3.5"><title>{told}</title></circle>'
        )

    def _plan(self) -> list[str]:
        found = self._made.found
        if found is None:
            return []
        x, y = self._x(min(found.cost / 100, self._dearest)), self._y(found.falls.stake / 1000)
        return [f'<circle class="here" cx="{x}" cy="{y}" r="7"/>']


def _money(amount: float) -> str:
    return f"{amount / 1000:.0f} k€" if amount >= 10_000 else f"{amount:.0f} €"  # noqa: PLR2004 -- where thousands read better
