"""What one writes on a Friday: PyYAML, networkx and pyvis, a node and an edge at a time. The peer of ``build.py``.

python benchmarks/naive_build.py estate.yaml out.html
"""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import yaml
from pyvis.network import Network


def read_graph(source: Path) -> tuple[nx.DiGraph[str], list[str]]:
    """Return everything as one graph, and the targets."""
    raw = yaml.safe_load(source.read_text(encoding="utf-8"))  # noqa: TID251 -- the point of this script
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(raw["zones"])
    for name, device in raw["devices"].items():
        zones = device.get("zone", [])
        for zone in [zones] if isinstance(zones, str) else zones:
            graph.add_edge(name, zone)
            graph.add_edge(zone, name)
    for key in [*raw.get("links", {}), *raw.get("flows", {})]:
        one, _, other = key.replace(" -- ", " -> ").partition(" -> ")
        graph.add_edge(one, other)
        if " -- " in key:
            graph.add_edge(other, one)
    return graph, [name for name, device in raw["devices"].items() if device.get("target")]


def main() -> None:
    """Read a model, find the shortest way to each target, write a page."""
    graph, targets = read_graph(Path(sys.argv[1]))
    for target in targets:
        if nx.has_path(graph, "internet", target):
            nx.shortest_path(graph, "internet", target)
    network = Network(directed=True, cdn_resources="in_line")
    for node in graph.nodes:
        network.add_node(node, label=str(node))
    for one, other in graph.edges:
        network.add_edge(one, other)
    Path(sys.argv[2]).write_text(network.generate_html(), encoding="utf-8")


if __name__ == "__main__":
    main()
