"""Drawings as images, for what cannot hold vectors."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from carto.report.drawing import Box, Disc, Drawing, Line, Mark, Shape, Text, arrow_head
from carto.report.writers.typeface import font_file, writable

_DOTS: Final = 3.0
"""Dots a point: about 216 an inch."""
_FINER: Final = 2
"""Painted finer and reduced: lines come out smooth."""
_COLORS: Final = 128


def paint_png(drawing: Drawing) -> bytes:
    """Return the drawing as PNG. The same drawing gives the same bytes."""
    scale = _DOTS * _FINER
    size = int(drawing.width * scale), int(drawing.height * scale)
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    for mark in drawing.marks:
        _paint(pen, mark, scale)
    small = image.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.BOX)
    made = io.BytesIO()
    small.quantize(_COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def _paint(pen: ImageDraw.ImageDraw, mark: Mark, scale: float) -> None:
    match mark:
        case Box():
            _box(pen, mark, scale)
        case Line():
            _line(pen, mark, scale)
        case Disc():
            _disc(pen, mark, scale)
        case Shape():
            _shape(pen, mark, scale)
        case Text():
            _text(pen, mark, scale)


def _box(pen: ImageDraw.ImageDraw, box: Box, scale: float) -> None:
    x, y, right, bottom = (value * scale for value in (box.x, box.y, box.x + box.w, box.y + box.h))
    if box.fill:
        pen.rectangle((x, y, right, bottom), fill=box.fill)
    if box.stroke and box.dashed:
        for ends in ((x, y, right, y), (right, y, right, bottom), (right, bottom, x, bottom), (x, bottom, x, y)):
            _dashes(pen, ends, box.stroke, box.width * scale)
    elif box.stroke:
        pen.rectangle((x, y, right, bottom), outline=box.stroke, width=max(1, round(box.width * scale)))


def _line(pen: ImageDraw.ImageDraw, line: Line, scale: float) -> None:
    ends = (line.x1 * scale, line.y1 * scale, line.x2 * scale, line.y2 * scale)
    if line.dashed:
        _dashes(pen, ends, line.color, line.width * scale)
    else:
        pen.line(ends, fill=line.color, width=max(1, round(line.width * scale)))
    if line.arrow:
        _shape(pen, arrow_head(line), scale)


def _dashes(pen: ImageDraw.ImageDraw, ends: tuple[float, float, float, float], color: str, width: float) -> None:
    x1, y1, x2, y2 = ends
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    count = max(1, int(length / (5 * _DOTS * _FINER)))
    for number in range(count):
        a, b = number / count, (number + 0.6) / count
        dash = (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a, x1 + (x2 - x1) * b, y1 + (y2 - y1) * b)
        pen.line(dash, fill=color, width=max(1, round(width)))


def _disc(pen: ImageDraw.ImageDraw, disc: Disc, scale: float) -> None:
    corners = tuple(v * scale for v in (disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r))
    pen.ellipse(corners, fill=disc.fill or None, outline=disc.stroke or None, width=max(1, round(disc.width * scale)))


def _shape(pen: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    pen.polygon([value * scale for value in shape.points], fill=shape.fill)


def _text(pen: ImageDraw.ImageDraw, text: Text, scale: float) -> None:
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[text.anchor]
    font = _font(text.size * scale, bold=text.bold)
    pen.text((text.x * scale, text.y * scale), writable(text.text), text.color, font, anchor)


@cache
def _font(size: float, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC)
