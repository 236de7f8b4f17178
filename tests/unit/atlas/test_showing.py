"""Views outside the page: fewer things, each in its place."""

from __future__ import annotations

import pytest

from carto.atlas.scene_build import build_scene
from carto.atlas.showing import of_view, shown_by, views
from carto.errors import UnknownIdError
from tests.builders import model_of


def scene():
    return build_scene(
        model_of(
            sites={"s": {}},
            zones={
                "net": {"type": "internet", "trust": 0},
                "dmz": {"type": "dmz", "site": "s"},
                "inner": {"type": "users", "site": "s", "in": "dmz"},
                "data": {"type": "data", "site": "s"},
            },
            devices={
                "gate": {"type": "vpn-gateway", "zone": ["dmz", "data"], "exposed_to": ["net"]},
                "desk": {"type": "workstation", "zone": "inner", "count": 7},
                "db": {"type": "ehr-database", "zone": "data", "holds": {"health-record": 5}},
                "ad": {"type": "directory", "zone": "data"},
            },
            links={"dmz -- data": {"via": "gate"}},
            flows={
                "desk -> db": {"protocol": "mssql", "data": ["health-record"]},
                "desk -> ad": {"protocol": "ldap", "kind": "administration"},
            },
            care={"stay": {"depends_on": ["ward"]}, "ward": {"depends_on": ["db"]}},
            views={"v": {"show": {"zones": ["inner"]}}},
        )
    )


@pytest.mark.parametrize(
    ("key", "devices"),
    [
        ("ecosystem", {"gate"}),
        ("business", {"db"}),
        ("applications", {"ad", "db"}),
        ("administration", {"ad", "desk"}),
        ("logical", {"gate", "desk", "db", "ad"}),
        ("care:stay", {"db"}),
        ("data:health-record", {"db", "desk"}),
        ("saved:v", {"desk"}),
    ],
)
def test_a_view_shows_what_it_is_about(key, devices):
    whole = scene()
    assert {whole.devices.id[index] for index in shown_by(whole, key)[0]} == devices
    assert set(of_view(whole, key).devices.id) == devices


def test_what_remains_stays_in_its_place_and_in_what_holds_it():
    whole, part = scene(), of_view(scene(), "saved:v")
    assert [zone.id for zone in part.zones] == ["dmz", "inner"]
    assert part.zones[1].parent == 0
    assert part.zones[part.devices.zone[0]].id == "inner"
    old = whole.devices.id.index("desk")
    assert (part.devices.x[0], part.devices.y[0]) == (whole.devices.x[old], whole.devices.y[old])
    assert [site.id for site in part.sites] == ["s"]
    assert part.meta.devices == 7
    assert [zone.count for zone in part.zones] == [7, 7]
    assert part.sites[0].count == 7
    assert whole.sites[0].count == 10
    zone = part.zones[0].box
    assert (part.sites[0].box.x, part.sites[0].box.w) == (zone.x - 1.2, zone.w + 2.4)
    assert part.bounds == part.sites[0].box


def test_lines_have_both_their_ends():
    part = of_view(scene(), "data:health-record")
    assert part.flows.id == ("desk -> db",)
    assert [part.devices.id[end] for end in (part.flows.a[0], part.flows.b[0])] == ["desk", "db"]
    assert part.links.id == ("dmz -- data",)
    assert [part.zones[-end - 1].id for end in (part.links.a[0], part.links.b[0])] == ["dmz", "data"]


def test_every_view_that_is_listed_can_be_drawn():
    whole = scene()
    assert all(of_view(whole, key).devices.id is not None for key in views(whole))


def test_an_unknown_view_is_refused():
    with pytest.raises(UnknownIdError, match="unknown-view"):
        of_view(scene(), "care:nobody")
