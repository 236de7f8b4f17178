from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.best import best_attacks
from carto.analysis.grouping import distinct_ways
from carto.attack.graph import AttackGraph, Step
from carto.model.vocabulary import Difficulty


def step(name, needs, gives, likelihood=0.5, **detail):
    return Step(name, tuple(sorted(needs)), gives, likelihood, assets=(), detail=detail)


def test_ports_and_prizes_do_not_make_another_way():
    steps = (
        [Step(f"via-{port}", ("start",), f"reaches({port})", kind="send") for port in ("smb", "rdp")]
        + [
            Step(
                f"break-{port}",
                (f"reaches({port})",),
                "controls(pc)",
                0.5,
                kind="exploit-assumed",
                difficulty=Difficulty.HARD,
                detail={"device": "pc"},
            )
            for port in ("smb", "rdp")
        ]
        + [
            Step(
                f"take-{verb}", ("controls(pc)",), f"{verb}(data)", 0.9, kind="take-data", difficulty=Difficulty.TRIVIAL
            )
            for verb in ("reads", "alters")
        ]
        + [Step(f"falls-{verb}", (f"{verb}(data)",), "falls(pc)", kind="falls") for verb in ("reads", "alters")]
    )
    found = distinct_ways(AttackGraph(steps, ["start"]), "falls(pc)", k=5)
    assert [(way.alike, way.is_counted) for way in found.ways] == [(4, True)]
    assert found.complete


def test_a_way_with_needless_extras_is_told_with_the_better_one():
    steps = [
        step("direct", ["start"], "goal", 0.5),
        step("detour-a", ["start"], "a", 0.9),
        step("direct-too", ["a"], "b", 0.5),
        step("join", ["b"], "goal", 0.4),
    ]
    assert len(distinct_ways(AttackGraph(steps, ["start"]), "goal", k=5).ways) == 2


def test_an_unreachable_target_has_no_way_and_a_held_one_has_one_without_steps():
    graph = AttackGraph([step("loop", ["x"], "x")], ["start"])
    assert distinct_ways(graph, "x").ways == ()
    assert distinct_ways(graph, "x").complete
    assert distinct_ways(graph, "start").ways[0].attack.steps == ()


@st.composite
def graphs(draw):
    facts = ["s", "a", "b", "c", "t"]
    count = draw(st.integers(1, 8))
    steps = [
        Step(
            f"step{number}",
            tuple(sorted(draw(st.sets(st.sampled_from(facts[:-1]), min_size=1, max_size=2)))),
            draw(st.sampled_from(facts[1:])),
            draw(st.sampled_from([0.2, 0.5, 0.9])),
        )
        for number in range(count)
    ]
    return AttackGraph(steps, ["s"])


@given(graphs(), st.integers(1, 6))
@settings(max_examples=150, deadline=None)
def test_ways_are_the_best_minimal_attacks_none_of_which_holds_a_better_one(graph, k):
    """In a plain graph each step is an item of its own, so ways are exactly the minimal attacks."""
    if "t" not in graph.facts:
        return
    ways = distinct_ways(graph, "t", k=k).ways
    best = best_attacks(graph, "t", k=k).attacks
    assert [round(way.attack.likelihood, 9) for way in ways] == [round(attack.likelihood, 9) for attack in best]
    assert all(way.alike == 1 for way in ways)
