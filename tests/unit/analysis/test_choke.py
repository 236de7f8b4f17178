from __future__ import annotations

from hypothesis import given, settings

from carto.analysis import choke
from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points, choke_points_of
from tests.plain_graphs import graph, graphs, step


@settings(max_examples=40)
@given(graphs())
def test_every_attack_goes_through_every_choke_point_and_none_is_left_without_it(whole):
    chokes = choke_points(whole, "t")
    attacks = best_attacks(whole, "t", k=50).attacks
    for point in chokes.points:
        assert best_attacks(whole.without(**{f"{point.kind}s": [point.id]}), "t").attacks == ()
    for attack in attacks:
        assert set(chokes.of_kind("step")) <= set(attack.steps)


@settings(max_examples=40)
@given(graphs())
def test_the_choke_points_of_many_targets_are_those_of_each(whole):
    targets = [fact for fact in ("t", "a", "b") if fact in whole.facts]
    each = tuple(choke_points(whole, target) for target in targets)
    before, choke._TRIED = choke._TRIED, 3
    try:
        assert choke_points_of(whole, targets) == each
    finally:
        choke._TRIED = before


def test_an_asset_chokes_through_different_steps():
    made = graph(
        step("one", "s", "a", assets=("server",)), step("two", "s", "b", assets=("server",)),
        step("at", "a", "t", assets=("left",)), step("bt", "b", "t", assets=("right",)),
    )  # fmt: skip
    chokes = choke_points(made, "t")
    assert (chokes.of_kind("asset"), chokes.of_kind("step"), chokes.of_kind("fact")) == (("server",), (), ("s",))
    server = chokes.points[-1]
    assert (server.reached, server.lost) == (1, ("a", "t")) or (server.reached, server.lost) == (1, ("b", "t"))


def test_points_come_by_kind_then_id_and_never_name_the_target():
    made = graph(step("b", "s", "m", assets=("y", "x")), step("a", "m", "t"))
    assert [(point.kind, point.id) for point in choke_points(made, "t").points] == [
        ("fact", "m"), ("fact", "s"), ("step", "a"), ("step", "b"), ("asset", "x"), ("asset", "y"),
    ]  # fmt: skip


def test_more_candidates_than_a_word_has_worlds():
    made = graph(
        *(step(f"s{n:03d}", f"f{n:03d}", f"f{n + 1:03d}", assets=(f"x{n}",)) for n in range(100)), start="f000"
    )
    chokes = choke_points(made, "f100")
    assert len(chokes.of_kind("fact")) == len(chokes.of_kind("step")) == len(chokes.of_kind("asset")) == 100
    assert [point.reached for point in chokes.points if point.kind == "fact"] == list(range(100))


def test_a_step_that_needs_nothing_leaves_no_fact_to_choke():
    chokes = choke_points(graph(step("insider", "", "t")), "t")
    assert [(point.kind, point.id) for point in chokes.points] == [("step", "insider")]
    assert chokes.as_json() == {
        "target": "t",
        "reachable": True,
        "sample": ["insider"],
        "choke_points": [{"kind": "step", "id": "insider", "reached": 1, "lost": ["t"]}],
    }
