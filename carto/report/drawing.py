"""A drawing as plain shapes, in points from the top left: painted as SVG, as PDF, or as an image, always the same.

Colours are ``#rrggbb``; a shape without a fill or stroke has "" for it. Texts stand on their baseline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

PAGE_WIDTH = 482.0
"""Points between the margins of an A4 page: what drawings are made for."""
PAGE_HEIGHT = 600.0
"""Points that a drawing may be high, its caption below it."""
_LETTER = 0.55
_BOLD_LETTER = 0.61
"""Width of a letter beside its size: averages of the face that papers are set in."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""
    width: float = 0.8
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    color: str
    width: float = 0.8
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, or a ring where it has no fill; what it stands for, where a pointer can ask."""

    x: float
    y: float
    r: float
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon: x, y, x, y..."""

    points: tuple[float, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    x: float
    y: float
    text: str
    size: float
    color: str
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


Mark = Box | Line | Disc | Shape | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order they are painted, and the paper they need."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def retold(self, change: Callable[[str], str]) -> Drawing:
        """Return the drawing with its words changed."""
        return replace(self, marks=tuple(_retold(mark, change) for mark in self.marks))


def _retold(mark: Mark, change: Callable[[str], str]) -> Mark:
    if isinstance(mark, Text):
        return replace(mark, text=change(mark.text))
    return replace(mark, said=change(mark.said)) if isinstance(mark, Disc) and mark.said else mark


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it would be wider than ``width``."""
    letters = max(1, int(width / (size * (_BOLD_LETTER if bold else _LETTER))))
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def wrapped(text: str, width: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text on at most ``most`` lines no wider than ``width``, broken between words."""
    letters = max(1, int(width / (size * (_BOLD_LETTER if bold else _LETTER))))
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = f"{kept[-1]} {lines[most]}"
    return tuple(fitted(line, width, size, bold=bold) for line in kept)


def arrow_head(line: Line, size: float = 4.5) -> Shape:
    """Return the head of an arrow at the end of a line."""
    dx, dy = line.x2 - line.x1, line.y2 - line.y1
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    ux, uy = dx / length * size, dy / length * size
    base_x, base_y = line.x2 - ux, line.y2 - uy
    return Shape(
        (line.x2, line.y2, base_x - uy * 0.45, base_y + ux * 0.45, base_x + uy * 0.45, base_y - ux * 0.45), line.color
    )
