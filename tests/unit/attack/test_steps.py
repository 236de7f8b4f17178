"""Each kind of step: what it needs, what it gives, what it rests on, and when it is not there."""

from __future__ import annotations

import pytest

from carto.attack.build import build_attack_graph, goal_of, steps_of, targets_of
from carto.attack.ground import Ground
from carto.errors import UnknownIdError
from carto.model.vocabulary import Difficulty, Evidence
from carto.topology.network import build_topology
from tests.builders import model_of

ZONES = {
    "internet": {"type": "internet", "trust": 0},
    "ward": {"type": "ward", "trust": 3, "site": "north"},
    "data": {"type": "data", "trust": 5, "site": "north", "physical_access": "locked"},
}


def ground(**sections):
    model = model_of(**{"zones": ZONES, "sites": {"north": {}}, **sections})
    return Ground(model, build_topology(model))


def steps(kind, **sections):
    return [step for step in steps_of(ground(**sections)) if step.kind == kind]


def one(kind, gives, **sections):
    found = [step for step in steps(kind, **sections) if step.postcondition == gives]
    assert len(found) == 1, [step.id for step in found]
    return found[0]


PC = {"pc": {"type": "workstation", "zone": "ward", "staffed": True, "mail": True, "services": ["rdp"]}}
DB = {
    "db": {
        "type": "ehr-database",
        "zone": "data",
        "services": ["mssql"],
        "holds": {"health-record": 10},
        "patched": "current",
    }
}


def test_pivot_puts_whoever_controls_a_device_in_its_zones():
    step = one("pivot", "at(ward)", devices=PC)
    assert step.preconditions == ("controls(pc, user)",)
    assert (step.likelihood, step.effort_days, step.difficulty) == (1.0, 0.0, None)


def test_an_isolated_zone_sends_nothing_to_its_own_devices():
    zones = {**ZONES, "ward": {**ZONES["ward"], "isolated": True}}
    assert not [s for s in steps("send", zones=zones, devices=PC) if s.preconditions == ("at(ward)",)]
    unknown = {**ZONES, "ward": {**ZONES["ward"], "isolated": "unknown"}}
    sent = [s for s in steps("send", zones=unknown, devices=PC) if s.preconditions == ("at(ward)",)]
    assert {s.evidence for s in sent} == {Evidence.ASSUMED}


def test_traverse_needs_a_link_that_allows_the_service():
    links = {"ward -> data": {"allow": ["mssql"]}}
    assert [s.postcondition for s in steps("traverse", devices={**PC, **DB}, links=links)] == ["sends(mssql, data)"]


def test_whoever_administers_the_filter_stands_at_both_ends():
    links = {"ward -> data": {"allow": ["mssql"], "via": "fw"}}
    opened = steps("open-filter", devices={**DB, "fw": {"type": "firewall"}}, links=links)
    assert {(s.preconditions, s.postcondition) for s in opened} == {
        (("controls(fw, admin)",), "at(ward)"),
        (("controls(fw, admin)",), "at(data)"),
    }


def test_exposure_reaches_the_named_services_only():
    devices = {"pc": {**PC["pc"], "services": ["rdp", "smb"], "exposed_to": {"internet": ["rdp"]}}}
    reached = [s.postcondition for s in steps("traverse", devices=devices)]
    assert reached == ["reaches(pc, rdp)"]


def test_a_known_flaw_works_as_the_catalogue_says_and_not_once_patched():
    devices = {
        "is": {"type": "cardiology-system", "zone": "ward", "services": ["msmq"], "vulnerabilities": ["CVE-2023-31222"]}
    }
    found = steps("exploit-known", devices=devices)
    assert found
    assert {s.evidence for s in found} == {Evidence.CONFIRMED}
    assert {s.flaw for s in found} == {"CVE-2023-31222"}
    devices["is"]["vulnerabilities"] = {"CVE-2023-31222": "patched"}
    assert not steps("exploit-known", devices=devices)
    devices["is"]["vulnerabilities"] = {"CVE-2023-31222": "unknown"}
    assert {s.evidence for s in steps("exploit-known", devices=devices)} == {Evidence.ASSUMED}


def test_the_author_knows_better_than_the_catalogue():
    setting = {"reach": "rdp", "gain": "user", "difficulty": "hard"}
    devices = {"pc": {**PC["pc"], "vulnerabilities": {"CVE-2099-0001": setting}}}
    step = one("exploit-known", "controls(pc, user)", devices=devices)
    assert step.preconditions == ("reaches(pc, rdp)",)
    assert step.difficulty is Difficulty.HARD


