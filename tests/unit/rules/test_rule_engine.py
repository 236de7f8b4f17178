"""The engine: arithmetic of severity, waivers, groups, order, choice of rules."""

from __future__ import annotations

import datetime as dt

import pytest

from carto.errors import UnknownIdError
from carto.load.model import load_text
from carto.model.establishment_map import Model
from carto.model.vocabulary import Level
from carto.rules.engine import check_model
from carto.rules.finding import rank, shifted
from carto.rules.waivers import WaiverState

PROGRAMMER = """
carto: 1
establishment: {kind: clinic, date: 2026-11-01}
zones: {internet: internet, cardiology: {type: cardiology, transit: false}, data: data}
devices:
  programmer:
    {type: implant-programmer, zone: cardiology, exposed_to: internet, weaknesses: unsigned-update, patient_safety: 4}
  cardio-is: {type: cardiology-system, zone: cardiology, vulnerabilities: CVE-2023-31222}
  ehr-db: {type: ehr-database, zone: data, holds: {health-record: 120000}, target: true, patched: current}
links:
  cardiology -> data: {allow: mssql}
flows:
  cardio-is -> ehr-db: {protocol: mssql, account: svc-cardio, data: health-record, encrypted: false}
accounts:
  svc-cardio: {kind: service, opens: {ehr-db: admin}, stored_on: cardio-is, second_factor: false}
care:
  follow-up: {depends_on: [programmer, cardio-is], patient_safety: 3}
"""
WAIVER = """
waivers:
  w1: {rule: unverified-update, on: programmer, reason: Maker says spring, author: CISO, expires: %s, compensating: %s}
"""


def _only(text: str, rule: str, **options: object):
    return check_model(load_text(text), select=[rule], **options)


def test_severity_stays_between_low_and_critical():
    assert shifted(Level.LOW, -3) is Level.LOW
    assert shifted(Level.HIGH, 5) is Level.CRITICAL
    assert shifted(Level.MEDIUM, 1) is Level.HIGH
    assert [rank(level) for level in Level] == [0, 1, 2, 3]


def test_the_arithmetic_is_told_term_by_term():
    (finding,) = _only(PROGRAMMER, "unverified-update").findings
    assert [(term.reason, term.change) for term in finding.adjustments] == [
        ("programmer", 1),
        ("on-path", 0),
        ("exposed", 0),
    ]
    assert finding.base is Level.HIGH
    assert finding.severity is Level.CRITICAL
    assert "chemin d'attaque" in finding.adjustments[1].words.fr


def test_a_finding_knows_care_at_stake_measures_and_the_steps_it_feeds():
    (finding,) = _only(PROGRAMMER, "unverified-update").findings
    assert finding.care == ("follow-up",)
    assert "programmer-rule" in finding.measures
    assert any("unsigned-update" in step for step in finding.steps)


def test_severity_does_not_rise_where_no_path_leads():
    safe = PROGRAMMER.replace("exposed_to: internet, ", "")
    (finding,) = _only(safe, "unverified-update").findings
    assert [term.reason for term in finding.adjustments] == ["programmer"]


def test_an_exploited_flaw_weighs_one_more():
    text = (
        "carto: 1\nzones: {lab: laboratory}\ndevices:\n  a: {type: analyser, zone: lab, vulnerabilities: CVE-2017-0144}"
    )
    (finding,) = _only(text, "exploited-flaw").findings
    assert "exploited" in [term.reason for term in finding.adjustments]


def test_declared_facts_of_the_device_lower_the_severity():
    text = (
        "carto: 1\nzones: {lab: laboratory}\ndevices:\n  a: {type: analyser, zone: lab, weaknesses: unsupported-os%s}"
    )
    plain, apart = (_only(text % extra, "unsupported-system").findings[0] for extra in ("", ", isolated: true"))
    assert rank(apart.severity) == rank(plain.severity) - 1


def test_unknown_is_one_level_lower_to_check_and_told_together():
    text = "carto: 1\nzones: {w: ward}\ndevices:\n" + "".join(
        f"  pc{number}: {{type: workstation, zone: w, encrypted_storage: true, default_secret: false}}\n"
        for number in range(9)
    )
    (finding,) = _only(text, "no-endpoint-protection").findings
    assert finding.to_check
    assert len(finding.subjects) == 9
    assert len(finding.related) == 8
    assert finding.severity is Level.MEDIUM
    assert "9 : pc0, pc1" in finding.message.fr
    assert finding.message.fr.endswith("…)")


