"""Single points of failure: what one breakdown takes from a flow or from care.

Two networks are looked at: the *logical* one (zones, the links between them, the devices that enforce them) and the
*physical* one (cables between devices). A point of failure of a flow is a node or a cable on every way between its two
ends: the cut vertices and bridges between them in the block-cut tree.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx

from carto.analysis.care import is_lost
from carto.model.edge import Link
from carto.model.establishment_map import Model

Network = Literal["logical", "physical"]


@dataclass(frozen=True, slots=True)
class FlowWeakPoints:
    """What a flow cannot do without, beside its two ends.

    Attributes:
        flow: The flow.
        network: Where it was looked for.
        nodes: Devices and zones on every way, in order from source to target.
        links: Links on every way, sorted.
    """

    flow: str
    network: Network
    nodes: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CareWeakPoint:
    """One thing whose loss alone stops or degrades care processes.

    Attributes:
        id: The thing.
        care: Processes that fail with it, sorted.
        declared_redundant: The author says that it exists twice.
    """

    id: str
    care: tuple[str, ...]
    declared_redundant: bool


@dataclass(frozen=True)
class LinkGraph:
    """The links of a model as two undirected graphs; edges carry the id of their link as ``link``."""

    model: Model

    @cached_property
    def logical(self) -> nx.Graph[str]:
        """Zones, devices and enforcing devices; a device is joined to its zones."""
        graph: nx.Graph[str] = nx.Graph()
        for device in self.model.devices.values():
            graph.add_node(device.id)
            graph.add_edges_from((device.id, zone, {"link": ""}) for zone in device.zones)
        for link in self.model.links.values():
            if not self._is_cable(link):
                _join(graph, link)
        return graph

    @cached_property
    def physical(self) -> nx.Graph[str]:
        """Devices and the cables between them."""
        graph: nx.Graph[str] = nx.Graph()
        for link in self.model.links.values():
            if self._is_cable(link):
                _join(graph, link)
        return graph

    @cached_property
    def blocks(self) -> Mapping[Network, nx.Graph[tuple[str, object]]]:
        """Block-cut tree of each graph."""
        return {"logical": _block_cut_tree(self.logical), "physical": _block_cut_tree(self.physical)}

    def graph(self, network: Network) -> nx.Graph[str]:
        """Return one of the two graphs."""
        return self.logical if network == "logical" else self.physical

    def between(self, network: Network, source: str, target: str) -> tuple[str, ...] | None:
        """Return the nodes on every way between two, in order, or None when there is no way."""
        graph, tree = self.graph(network), self.blocks[network]
        if source not in graph or target not in graph or not nx.has_path(graph, source, target):
            return None
        path = nx.shortest_path(tree, ("node", source), ("node", target))
        return tuple(str(name) for kind, name in path[1:-1] if kind == "node")

    def _is_cable(self, link: Link) -> bool:
        return link.from_end in self.model.devices and link.to_end in self.model.devices


def flow_weak_points(model: Model) -> tuple[FlowWeakPoints, ...]:
    """Return the single points of failure of every flow, by flow then network; flows without any are left out.

    Complexity: O(nodes + links) for the trees, then O(length of the way) a flow.
    """
    links = LinkGraph(model)
    return tuple(point for flow in model.flows for point in _of_flow(links, flow))


def care_weak_points(model: Model) -> tuple[CareWeakPoint, ...]:
    """Return every thing whose loss alone takes a dependency of care away: most processes first, then by id."""
    failing: dict[str, list[str]] = {}
    for care in model.care.values():
        for thing in sorted({one for need in care.depends_on for one in need.ids()}):
            if any(is_lost(need, {thing}) for need in care.depends_on):
                failing.setdefault(thing, []).append(care.id)
    points = (CareWeakPoint(thing, tuple(care), _redundant(model, thing)) for thing, care in failing.items())
    return tuple(sorted(points, key=lambda point: (-len(point.care), point.id)))


def _redundant(model: Model, thing: str) -> bool:
    device = model.devices.get(thing)
    return device is not None and device.redundant is True


def _of_flow(links: LinkGraph, flow_id: str) -> Iterator[FlowWeakPoints]:
    flow = links.model.flows[flow_id]
    networks: tuple[Network, Network] = ("logical", "physical")
    for network in networks:
        nodes = links.between(network, flow.from_device, flow.to_device)
        if nodes is None:
            continue
        bridges = _bridges_on(links.graph(network), (flow.from_device, *nodes, flow.to_device))
        alone = tuple(node for node in nodes if not _redundant(links.model, node))
        if alone or bridges:
            yield FlowWeakPoints(flow_id, network, alone, bridges)


def _bridges_on(graph: nx.Graph[str], nodes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the links that are the only way between two neighbours of a chain of cut vertices."""
    found = set()
    for one, other in itertools.pairwise(nodes):
        if graph.has_edge(one, other) and graph[one][other]["link"] and _is_bridge(graph, one, other):
            found.add(str(graph[one][other]["link"]))
    return tuple(sorted(found))


def _is_bridge(graph: nx.Graph[str], one: str, other: str) -> bool:
    without = nx.restricted_view(graph, [], [(one, other)])
    return not nx.has_path(without, one, other)


def _join(graph: nx.Graph[str], link: Link) -> None:
    """Add a link, through the device that enforces it where there is one."""
    ends = (link.from_end, link.via, link.to_end) if link.via else (link.from_end, link.to_end)
    for one, other in itertools.pairwise(ends):
        parallel = graph.has_edge(one, other)
        graph.add_edge(one, other, link="" if parallel else link.id)


def _block_cut_tree(graph: nx.Graph[str]) -> nx.Graph[tuple[str, object]]:
    """Return the tree of ("node", id) and ("block", number); a node that is alone is a tree of its own."""
    tree: nx.Graph[tuple[str, object]] = nx.Graph()
    tree.add_nodes_from(("node", node) for node in graph)
    for number, block in enumerate(nx.biconnected_components(graph)):
        tree.add_edges_from((("block", number), ("node", node)) for node in sorted(block))
    return tree
