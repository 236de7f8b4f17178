"""Drawings as vectors on a page of PDF."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from carto.report.drawing import Box, Disc, Drawing, Line, Mark, Shape, Text, arrow_head
from carto.report.writers.typeface import writable

_DASHES: Final = (3, 2)


class Drawn(Flowable):  # type: ignore[misc]  # the library has no types
    """A drawing in the flow of a page, as wide as the text unless it would be too high."""

    def __init__(self, drawing: Drawing, width: float, height: float) -> None:
        """Take the drawing and the room there is for it, in points."""
        super().__init__()
        self.drawing = drawing
        self.scale = min(width / drawing.width, height / max(drawing.height, 1.0))
        self.width, self.height = drawing.width * self.scale, drawing.height * self.scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint it: the origin moves to the top left, where drawings have theirs."""
        canvas: Canvas = self.canv
        canvas.translate(0, self.height)
        canvas.scale(self.scale, self.scale)
        for mark in self.drawing.marks:
            canvas.saveState()
            _paint(canvas, mark)
            canvas.restoreState()


def _pen(canvas: Canvas, stroke: str, width: float, *, dashed: bool = False) -> None:
    canvas.setStrokeColor(HexColor(stroke))
    canvas.setLineWidth(width)
    if dashed:
        canvas.setDash(*_DASHES)


def _paint(canvas: Canvas, mark: Mark) -> None:
    match mark:
        case Box():
            _box(canvas, mark)
        case Line():
            _line(canvas, mark)
        case Disc():
            _disc(canvas, mark)
        case Shape():
            _shape(canvas, mark)
        case Text():
            _text(canvas, mark)


def _box(canvas: Canvas, box: Box) -> None:
    if box.fill:
        canvas.setFillColor(HexColor(box.fill))
    if box.stroke:
        _pen(canvas, box.stroke, box.width, dashed=box.dashed)
    canvas.rect(box.x, -box.y - box.h, box.w, box.h, stroke=bool(box.stroke), fill=bool(box.fill))


def _line(canvas: Canvas, line: Line) -> None:
    _pen(canvas, line.color, line.width, dashed=line.dashed)
    canvas.line(line.x1, -line.y1, line.x2, -line.y2)
    if line.arrow:
        _shape(canvas, arrow_head(line))


def _disc(canvas: Canvas, disc: Disc) -> None:
    if disc.fill:
        canvas.setFillColor(HexColor(disc.fill))
    if disc.stroke:
        _pen(canvas, disc.stroke, disc.width)
    canvas.circle(disc.x, -disc.y, disc.r, stroke=bool(disc.stroke), fill=bool(disc.fill))


def _shape(canvas: Canvas, shape: Shape) -> None:
    canvas.setFillColor(HexColor(shape.fill))
    path = canvas.beginPath()
    points = list(zip(shape.points[::2], shape.points[1::2], strict=True))
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _text(canvas: Canvas, text: Text) -> None:
    canvas.setFillColor(HexColor(text.color))
    canvas.setFont("VeraBd" if text.bold else "Vera", text.size)
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}[text.anchor]
    draw(text.x, -text.y, writable(text.text))
