from __future__ import annotations

import pytest

from carto.analysis.impact import impact_of, record_value
from tests.builders import model_of

DEVICES = {"ehr-db": {"type": "ehr-database", "holds": {"health-record": 1000}}, "pc": {"type": "workstation"}}


def test_control_as_administrator_counts_once_and_wins_over_user():
    impact = impact_of(model_of(devices=DEVICES), ["controls(pc, user)", "controls(pc, admin)", "holds(svc)"])
    assert impact.devices == {"pc": "admin"}
    assert impact.accounts == ("svc",)


def test_records_have_a_value_only_when_they_are_read():
    model = model_of(devices=DEVICES)
    read = impact_of(model, ["reads(health-record, ehr-db)", "alters(health-record, ehr-db)"])
    assert read.records == 1000
    assert read.value_eur == (20_000, 350_000)
    assert read.data[0].verbs == ("alters", "reads")
    altered = impact_of(model, ["alters(health-record, ehr-db)"])
    assert (altered.records, altered.value_eur) == (0, (0, 0))


def test_denying_a_device_as_a_whole_touches_no_data():
    assert impact_of(model_of(devices=DEVICES), ["denies(service, ehr-db)"]).data == ()


@pytest.mark.parametrize(
    ("sections", "value"),
    [
        ({"data": {"health-record": {"value_eur": [1, 2]}}, "establishment": {"record_value_eur": (5, 6)}}, (1, 2)),
        ({"establishment": {"record_value_eur": (5, 6)}}, (5, 6)),
        ({}, (20, 350)),
    ],
)
def test_the_nearest_word_on_value_wins(sections, value):
    assert record_value(model_of(**sections), "health-record") == value


def test_data_nobody_knows_is_worth_nothing_rather_than_a_guess():
    assert record_value(model_of(), "holiday-photos") == (0, 0)
