from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carto.atlas.layout import Layout, lay_out
from carto.atlas.lock import Lock, read_lock, write_lock
from carto.atlas.packing import Rectangle
from carto.model.establishment_map import Model
from tests.builders import model_of

DEVICE_TYPES = ("workstation", "firewall", "server", "infusion-pump", "not-in-the-catalogue")
ZONE_TYPES = ("internet", "edge", "ward", "data", "not-in-the-catalogue")
SLACK = 0.011  # coordinates are rounded to hundredths


@st.composite
def models(draw: st.DrawFn, *, pins: bool = False) -> Model:
    """Sites, nested zones, devices in one zone, several or none."""
    sites = [f"s{number}" for number in range(draw(st.integers(0, 3)))]
    zones: dict[str, dict[str, object]] = {}
    for number in range(draw(st.integers(0, 8))):
        zone: dict[str, object] = {"type": draw(st.sampled_from(ZONE_TYPES))}
        if zones and draw(st.booleans()):
            zone["in"] = draw(st.sampled_from(sorted(zones)))
        elif sites and draw(st.booleans()):
            zone["site"] = draw(st.sampled_from(sites))
        zones[f"z{number}"] = zone
    devices: dict[str, dict[str, object]] = {}
    for number in range(draw(st.integers(0, 25))):
        device: dict[str, object] = {"type": draw(st.sampled_from(DEVICE_TYPES))}
        if zones:
            device["zone"] = draw(st.lists(st.sampled_from(sorted(zones)), max_size=3, unique=True))
        if pins and draw(st.booleans()):
            device["at"] = [draw(st.floats(-5, 30)), draw(st.floats(-5, 30))]
        devices[f"d{number}"] = device
    flows = {
        f"{one} -> {other}": {"protocol": "https"}
        for one, other in draw(st.lists(st.tuples(*[st.sampled_from(sorted(devices) or ["d0"])] * 2), max_size=12))
        if one != other
    }
    return model_of(sites={site: {} for site in sites}, zones=zones, devices=devices, flows=flows)


def covers(outer: Rectangle, inner: Rectangle) -> bool:
    grown = Rectangle(outer.x - SLACK, outer.y - SLACK, outer.w + 2 * SLACK, outer.h + 2 * SLACK)
    return grown.contains(inner)


def clash(one: Rectangle, other: Rectangle) -> bool:
    return Rectangle(one.x + SLACK, one.y + SLACK, one.w - 2 * SLACK, one.h - 2 * SLACK).overlaps(other)


def ancestors(layout: Layout, zone: int) -> set[int]:
    chain = {zone}
    while (zone := layout.zones[zone].parent) >= 0:
        chain.add(zone)
    return chain


@given(models())
def test_every_thing_has_exactly_one_place(model: Model) -> None:
    layout = lay_out(model)
    assert set(layout.devices) == set(model.devices)
    assert {zone.id for zone in layout.zones} - {"~nowhere"} == set(model.zones)
    assert len({zone.id for zone in layout.zones}) == len(layout.zones)
    assert {site for site, _ in layout.sites} - {"", "~here"} == set(model.sites)


@given(models())
def test_boxes_lie_inside_what_holds_them(model: Model) -> None:
    layout = lay_out(model)
    for index, zone in enumerate(layout.zones):
        holder = layout.zones[zone.parent].box if zone.parent >= 0 else layout.sites[zone.site][1]
        assert covers(holder, zone.box)
        assert zone.parent < index
    for _, box in layout.sites:
        assert covers(layout.bounds, box)


@given(models())
def test_boxes_side_by_side_never_overlap(model: Model) -> None:
    layout = lay_out(model)
    for index, zone in enumerate(layout.zones):
        for other in layout.zones[index + 1 :]:
            if (zone.site, zone.parent) == (other.site, other.parent):
                assert not clash(zone.box, other.box)
    boxes = [box for _, box in layout.sites]
    for index, box in enumerate(boxes):
        assert not any(clash(box, other) for other in boxes[index + 1 :])


@given(models(pins=True))
def test_no_device_stands_in_a_foreign_zone(model: Model) -> None:
    layout = lay_out(model)
    for device, (x, y) in layout.devices.items():
        own = ancestors(layout, layout.home[device])
        cell = Rectangle(x - 0.5, y - 0.5, 1, 1)
        assert layout.zones[layout.home[device]].box.moved(0, 0).overlaps(cell)
        for index, zone in enumerate(layout.zones):
            assert index in own or not clash(zone.box, cell)


@given(models())
def test_no_two_devices_share_a_cell(model: Model) -> None:
    layout = lay_out(model)
    places = sorted(layout.devices.values())
    cells = [Rectangle(x - 0.5, y - 0.5, 1, 1) for x, y in places]
    for index, cell in enumerate(cells):
        assert not any(clash(cell, other) for other in cells[index + 1 :])


@given(models(pins=True), st.randoms(use_true_random=False))
def test_the_order_of_the_text_moves_nothing(model: Model, dice: object) -> None:
    shuffled = {}
    for name in ("sites", "zones", "devices", "flows"):
        entries = list(getattr(model, name).items())
        dice.shuffle(entries)
        shuffled[name] = dict(entries)
    again = lay_out(Model(**shuffled))
    first = lay_out(model)
    assert again == first
    assert list(again.devices) == list(first.devices)


@given(models())
def test_a_lock_written_and_read_gives_the_same_map(model: Model) -> None:
    first = lay_out(model)
    text = write_lock(first.lock)
    again = lay_out(model, read_lock(text))
    assert again.devices == first.devices
    assert again.zones == first.zones
    assert write_lock(again.lock) == text
    assert again.unused == ()


@given(models(), models())
def test_any_lock_is_only_advice(model: Model, other: Model) -> None:
    layout = lay_out(model, lay_out(other).lock)
    assert set(layout.devices) == set(model.devices)
    assert {zone.id for zone in layout.zones} - {"~nowhere"} == set(model.zones)
    assert lay_out(model, Lock()) == lay_out(model)
