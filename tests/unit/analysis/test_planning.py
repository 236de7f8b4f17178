from __future__ import annotations

from itertools import chain, combinations

from carto.analysis.closure import derive
from carto.analysis.planning import Asked, Plan, candidates_of, plan
from carto.analysis.stakes import care_stopped_by, stakes_of
from carto.attack.build import build_attack_graph
from carto.attack.graph import AttackGraph
from carto.attack.measures import apply_measures
from carto.load.model import load_model, load_text

WORLD = """
carto: 1
zones: {net: internet, users: workstations, data: data}
templates:
  quiet: {patched: current, mail: false, web: false, removable_media: false, physical_access: locked}
  open: {like: quiet, zone: users}
devices:
  door-a: {like: open, type: workstation, exposed_to: {net: [rdp]}, services: {rdp: {default_secret: true}}}
  door-b: {like: open, type: server, exposed_to: {net: [https]}, services: {https: {default_secret: true}}}
  db: {like: quiet, type: database-server, zone: data, services: {mssql: {default_secret: true}}, target: true}
  spare: {like: quiet, type: server, zone: data}
links: {users -> data: {allow: mssql}}
care: {ward: {depends_on: [db, {any: [spare]}], patient_safety: 4}}
"""
PC = "{scope: {ids: [door-a]}, set: {services: {rdp: {default_secret: false}}}, cost_eur: 100, days: 1}"
WEB = "{scope: {ids: [door-b]}, set: {services: {https: {default_secret: false}}}, cost_eur: 100, days: 1}"
CUT = "{removes: [users -> data], cost_eur: 500, days: 5}"


def planned(asked: Asked | None = None, /, world: str = WORLD, **measures: str) -> Plan:
    lines = "".join(f"  {name}: {text}\n" for name, text in measures.items())
    return plan(load_text(f"{world}measures:\n{lines}"), asked or Asked())


def test_two_measures_worthless_apart_are_decisive_together():
    made = planned(Asked(to=("db",)), pc=PC, web=WEB)
    assert made.found is not None
    assert made.found.chosen == ("pc", "web")
    assert [worth.alone for worth in made.worths] == [0, 0]
    assert all(worth.gain > 0 for worth in made.worths)
    assert made.found.falls.stake < made.base.falls.stake
    assert made.greedy is not None
    assert made.greedy.falls.stake == made.base.falls.stake


def test_a_measure_that_opens_something_is_left_out_or_paid_for():
    opening = "{adds: {links: {net -> data: {allow: mssql}}}, cost_eur: 0}"
    made = planned(Asked(to=("db",)), cut=CUT, opening=opening)
    assert made.found is not None
    assert made.found.chosen == ("cut",)
    needed = "{removes: [users -> data], requires: [opening], cost_eur: 1}"
    assert planned(Asked(to=("db",)), cut=needed, opening=opening).found.chosen == ()  # type: ignore[union-attr]


def test_a_measure_that_stops_care_costs_that_care():
    made = planned(Asked(), drop="{removes: [db]}", cut=CUT)
    assert made.found is not None
    assert made.found.chosen == ("cut",)
    assert planned(Asked(), drop="{removes: [db]}").found.chosen == ()  # type: ignore[union-attr]
    model = load_text(f"{WORLD}measures:\n  drop: {{removes: [db]}}\n")
    assert care_stopped_by(model, ["drop"]) == {"ward"}
    moved = "{removes: [db], adds: {care: {ward: {depends_on: [spare]}}}}"
    model = load_text(f"{WORLD}measures:\n  drop: {moved}\n")
    assert care_stopped_by(model, ["drop"]) == frozenset()


def test_safety_is_never_bought_by_stopping_care():
    made = planned(Asked(to=("db",), until_safe=True), drop="{removes: [db], cost_eur: 1}", cut=CUT)
    assert made.found is not None
    assert made.found.chosen == ("cut",)
    assert planned(Asked(to=("db",), until_safe=True), drop="{removes: [db], cost_eur: 1}").found is None