@pytest.mark.parametrize(
    ("patched", "evidence"), [("unknown", Evidence.ASSUMED), ("late", Evidence.DECLARED), ("current", None)]
)
def test_an_assumed_flaw_depends_on_the_patch_state(patched, evidence):
    found = steps("exploit-assumed", devices={"pc": {**PC["pc"], "patched": patched}})
    assert [s.evidence for s in found] == ([evidence] if evidence else [])


def test_blocking_endpoint_protection_makes_breaking_in_harder():
    plain = one("exploit-assumed", "controls(pc, user)", devices=PC)
    guarded = one("exploit-assumed", "controls(pc, user)", devices={"pc": {**PC["pc"], "endpoint_protection": "block"}})
    assert guarded.likelihood < plain.likelihood


@pytest.mark.parametrize(
    ("state", "evidence"), [(True, Evidence.DECLARED), ("unknown", Evidence.ASSUMED), (False, None)]
)
def test_a_default_secret_opens_what_has_a_log_in(state, evidence):
    found = steps("default-secret", devices={"pc": {**PC["pc"], "default_secret": state}})
    assert [s.evidence for s in found] == ([evidence] if evidence else [])


def test_a_service_that_asks_nobody_gives_its_data():
    devices = {
        "pacs": {
            "type": "pacs",
            "zone": "ward",
            "services": {"dicom": {"authenticated": False}},
            "holds": {"imaging": 5},
        }
    }
    found = steps("no-authentication", devices=devices)
    assert {s.postcondition for s in found} == {"reads(imaging, pacs)", "alters(imaging, pacs)"}
    assert {s.evidence for s in found} == {Evidence.DECLARED}


ACCOUNT = {"svc": {"opens": {"db": "admin"}, "stored_on": ["pc"]}}


def test_logging_in_needs_both_the_reach_and_the_account():
    step = one("log-in", "controls(db, admin)", devices={**PC, **DB}, accounts=ACCOUNT)
    assert step.preconditions == ("holds(svc)", "reaches(db, mssql)")
    assert step.evidence is Evidence.ASSUMED


@pytest.mark.parametrize("where", ["device", "service", "account"])
def test_a_second_factor_anywhere_stops_the_log_in(where):
    db, svc = dict(DB["db"]), dict(ACCOUNT["svc"])
    if where == "device":
        db["second_factor"] = True
    elif where == "service":
        db["services"] = {"mssql": {"second_factor": True}}
    else:
        svc["second_factor"] = True
    assert not steps("log-in", devices={**PC, "db": db}, accounts={"svc": svc})


def test_a_disabled_account_opens_nothing():
    assert not steps("log-in", devices={**PC, **DB}, accounts={"svc": {**ACCOUNT["svc"], "enabled": False}})


def test_an_account_may_open_a_whole_zone():
    found = steps("log-in", devices=PC, accounts={"ward-admin": {"opens": {"ward": "admin"}}})
    assert [s.postcondition for s in found] == ["controls(pc, admin)"]


def test_files_give_secrets_to_a_user_and_sessions_to_an_administrator():
    accounts = {"a": {"stored_on": ["pc"]}, "b": {"sessions_on": ["pc"]}}
    found = {s.postcondition: s.preconditions for s in steps("harvest", devices=PC, accounts=accounts)}
    assert found == {"holds(a)": ("controls(pc, user)",), "holds(b)": ("controls(pc, admin)",)}


def test_escalation_is_not_assumed_on_a_current_device():
    assert steps("escalate", devices=PC)
    assert not steps("escalate", devices={"pc": {**PC["pc"], "patched": "current"}})


@pytest.mark.parametrize("tie", [{"managed_by": ["dc"]}, {"hosted_on": ["dc"]}, {}])
def test_whoever_administers_the_manager_controls_what_it_manages(tie):
    dc = {"type": "domain-controller", "zone": "data"} | ({} if tie else {"manages": ["ward"]})
    found = steps("manage", devices={"pc": {**PC["pc"], **tie}, "dc": dc})
    assert [(s.preconditions, s.postcondition) for s in found] == [(("controls(dc, admin)",), "controls(pc, admin)")]


def test_phishing_needs_people_and_an_outside():
    assert one("phish", "controls(pc, user)", devices=PC).preconditions == ("at(internet)",)
    assert not steps("phish", devices={"pc": {**PC["pc"], "staffed": False}})
    assert not steps("phish", devices={"pc": {**PC["pc"], "mail": False, "web": False}})
    assert not steps("phish", zones={"ward": ZONES["ward"]}, devices=PC)


