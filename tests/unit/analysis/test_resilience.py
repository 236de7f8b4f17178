from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.resilience import LinkGraph, care_weak_points, flow_weak_points
from tests.builders import model_of

ZONES = {name: {"type": "ward"} for name in ("a", "b", "c")}
ENDS = {"src": {"type": "server", "zone": "a"}, "dst": {"type": "server", "zone": "c"}, "fw": {"type": "firewall"}}


def test_a_flow_cannot_do_without_its_zones_its_filter_and_its_only_link():
    model = model_of(
        zones=ZONES, devices=ENDS, links={"a -> c": {"via": "fw"}}, flows={"src -> dst": {"protocol": "https"}}
    )
    points = flow_weak_points(model)
    assert [(p.network, p.nodes) for p in points] == [("logical", ("a", "fw", "c"))]
    assert points[0].links == ("a -> c",)


def test_a_second_way_frees_what_lies_between():
    links = {"a -> c": {"via": "fw"}, "a -> b": {}, "b -> c": {}}
    points = flow_weak_points(model_of(zones=ZONES, devices=ENDS, links=links, flows={"src -> dst": {}}))
    assert points[0].nodes == ("a", "c")
    assert points[0].links == ()


def test_cables_are_looked_at_apart():
    devices = {**ENDS, "sw": {"type": "core-switch"}}
    links = {"src -- sw": {}, "sw -- dst": {}}
    points = flow_weak_points(model_of(zones=ZONES, devices=devices, links=links, flows={"src -> dst": {}}))
    assert [(p.network, p.nodes, p.links) for p in points] == [("physical", ("sw",), ("src -- sw", "sw -- dst"))]


def test_what_exists_twice_is_no_point_of_failure():
    devices = {**ENDS, "fw": {"type": "firewall", "redundant": True}}
    points = flow_weak_points(
        model_of(zones=ZONES, devices=devices, links={"a -> c": {"via": "fw"}}, flows={"src -> dst": {}})
    )
    assert "fw" not in points[0].nodes


def test_care_weak_points_are_what_takes_a_process_down_alone():
    care = {
        "lab": {"depends_on": ["src", {"any": ["dst", "fw"]}]},
        "ward": {"depends_on": ["src"]},
    }
    points = care_weak_points(model_of(zones=ZONES, devices=ENDS, care=care))
    assert [(point.id, point.care) for point in points] == [("src", ("lab", "ward"))]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]), unique=True, max_size=10
    )
)
@settings(max_examples=100, deadline=None)
def test_weak_nodes_are_exactly_those_whose_loss_cuts_the_way(pairs):
    devices = {f"d{number}": {"type": "access-switch"} for number in range(6)}
    model = model_of(devices=devices, links={f"d{one} -- d{other}": {} for one, other in pairs})
    links = LinkGraph(model)
    found = links.between("physical", "d0", "d5")
    graph = nx.Graph((f"d{one}", f"d{other}") for one, other in pairs)
    if not (graph.has_node("d0") and graph.has_node("d5") and nx.has_path(graph, "d0", "d5")):
        assert found is None
        return
    cutting = {
        node for node in graph.nodes - {"d0", "d5"} if not nx.has_path(graph.subgraph(graph.nodes - {node}), "d0", "d5")
    }
    assert set(found) == cutting