def test_a_waiver_in_force_takes_the_finding_away_and_keeps_it_in_sight():
    checked = _only(PROGRAMMER + WAIVER % ("2027-01-01", "[]"), "unverified-update")
    assert not checked.findings
    assert [(one.finding.subject, one.waiver) for one in checked.waived] == [("programmer", "w1")]
    assert checked.waivers[0].state is WaiverState.USED


def test_each_compensating_control_lowers_what_is_waived():
    none, two = (_only(PROGRAMMER + WAIVER % ("2027-01-01", c), "unverified-update") for c in ("[]", "[a, b]"))
    assert [one.waived[0].finding.severity for one in (none, two)] == [Level.CRITICAL, Level.MEDIUM]
    assert sum(t.change for t in two.waived[0].finding.adjustments) == -1


def test_an_expired_waiver_brings_the_finding_back():
    checked = _only(PROGRAMMER + WAIVER % ("2026-10-31", "[]"), "unverified-update")
    assert [finding.subject for finding in checked.findings] == ["programmer"]
    assert checked.waivers[0].state is WaiverState.EXPIRED
    assert "expiré" in checked.waivers[0].message.fr


def test_the_last_day_of_a_waiver_still_counts_and_today_may_be_given():
    text = PROGRAMMER + WAIVER % ("2026-11-01", "[]")
    assert not _only(text, "unverified-update").findings
    assert _only(text, "unverified-update", today=dt.date(2026, 11, 2)).findings


def test_without_a_day_a_waiver_with_an_end_does_not_count():
    text = PROGRAMMER.replace(", date: 2026-11-01", "") + WAIVER % ("2099-01-01", "[]")
    checked = _only(text, "unverified-update")
    assert checked.findings
    assert checked.waivers[0].state is WaiverState.UNDATED


def test_unused_waivers_and_unknown_rules_are_reported():
    text = PROGRAMMER + (
        "\nwaivers:\n"
        "  idle: {rule: flat-network, on: programmer, reason: r}\n"
        "  typo: {rule: flat-netwrok, on: programmer, reason: r}\n"
    )
    states = {one.waiver: one.state for one in check_model(load_text(text)).waivers}
    assert states == {"idle": WaiverState.UNUSED, "typo": WaiverState.UNKNOWN_RULE}


def test_a_waiver_may_name_the_alias_of_a_rule():
    text = PROGRAMMER + (WAIVER % ("2027-01-01", "[]")).replace("unverified-update", "W-UPD-UNSIGNED")
    assert not _only(text, "unverified-update").findings


def test_waivers_of_rules_that_were_not_asked_are_not_called_unused():
    assert not _only(PROGRAMMER + WAIVER % ("2027-01-01", "[]"), "flat-network").waivers


def test_select_and_ignore_take_ids_and_aliases():
    model = load_text(PROGRAMMER)
    assert check_model(model, select=["W-NET-FLAT", "clear-hl7"]).rules == ("clear-hl7", "flat-network")
    assert "flat-network" not in check_model(model, ignore=["W-NET-FLAT"]).rules


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownIdError, match="unknown-rule"):
        check_model(load_text(PROGRAMMER), select=["flat-netwrok"])


def test_rules_scale_with_the_establishment():
    gp = check_model(load_text("carto: 1\nestablishment: {kind: gp-practice}\nzones: {office: practice}"))
    assert "in-band-administration" in gp.skipped
    assert "clear-storage" in gp.rules
    assert not set(gp.rules) & set(gp.skipped)


def test_an_empty_model_gives_no_device_findings_and_no_crash():
    checked = check_model(Model())
    assert {finding.section for finding in checked.findings} <= {"establishment"}


def test_findings_are_sorted_worst_first():
    found = check_model(load_text(PROGRAMMER)).findings
    order = [(-rank(finding.severity), finding.to_check) for finding in found]
    assert order == sorted(order)
    assert len({(f.rule, f.route, f.variant) for f in found}) == len(found)