def test_without_a_budget_to_spend_nothing_dear_is_chosen():
    made = planned(Asked(budget_eur=0, to=("db",)), cut=CUT, free="{scope: {ids: [spare]}, set: {patched: current}}")
    assert made.found is not None
    assert (made.found.chosen, made.found.cost) == ((), 0)
    assert made.found.is_proven


def test_a_budget_that_no_plan_needs_is_not_spent():
    made = planned(Asked(budget_eur=1e9, to=("db",)), pc=PC, web=WEB, cut=CUT)
    assert made.found is not None
    assert made.found.chosen == ("cut",)
    assert (made.found.cost, made.found.falls.stake) == (50_000, 0)


def test_among_equal_choices_the_first_ids_are_taken_however_they_are_written():
    one = planned(Asked(to=("db",)), b=CUT, a=CUT, c=CUT)
    other = planned(Asked(to=("db",)), c=CUT, a=CUT, b=CUT)
    assert one.found is not None
    assert one.found == other.found
    assert one.found.chosen == ("a",)


def test_days_of_the_team_are_a_limit_of_their_own():
    made = planned(Asked(days=2, to=("db",)), pc=PC, web=WEB, cut=CUT.replace("500", "1"))
    assert made.found is not None
    assert made.found.chosen == ("pc", "web")
    assert planned(Asked(days=1, to=("db",)), pc=PC, web=WEB).found.chosen == ()  # type: ignore[union-attr]


def test_one_level_of_a_measure_excludes_another():
    made = planned(
        Asked(to=("db",)),
        some=PC.replace("cost_eur", "kind: k, cost_eur"),
        more=WEB.replace("cost_eur", "kind: k, cost_eur"),
    )
    assert made.found is not None
    assert made.found.chosen == ()
    assert made.front.points[-1].chosen == ()


def test_excluded_measures_are_not_chosen_together_nor_beside_what_is_in_place():
    made = planned(Asked(to=("db",)), pc=PC.replace("cost_eur", "excludes: [web], cost_eur"), web=WEB)
    assert made.found.chosen == ()  # type: ignore[union-attr]
    made = planned(Asked(to=("db",)), cut=CUT.replace("cost_eur", "excludes: [old], cost_eur"), old="{in_place: true}")
    assert made.candidates == ()


def test_a_requirement_is_bought_or_already_in_place():
    needing = CUT.replace("cost_eur", "requires: [base], cost_eur")
    made = planned(Asked(to=("db",)), cut=needing, base="{cost_eur: 7}")
    assert made.found.chosen == ("base", "cut")  # type: ignore[union-attr]
    assert made.useless == ()
    assert made.found.cost == 50_700  # type: ignore[union-attr]
    made = planned(Asked(to=("db",)), cut=needing, base="{cost_eur: 7, in_place: true}")
    assert made.found.chosen == ("cut",)  # type: ignore[union-attr]


def test_detection_without_response_is_never_bought():
    watch = "{detects: 0.9, cost_eur: 10, requires: [answer]}"
    alone = planned(
        Asked(to=("db",), horizon="now"), watch=f"{watch[:-1]}, horizon: now}}", answer="{horizon: 3-years}"
    )
    assert alone.candidates == ()
    made = planned(Asked(to=("db",)), watch=watch, answer="{cost_eur: 1}")
    assert made.found.chosen == ("answer", "watch")  # type: ignore[union-attr]
    assert made.found.falls.stake < made.base.falls.stake  # type: ignore[union-attr]


def test_spending_that_helps_nothing_is_told():
    made = planned(Asked(to=("db",)), cut=CUT, screen="{cost_eur: 9}", paint="{scope: {ids: [spare]}, set: {room: B}}")
    assert made.useless == ("paint", "screen")


def test_a_target_that_stays_reachable_has_no_safe_plan():
    made = planned(Asked(to=("db",), until_safe=True), pc=PC)
    assert made.found is None
    safe = planned(Asked(to=("db",), until_safe=True), pc=PC, web=WEB, cut=CUT)
    assert safe.found is not None
    assert safe.found.chosen == ("cut",)
    assert safe.found.falls.levels == (None,)


