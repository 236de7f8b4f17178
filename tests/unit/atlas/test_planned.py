"""What scenarios add has its own place, and what stands today keeps its own."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from carto.atlas.layout import lay_out
from carto.atlas.lock import read_lock, write_lock
from carto.atlas.planned import lay_out_beside
from tests.builders import model_of

ZONES = {"edge": {"type": "dmz"}, "ward": {"type": "ward"}, "data": {"type": "data"}}


def base(**devices):
    return model_of(zones=ZONES, devices={f"d{n}": {"type": "workstation", "zone": "ward"} for n in range(5)} | devices)


def scenario(name, *, zones=None, **devices):
    model = model_of(
        zones=ZONES | (zones or {}),
        devices={f"d{n}": {"type": "workstation", "zone": "ward"} for n in range(5)} | devices,
    )
    return dataclasses.replace(model, scenario=name)


def inside(box, around):
    return (
        around.x <= box.x
        and box.right <= around.right + 0.01
        and around.y <= box.y
        and box.bottom <= around.bottom + 0.01
    )


def apart(one, other):
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def test_without_additions_the_map_is_the_base_alone():
    assert lay_out_beside(base(), [scenario("same"), scenario("less")]) == lay_out(base())


def test_a_new_device_stands_in_its_zone_and_in_nobody_elses_cell():
    layout = lay_out_beside(base(), [scenario("s", relay={"type": "server", "zone": "ward"})])
    (planned,) = layout.planned
    assert (planned.scenario, planned.section, planned.id) == ("s", "devices", "relay")
    ward = next(zone for zone in layout.zones if zone.id == "ward")
    assert layout.zones[planned.zone].id == "ward"
    assert inside(planned.box, ward.box)
    assert "relay" not in layout.devices
    assert all(
        abs(planned.box.x + 0.5 - x) >= 1 or abs(planned.box.y + 0.5 - y) >= 1 for x, y in layout.devices.values()
    )


def test_a_new_zone_stands_beside_the_others_with_its_devices():
    added = scenario("s", zones={"bastion": {"type": "admin"}}, jump={"type": "bastion", "zone": "bastion"})
    layout = lay_out_beside(base(), [added])
    zone, device = (next(one for one in layout.planned if one.section == name) for name in ("zones", "devices"))
    assert inside(device.box, zone.box)
    assert device.zone == zone.zone == -1
    assert [placed.id for placed in layout.zones if placed.id == "bastion"] == []
    assert all(apart(zone.box, placed.box) for placed in layout.zones)


def test_a_device_that_moves_has_two_places():
    moved = {"type": "workstation", "zone": "data"}
    layout = lay_out_beside(base(), [scenario("s", d0=moved), scenario("t", d0={**moved, "zone": "edge"})])
    assert [(one.scenario, layout.zones[one.zone].id) for one in layout.planned] == [("s", "data"), ("t", "edge")]
    assert layout.zones[layout.home["d0"]].id == "ward"


def test_two_scenarios_share_the_place_of_what_both_add():
    relay = {"relay": {"type": "server", "zone": "ward"}}
    layout = lay_out_beside(base(), [scenario("s", **relay), scenario("t", **relay)])
    assert len({one.box for one in layout.planned}) == 1


def test_places_are_the_same_once_the_scenario_is_real():
    relay = {"relay": {"type": "server", "zone": "ward"}}
    before = lay_out_beside(base(), [scenario("s", **relay)])
    real = lay_out(base(**relay), read_lock(write_lock(before.lock)))
    x, y = real.devices["relay"]
    assert (x - 0.5, y - 0.5) == (before.planned[0].box.x, before.planned[0].box.y)
    assert {key: real.devices[key] for key in before.devices} == dict(before.devices)
    assert real.unused == ()


def test_kept_places_stay_when_a_scenario_comes():
    old = lay_out(base())
    layout = lay_out_beside(base(), [scenario("s", relay={"type": "server", "zone": "ward"})], old.lock)
    ward = {zone.id: zone.box for zone in layout.zones}["ward"]
    was = {zone.id: zone.box for zone in old.zones}["ward"]
    for key, (x, y) in layout.devices.items():
        assert (round(x - ward.x, 2), round(y - ward.y, 2)) == (
            round(old.devices[key][0] - was.x, 2),
            round(old.devices[key][1] - was.y, 2),
        )


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["edge", "ward", "data", "new"])), max_size=12))
def test_nothing_lies_on_anything_else(moves):
    devices = {f"d{n}": {"type": "server", "zone": zone} for n, zone in moves}
    layout = lay_out_beside(base(), [scenario("s", zones={"new": {"type": "ward"}}, **devices)])
    cells = [(x, y) for x, y in layout.devices.values()]
    cells += [(one.box.x + 0.5, one.box.y + 0.5) for one in layout.planned if one.section == "devices"]
    assert all(abs(a - c) >= 1 or abs(b - d) >= 1 for n, (a, b) in enumerate(cells) for c, d in cells[:n])
    boxes = [zone.box for zone in layout.zones] + [one.box for one in layout.planned if one.section == "zones"]
    assert all(apart(one, other) for n, one in enumerate(boxes) for other in boxes[:n])
    assert set(layout.home) == set(layout.devices) == set(base().devices)
