"""The known traps of attack graphs, one test each."""

from __future__ import annotations

import networkx as nx
import pytest

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.analysis.cut import cheapest_cut
from carto.analysis.probability import success_probability
from carto.errors import UnknownIdError
from tests.plain_graphs import graph, step


def ids(found):
    return [set(attack.steps) for attack in found.attacks]


def test_a_shortest_path_that_ignores_one_of_two_preconditions():
    made = graph(
        step("phish", "s", "password"),
        step("walk-in", "s", "inside", days=8),
        step("log-in", "inside password", "t"),
        step("long-way", "s", "t", days=9.5),
    )
    for by in ("effort", "time"):
        best = best_attacks(made, "t", by).attacks[0]
        expected = {"phish", "walk-in", "log-in"} if by == "time" else {"long-way"}
        assert set(best.steps) == expected
    assert best_attacks(made, "t", "time").attacks[0].elapsed_days == 9.0


def test_a_shared_foothold_is_counted_once():
    made = graph(
        step("foothold", "s", "f", 0.5, days=10),
        step("left", "f", "a", 0.5),
        step("right", "f", "b", 0.5),
        step("join", "a b", "t", 0.5),
        step("apart-a", "s", "a", 0.2, days=7),
        step("apart-b", "s", "b", 0.2, days=7),
    )
    by_effort = best_attacks(made, "t", "effort").attacks[0]
    assert (set(by_effort.steps), by_effort.effort_days) == ({"foothold", "left", "right", "join"}, 13.0)
    by_likelihood = best_attacks(made, "t", "likelihood").attacks[0]
    assert by_likelihood.likelihood == pytest.approx(0.5**4)
    assert by_likelihood.elapsed_days == 12.0


def test_a_tree_without_shared_steps_can_still_be_beaten_by_a_shared_one():
    # Knuth's tree uses no step twice and is not the best set: a reason not to stop there.
    apart = [step(f"apart-{one}", "s", one, days=1) for one in "abc"]
    shared = [step(f"via-{one}", "r", one, days=0) for one in "abc"]
    made = graph(*apart, step("root", "s", "r", days=1.5), *shared, step("join", "a b c", "t", days=0))
    best = best_attacks(made, "t", "effort").attacks[0]
    assert (best.effort_days, "root" in best.steps) == (1.5, True)


def as_arrows(made):
    return nx.DiGraph([(need, one.postcondition) for one in made.steps for need in one.preconditions])


def test_a_choke_point_that_plain_dominators_miss():
    # The key is needed beside the door: no arrow path has to go through it.
    made = graph(step("door", "s", "d"), step("key", "s", "k"), step("open", "d k", "t"))
    assert set(choke_points(made, "t").of_kind("fact")) == {"s", "d", "k"}
    assert nx.immediate_dominators(as_arrows(made), "s")["t"] == "s"


def test_a_choke_point_that_plain_dominators_invent():
    # Every arrow path goes through m, but the arrow into m cannot be taken: what it needs beside s is never held,
    # and the target falls by a step that needs nothing at all.
    made = graph(step("dead", "s nobody", "m"), step("mt", "m", "t"), step("insider", "", "t"))
    assert nx.immediate_dominators(as_arrows(made), "s")["t"] == "m"
    assert choke_points(made, "t").of_kind("fact") == ()
    assert choke_points(made, "t").of_kind("step") == ("insider",)


def test_two_twins_are_not_interchangeable_when_a_step_needs_both():
    # The swap of the halves maps the graph onto itself, so x and y look alike; each is needed by both attacks.
    made = graph(
        step("sx", "s", "x"), step("sy", "s", "y"),
        step("a", "x", "a"), step("b2", "x", "b2"), step("b", "y", "b"), step("a2", "y", "a2"),
        step("one", "a b", "t"), step("two", "a2 b2", "t"),
    )  # fmt: skip
    assert set(choke_points(made, "t").of_kind("fact")) == {"s", "x", "y"}
    assert ids(best_attacks(made, "t", k=9)) == [{"sx", "sy", "a", "b", "one"}, {"sx", "sy", "a2", "b2", "two"}]


def test_a_measure_worth_nothing_alone_and_everything_with_another():
    made = graph(step("left", "s", "t", 0.9), step("right", "s", "t", 0.9))
    both = cheapest_cut(made, "t", "measures", blocks={"m1": ["left"], "m2": ["right"]})
    assert both.items == ("m1", "m2")
    assert best_attacks(made.without(steps=["left"]), "t").attacks[0].likelihood == 0.9
    assert best_attacks(made.without(steps=["left", "right"]), "t").attacks == ()


def test_a_cycle_of_trust_that_supports_itself():
    made = graph(
        step("ab", "a", "b", days=0), step("ba", "b", "a", days=0), step("bt", "b", "t", days=0),
        step("in", "s", "a", days=50),
    )  # fmt: skip
    assert best_attacks(made, "t", "effort").attacks[0].effort_days == 50.0
    closed = made.without(steps=["in"])
    assert best_attacks(closed, "t", "effort").attacks == ()
    assert success_probability(closed, "t").probability == 0.0


def test_two_paths_that_share_a_step_are_neither_added_nor_multiplied():
    made = graph(step("shared", "s", "a", 0.5), step("left", "a", "t", 0.5), step("right", "a", "t", 0.5))
    assert success_probability(made, "t").probability == pytest.approx(0.375)


@pytest.mark.parametrize("by", ["likelihood", "effort", "time"])
def test_a_target_held_at_the_start_takes_one_attack_without_steps(by):
    found = best_attacks(graph(step("one", "s", "t")), "s", by, 3)
    assert ids(found) == [set()]
    assert found.complete
    assert found.as_json()["attacks"][0] == {
        "steps": [], "likelihood": 1.0, "effort_days": 0.0, "elapsed_days": 0.0,
        "proof": {"status": "optimal", "bound": 1.0 if by == "likelihood" else 0.0, "gap": 0.0},
    }  # fmt: skip
    assert choke_points(graph(step("one", "s", "t")), "s").points == ()


def test_an_unreachable_target_has_no_attack_and_no_choke_point():
    made = graph(step("one", "nobody", "t"))
    found = best_attacks(made, "t", k=5)
    assert (found.attacks, found.complete) == ((), True)
    choked = choke_points(made, "t")
    assert (choked.is_reachable, choked.points) == (False, ())


@pytest.mark.parametrize("ask", [best_attacks, choke_points, cheapest_cut, success_probability])
def test_a_target_that_does_not_exist_is_refused(ask):
    with pytest.raises(UnknownIdError):
        ask(graph(step("one", "s", "t")), "no-such-fact")


def test_a_step_of_likelihood_nothing_is_never_used():
    made = graph(step("never", "s", "t", 0.0, days=0), step("dear", "s", "t", 0.1, days=9))
    for by in ("likelihood", "effort", "time"):
        assert ids(best_attacks(made, "t", by, 5)) == [{"dear"}]
    assert choke_points(made, "t").of_kind("step") == ("dear",)
