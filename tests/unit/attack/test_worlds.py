from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.attack import worlds as module
from carto.attack.kernel import chain
from carto.attack.worlds import ALL, Fixed, Worlds
from tests.plain_graphs import graph, graphs, step


@settings(max_examples=40)
@given(graphs(), st.integers(0, 2**32), st.integers(1, 2), st.sampled_from([0, 1, 512]), st.integers(1, 2))
def test_each_world_is_the_fixpoint_of_its_own_steps_and_facts(made, seed, width, levels, passes):
    draw = np.random.Generator(np.random.Philox(seed))
    kernel = made.kernel
    works = draw.integers(0, 2**64, (kernel.step_count, width), np.uint64)
    holds = draw.integers(0, 2**64, (kernel.fact_count, width), np.uint64) | draw.integers(
        0, 2**64, (kernel.fact_count, width), np.uint64
    )
    before, module._LEVELS = module._LEVELS, levels
    try:
        reached = Worlds(kernel, passes=passes).reach(Fixed(works), holds)
    finally:
        module._LEVELS = before
    for world in (0, 17, 63):
        bit = np.uint64(world)
        alive = ((works[:, -1] >> bit) & np.uint64(1)).astype(bool)
        barred = ((holds[:, -1] >> bit) & np.uint64(1)) == 0
        expected = chain(kernel, alive, barred=barred).held
        assert (((reached[:, -1] >> bit) & np.uint64(1)).astype(bool) == expected).all()


@settings(max_examples=60)
@given(graphs(), st.integers(0, 2**32), st.integers(1, 2), st.sampled_from([0, 1, 512]))
def test_worlds_that_lack_a_little_are_the_fixpoints_without_it(made, seed, width, levels):
    draw = np.random.Generator(np.random.Philox(seed))
    kernel = made.kernel
    steps, facts = (
        draw.integers(0, 2**64, (count, width), np.uint64) & draw.integers(0, 2**64, (count, width), np.uint64)
        for count in (kernel.step_count, kernel.fact_count)
    )
    before, module._LEVELS = module._LEVELS, levels
    try:
        found = Worlds(kernel, passes=1).reach_without(chain(kernel), steps, facts)
    finally:
        module._LEVELS = before
    assert (found == Worlds(kernel).reach(Fixed(~steps), ~facts)).all()


def test_a_fact_that_falls_early_in_one_world_and_late_in_another_is_right_in_both():
    made = graph(step("direct", "s", "b"), step("one", "s", "a"), step("round", "a", "b"), step("end", "b", "t"))
    works = np.full((4, 1), ALL)
    works[made.step_at("direct")] = np.uint64(0b01)
    works[made.step_at("one")] = np.uint64(0b10)
    assert int(Worlds(made.kernel).reach(Fixed(works))[made.fact_at("t"), 0]) == 0b11
