"""Which attack steps a finding feeds: those that truly use what it speaks of, and no others."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest

from carto.load.model import load_text
from carto.rules.attacks import Attacks
from carto.rules.engine import check_model
from carto.rules.finding import Finding
from carto.topology.network import build_topology

TEXT = """carto: 1
establishment: {name: T, kind: hospital, date: 2026-11-01, trained_share: 0.1}
sites: {main: {open_to_public: false}}
zones:
  internet: internet
  wards: {type: ward, site: main}
  data: {type: data, site: main, transit: false}
devices:
  pcs: {type: ward-pc, zone: wards, patched: current, default_secret: false,
        weaknesses: [macros-allowed, shared-session], endpoint_protection: none, mail: true, web: true,
        os: {family: windows, supported: false}}
  quiet: {type: ward-pc, zone: wards, patched: current, default_secret: false, mail: false, web: false,
          endpoint_protection: none, os: {family: windows, supported: false}, staffed: false}
  gate: {type: server, zone: wards, patched: late, default_secret: false, exposed_to: {internet: [https]},
         services: {https: true, ssh: true}, vulnerabilities: {CVE-2017-0144: present}, second_factor: false}
  db: {type: ehr-database, zone: data, patched: current, default_secret: false, services: [mssql], target: true,
       second_factor: false}
links:
  wards -> data: {allow: mssql}
accounts:
  staff: {kind: shared, opens: {db: admin}, stored_on: [pcs], second_factor: false}
  other: {kind: shared, opens: {quiet: user}, stored_on: [quiet], second_factor: false}
flows:
  pcs -> db: {protocol: mssql, account: staff, encrypted: true}
"""


@cache
def found():
    return check_model(load_text(TEXT)).findings


def kinds(rule: str, subject: str) -> set[str]:
    """Return the kinds of steps that a finding feeds."""
    steps = {step.id: step.kind for step in steps_of_paths()}
    fed = {step for one in found() if one.rule == rule and subject in one.subjects for step in one.steps}
    return {steps[step] for step in fed}


@cache
def steps_of_paths():
    model = load_text(TEXT)
    return Attacks(model, build_topology(model)).usable


def test_detours_count_where_what_is_on_the_shortest_way_does():
    model = load_text(TEXT)
    attacks = Attacks(model, build_topology(model))
    assert {step.id for step in attacks.steps} <= {step.id for step in attacks.usable}
    kernel = {step.id for step in attacks.graph.steps}
    assert {step.id for step in attacks.usable} <= kernel


def test_the_model_has_paths_of_several_kinds():
    assert {"phish", "harvest", "log-in", "traverse"} <= {step.kind for step in steps_of_paths()}


@pytest.mark.parametrize(("rule", "subject", "fed"), [
    ("shared-account", "staff", {"log-in"}),
    ("no-endpoint-protection", "pcs", {"phish"}),
    ("browsing-on-unsupported-system", "pcs", {"phish"}),
    ("untrained-staff", "establishment", {"phish"}),
    ("unfiltered-mail", "pcs", {"phish"}),
])  # fmt: skip
def test_a_finding_reaches_the_steps_that_use_it(rule, subject, fed):
    assert kinds(rule, subject) == fed


@pytest.mark.parametrize(("rule", "subject"), [
    ("shared-account", "other"),
    ("no-endpoint-protection", "quiet"),
    ("unsupported-system", "quiet"),
])  # fmt: skip
def test_a_finding_on_what_no_path_uses_feeds_nothing(rule, subject):
    assert any(one.rule == rule and subject in one.subjects for one in found()), "the finding is there"
    assert kinds(rule, subject) == set()


def test_another_weakness_of_the_same_device_is_not_what_is_used():
    by_rule = {one.rule: one.steps for one in found() if one.subject == "pcs" and one.field == "weaknesses"}
    assert {"unfiltered-mail", "open-session"} <= by_rule.keys()
    assert by_rule["unfiltered-mail"]
    assert not set(by_rule["unfiltered-mail"]) & set(by_rule["open-session"])
    assert all("shared-session" in step for step in by_rule["open-session"])


def test_another_flaw_or_service_of_the_same_device_is_not_what_is_used():
    text = (
        "carto: 1\nzones: {internet: internet, lab: laboratory}\ndevices:\n"
        "  one: {type: analyser, zone: lab, exposed_to: {internet: smb1}, services: smb1, target: true,"
        " vulnerabilities: CVE-2017-0144, patched: current}\n"
    )
    model = load_text(text)
    feeding = Attacks(model, build_topology(model)).feeding
    flaw = Finding("reachable-flaw", "devices", "one", "vulnerabilities", values={"flaws": "CVE-2017-0144, CVE-2020-1"})
    assert feeding.steps_of(flaw)
    assert not feeding.steps_of(dataclasses.replace(flaw, values={"flaws": "CVE-2020-1"}))
    door = Finding("exposed-administration", "devices", "one", "exposed_to", values={"services": "smb1"})
    assert feeding.steps_of(door)
    assert not feeding.steps_of(dataclasses.replace(door, values={"services": "ssh"}))


def test_an_account_that_is_used_on_one_device_only_feeds_nothing_elsewhere():
    text = TEXT.replace("stored_on: [pcs]", "stored_on: [pcs], sessions_on: [quiet]")
    model = load_text(text)
    told = check_model(model)
    for one in told.findings:
        if one.section == "accounts" and one.involves and one.steps:
            steps = {step.id: step for step in Attacks(model, build_topology(model)).usable}
            assert {steps[step].detail.get("device") for step in one.steps} <= {*one.involves, None}
