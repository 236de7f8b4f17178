from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis import ascent
from carto.analysis.attacks import attack_of, costs_by
from carto.analysis.best import best_attacks
from carto.analysis.exchange import exchanges
from carto.analysis.relevant import scope_of
from carto.analysis.solve import Limits
from carto.attack.graph import AttackGraph, Step
from tests.plain_graphs import derived, figure, graph, graphs, minimal_attacks, step

CRITERIA = ("likelihood", "effort", "time")


@pytest.mark.parametrize("by", CRITERIA)
@settings(max_examples=40)
@given(whole=graphs())
def test_each_attack_can_be_done_in_its_order_and_has_nothing_needless(by, whole):
    for attack in best_attacks(whole, "t", by, 5).attacks:
        held = set(whole.start)
        for one in map(whole.step, attack.steps):
            assert held.issuperset(one.preconditions)
            assert one.likelihood > 0
            held.add(one.postcondition)
        assert "t" in held
        chosen = [whole.step(one) for one in attack.steps]
        for one in chosen:
            assert "t" not in derived([other for other in chosen if other is not one], whole.start)


@pytest.mark.parametrize("by", CRITERIA)
@settings(max_examples=30)
@given(whole=graphs())
def test_the_three_figures_are_those_of_the_steps(by, whole):
    for attack in best_attacks(whole, "t", by, 3).attacks:
        assert attack.likelihood == pytest.approx(-figure(whole, attack.steps, "likelihood"))
        assert attack.effort_days == pytest.approx(figure(whole, attack.steps, "effort"))
        assert attack.elapsed_days == pytest.approx(figure(whole, attack.steps, "time"))
        assert attack.proof.gap == 0.0
        assert attack.proof.bound == {
            "likelihood": attack.likelihood, "effort": attack.effort_days, "time": attack.elapsed_days,
        }[by]  # fmt: skip


@pytest.mark.parametrize("by", ["likelihood", "effort"])
@settings(max_examples=40)
@given(whole=graphs(most_needs=2))
def test_a_search_cut_short_gives_an_attack_and_a_bound_that_holds(by, whole):
    every = sorted(figure(whole, attack, by) for attack in minimal_attacks(whole))
    found = best_attacks(whole, "t", by, 1, Limits(work=0))
    assert bool(found.attacks) == bool(every)
    for attack in found.attacks:
        best = -attack.proof.bound if by == "likelihood" else attack.proof.bound
        assert best <= every[0] + 1e-9 <= attack.rank(by)[0] + 2e-9
        assert attack.proof.gap == pytest.approx(attack.rank(by)[0] - best)
        assert (attack.proof.status == "optimal") == (attack.proof.gap == 0.0)


def crowded() -> AttackGraph:
    """Six goods needed at once; each of six suppliers gives three of them: the fewest suppliers are a set cover."""
    goods = "abcdef"
    deals = ("abc", "bcd", "cde", "def", "efa", "fab")
    suppliers = [step(f"meet-{number}", "s", f"m{number}", days=2.0) for number in range(6)]
    sales = [step(f"buy-{one}-{number}", f"m{number}", one, days=0.25) for number in range(6) for one in deals[number]]
    return graph(*suppliers, *sales, step("use", " ".join(goods), "t", days=0.0))


def test_the_program_decides_what_bounds_leave_open(monkeypatch):
    monkeypatch.setattr(ascent, "_WAYS", ())
    found = best_attacks(crowded(), "t", "effort", 3)
    assert [attack.effort_days for attack in found.attacks] == [5.5, 5.5, 5.5]
    assert [attack.proof.status for attack in found.attacks] == ["optimal"] * 3
    assert not found.complete


