from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from carto.report.drawing import PAGE_WIDTH, Box, Disc, Drawing, Line, Text, arrow_head, fitted, wrapped
from carto.report.map_drawing import Card, Item, Join, Stop, card_map, strip, two_columns
from carto.report.writers.raster import paint_png
from carto.report.writers.vector import paint_svg


def boxes(drawing: Drawing) -> list[Box]:
    return [mark for mark in drawing.marks if isinstance(mark, Box)]


def words(drawing: Drawing) -> list[str]:
    return [mark.text for mark in drawing.marks if isinstance(mark, Text)]


def overlap(one: Box, other: Box) -> bool:
    apart = one.x + one.w <= other.x or other.x + other.w <= one.x
    return not (apart or one.y + one.h <= other.y or other.y + other.h <= one.y)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 17, 60])
@pytest.mark.parametrize("columns", [3, 4])
def test_cards_never_overlap_and_stay_on_the_paper(count, columns):
    cards = [
        Card(str(at), f"Zone {at} " * 4, at % 6, items=tuple(Item(f"i{n}") for n in range(at))) for at in range(count)
    ]
    rows = [[card for card in cards if card.trust == trust] for trust in range(6)]
    drawing = card_map(rows, [], columns)
    placed = boxes(drawing)
    assert len(placed) == count
    assert not any(overlap(a, b) for at, a in enumerate(placed) for b in placed[at + 1 :])
    assert all(box.x >= 0 and box.x + box.w <= PAGE_WIDTH + 0.01 and box.y + box.h <= drawing.height for box in placed)


def test_a_crowded_card_says_how_many_it_leaves_out():
    cards = [Card(str(at), "Z", 1, items=tuple(Item(f"i{n}") for n in range(50))) for at in range(40)]
    drawing = card_map([cards], [])
    left = [int(text[1:]) for text in words(drawing) if text.startswith("+")]
    assert len(left) == 40
    assert sum(left) + sum(text.startswith("i") for text in words(drawing)) == 40 * 50


def test_joins_lie_behind_and_only_between_cards_that_are_there():
    cards = [Card("a", "A", 0), Card("b", "B", 1)]
    joins = [Join("a", "b"), Join("a", "ghost"), Join("a", "a")]
    marks = card_map([[card] for card in cards], joins).marks
    assert isinstance(marks[0], Line)
    assert sum(isinstance(mark, Line) for mark in marks) == 1


def test_two_columns_join_what_belongs_together():
    left, right = {"a": Item("A"), "b": Item("B")}, {"x": Item("X"), "y": Item("Y"), "z": Item("Z")}
    drawing = two_columns(("L", "R"), left, right, [Join("a", "z"), Join("b", "nothing")])
    (line,) = [mark for mark in drawing.marks if isinstance(mark, Line)]
    place = {mark.text: mark.y for mark in drawing.marks if isinstance(mark, Text)}
    assert abs(line.y1 - place["A"]) < 4
    assert abs(line.y2 - place["Z"]) < 4


@pytest.mark.parametrize("count", [1, 2, 4, 5, 9, 16])
def test_a_strip_has_one_arrow_less_than_stops_and_numbers_them(count):
    stops = [Stop(f"place {at}", str(at) if at else "") for at in range(count)]
    drawing = strip(stops)
    assert sum(isinstance(mark, Line) and mark.arrow for mark in drawing.marks) == count - 1
    assert [text for text in words(drawing) if text.isdigit()] == [str(at) for at in range(1, count)]
    assert all(box.x + box.w <= PAGE_WIDTH and box.y + box.h <= drawing.height for box in boxes(drawing))


def test_arrows_of_a_strip_go_from_edge_to_edge():
    for line in (mark for mark in strip([Stop(str(at)) for at in range(9)]).marks if isinstance(mark, Line)):
        assert line.x1 == pytest.approx(line.x2) or line.y1 == pytest.approx(line.y2)


def test_texts_are_cut_to_their_room():
    assert fitted("short", 100, 7) == "short"
    cut = fitted("a very long name indeed that goes on", 60, 7)
    assert cut.endswith("…")
    assert len(cut) < 20
    lines = wrapped("one two three four five six seven eight nine ten", 60, 7, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("", 60, 7, 2) == ("",)


def test_an_arrow_points_where_its_line_ends():
    head = arrow_head(Line(0, 0, 10, 0, "#000000"))
    assert head.points[:2] == (10, 0)
    assert all(x < 10 for x in head.points[2::2])
    assert arrow_head(Line(1, 1, 1, 1, "#000000")).points[:2] == (1, 1)


DRAWING = Drawing(60, 40, (
    Box(5, 5, 30, 20, "#ff0000", "#000000", dashed=True), Box(40, 5, 10, 10, "", "#0000ff"),
    Line(0, 39, 60, 39, "#00ff00", 2, arrow=True), Line(0, 30, 60, 30, "#00ff00", dashed=True),
    Disc(50, 25, 5, "#0000ff"), Disc(50, 25, 8, "", "#000000"),
    Text(30, 20, "<b>&→я", 8, "#000000", bold=True, anchor="middle"),
))  # fmt: skip


def test_the_image_shows_the_colours_where_they_are():
    image = Image.open(io.BytesIO(paint_png(DRAWING))).convert("RGB")
    scale = image.width / DRAWING.width
    wanted = {(8, 8): (255, 0, 0), (50, 25): (0, 0, 255), (57, 3): (255, 255, 255)}
    for (x, y), color in wanted.items():
        assert image.getpixel((int(x * scale), int(y * scale))) == pytest.approx(color, abs=4)


def test_the_same_drawing_gives_the_same_image():
    assert paint_png(DRAWING) == paint_png(DRAWING)


def test_svg_says_what_it_shows_and_escapes_names():
    text = paint_svg(DRAWING, 'A "map" <here>')
    root = ET.fromstring(text)  # noqa: S314 -- our own
    assert root.get("aria-label") == 'A "map" <here>'
    assert [one.text for one in root.iter("text")] == ["<b>&→я"]
    assert {one.tag for one in root} == {"rect", "line", "circle", "polygon", "text"}