def test_the_front_goes_from_nothing_to_the_best():
    made = planned(Asked(to=("db",)), pc=PC, web=WEB, cut=CUT)
    assert [point.chosen for point in made.front.points] == [(), ("pc", "web"), ("cut",)]
    assert made.front.complete
    assert made.is_checked is True
    assert made.steady == ("cut",)


def test_horizons_tell_what_is_done_when_and_what_it_costs():
    made = planned(Asked(to=("db",)), pc=PC.replace("cost_eur", "horizon: now, yearly_eur: 10, cost_eur"), web=WEB)
    assert [(stage.horizon, stage.measures, stage.cost) for stage in made.stages] == [
        ("now", ("pc",), 10_000),
        ("12-months", ("pc", "web"), 20_000),
        ("3-years", ("pc", "web"), 22_000),
    ]
    model = load_text(f"{WORLD}measures:\n  pc: {PC.replace('cost_eur', 'horizon: 3-years, cost_eur')}\n")
    assert candidates_of(model, Asked(horizon="now")) == ()
    assert candidates_of(model, Asked()) == ("pc",)


def test_care_weighs_by_patient_safety_and_targets_by_their_data():
    text = WORLD.replace("target: true", "target: true, holds: {health-record: 100000}")
    weights = {one.id: one.weight for one in stakes_of(load_text(text))}
    assert weights["ward"] == 100
    assert 10 < weights["db"] <= 40


JOINT = {
    "no-mail": "{scope: {ids: [desk]}, set: {mail: false}, cost_eur: 3}",
    "no-web": "{scope: {ids: [desk]}, set: {web: false}, cost_eur: 2}",
    "train": "{hardens: {phish: very-hard}, cost_eur: 4}",
    "cut": "{removes: [users -> data], cost_eur: 6}",
    "reopen": "{adds: {links: {users -> data: {allow: mssql}}}, cost_eur: 1}",
}


def test_joint_effects_are_met_and_the_plan_is_the_best_of_all_portfolios_rebuilt():
    """No mail and no web only together stop phishing; every choice is rebuilt and weighed by hand."""
    world = """
carto: 1
zones: {net: internet, users: workstations, data: data}
templates: {quiet: {patched: current, removable_media: false, physical_access: locked}}
devices:
  desk: {like: quiet, type: workstation, zone: users, mail: true, web: true}
  db: {like: quiet, type: database-server, zone: data, services: {mssql: {default_secret: true}}, target: true}
links: {users -> data: {allow: mssql}}
"""
    lines = "".join(f"  {name}: {text}\n" for name, text in JOINT.items())
    model = load_text(f"{world}measures:\n{lines}")
    everything = chain.from_iterable(combinations(sorted(JOINT), n) for n in range(len(JOINT) + 1))
    rebuilt = {}
    for chosen in everything:
        rebuilt[chosen] = stake_of(model, chosen)
    for budget in (2, 5, 20):
        made = plan(model, Asked(to=("db",), budget_eur=budget))
        cost = {one: sum(model.measures[m].cost_eur for m in one) for one in rebuilt}
        best = min(stake for one, stake in rebuilt.items() if cost[one] <= budget)
        assert made.found is not None
        assert made.found.falls.stake == best == rebuilt[made.found.chosen], budget


def stake_of(model, chosen) -> int:
    graph = build_attack_graph(apply_measures(model, chosen))
    for value, floor in zip((950, 700, 400, 150, 30, 15), (0.95, 0.7, 0.4, 0.15, 0.03, 0.0), strict=True):
        works = AttackGraph([step for step in graph.steps if step.likelihood >= floor - 1e-9], graph.start)
        if "falls(db)" in derive(works).facts:
            return 10 * value
    return 0


def test_the_practice_gets_a_plan_of_a_few_hundred_euros():
    made = plan(load_model("samples/cabinet"), Asked(budget_eur=800, days=3))
    assert made.found is not None
    assert made.found.cost <= 80_000
    assert made.found.falls.stake < made.base.falls.stake
    assert made.is_checked is True
