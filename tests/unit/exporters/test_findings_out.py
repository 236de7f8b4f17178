"""Findings for other tools: SARIF, CSV, ATT&CK Navigator."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Matrix
from carto.exporters.findings_csv import FINDING_COLUMNS, findings_to_csv, harmless, measures_to_csv
from carto.exporters.navigator import to_navigator
from carto.exporters.sarif import to_sarif
from carto.load.model import load_text
from carto.rules.completeness import completeness_of
from carto.rules.context import RuleContext
from carto.rules.coverage import coverage_of
from carto.rules.engine import check_model
from carto.rules.published import checked_as_json, completeness_as_json, coverage_as_json

TEXT = """carto: 1
zones: {internet: internet, servers: server}
devices:
  files: {name: "=HYPERLINK(0)", type: file-server, zone: servers, exposed_to: {internet: rdp}, services: rdp}
  old: {type: server, zone: servers, os: {family: windows, supported: false}, default_secret: true}
waivers:
  w: {rule: unsupported-system, on: old, reason: Replaced in spring}
"""
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {"driver": {"type": "object", "required": ["name", "rules"]}},
                    },
                    "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "type": "object",
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
                "message": {"type": "object", "required": ["text"]},
                "locations": {"type": "array", "minItems": 1},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "suppressions": {
                    "type": "array",
                    "items": {"required": ["kind"], "properties": {"kind": {"enum": ["inSource", "external"]}}},
                },
            },
        }
    },
}
"""The part of SARIF 2.1.0 that we write."""


@pytest.fixture(scope="module")
def run():
    model = load_text(TEXT, "folder with space/model.yaml")
    return check_model(model), model


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sarif_has_the_shape_of_the_standard(run, language):
    log = json.loads(to_sarif(*run, language))
    jsonschema.validate(log, SARIF)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert len({r["partialFingerprints"]["carto/v1"] for r in log["runs"][0]["results"]}) == len(
        log["runs"][0]["results"]
    )


def test_sarif_names_the_exact_place_and_escapes_it(run):
    results = json.loads(to_sarif(*run, "en"))["runs"][0]["results"]
    found = next(result for result in results if result["ruleId"] == "exposed-remote-desktop")
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "folder%20with%20space/model.yaml"
    assert place["region"]["startLine"] == 4
    assert found["level"] == "error"


def test_sarif_keeps_waived_findings_as_suppressed(run):
    results = json.loads(to_sarif(*run, "fr"))["runs"][0]["results"]
    assert all("suppressions" in result for result in results), "all or none, says the standard"
    (waived,) = [result for result in results if result["suppressions"]]
    assert waived["ruleId"] == "unsupported-system"
    assert waived["suppressions"][0]["justification"] == "Replaced in spring"


@pytest.mark.parametrize(("language", "separator", "title"), [("fr", ";", "Gravité"), ("en", ",", "Severity")])
def test_csv_reads_back_and_holds_every_finding(run, language, separator, title):
    rows = list(csv.reader(io.StringIO(findings_to_csv(*run, language)), delimiter=separator))
    assert rows[0][0] == title
    assert {len(row) for row in rows} == {len(FINDING_COLUMNS)}
    assert len(rows) == 1 + len(run[0].findings) + len(run[0].waived)
    assert rows[-1][FINDING_COLUMNS.index("waiver")] == "w"


def test_csv_names_things_for_people_and_keeps_ids_and_a_key_for_tickets():
    text = TEXT.replace(
        "waivers:", "links: {internet -> servers: {allow: [rdp, ssh]}}\nflows: {old -> files: {}}\nwaivers:"
    )
    model = load_text(text)
    told = csv.DictReader(io.StringIO(findings_to_csv(check_model(model), model, "en")))
    rows = list(told)
    link = next(row for row in rows if row["Ids"] == "internet -> servers")
    assert link["Object"] == "internet → servers"
    assert len({row["Stable key"] for row in rows}) == len(rows)
    remote = next(row for row in rows if row["Rule"] == "exposed-remote-desktop")
    assert remote["Object"] == "'=HYPERLINK(0)"
    assert remote["Ids"] == "files"
    labels = {one.label.en for one in catalog().measures}
    assert remote["Measures"]
    assert labels >= set(remote["Measures"].split("; "))


def test_a_question_has_no_level_of_its_own_and_one_mark_whoever_raises_it(run):
    results = json.loads(to_sarif(*run, "en"))["runs"][0]["results"]
    assert {one["level"] for one in results if one["kind"] == "review"} == {"none"}
    assert "none" not in {one["level"] for one in results if one["kind"] == "fail"}
    more = load_text(TEXT.replace("  old:", "  add: {type: server, zone: servers}\n  old:"))
    marks = [
        {one.rule: one.mark for one in checked.findings if one.to_check} for checked in (run[0], check_model(more))
    ]
    assert marks[0]
    assert marks[0].items() <= marks[1].items()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(cell):
    assert harmless(cell) == "'" + cell
    assert harmless("plain = text") == "plain = text"


def test_no_cell_of_a_table_begins_like_a_formula(run):
    for text in (findings_to_csv(*run, "en"), measures_to_csv(run[0], "en")):
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_measures_are_listed_by_how_much_they_treat(run):
    rows = list(csv.reader(io.StringIO(measures_to_csv(run[0], "en"))))
    counts = [int(row[2]) for row in rows[1:]]
    assert counts == sorted(counts, reverse=True)
    assert "Change of factory secrets" in {row[1] for row in rows}


def test_a_navigator_layer_scores_the_techniques_of_one_matrix(run):
    layer = json.loads(to_navigator(run[0], "en"))
    assert layer["domain"] == "enterprise-attack"
    assert {"T1133", "T1078.001"} <= {one["techniqueID"] for one in layer["techniques"]}
    scored = [one for one in layer["techniques"] if "score" in one]
    assert all(one["score"] >= 1 and one["comment"] for one in scored)
    opened = {one["techniqueID"] for one in layer["techniques"] if one.get("showSubtechniques")}
    assert opened == {one["techniqueID"].partition(".")[0] for one in scored if "." in one["techniqueID"]}
    industrial = json.loads(to_navigator(run[0], "en", Matrix.ICS))
    assert {one["techniqueID"] for one in industrial["techniques"]} == {"T0812"}


def test_everything_is_published_as_plain_values(run):
    checked, model = run
    value = {
        "findings": checked_as_json(checked, model),
        "completeness": completeness_as_json(completeness_of(RuleContext(model)), model),
        "coverage": coverage_as_json(coverage_of(checked, has_devices=True)),
    }
    assert json.loads(json.dumps(value))["findings"]["format"] == "carto.findings/1"
    told = value["findings"]["findings"][0]
    assert told["place"] == {"file": "folder with space/model.yaml", "line": 4, "column": told["place"]["column"]}
    assert value["findings"]["waived"][0]["waiver"] == "w"
