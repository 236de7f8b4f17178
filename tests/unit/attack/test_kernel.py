from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.attack import kernel as kernels
from carto.attack.kernel import Rows, best_derivations, best_values, chain, distinct, reach_back
from tests.plain_graphs import derived, graph, graphs, step

ROUNDS = st.sampled_from([0, 1, 2, 64])


def compiled(made, rounds):
    """Compile a graph so that it goes on one fact at a time after some rounds."""
    kernel = made.kernel
    kernel.__dict__["rounds"] = rounds
    return kernel


def ladder(height):
    return graph(*(step(f"up{n:04d}", f"f{n}", f"f{n + 1}") for n in range(height)), start="f0")


@settings(max_examples=50)
@given(graphs(), ROUNDS)
def test_what_falls_is_what_trying_every_step_again_and_again_gives(made, rounds):
    reached = chain(compiled(made, rounds))
    assert {made.facts[fact] for fact in np.flatnonzero(reached.held)} == derived(made.steps, made.start)


@settings(max_examples=50)
@given(graphs(), ROUNDS)
def test_depths_and_supports_do_not_depend_on_how_it_is_computed(made, rounds):
    one = chain(compiled(made, rounds))
    other = chain(compiled(made, 64))
    assert one.depth.tolist() == other.depth.tolist()
    assert one.support.tolist() == other.support.tolist()


@settings(max_examples=50)
@given(graphs(), ROUNDS)
def test_every_fact_that_falls_has_a_step_whose_preconditions_fell_before(made, rounds):
    kernel = compiled(made, rounds)
    reached = chain(kernel)
    for fact, (depth, support) in enumerate(zip(reached.depth.tolist(), reached.support.tolist(), strict=True)):
        if depth <= 0:
            assert support == -1
            continue
        before = [reached.depth[needed] for needed in kernel.premises.row(support)]
        assert kernel.heads[support] == fact
        assert max(before, default=0) == depth - 1
        assert min(before, default=0) >= 0


@settings(max_examples=50)
@given(graphs(), st.sampled_from(["sum", "max"]), st.sampled_from(["efforts", "likelihoods"]))
def test_values_are_the_same_by_rounds_and_by_heap(made, combine, costs):
    by_rounds = best_values(compiled(made, 64), getattr(made, costs), combine)
    by_heap = best_values(compiled(made, 0), getattr(made, costs), combine)
    assert by_rounds == pytest.approx(by_heap)


@settings(max_examples=100)
@given(graphs(), st.sampled_from(["sum", "max"]), ROUNDS)
def test_a_best_derivation_costs_what_its_value_says_and_never_goes_round(made, combine, rounds):
    kernel = compiled(made, rounds)
    best = best_derivations(kernel, made.efforts, combine)
    assert (best.held == chain(kernel).held).all()
    derivable = set(np.flatnonzero(kernel.start).tolist())
    for fact in np.flatnonzero(best.held & ~kernel.start).tolist():
        last = best.support[fact]
        needed = [best.values[one] for one in kernel.premises.row(last)]
        gathered = sum(needed) if combine == "sum" else max(needed, default=0.0)
        assert best.values[fact] == pytest.approx(made.efforts[last] + gathered)
        proof = [made.steps[position] for position in best.proof(kernel, fact)]
        assert made.facts[fact] in derived(proof, made.start)
    assert (best.support[sorted(derivable)] == -1).all()


@settings(max_examples=100)
@given(graphs(), st.sampled_from(["sum", "max"]), st.sampled_from(["efforts", "likelihoods"]))
def test_equal_derivations_are_chosen_alike_by_rounds_and_by_heap(made, combine, costs):
    by_rounds = best_derivations(compiled(made, 64), getattr(made, costs), combine)
    by_heap = best_derivations(compiled(made, 0), getattr(made, costs), combine)
    if combine == "sum":
        assert by_rounds.support.tolist() == by_heap.support.tolist()


def test_of_equal_derivations_the_shorter_then_the_first_is_kept():
    made = graph(
        step("a-long-1", "s", "m", days=1), step("a-long-2", "m", "t", days=1),
        step("c-short", "s", "t", days=2), step("b-short", "s", "t", days=2),
    )  # fmt: skip
    for rounds in (0, 64):
        best = best_derivations(compiled(made, rounds), made.efforts, "sum")
        assert made.steps[best.support[made.fact_at("t")]].id == "b-short"


