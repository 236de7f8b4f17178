from __future__ import annotations

import pytest

from carto.topology.exposure import exposure
from carto.topology.network import OTHER, build_topology
from tests.builders import model_of

ZONES = {
    "internet": {"type": "internet", "trust": 0},
    "ward": {"type": "ward", "trust": 3},
    "apps": {"type": "clinical-applications", "trust": 4},
    "data": {"type": "data", "trust": 5},
}


def network(**sections):
    return build_topology(model_of(**{"zones": ZONES, **sections}))


def test_a_filtered_link_carries_only_what_it_names():
    topology = network(links={"ward -> apps": {"allow": ["https"]}})
    assert set(topology.reach(["ward"], "https")) == {"ward", "apps"}
    assert set(topology.reach(["ward"], OTHER)) == {"ward"}


def test_an_arrow_is_one_way_and_a_double_dash_both():
    assert set(network(links={"ward -> apps": {}}).reach(["apps"], OTHER)) == {"apps"}
    assert set(network(links={"ward -- apps": {}}).reach(["apps"], OTHER)) == {"apps", "ward"}


def test_links_chain_through_zones_that_route():
    links = {"internet -> ward": {"allow": ["https"]}, "ward -> data": {"allow": ["https", "mssql"]}}
    assert "data" in network(links=links).reach(["internet"], "https")
    assert "data" not in network(links=links).reach(["internet"], "mssql")


def test_a_zone_without_transit_stops_what_comes_through_but_not_its_own_devices():
    zones = {**ZONES, "ward": {"type": "ward", "trust": 3, "transit": False}}
    links = {"internet -> ward": {}, "ward -> data": {}}
    topology = network(zones=zones, links=links)
    assert set(topology.reach(["internet"], OTHER)) == {"internet", "ward"}
    assert "data" in topology.reach(["ward"], OTHER)


@pytest.mark.parametrize("allow", [None, "any", ["unknown"]])
def test_no_filter_and_unknown_filter_let_everything_through(allow):
    topology = network(links={"ward -> apps": {"allow": allow}})
    assert "apps" in topology.reach(["ward"], OTHER)
    assert all(passage.known == (allow != ["unknown"]) for passage in topology.passages)


def test_a_cable_of_a_device_that_has_a_zone_adds_no_reach():
    devices = {
        "pc": {"type": "workstation", "zone": "ward"},
        "db": {"type": "ehr-database", "zone": "data", "services": ["mssql"]},
        "sw": {"type": "core-switch"},
    }
    topology = network(devices=devices, links={"pc -- sw": {}, "db -- sw": {}})
    assert topology.passages == ()


def test_network_devices_carry_packets_between_the_zones_they_join():
    devices = {"fw": {"type": "firewall"}}
    topology = network(devices=devices, links={"ward -- fw": {}, "fw -- data": {"allow": ["mssql"]}})
    assert "data" in topology.reach(["ward"], "mssql")
    assert "data" not in topology.reach(["ward"], OTHER)


def test_a_link_to_a_device_reaches_that_device_only():
    devices = {
        "db": {"type": "ehr-database", "zone": "data", "services": ["mssql"]},
        "other": {"type": "ehr-database", "zone": "data", "services": ["mssql"]},
    }
    topology = network(devices=devices, links={"ward -> db": {"allow": ["mssql"]}})
    reached = topology.reach(["ward"], "mssql")
    assert set(reached) == {"ward", "db"}
    assert "db" in topology.heard_at(topology.model.devices["db"], "mssql")


def test_a_flow_says_what_its_target_answers():
    devices = {"a": {"type": "server", "zone": "apps"}, "b": {"type": "server", "zone": "data"}}
    topology = network(devices=devices, flows={"a -> b": {"protocol": "mssql"}})
    assert "mssql" in topology.offers["b"]


def test_the_chain_of_a_flow_names_its_zones_and_is_none_when_no_link_permits_it():
    devices = {
        "a": {"type": "server", "zone": "ward"},
        "b": {"type": "server", "zone": "data", "services": ["mssql", "https"]},
    }
    topology = network(devices=devices, links={"ward -> apps": {}, "apps -> data": {"allow": ["mssql"]}})
    a, b = topology.model.devices["a"], topology.model.devices["b"]
    assert topology.chain(a, b, "mssql") == ("ward", "apps", "data")
    assert topology.chain(a, b, "https") is None
    assert topology.chain(b, a, "mssql") is None


def test_exposure_tells_what_each_trust_level_reaches_outside_its_own_zones():
    devices = {
        "db": {"type": "ehr-database", "zone": "data", "services": ["mssql"]},
        "portal": {"type": "server", "zone": "apps", "services": ["https"], "exposed_to": {"internet": ["https"]}},
    }
    topology = network(devices=devices, links={"apps -> data": {"allow": ["mssql"]}})
    by_trust = {row.trust: row for row in exposure(topology)}
    assert by_trust[0].reached == {"https": ("portal",)}
    assert by_trust[4].reached == {"mssql": ("db",)}
    assert by_trust[5].devices == ()


def test_cables_between_network_devices_that_have_a_zone_add_no_reach_either():
    devices = {"sw": {"type": "core-switch", "zone": "data"}, "fw": {"type": "firewall", "zone": ["ward", "data"]}}
    assert network(devices=devices, links={"sw -- fw": {"medium": "fibre"}}).passages == ()


def test_a_rule_between_placed_devices_is_more_than_a_cable():
    devices = {"pc": {"type": "workstation", "zone": "ward"}, "vpn": {"type": "vpn-gateway", "zone": "data"}}
    topology = network(devices=devices, links={"pc -> vpn": {"allow": ["https"]}})
    assert [(passage.source, passage.sink) for passage in topology.passages] == [("pc", "vpn")]


def test_a_bastion_forwards_nothing():
    devices = {"bastion": {"type": "bastion"}}
    topology = network(devices=devices, links={"ward -> bastion": {}, "bastion -> data": {}})
    assert "data" not in topology.reach(["ward"], OTHER)