@settings(max_examples=25)
@given(whole=graphs(), k=st.sampled_from([1, 3]))
def test_the_program_alone_finds_the_same(whole, k):
    expected = [attack.effort_days for attack in best_attacks(whole, "t", "effort", k).attacks]
    before = ascent._WAYS
    ascent._WAYS = ()
    try:
        alone = [attack.effort_days for attack in best_attacks(whole, "t", "effort", k).attacks]
    finally:
        ascent._WAYS = before
    assert alone == pytest.approx(expected)


def test_self_supporting_circles_do_not_fool_the_program(monkeypatch):
    monkeypatch.setattr(ascent, "_WAYS", ())
    made = graph(
        step("ab", "a", "b", days=0), step("ba", "b", "a", days=0), step("a2", "b x", "a", days=0),
        step("bt", "a b", "t", days=1), step("in-a", "s", "a", days=7), step("in-x", "s", "x", days=1),
        step("in-b", "x s", "b", days=4),
    )  # fmt: skip
    assert best_attacks(made, "t", "effort").attacks[0].effort_days == 6.0


def test_ties_are_listed_in_a_fixed_order():
    made = graph(*(step(name, "s", "t") for name in ("delta", "alpha", "charlie", "bravo")))
    for by in CRITERIA:
        assert [attack.steps for attack in best_attacks(made, "t", by, 4).attacks] == [
            ("alpha",), ("bravo",), ("charlie",), ("delta",),
        ]  # fmt: skip


def test_more_attacks_than_asked_for_are_not_complete_and_as_many_are():
    made = graph(step("one", "s", "t"), step("two", "s", "t"))
    assert [best_attacks(made, "t", k=k).complete for k in (1, 2, 3)] == [False, True, True]


def test_nothing_is_listed_when_nothing_is_asked_for():
    found = best_attacks(graph(step("one", "s", "t")), "t", k=0)
    assert (found.attacks, found.complete) == ((), False)


def test_many_attacks_by_time_are_listed_window_after_window():
    made = graph(*(step(f"s{n:03d}", "s", "t", days=float(n)) for n in range(200)))
    found = best_attacks(made, "t", "time", 150)
    assert [attack.elapsed_days for attack in found.attacks] == [float(n) for n in range(150)]


def test_the_answer_in_json_has_the_published_keys():
    answer = best_attacks(graph(step("one", "s", "t", 0.5, 2.0)), "t").as_json()
    assert json.loads(json.dumps(answer)) == {
        "target": "t",
        "by": "likelihood",
        "attacks": [
            {"steps": ["one"], "likelihood": 0.5, "effort_days": 2.0, "elapsed_days": 2.0,
             "proof": {"status": "optimal", "bound": 0.5, "gap": 0.0}}
        ],
        "complete": True,
    }  # fmt: skip


def test_a_bound_in_likelihood_is_told_in_likelihood():
    made = graph(step("one", "s", "t", 0.25))
    attack = attack_of(made, [0], "likelihood", bound=float(-np.log(0.5)))
    assert (attack.proof.status, attack.proof.bound, attack.proof.gap) == ("bounded", pytest.approx(0.5), 0.25)


@settings(max_examples=60)
@given(graphs())
def test_what_bounds_leave_out_is_in_no_attack_within_the_limit(whole):
    for by in ("likelihood", "effort"):
        costs = costs_by(whole, by)
        scope = scope_of(whole.kernel, whole.fact_at("t"), costs)
        for ids in minimal_attacks(whole):
            steps = [whole.step_at(one) for one in ids]
            assert (scope.through[steps] <= costs[steps].sum() + 1e-9).all()


@settings(max_examples=60)
@given(graphs(), st.sampled_from(ascent._WAYS))
def test_no_attack_costs_less_than_the_ascent_says_and_each_has_a_step_of_each_landmark(whole, way):
    costs = costs_by(whole, "effort")
    scope = scope_of(whole.kernel, whole.fact_at("t"), costs)
    if not np.isfinite(scope.floor):
        return
    part = scope.within(np.inf)
    climbed = ascent.ascend(part, *way)
    for ids in minimal_attacks(whole):
        steps = np.searchsorted(part.steps, sorted(whole.step_at(one) for one in ids))
        assert part.costs[steps].sum() >= climbed.bound + climbed.residual[steps].sum() - 1e-9
        assert all(set(landmark) & set(steps.tolist()) for landmark in climbed.landmarks)


