"""Findings of two states side by side."""

from __future__ import annotations

from carto.load.model import load_text
from carto.rules.engine import check_model
from carto.rules.turnover import turnover

PCS = """carto: 1
establishment: {{name: T, kind: hospital, date: 2026-11-01}}
zones: {{a: {{type: server}}}}
devices:
  one: {{type: file-server, zone: a, patched: current, default_secret: {one}}}
  two: {{type: file-server, zone: a, patched: current, default_secret: {two}}}
{more}"""


def checked(one: str, two: str, more: str = ""):
    return check_model(load_text(PCS.format(one=one, two=two, more=more)), select=["default-secret"])


def places(findings):
    return [subject for one in findings for subject in one.subjects]


def test_what_is_gone_is_fixed_and_what_came_is_introduced():
    told = turnover(checked("true", "false"), checked("false", "true"))
    assert (places(told.fixed), places(told.introduced), told.accepted) == (["one"], ["two"], ())


def test_one_answer_does_not_make_new_questions_of_the_others():
    told = turnover(checked("unknown", "unknown"), checked("false", "unknown"))
    assert places(told.fixed) == ["one"]
    assert told.introduced == ()
    assert told.fixed[0].message.fr
    assert "one" in told.fixed[0].message.en
    assert "two" not in told.fixed[0].message.en


def test_a_question_that_one_more_object_raises_is_told_for_that_object():
    told = turnover(checked("false", "unknown"), checked("unknown", "unknown"))
    assert (places(told.fixed), places(told.introduced)) == ([], ["one"])


def test_what_is_waived_is_accepted_and_not_fixed():
    waiver = "waivers: {w: {rule: default-secret, on: one, reason: r, author: a, expires: 2027-01-01}}\n"
    told = turnover(checked("true", "false"), checked("true", "false", waiver))
    assert (told.fixed, places(told.accepted), told.introduced) == ((), ["one"], ())
    back = turnover(checked("true", "false", waiver), checked("true", "false"))
    assert places(back.introduced) == ["one"], "a waiver that has ended brings the finding back"


def test_another_name_is_not_another_finding():
    before = checked("true", "false")
    after = check_model(
        load_text(PCS.replace("  one:", "  uno:").format(one="true", two="false", more="")), select=["default-secret"]
    )
    told = turnover(before, after, {"one": "uno"})
    assert (told.fixed, told.introduced) == ((), ())
    assert places(turnover(before, after).introduced) == ["uno"]
