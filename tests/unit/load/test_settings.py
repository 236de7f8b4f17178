from __future__ import annotations

import pytest

from tests.unit.load.told import codes, only

MODEL = "devices: {d: {type: server, zone: data}}\nlinks: {office -> data: {}}\n"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("{second_factor: blue}", "not-known-or-unknown"),
        ("{patched: yesterday}", "not-a-choice"),
        ("{count: -3}", "out-of-range"),
        ("{zone: nowhere}", "unknown-zone"),
        ("{weaknesses: [none]}", "unknown-weakness"),
        ("{services: {none: {}}}", "unknown-service"),
        ("{vulnerabilities: {CVE-1: {}}}", "unknown-flaw"),
        ("{trust: 9}", "out-of-range"),
        ("{opens: {nobody: admin}}", "unknown-end"),
    ],
)
def test_what_a_measure_sets_is_checked_before_it_is_needed(value: str, code: str):
    problem = only(f"{MODEL}measures: {{m: {{set: {value}}}}}\n")
    assert problem.code == code
    assert problem.span.line == 5
    assert problem.span.column > 20


def test_every_wrong_value_is_told_in_one_run():
    text = "measures: {m: {set: {patched: x, count: 0}}, n: {set: {second_factor: x}}}\n"
    assert codes(MODEL + text) == ["not-a-choice", "out-of-range", "not-known-or-unknown"]


@pytest.mark.parametrize(
    "value",
    [
        "{second_factor: true, patched: current, count: 2, zone: office, isolated: unknown}",
        "{encrypted: true, allow: [https], data: [health-record]}",  # fields of links and flows
        "{endpoint_protection: null}",
        "{type: dmz}",
    ],
)
def test_what_one_kind_of_thing_takes_is_right(value: str):
    assert codes(f"{MODEL}measures: {{m: {{set: {value}}}}}\n") == []


def test_long_chains_are_read_as_quickly_as_short_ones():
    length = 1500
    zones = "".join(f"  z{n}: {{type: office, in: z{n + 1}}}\n" for n in range(length))
    templates = "".join(f"  t{n}: {{like: t{n + 1}}}\n" for n in range(length))
    text = f"zones:\n{zones}  z{length}: office\ntemplates:\n{templates}  t{length}: {{type: server}}\n"
    assert codes(f"{text}devices: {{d: {{like: t0, zone: z0}}}}\n", head="carto: 1\n") == []