@settings(max_examples=40)
@given(graphs(), st.data())
def test_every_other_attack_lacks_one_of_the_choices_of_an_attack(whole, data):
    every = [frozenset(map(whole.step_at, ids)) for ids in minimal_attacks(whole)]
    if not every or whole.kernel.start[whole.fact_at("t")]:
        return
    part = scope_of(whole.kernel, whole.fact_at("t"), costs_by(whole, "effort")).within(np.inf)
    one = data.draw(st.sampled_from(every))
    banned = data.draw(st.sets(st.sampled_from(range(len(whole.steps))), max_size=2)) - one
    inside = np.searchsorted(part.steps, sorted(one)).tolist()
    out = [place for place, step in enumerate(part.steps.tolist()) if step in banned]
    choices = {int(part.steps[place]) for place in part.choices_of(inside, out)}
    assert choices <= one
    assert all(choices - other for other in every if other != one and not other & banned)


def tower(height: int, detours: int, *, is_locked: bool) -> AttackGraph:
    """A long way up, with a dearer way round here and there; locked: every step up takes a key as well."""
    key = [step("key", "s", "key", 0.5)] if is_locked else []
    ups = [step(f"up{n:05d}", f"f{n:05d}{' key' * is_locked}", f"f{n + 1:05d}", 0.999) for n in range(height)]
    rounds = [step(f"by{n:05d}", f"f{n:05d}", f"f{n + 1:05d}", 0.998) for n in range(0, height, height // detours)]
    return graph(*key, *ups, *(rounds if detours < height else ()), start="s f00000")


@pytest.mark.parametrize("is_locked", [False, True])
def test_of_a_long_attack_only_what_can_be_chosen_is_looked_into(is_locked):
    made = tower(420, 3, is_locked=is_locked)
    found = best_attacks(made, "f00420", k=3)
    best = 0.999**420 * (0.5 if is_locked else 1)
    assert [one.likelihood for one in found.attacks] == pytest.approx([best, *[best * 0.998 / 0.999] * 2])
    assert [one.proof.status for one in found.attacks] == ["optimal"] * 3
    assert not found.complete


@pytest.mark.parametrize("is_locked", [False, True])
def test_the_only_attack_is_known_to_be_alone_however_long(is_locked):
    assert best_attacks(tower(900, 900, is_locked=is_locked), "f00900").complete


def test_of_a_long_attack_the_dearest_steps_are_exchanged():
    made = graph(
        *(step(f"up{n:03d}", f"f{n:03d}", f"f{n + 1:03d}", days=9.0 if n == 77 else 1.0) for n in range(100)),
        *(step(f"by{n:03d}", f"f{n:03d}", f"f{n + 1:03d}", days=20.0) for n in (77, 99)),
        start="f000",
    )
    part = scope_of(made.kernel, made.fact_at("f100"), made.efforts).within(np.inf)
    ups = tuple(place for place, at in enumerate(part.steps.tolist()) if made.steps[at].id.startswith("up"))
    found = [{made.steps[at].id for at in part.steps[list(other)].tolist()} for other in exchanges(part, ups)]
    assert [{"by077", "by099"} & other for other in found] == [{"by077"}]


def test_the_order_of_what_is_given_changes_nothing():
    steps = [Step(f"s{n}", (f"f{n % 3}",), f"f{(n * 2 + 1) % 5}", 0.5, float(n % 4)) for n in range(12)]
    one, other = AttackGraph(steps, ["f0", "f1"]), AttackGraph(steps[::-1], ["f1", "f0"])
    for by in CRITERIA:
        assert best_attacks(one, "f4", by, 4) == best_attacks(other, "f4", by, 4)
