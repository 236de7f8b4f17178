"""The arithmetic of a severity: the last level is dear, a question is not raised, a control always counts."""

from __future__ import annotations

import itertools

import pytest

from carto.model.vocabulary import Level
from carto.rules.finding import Adjustment, rank, shifted
from carto.rules.severity import arithmetic

PATH, EXPOSED, EXPLOITED = "on-path", "exposed", "exploited"
WORSE, UNKNOWN, MILDER = Adjustment("in-care", 1), Adjustment("unknown", -1), Adjustment("locked-device", -1)


def _severity(base, own=(), surroundings=(), controls=()):
    return shifted(base, sum(term.change for term in arithmetic(base, own, surroundings, controls)))


@pytest.mark.parametrize(
    ("base", "surroundings", "severity"),
    [
        (Level.LOW, (PATH,), Level.MEDIUM),
        (Level.MEDIUM, (PATH,), Level.HIGH),
        (Level.MEDIUM, (PATH, EXPOSED, EXPLOITED), Level.HIGH),
        (Level.HIGH, (PATH,), Level.HIGH),
        (Level.HIGH, (PATH, EXPOSED), Level.CRITICAL),
        (Level.CRITICAL, (PATH, EXPOSED), Level.CRITICAL),
    ],
)
def test_surroundings_raise_by_one_and_to_critical_only_by_two(base, surroundings, severity):
    assert _severity(base, (), surroundings) is severity


def test_what_the_rule_itself_says_counts_in_full():
    assert _severity(Level.HIGH, [WORSE]) is Level.CRITICAL
    assert _severity(Level.MEDIUM, [WORSE], [PATH]) is Level.HIGH
    assert _severity(Level.MEDIUM, [WORSE], [PATH, EXPOSED]) is Level.CRITICAL


def test_a_question_is_never_critical_and_never_raised():
    for base, own, more in itertools.product(Level, ([], [WORSE], [WORSE, WORSE]), ((), (PATH,), (PATH, EXPOSED))):
        asked = _severity(base, [UNKNOWN, *own], more)
        assert asked is not Level.CRITICAL
        assert rank(asked) <= rank(_severity(base, own))


def test_a_control_lowers_even_what_would_have_gone_beyond_the_scale():
    assert _severity(Level.CRITICAL, [WORSE], [PATH, EXPOSED], ["compensated"]) is Level.HIGH
    assert _severity(Level.LOW, [MILDER], [], ["isolated"]) is Level.LOW


def test_the_terms_are_told_with_what_each_changes():
    told = [(term.reason, term.change) for term in arithmetic(Level.HIGH, [MILDER], [PATH, EXPOSED], ["isolated"])]
    assert told == [(PATH, 1), (EXPOSED, 0), ("locked-device", -1), ("isolated", -1)]
