from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.attack.build import build_attack_graph
from carto.attack.ground import Ground
from carto.attack.measures import apply_measures
from carto.attack.typical import typical_offer
from carto.attack.whatif import WhatIf, agrees, corrected, what_if
from carto.load.model import load_model
from carto.model.establishment_map import Model
from carto.topology.network import build_topology


@cache
def known() -> WhatIf:
    model = typical_offer(load_model("samples/cabinet")).model
    candidates = [one.id for one in model.measures.values() if not one.in_place]

    def build(changed: Model):
        return build_attack_graph(changed, goals=tuple(model.care))

    return what_if(model, candidates, build, Ground(model, build_topology(model)).numbers)


def truth(chosen: frozenset[str]):
    what = known()
    return {step.id: step for step in what.build(apply_measures(what.model, chosen)).steps}


choices = st.sets(st.sampled_from(sorted(known().candidates))).map(frozenset)


@settings(max_examples=25, deadline=None)
@given(choices)
def test_a_corrected_choice_is_what_its_own_graph_says(chosen):
    what = corrected(known(), chosen)
    assert agrees(what.choices, chosen, truth(chosen))
    assert corrected(what, chosen) is what


@settings(max_examples=25, deadline=None)
@given(choices, choices)
def test_more_measures_never_make_a_step_that_is_there_likelier(chosen, more):
    """Openings apart, which are counted as done for both."""
    graph = known().choices
    for step in graph.graph.steps:
        assert graph.likelihood(step.id, chosen | more) <= graph.likelihood(step.id, chosen)


@settings(max_examples=25, deadline=None)
@given(choices)
def test_likelihoods_of_all_steps_are_those_of_each(chosen):
    graph = known().choices
    for step, value in zip(graph.graph.steps, graph.likelihoods(chosen).tolist(), strict=True):
        is_there = graph.opened.get(step.id, frozenset()) <= chosen
        assert value == (graph.likelihood(step.id, chosen) if is_there else 0.0)
