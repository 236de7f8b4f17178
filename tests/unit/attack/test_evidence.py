"""Unknown is not safe, declared safe is: what each level of evidence lets an attacker do."""

from __future__ import annotations

import pytest

from carto.analysis.best import best_attacks
from carto.attack.build import build_attack_graph, goal_of
from carto.model.vocabulary import Evidence
from tests.builders import model_of

ZONES = {
    "internet": {"type": "internet", "trust": 0},
    "ward": {"type": "ward", "trust": 3, "physical_access": "locked", "device_authentication": True},
    "data": {"type": "data", "trust": 5, "physical_access": "locked", "device_authentication": True},
}
GUARDED = {
    "patched": "current",
    "second_factor": True,
    "default_secret": False,
    "removable_media": False,
    "physical_access": "locked",
}
LINKS = {"internet -> ward": {"allow": ["https"]}, "ward -> data": {"allow": ["mssql"]}}
ACCOUNTS = {"svc": {"opens": {"db": "admin"}, "stored_on": ["app"], "second_factor": True}}


def attacks(level, app=None, db=None, attacker="anyone"):
    devices = {
        "app": {"type": "server", "zone": "ward", "services": ["https"], **GUARDED, **(app or {})},
        "db": {
            "type": "ehr-database",
            "zone": "data",
            "services": ["mssql"],
            "holds": {"health-record": 9},
            **GUARDED,
            **(db or {}),
        },
    }
    model = model_of(zones=ZONES, devices=devices, links=LINKS, accounts=ACCOUNTS)
    graph = build_attack_graph(model, attacker=attacker, goals=["db"]).at_evidence(Evidence(level))
    return best_attacks(graph, goal_of(model, "db")).attacks


@pytest.mark.parametrize("level", Evidence)
def test_what_is_patched_and_guarded_gives_no_path(level):
    assert attacks(level) == ()


def test_taking_the_patches_away_gives_a_path_back():
    late = {"patched": "late"}
    assert attacks("declared", late, late)
    assert attacks("confirmed", late, late) == ()
    assert attacks("declared", late) == ()


def test_what_nobody_knows_counts_only_as_an_assumption():
    unknown = {"patched": "unknown"}
    assert attacks("assumed", unknown, unknown)
    assert attacks("declared", unknown, unknown) == ()


def test_a_known_flaw_is_confirmed():
    flawed = {"vulnerabilities": {"CVE-2099-0001": {"reach": ["https"], "gain": "admin"}}}
    also = {"vulnerabilities": {"CVE-2099-0002": {"reach": ["mssql"], "gain": "user"}}}
    assert attacks("confirmed", flawed, also)


def test_a_second_factor_stops_the_stolen_account_and_its_absence_lets_it_in():
    flawed = {"vulnerabilities": {"CVE-2099-0001": {"reach": ["https"], "gain": "admin"}}}
    assert attacks("declared", flawed) == ()
    devices_without = {"second_factor": False}
    ACCOUNTS["svc"]["second_factor"] = "unknown"
    try:
        assert attacks("declared", flawed, devices_without)
    finally:
        ACCOUNTS["svc"]["second_factor"] = True


def test_a_visitor_without_the_network_gets_nothing_from_a_flaw_on_it():
    flawed = {"vulnerabilities": {"CVE-2099-0001": {"reach": ["https"], "gain": "admin"}}}
    also = {"vulnerabilities": {"CVE-2099-0002": {"reach": ["mssql"], "gain": "user"}}}
    assert attacks("assumed", flawed, also, attacker="internet-criminal")
    assert attacks("assumed", flawed, also, attacker="visitor") == ()
