from __future__ import annotations

import pytest

from carto.load.edges import Edge, edge_id, is_id, read_edge


@pytest.mark.parametrize(
    ("key", "edge"),
    [
        ("a -> b", Edge("a", "b", both_ways=False)),
        ("a->b", Edge("a", "b", both_ways=False)),
        ("  a   ->b ", Edge("a", "b", both_ways=False)),
        ("a -- b", Edge("a", "b", both_ways=True)),
        ("a--b", Edge("a", "b", both_ways=True)),
        ("fw-core -- sw-1", Edge("fw-core", "sw-1", both_ways=True)),
        ("fw--core -- x", Edge("fw--core", "x", both_ways=True)),
        ("a -> b / second fibre", Edge("a", "b", both_ways=False, label="second fibre")),
        ("a->b/x", Edge("a", "b", both_ways=False, label="x")),
    ],
)
def test_an_edge_is_read_whatever_its_spaces(key: str, edge: Edge):
    assert read_edge(key) == edge
    assert read_edge(str(edge)) == edge


@pytest.mark.parametrize(
    "key", ["a", "a > b", "-> b", "a ->", "a -> b -> c", "é -> b", "a -> b / x: y", "a b -> c", ""]
)
def test_anything_else_is_no_edge(key: str):
    assert read_edge(key) is None


def test_an_edge_turned_twice_is_itself():
    edge = Edge("a", "b", both_ways=True, label="x")
    assert edge.turned() == Edge("b", "a", both_ways=True, label="x")
    assert edge.turned().turned() == edge


def test_a_long_form_keeps_its_free_id():
    assert edge_id("uplink", {"from": "a", "to": "b"}) == "uplink"
    assert edge_id("a--b", {"from": "a", "to": "b"}) == "a--b"
    assert edge_id("a--b", {}) == "a -- b"
    assert edge_id("uplink", {}) is None


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a", True), ("A.b_c-9", True), ("-a", False), ("é", False), ("a b", False), ("a" * 129, False), ("a\n", False)],
)
def test_ids(text: str, *, fits: bool):
    assert is_id(text) is fits