def test_steps_of_many_preconditions_count_them_all():
    made = graph(*(step(f"get-{n}", "s", n, days=float(ord(n))) for n in "abcd"), step("use", "a b c d", "t", days=1))
    at = made.fact_at("t")
    for rounds in (0, 64):
        kernel = compiled(made, rounds)
        assert best_values(kernel, made.efforts, "sum")[at] == sum(map(ord, "abcd")) + 1
        assert best_values(kernel, made.efforts, "max")[at] == ord("d") + 1


@settings(max_examples=50)
@given(graphs())
def test_a_proof_is_a_minimal_attack(made):
    reached = chain(made.kernel)
    for fact in np.flatnonzero(reached.held):
        proof = [made.steps[position] for position in reached.proof(made.kernel, int(fact))]
        assert made.facts[fact] in derived(proof, made.start)
        for one in proof:
            rest = [other for other in proof if other is not one]
            assert made.facts[fact] not in derived(rest, made.start)


@settings(max_examples=50)
@given(graphs(), st.data())
def test_barred_facts_and_dead_steps_are_as_if_they_were_not_there(made, data):
    facts = data.draw(st.sets(st.sampled_from(made.facts), max_size=2))
    gone = data.draw(st.sets(st.sampled_from([one.id for one in made.steps]), max_size=2))
    alive = np.array([one.id not in gone for one in made.steps])
    barred = np.array([fact in facts for fact in made.facts])
    left = made.without(steps=gone, facts=facts)
    reached = chain(made.kernel, alive, barred=barred)
    assert reached.depth.tolist() == chain(left.kernel).depth.tolist()


def test_a_tower_of_a_thousand_steps_is_climbed_to_the_top():
    made = ladder(1_000)
    reached = chain(made.kernel)
    assert reached.depth[made.fact_at("f1000")] == 1_000
    assert best_values(made.kernel, made.efforts, "sum")[made.fact_at("f1000")] == 1_000.0
    assert len(reached.proof(made.kernel, made.fact_at("f1000"))) == 1_000


def test_a_cheap_long_way_beats_a_dear_short_one():
    long = [step(f"{n}", f"m{n}" if n else "s", f"m{n + 1}" if n < 5 else "t") for n in range(6)]
    made = graph(step("short", "s", "t", days=9), *long)
    best = best_derivations(made.kernel, made.efforts, "sum")
    assert best.values[made.fact_at("t")] == 6.0
    assert len(best.proof(made.kernel, made.fact_at("t"))) == 6


def test_free_steps_in_a_circle_support_nothing():
    made = graph(step("ab", "a", "b", days=0), step("ba", "b", "a", days=0), step("bt", "b", "t", days=0))
    assert not chain(made.kernel).held[made.fact_at("t")]
    assert best_values(made.kernel, made.efforts, "sum")[made.fact_at("t")] == np.inf


def test_a_sum_counts_a_shared_part_twice_and_a_maximum_once():
    made = graph(step("root", "s", "r", days=5), step("l", "r", "a"), step("m", "r", "b"), step("top", "a b", "t"))
    at = made.fact_at("t")
    assert best_values(made.kernel, made.efforts, "sum")[at] == 13.0
    assert best_values(made.kernel, made.efforts, "max")[at] == 7.0


def test_the_way_on_to_the_target_takes_other_preconditions_as_given():
    made = graph(step("one", "s", "a", days=3), step("two", "a b", "t", days=2), step("three", "t", "c", days=1))
    back = reach_back(made.kernel, made.efforts, made.fact_at("t"))
    assert {made.facts[n]: value for n, value in enumerate(back.tolist())} == {
        "a": 2.0, "b": 2.0, "c": np.inf, "s": 5.0, "t": 0.0,
    }  # fmt: skip


def test_rows_are_turned_round_and_gathered():
    rows = Rows.from_lengths(np.array([2, 0, 1]), np.array([1, 2, 1]))
    assert rows.as_lists() == [[1, 2], [], [1]]
    assert rows.inverse(3).as_lists() == [[], [0, 2], [0]]
    members, offsets = rows.gather(np.array([2, 0, 1]))
    assert (members.tolist(), offsets.tolist()) == ([1, 1, 2], [0, 1, 3])


@given(st.lists(st.integers(0, 99), max_size=40))
def test_distinct_positions_come_sorted_however_many(positions):
    for size in (100, 10_000):
        assert distinct(np.array(positions, np.intp), size).tolist() == sorted(set(positions))


def test_small_graphs_skip_the_rounds():
    assert ladder(3).kernel.rounds == 0
    assert ladder(kernels._SMALL).kernel.rounds == kernels.ROUNDS