def test_training_and_protection_make_phishing_harder_and_weak_mail_easier():
    def likelihood(establishment=None, **own):
        return one(
            "phish", "controls(pc, user)", devices={"pc": {**PC["pc"], **own}}, establishment=establishment or {}
        ).likelihood

    plain = likelihood()
    assert likelihood({"trained_share": 0.8}) < plain
    assert likelihood(endpoint_protection="block") < plain
    assert likelihood(weaknesses=["macros-allowed"]) > plain


def test_a_fleet_is_as_hard_as_one_of_it_and_counts_its_heads():
    fleet = one("phish", "controls(pc, user)", devices={"pc": {**PC["pc"], "count": 200}})
    assert fleet.likelihood == one("phish", "controls(pc, user)", devices=PC).likelihood
    assert fleet.count == 200


def test_a_supplier_brings_its_place_and_its_accounts():
    zones = {**ZONES, "vendor": {"type": "supplier", "trust": 1}}
    parties = {"acme": {"zone": "vendor", "second_factor": False}}
    found = steps("supplier", zones=zones, devices=PC, parties=parties, accounts={"acme-vpn": {"party": "acme"}})
    assert {s.postcondition for s in found} == {"at(vendor)", "holds(acme-vpn)"}
    assert {s.evidence for s in found} == {Evidence.DECLARED}
    guarded = steps("supplier", zones=zones, devices=PC, parties={"acme": {"zone": "vendor", "second_factor": True}})
    assert {s.difficulty for s in guarded} == {Difficulty.HARD}


FLOW = {"pc -> db": {"protocol": "mssql", "data": ["health-record"], "account": "svc", "encrypted": False}}
OPEN = {"ward -> data": {"allow": ["mssql"]}}


def test_a_clear_flow_is_heard_where_it_passes():
    found = steps("intercept", devices={**PC, **DB}, flows=FLOW, links=OPEN, accounts=ACCOUNT)
    assert {s.preconditions[0] for s in found} == {"at(ward)", "at(data)"}
    assert {"reads(health-record, db)", "alters(health-record, db)", "holds(svc)"} == {s.postcondition for s in found}
    protected = {"pc -> db": {**FLOW["pc -> db"], "encrypted": True}}
    assert not steps("intercept", devices={**PC, **DB}, flows=protected, links=OPEN, accounts=ACCOUNT)


def test_an_update_that_nobody_protects_is_its_target():
    flows = {"db -> pc": {"kind": "update", "protocol": "http", "encrypted": False}}
    assert not steps("intercept-update", devices={**PC, **DB}, flows=flows)
    found = steps("intercept-update", devices={**PC, **DB}, flows=flows, links={"data -> ward": {}})
    assert {s.postcondition for s in found} == {"controls(pc, admin)"}


def test_abusing_a_flow_needs_its_source_and_its_road():
    found = steps("abuse-flow", devices={**PC, **DB}, flows=FLOW, links=OPEN, accounts=ACCOUNT)
    assert {s.preconditions for s in found} == {("controls(pc, user)", "reaches(db, mssql)")}
    read_only = {"pc -> db": {**FLOW["pc -> db"], "access": "read"}}
    found = steps("abuse-flow", devices={**PC, **DB}, flows=read_only, links=OPEN, accounts=ACCOUNT)
    assert [s.postcondition for s in found] == ["reads(health-record, db)"]


def test_taking_data_needs_control_and_denying_it_needs_administration():
    found = {s.postcondition: s.preconditions[0] for s in steps("take-data", devices=DB)}
    assert found == {
        "reads(health-record, db)": "controls(db, user)",
        "alters(health-record, db)": "controls(db, user)",
        "denies(health-record, db)": "controls(db, admin)",
    }


def test_a_socket_in_a_public_zone_lets_visitors_in_unless_devices_are_asked_who_they_are():
    zones = {**ZONES, "ward": {**ZONES["ward"], "physical_access": "public", "device_authentication": False}}
    assert "at(ward)" in {s.postcondition for s in steps("physical", zones=zones, devices=PC)}
    zones["ward"]["device_authentication"] = True
    assert "at(ward)" not in {s.postcondition for s in steps("physical", zones=zones, devices=PC)}


