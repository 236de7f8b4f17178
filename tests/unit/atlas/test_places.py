from __future__ import annotations

import json

import pytest

from carto.atlas.layout import lay_out
from carto.atlas.lock import Lock, read_lock, write_lock
from carto.errors import InputError
from tests.builders import model_of
from tests.unit.atlas.hospitals import clinic


def box_of(layout, zone):
    return next(placed.box for placed in layout.zones if placed.id == zone)


def inside_zone(layout, device):
    """The place of a device relative to the corner of its zone."""
    zone = layout.zones[layout.home[device]].box
    x, y = layout.devices[device]
    return round(x - zone.x, 2), round(y - zone.y, 2)


def test_the_outside_is_on_top_and_the_core_at_the_bottom():
    layout = lay_out(clinic())
    heights = [box_of(layout, zone).y for zone in ("internet", "edge", "wards", "data")]
    assert heights == sorted(heights)
    assert heights[0] < heights[1]
    assert heights[1] < heights[3]


def test_a_filter_stands_on_the_border_of_its_zone():
    layout = lay_out(clinic())
    assert layout.devices["fw"][1] == box_of(layout, "edge").y


def test_a_filter_in_one_zone_stands_first_inside():
    model = model_of(
        zones={"z": "ward"}, devices={"a": {"type": "workstation", "zone": "z"}, "b": {"type": "firewall", "zone": "z"}}
    )
    layout = lay_out(model)
    assert layout.devices["b"][0] < layout.devices["a"][0]
    assert layout.devices["b"][1] == layout.devices["a"][1]


def test_a_child_zone_lies_in_its_parent():
    layout = lay_out(clinic())
    assert box_of(layout, "wards").contains(box_of(layout, "ward-a"))


def test_devices_of_one_kind_stand_together():
    kinds = {f"d{number}": {"type": ("printer", "workstation")[number % 2], "zone": "z"} for number in range(8)}
    layout = lay_out(model_of(zones={"z": "ward"}, devices=kinds))
    in_order = sorted(kinds, key=lambda device: layout.devices[device][::-1])
    types = [kinds[device]["type"] for device in in_order]
    assert types in (sorted(types), sorted(types, reverse=True))


def test_what_is_in_no_zone_is_still_drawn():
    layout = lay_out(clinic())
    assert "key" in layout.devices
    assert layout.zones[layout.home["key"]].id == "~nowhere"


def test_with_sites_what_is_on_none_is_outside():
    model = model_of(sites={"s": {}}, zones={"partner-net": "ward", "w": {"type": "ward", "site": "s"}})
    layout = lay_out(model)
    assert layout.sites[layout.zones[[z.id for z in layout.zones].index("partner-net")].site][0] == ""


def test_without_sites_the_establishment_is_one():
    layout = lay_out(model_of(zones={"w": "ward", "net": "internet"}))
    assert [site for site, _ in layout.sites] == ["~here", ""]


def test_nothing_at_all_is_an_empty_map():
    layout = lay_out(model_of())
    assert (layout.sites, layout.zones, layout.devices) == ((), (), {})


def test_pins_win():
    model = model_of(
        sites={"s": {"at": [100, 200]}},
        zones={"z": {"type": "ward", "site": "s", "at": [10, 5]}, "other": {"type": "ward", "site": "s"}},
        devices={"a": {"type": "workstation", "zone": "z", "at": [4, 2]}, "b": {"type": "workstation", "zone": "z"}},
    )
    layout = lay_out(model)
    site = layout.sites[0][1]
    assert (site.x, site.y) == (100, 200)
    assert not box_of(layout, "z").overlaps(box_of(layout, "other"))
    dx = layout.devices["a"][0] - layout.devices["b"][0]
    dy = layout.devices["a"][1] - layout.devices["b"][1]
    assert (round(dx, 2), round(dy, 2)) == (4 * 1.7, 2 * 1.5)


def test_a_pin_does_not_share_its_cell():
    pinned = {"a": {"type": "workstation", "zone": "z", "at": [0, 0]}, "b": {"type": "workstation", "zone": "z"}}
    layout = lay_out(model_of(zones={"z": "ward"}, devices=pinned))
    assert layout.devices["a"] != layout.devices["b"]


