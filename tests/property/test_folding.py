"""What is left of a folded graph decides as the whole graph does, and its attacks are attacks of the whole graph."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.analysis.folding import folded
from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import chain as fallen

FACTS = "abcdefgh"
MEASURES = ("m0", "m1", "m2")
GOALS = ("g", "h", "a", "nowhere")
LEVELS = (0.95, 0.4, 0.03)


@st.composite
def all_choices(draw: st.DrawFn) -> Choices:
    """Few facts, many steps, few ways to treat them: doubles are common."""
    needs = st.sets(st.sampled_from(FACTS), max_size=2).map(lambda facts: tuple(sorted(facts)))
    drawn = draw(st.lists(st.tuples(needs, st.sampled_from(FACTS), st.sampled_from((0.95, 0.4))), max_size=14))
    steps = [Step(f"s{n:02}", *each) for n, each in enumerate(drawn)]
    some = st.sets(st.sampled_from(MEASURES), min_size=1, max_size=2).map(frozenset)
    listed = st.sampled_from([step.id for step in steps]) if steps else st.nothing()
    hit = st.sets(listed, max_size=6).map(lambda ids: tuple(sorted(ids))) if steps else st.just(())
    effects = draw(st.lists(st.builds(Effect, some, hit, st.sampled_from((0.0, 0.4, 1.0)), st.just(1.0)), max_size=4))
    opened = draw(st.dictionaries(listed, some, max_size=2)) if steps else {}
    return Choices(AttackGraph(steps, ["a"]), opened, tuple(effects))


def subsets():
    return (set(some) for some in chain.from_iterable(combinations(MEASURES, n) for n in range(len(MEASURES) + 1)))


def held_at(choices: Choices, chosen: set[str], level: float):
    graph = choices.graph
    found = fallen(graph.kernel, choices.likelihoods(chosen) >= level)
    return found, {fact for fact, is_held in zip(graph.facts, found.held.tolist(), strict=True) if is_held}


@settings(max_examples=120, deadline=None)
@given(all_choices())
def test_goals_fall_in_what_is_left_exactly_where_they_fall_in_the_whole(choices):
    left = folded(choices, GOALS)
    assert len(left.choices.graph.steps) <= len(choices.graph.steps)
    for chosen in subsets():
        for level in LEVELS:
            whole, part = held_at(choices, chosen, level)[1], held_at(left.choices, chosen, level)[1]
            assert [goal in whole for goal in GOALS] == [name in part for name in left.goals]


@settings(max_examples=80, deadline=None)
@given(all_choices())
def test_an_attack_on_what_is_left_stands_for_one_that_can_be_done(choices):
    left = folded(choices, GOALS)
    graph = left.choices.graph
    for chosen in subsets():
        found, held = held_at(left.choices, chosen, 0.03)
        for goal, name in zip(GOALS, left.goals, strict=True):
            if name not in held:
                continue
            attack = [graph.steps[n].id for n in found.proof(graph.kernel, graph.fact_at(name)).tolist()]
            whole = left.unfolded(goal, attack)
            values = dict(zip([s.id for s in choices.graph.steps], choices.likelihoods(chosen).tolist(), strict=True))
            assert all(values[step] >= 0.03 for step in whole)
            steps, facts = [choices.graph.step(one) for one in whole], set(choices.graph.start)
            for _ in steps:
                facts |= {step.postcondition for step in steps if facts.issuperset(step.preconditions)}
            assert goal in facts


def test_a_fleet_becomes_one_machine():
    hosts = range(50)
    steps = [Step(f"break {n}", ("inside",), f"owned {n}", 0.7) for n in hosts]
    steps += [Step(f"stand {n}", (f"owned {n}",), "inside") for n in hosts]
    steps += [Step(f"read {n}", (f"owned {n}",), "secret", 0.4) for n in hosts]
    patched = Effect(frozenset({"patch"}), tuple(sorted(f"break {n}" for n in range(25))), at_most=0.0)
    left = folded(Choices(AttackGraph(steps, ["inside"]), {}, (patched,)), ["secret"])
    assert [step.id for step in left.choices.graph.steps] == ["break 0", "break 25", "read 0", "read 25"]
    assert left.unfolded("secret", ["break 25", "read 25"]) == ("break 25", "read 25")
    assert left.choices.effects == (Effect(frozenset({"patch"}), ("break 0",), 0.0),)