def test_a_locked_device_is_not_sat_down_at():
    assert "controls(pc, user)" in {s.postcondition for s in steps("physical", devices=PC)}
    locked = {"pc": {**PC["pc"], "physical_access": "locked"}}
    assert "controls(pc, user)" not in {s.postcondition for s in steps("physical", devices=locked)}


def test_media_carry_an_attack_across_a_site():
    devices = {
        "pc": {**PC["pc"], "removable_media": True},
        "echo": {"type": "ultrasound", "zone": "data", "removable_media": True},
        "sealed": {"type": "server", "zone": "data", "removable_media": False},
    }
    found = {(s.preconditions, s.postcondition) for s in steps("removable", devices=devices)}
    assert (("controls(pc, user)",), "carries(north)") in found
    assert (("carries(north)",), "controls(echo, user)") in found
    assert not [f for f in found if "sealed" in f[1]]


def test_radio_needs_control_of_the_other_end_and_never_the_internet():
    devices = {
        "programmer": {"type": "implant-programmer", "zone": "ward"},
        "implant": {"type": "pacemaker"},
    }
    found = steps("radio", devices=devices, links={"programmer -- implant": {"medium": "radio"}})
    assert ("controls(programmer, user)",) in {s.preconditions for s in found if s.postcondition == "commands(implant)"}
    graph = build_attack_graph(ground(devices=devices, links={"programmer -- implant": {"medium": "radio"}}).model)
    assert not [
        s for s in graph.steps if s.postcondition == "commands(implant)" and s.preconditions[0].startswith("at(")
    ]


def test_care_falls_when_a_need_is_lost_and_a_choice_when_all_of_it_is():
    devices = {**DB, "spare": {"type": "ehr-database", "zone": "data"}}
    care = {"ward-care": {"depends_on": [{"any": ["db", "spare"]}]}}
    graph = build_attack_graph(
        model_of(zones=ZONES, sites={"north": {}}, devices=devices, care=care), goals=["ward-care"]
    )
    losses = [s.preconditions for s in graph.steps if s.postcondition == "stops(ward-care)"]
    assert ("controls(db, admin)", "controls(spare, admin)") in losses
    assert all(len(needed) == 2 for needed in losses)


def test_targets_are_what_the_author_says_else_what_holds_most():
    assert targets_of(model_of(zones=ZONES, devices={**PC, **DB})) == ("db",)
    assert targets_of(model_of(zones=ZONES, devices={"pc": {**PC["pc"], "target": True}, **DB})) == ("pc",)
    assert targets_of(model_of(zones=ZONES)) == ()


def test_a_goal_is_a_thing_or_a_fact():
    model = model_of(zones=ZONES, devices=DB, accounts={"a": {}}, care={"c": {}})
    assert goal_of(model, "db") == "falls(db)"
    assert goal_of(model, "a") == "holds(a)"
    assert goal_of(model, "c") == "stops(c)"
    assert goal_of(model, "ward") == "at(ward)"
    assert goal_of(model, "reads( health-record ,db)") == "reads(health-record, db)"
    with pytest.raises(UnknownIdError):
        goal_of(model, "nothing")


@pytest.mark.parametrize("thing", ["internet", "pc", "svc", "acme", "north", "at(ward)"])
def test_an_attack_may_start_from_anything(thing):
    model = model_of(
        zones=ZONES, sites={"north": {}}, devices={**PC, **DB}, accounts=ACCOUNT, parties={"acme": {"zone": "internet"}}
    )
    assert build_attack_graph(model, start=[thing]).start


def test_an_unknown_start_or_attacker_is_refused():
    model = model_of(zones=ZONES, devices=DB)
    with pytest.raises(UnknownIdError):
        build_attack_graph(model, start=["nowhere"])
    with pytest.raises(UnknownIdError):
        build_attack_graph(model, attacker="nobody")


def test_every_step_names_its_origin_or_moves_only():
    graph = build_attack_graph(
        model_of(zones=ZONES, sites={"north": {}}, devices={**PC, **DB}, flows=FLOW, links=OPEN, accounts=ACCOUNT)
    )
    free = {"send", "admin-includes-user", "falls"}
    assert all(step.origin for step in graph.steps if step.kind not in free and not step.id.startswith("drop media"))


def test_the_order_of_the_model_changes_nothing():
    sections = {"zones": ZONES, "devices": {**PC, **DB}, "flows": FLOW, "links": OPEN, "accounts": ACCOUNT}
    backwards = {name: dict(reversed(list(section.items()))) for name, section in sections.items()}
    assert build_attack_graph(model_of(**sections)) == build_attack_graph(model_of(**backwards))
