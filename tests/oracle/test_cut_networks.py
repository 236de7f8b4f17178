"""Cheapest cuts of graphs too large for subsets: maximum flow where attacks are paths, a direct program elsewhere."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from carto.analysis.cut import cheapest_cut
from carto.attack.graph import AttackGraph, Step
from tests.oracle.test_attacks import estate


@pytest.mark.parametrize("seed", range(8))
def test_where_every_step_needs_one_fact_a_cut_is_a_minimum_cut(seed):
    draw = np.random.default_rng(seed)
    network = nx.gnp_random_graph(14, 0.3, seed, directed=True)
    prices = {edge: float(draw.integers(1, 9)) for edge in network.edges}
    nx.set_edge_attributes(network, prices, "capacity")
    ids = {(one, other): f"{one:02d}-{other:02d}" for one, other in network.edges}
    steps = [Step(ids[edge], (f"n{edge[0]:02d}",), f"n{edge[1]:02d}") for edge in network.edges]
    whole = AttackGraph([*steps, Step("never", ("nobody",), "n13")], ["n00"])
    by_steps = cheapest_cut(whole, "n13", "steps", costs={ids[edge]: price for edge, price in prices.items()})
    assert by_steps.cost == pytest.approx(nx.maximum_flow_value(network, 0, 13))
    assert by_steps.is_proven
    by_facts = cheapest_cut(whole, "n13", "facts", keep=["n00"])
    if network.has_edge(0, 13):
        assert by_facts.items is None
    else:
        assert by_facts.cost == nx.node_connectivity(network, 0, 13)


def by_program(whole: AttackGraph, target: str, prices: dict[str, float]) -> float:
    """Return the least price of steps to take away: a closed set of facts without the target, all in one program.

    A fact is 1 when it falls; a step that is not bought makes its fact fall when all its preconditions do.
    """
    size, position = len(whole.steps), {fact: number for number, fact in enumerate(whole.facts)}
    rows, floors = [], []
    for number, one in enumerate(whole.steps):
        row = np.zeros(size + len(whole.facts))
        row[number] = 1.0
        row[size + position[one.postcondition]] += 1.0
        for fact in one.preconditions:
            row[size + position[fact]] -= 1.0
        rows.append(row)
        floors.append(1.0 - len(one.preconditions))
    low, high = np.zeros(size + len(position)), np.ones(size + len(position))
    low[[size + position[fact] for fact in whole.start]] = 1.0
    high[size + position[target]] = 0.0
    costs = np.concatenate(([prices[one.id] for one in whole.steps], np.zeros(len(position))))
    solved = milp(
        costs,
        integrality=np.concatenate((np.ones(size), np.zeros(len(position)))),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(np.array(rows), lb=np.array(floors)),
    )
    return float(solved.fun)


@pytest.mark.parametrize("seed", range(8))
def test_the_cheapest_cut_of_steps_is_that_of_a_direct_program(seed):
    whole = estate(seed)
    draw = np.random.default_rng(seed)
    prices = {one.id: float(draw.integers(1, 6)) for one in whole.steps}
    for target in whole.facts[-6::2]:
        found = cheapest_cut(whole, target, "steps", costs=prices)
        assert found.is_proven
        assert found.cost == pytest.approx(by_program(whole, target, prices))
