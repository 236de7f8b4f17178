"""carto's engine beside its closest peer and networkx: same estates, CPU seconds and peak memory of whole processes.

    pip install mal-toolbox==2.11.0 mal-simulator==3.3.0
    python benchmarks/engine_peers.py [--hosts 100,1000,5000] [--limit 300]

Hosts, flows and secrets are the same for all: a host falls to a flaw that is reached (30 % have one), or to a log-in,
which takes reach AND a secret. mal-toolbox builds its graph from the language in ``mal_language.mal`` and
mal-simulator looks for one shortest path (it does not expand the second precondition: compare the work, not the
answer). networkx sees steps as plain arrows and cannot say AND at all. carto builds the graph and gives the best attack
with proof.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

FLAWED = 0.3
DEPTH = 6
LANGUAGE = Path(__file__).with_name("mal_language.mal")


def estate(hosts: int) -> tuple[list[bool], list[tuple[int, int]], list[tuple[int, int]]]:
    """Return who is flawed, who reaches whom, and who keeps whose secret."""
    dice = random.Random(hosts)
    flawed = [dice.random() < FLAWED for _ in range(hosts)]
    flows = sorted({(host, (host + dice.randint(1, 60)) % hosts) for host in range(hosts) for _ in range(6)})
    keys = sorted({(host, dice.randrange(hosts)) for host in range(hosts)})
    return flawed, flows, keys


def with_carto(hosts: int) -> float:
    """Build the graph and return the likelihood of the best attack."""
    from carto.analysis.best import best_attacks
    from carto.attack.graph import AttackGraph, Step

    flawed, flows, keys = estate(hosts)
    steps = [Step(f"flow {a} {b}", (f"control {a}",), f"reach {b}") for a, b in flows]
    steps += [Step(f"key {a} {b}", (f"control {a}",), f"secret {b}") for a, b in keys]
    for host, weak in enumerate(flawed):
        steps.append(Step(f"login {host}", (f"reach {host}", f"secret {host}"), f"control {host}"))
        if weak:
            steps.append(Step(f"exploit {host}", (f"reach {host}",), f"control {host}", 0.6))
    found = best_attacks(AttackGraph(steps, ["control 0"]), f"control {goal(hosts)}")
    return found.attacks[0].likelihood if found.attacks else 0.0


def goal(hosts: int) -> int:
    """Return the first host that takes six flaws in a row, or the most there are."""
    flawed, flows, _keys = estate(hosts)
    towards: dict[int, list[int]] = {}
    for a, b in flows:
        towards.setdefault(a, []).append(b)
    level, seen = [0], {0}
    for _ in range(DEPTH):
        fresh = dict.fromkeys(other for host in level for other in towards.get(host, ()) if flawed[other])
        level = [host for host in fresh if host not in seen] or level
        seen.update(level)
    return level[0]


def with_networkx(hosts: int) -> float:
    """Return the length of a shortest path over plain arrows."""
    import networkx as nx

    flawed, flows, _keys = estate(hosts)
    graph = nx.DiGraph()
    for a, b in flows:
        graph.add_edge(f"control {a}", f"reach {b}", weight=0.0)
    for host, weak in enumerate(flawed):
        if weak:
            graph.add_edge(f"reach {host}", f"control {host}", weight=0.5)
    return float(nx.shortest_path_length(graph, "control 0", f"control {goal(hosts)}", weight="weight"))


def with_mal(hosts: int) -> float:
    """Build the language, the model and the graph, and return how many steps the path has."""
    from malsim.policies.utils.path_finding import get_shortest_path_to
    from maltoolbox.attackgraph import AttackGraph
    from maltoolbox.language import LanguageGraph
    from maltoolbox.model import Model

    language = LanguageGraph.from_mal_spec(str(LANGUAGE))
    flawed, flows, keys = estate(hosts)
    model = Model("estate", language)
    assets = [model.add_asset("Flawed" if weak else "Host", f"h{host}") for host, weak in enumerate(flawed)]
    for role, pairs in (("targets", flows), ("keys", keys)):
        towards: dict[int, set[Any]] = {}
        for a, b in pairs:
            towards.setdefault(a, set()).add(assets[b])
        for host, others in towards.items():
            assets[host].add_associated_assets(role, others)
    graph = AttackGraph(language, model)
    start = graph.get_node_by_full_name("h0:control")
    end = graph.get_node_by_full_name(f"h{goal(hosts)}:control")
    costs = {node: 2.0 if node.name == "exploit" else 0.0 for node in graph.nodes.values()}
    return float(len(get_shortest_path_to(graph, [start], end, costs)))


PEERS = {"carto": with_carto, "networkx": with_networkx, "mal-toolbox + mal-simulator": with_mal}


def measured(name: str, hosts: int, limit: float) -> dict[str, float] | None:
    """Run one peer in a process of its own; None when it takes too long or is not installed."""
    command = [sys.executable, __file__, "--only", name, "--hosts", str(hosts)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--hosts", default="100,1000,5000")
    reader.add_argument("--limit", type=float, default=300)
    reader.add_argument("--only", choices=PEERS)
    asked = reader.parse_args()
    sizes = [int(size) for size in asked.hosts.split(",")]
    if asked.only:
        value = PEERS[asked.only](sizes[0])
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024, "value": value}))
        return
    print("| hosts | program | CPU s | of carto's | peak MB |\n|--:|---|--:|--:|--:|")
    for hosts in sizes:
        ours = measured("carto", hosts, asked.limit)
        for name in PEERS:
            theirs = measured(name, hosts, asked.limit)
            if ours is None or theirs is None:
                print(f"| {hosts} | {name} | not finished in {asked.limit:.0f} s, or not installed | | |")
                continue
            print(
                f"| {hosts} | {name} | {theirs['cpu']:.2f} | {theirs['cpu'] / ours['cpu']:.2f} | {theirs['mb']:.0f} |"
            )


if __name__ == "__main__":
    main()
