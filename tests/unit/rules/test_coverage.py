"""Coverage: what rules saw of each clause, never more."""

from __future__ import annotations

from carto.load.model import load_text
from carto.rules.citations import Framework, Reference
from carto.rules.coverage import FRAMEWORKS, Status, clauses_of, coverage_of
from carto.rules.engine import check_model

DOOR = """carto: 1
establishment: {kind: %s}
zones: {w: ward}
devices:
  pc: {type: workstation, zone: w, endpoint_protection: %s}
"""


def _status(text: str, framework: Framework, clause: str, **options):
    checked = check_model(load_text(text), **options)
    rows = coverage_of(checked, has_devices=True)
    return next(row for row in rows if row.reference == Reference(framework, clause))


def test_a_finding_means_not_met():
    row = _status(DOOR % ("hospital", "none"), Framework.HYGIENE, "14")
    assert (row.status, row.findings, row.rules) == (Status.NOT_MET, 1, ("no-endpoint-protection",))


def test_what_nobody_said_means_unknown():
    row = _status(DOOR % ("hospital", "unknown"), Framework.HYGIENE, "14")
    assert (row.status, row.findings, row.to_check) == (Status.UNKNOWN, 0, 1)


def test_nothing_found_means_only_that():
    assert _status(DOOR % ("hospital", "block"), Framework.HYGIENE, "14").status is Status.MET


def test_no_rule_or_no_rule_for_this_kind_means_not_modelled():
    assert _status(DOOR % ("hospital", "block"), Framework.HYGIENE, "42").status is Status.NOT_MODELLED
    assert _status(DOOR % ("gp-practice", "block"), Framework.HYGIENE, "36").status is Status.NOT_MODELLED


def test_a_waiver_does_not_make_a_clause_met():
    text = DOOR % ("hospital", "none") + "waivers:\n  accepted: {rule: no-endpoint-protection, on: pc, reason: None}"
    row = _status(text, Framework.HYGIENE, "14")
    assert (row.status, row.findings, row.waived) == (Status.NOT_MET, 0, 1)


def test_an_empty_model_meets_nothing():
    checked = check_model(load_text("carto: 1\nestablishment: {trained_share: 0.9}\nzones: {internet: internet}"))
    rows = coverage_of(checked, has_devices=False)
    assert Status.MET not in {row.status for row in rows}


def test_every_clause_of_the_short_lists_has_a_row():
    assert clauses_of(Framework.HYGIENE) == tuple(str(number) for number in range(1, 43))
    assert len(clauses_of(Framework.NIS2)) == 10
    assert clauses_of(Framework.SECTOR).index("4.2.1") < clauses_of(Framework.SECTOR).index("4.3.1.3")
    rows = coverage_of(check_model(load_text(DOOR % ("hospital", "block"))), has_devices=True)
    assert {row.reference.framework for row in rows} == set(FRAMEWORKS)
    assert len({row.reference for row in rows}) == len(rows)