def test_a_pin_far_away_does_not_break_the_map():
    far = {"a": {"type": "workstation", "zone": "z", "at": [1e6, -1e6]}}
    layout = lay_out(model_of(zones={"z": "ward"}, devices=far))
    assert layout.bounds.w < 10_000


@pytest.mark.parametrize("change", ["more devices elsewhere", "a new zone", "a device less elsewhere"])
def test_a_device_keeps_its_place_when_the_model_changes_elsewhere(change):
    devices = {f"{zone}{number}": {"type": "workstation", "zone": zone} for zone in "ab" for number in range(7)}
    zones = {"a": {"type": "ward", "site": "s"}, "b": {"type": "ward", "site": "s"}}
    before = lay_out(model_of(sites={"s": {}}, zones=zones, devices=devices))
    if change == "more devices elsewhere":
        devices |= {f"a-new{number}": {"type": "printer", "zone": "a"} for number in range(30)}
    elif change == "a new zone":
        zones["c"] = {"type": "data", "site": "s"}
    else:
        del devices["a3"]
    after = lay_out(model_of(sites={"s": {}}, zones=zones, devices=devices), before.lock)
    assert all(inside_zone(after, f"b{n}") == inside_zone(before, f"b{n}") for n in range(7))
    assert all(inside_zone(after, f"a{n}") == inside_zone(before, f"a{n}") for n in range(7) if f"a{n}" in devices)


def test_places_nobody_uses_are_reported():
    lock = lay_out(clinic()).lock
    layout = lay_out(
        model_of(zones={"data": "data"}, devices={"pump": {"type": "infusion-pump", "zone": "data"}}), lock
    )
    assert set(layout.unused) == {"edge", "ehr-db", "internet", "key", "pcs", "pump", "ward-a", "wards", "~nowhere"}


def test_a_lock_is_sorted_text():
    text = write_lock(lay_out(clinic()).lock)
    assert text.endswith("\n")
    assert read_lock(text) == read_lock(text.replace("\n", " "))
    assert write_lock(read_lock(text)) == text
    zones = list(json.loads(text)["zones"])
    assert zones == sorted(zones)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "carto.layout/2", "zones": {}, "shelves": {}}',
        '{"format": "carto.layout/1", "zones": {"a": 3}, "shelves": {}}',
        '{"format": "carto.layout/1", "zones": {"a": {"columns": 0, "cells": {}}}, "shelves": {}}',
        '{"format": "carto.layout/1", "zones": {"a": {"columns": 2, "cells": {"x": 1, "y": 1}}}, "shelves": {}}',
        '{"format": "carto.layout/1", "zones": {"a": {"columns": 2, "cells": {"x": -1}}}, "shelves": {}}',
        '{"format": "carto.layout/1", "zones": {}, "shelves": {"map": [["a"], ["a"]]}}',
        '{"format": "carto.layout/1", "zones": {}, "shelves": {"map": 3}}',
        "[" * 100_000,
    ],
)
def test_a_spoiled_lock_is_told(text):
    with pytest.raises(InputError) as raised:
        read_lock(text, "kept.json")
    assert raised.value.code == "bad-layout-file"
    assert raised.value.values["path"] == "kept.json"


def test_an_empty_lock_is_a_fresh_start():
    assert lay_out(clinic(), Lock()) == lay_out(clinic())


def test_zones_that_talk_stand_closer():
    zones = {f"z{number}": {"type": "ward", "site": "s"} for number in range(9)}
    devices = {f"d{number}": {"type": "workstation", "zone": f"z{number}"} for number in range(9)}
    talk = {"d0 -> d8": {"protocol": "https"}, **{f"d0 -> d8 / {n}": {"protocol": "https"} for n in range(5)}}
    quiet = lay_out(model_of(sites={"s": {}}, zones=zones, devices=devices))
    loud = lay_out(model_of(sites={"s": {}}, zones=zones, devices=devices, flows=talk))

    def distance(layout):
        one, other = box_of(layout, "z0").centre, box_of(layout, "z8").centre
        return abs(one[0] - other[0]) + abs(one[1] - other[1])

    assert distance(loud) < distance(quiet)
