"""A certificate is believed for what it shows: whatever is forged in it is refused."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest

from carto.analysis import checker
from carto.analysis.certificate import certificate_of
from carto.analysis.portfolio import Portfolio
from carto.analysis.problem import Candidate, Loss, Problem, Stake, Terms
from carto.attack.choices import Choices, Effect
from carto.attack.graph import AttackGraph, Step


def problem() -> Problem:
    """Two ways into a ward and one to its records; a door that opens one; a removal that stops the clinic."""
    steps = [
        Step("mail", (), "inside", 0.7),
        Step("remote", (), "inside", 0.4),
        Step("new-door", (), "inside", 0.95),
        Step("move", ("inside",), "ward", 1.0),
        Step("read", ("inside", "ward"), "records", 0.15),
    ]
    effects = [
        Effect(frozenset({"filter"}), ("mail",), at_most=0.03),
        Effect(frozenset({"two-doors"}), ("remote",), at_most=0.0),
        Effect(frozenset({"wall"}), ("move",), at_most=0.0),
    ]
    candidates = (
        Candidate("door", 100, 10, excludes=("wall",)),
        Candidate("filter", 300, 10, kind="mail"),
        Candidate("filter-two", 200, 10, kind="mail"),
        Candidate("two-doors", 500, 10, requires=("filter",)),
        Candidate("wall", 900, 50),
    )
    losses = (Loss("clinic", 2, lambda chosen: "wall" in chosen, frozenset({"wall"})),)
    choices = Choices(AttackGraph(steps, []), {"new-door": frozenset({"door"})}, tuple(effects))
    return Problem(choices, candidates, (Stake("records", 5), Stake("ward", 20)), losses=losses)


@pytest.fixture(scope="module")
def proof():
    portfolio, terms = Portfolio(problem()), Terms(cost=1000, days=100)
    found = portfolio.least_stake(terms)
    made = certificate_of(portfolio, terms, found)
    assert found.chosen == ("filter", "two-doors")
    return json.loads(json.dumps(made.text))


@pytest.fixture
def forged(proof):
    return copy.deepcopy(proof)


def leaves(node):
    return [*leaves(node["without"]), *leaves(node["with"])] if "measure" in node else [node]


def test_an_honest_certificate_holds(proof):
    assert checker.holds(proof)


def test_a_stake_that_is_not_left_is_refused(forged):
    forged["found"]["stake"] -= 1
    assert not checker.holds(forged)


def test_a_worse_choice_honestly_told_is_refused(forged):
    forged["found"] = {"measures": [], "cost": 0, "stake": 20 * 700 + 5 * 150}
    assert not checker.holds(forged)


def test_a_price_that_is_not_paid_is_refused(forged):
    forged["found"]["cost"] = 0
    assert not checker.holds(forged)


@pytest.mark.parametrize(
    ("field", "value"), [("limits", {"cost": 799}), ("limits", {"days": 19}), ("kind", "mail"), ("requires", ["wall"])]
)
def test_a_choice_against_the_rules_is_refused(forged, field, value):
    if field == "limits":
        forged["limits"] |= value
    else:
        forged["measures"]["two-doors"][field] = value
    assert not checker.holds(forged)


def test_a_clause_whose_attack_another_measure_stops_is_refused(forged):
    forged["clauses"] = [{**one, "does": [], "leaves": []} for one in forged["clauses"]]
    assert not checker.holds(forged)


def test_a_clause_whose_attack_needs_more_is_refused(forged):
    next(one for one in forged["clauses"] if "stake" in one)["attack"] = []
    assert not checker.holds(forged)


def test_a_clause_at_a_likelier_level_than_its_attack_is_refused(forged):
    for one in forged["clauses"]:
        one["level"] = 0
    assert not checker.holds(forged)


def test_care_that_nobody_knows_is_refused(forged):
    forged["clauses"].append({"care": "casino", "does": [], "leaves": []})
    assert not checker.holds(forged)


def test_weights_that_nothing_pays_for_are_refused(forged):
    forged["tree"] = {"clauses": [[0, 1e9]], "rules": []}
    assert not checker.holds(forged)


def test_weights_below_zero_are_refused(forged):
    forged["tree"] = {"clauses": [], "rules": [[0, -1e9]]}
    assert not checker.holds(forged)


def test_a_leaf_without_weights_is_refused(forged):
    leaves(forged["tree"])[0]["clauses"] = []
    assert not checker.holds(forged)


def test_steps_left_out_of_the_graph_are_not_believed_to_be_there(forged):
    forged["steps"] = [step for step in forged["steps"] if step["id"] != "mail"]
    for one in forged["clauses"]:
        one["attack"] = [number for number in one.get("attack", []) if number < len(forged["steps"])]
    assert not checker.holds(forged)


def test_a_plan_that_makes_all_safe_is_only_believed_when_nothing_is_left():
    portfolio, terms = Portfolio(problem()), Terms(safe=frozenset({0, 1}), keeps_care=False)
    found = portfolio.least_cost(terms)
    assert found.chosen == ("wall",)
    made = certificate_of(portfolio, terms, found)
    assert not checker.holds(dict(made.text)), "the wall stops the clinic"


def test_the_checker_stands_alone(proof, tmp_path):
    place = tmp_path / "certificate.json"
    for honest in (True, False):
        proof["found"]["cost"] += 0 if honest else 1
        place.write_text(json.dumps(proof), encoding="utf-8")
        command = [sys.executable, "-I", "-S", Path(checker.__file__), place]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.stdout.strip(), done.returncode) == (("true", 0) if honest else ("false", 1))
    proof["found"]["cost"] -= 1
