"""``carto check``: words, JSON, tables, exit codes, and refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from carto.cli.main import program
from carto.cli.shapes import json_schema

TEXT = """carto: 1
establishment: {name: Clinique, kind: clinic, date: 2026-11-01, language: fr}
zones: {internet: internet, servers: server}
devices:
  files: {name: Fichiers, type: file-server, zone: servers, exposed_to: {internet: rdp}, services: rdp}
  old: {type: server, zone: servers, os: {family: windows, version: "2012", supported: false}}
care:
  records: {name: Accès aux dossiers, depends_on: files, patient_safety: 3}
waivers:
  accepted: {rule: unsupported-system, on: old, reason: Remplacé au printemps, expires: 2027-01-01}
"""


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "clinique.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*words: str):
    return CliRunner().invoke(program, ["check", *words])


def test_words_name_place_reason_remedy_arithmetic_and_care(model):
    told = run(model).stdout.replace("\u202f", " ").replace("\u00a0", " ")
    assert "[CRITIQUE] Bureau à distance exposé (exposed-remote-desktop)" in told
    assert "clinique.yaml:5:" in told
    for part in ("Pour les patients :", "Remède :", "Mesures :", "Gravité :", "Soins en jeu : Accès aux dossiers"):
        assert part in told
    assert "n'est pas une preuve de sécurité" in told
    assert "constats acceptés : 1" in told


def test_the_same_in_english(model):
    told = run(model, "--lang", "en").stdout
    assert "[CRITICAL] Exposed remote desktop (exposed-remote-desktop)" in told
    assert "Care at stake: Accès aux dossiers" in told
    assert "No row means compliance" in told


def test_the_same_question_is_asked_once_and_counted(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text("carto: 1\nzones: {a: ward, b: ward, c: ward}\n", encoding="utf-8")
    told = run(str(path), "--lang", "en").stdout
    assert told.count("Which VLAN is") == 1
    assert "Which VLAN is “a”? [the network team] (same question for 2 more)" in told
    assert "Age of facts: 0 seen within a year, 0 older, 3 without a date" in told


def test_json_has_its_published_shape(model):
    value = json.loads(run(model, "--format", "json", "--level", "3").stdout)
    jsonschema.validate(value, json_schema("check"))
    assert value["waived"][0]["waiver"] == "accepted"
    assert {score["level"] for score in value["completeness"]["scores"]} == {1, 2, 3}


def test_csv_begins_with_the_mark_of_utf_8_and_reads_back(model):
    text = run(model, "--format", "csv").stdout
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][0] == "Gravité"


def test_the_measures_that_treat_findings_are_a_table_too(model):
    text = run(model, "--format", "csv-measures", "--ignore", "default-secret").stdout
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Mesure", "Libellé", "Constats traités", "Règles", "Jours (hypothèse)", "Gêne pour les soins"]
    assert len(rows) > 1
    assert {row[5] for row in rows[1:]} <= {"aucune", "faible", "moyenne", "élevée"}
    assert not any("default-secret" in row[3] for row in rows)


@pytest.mark.parametrize(
    ("shape", "key"), [("sarif", "runs"), ("navigator", "techniques"), ("navigator-ics", "techniques")]
)
def test_other_tools_get_json_of_their_own(model, shape, key):
    assert key in json.loads(run(model, "--format", shape).stdout)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--fail-on", "critical"], 1),
        (["--fail-on", "low"], 1),
        (["--fail-on", "critical", "--format", "json"], 1),
        (["--fail-on", "low", "--format", "sarif"], 0),
        (["--fail-on", "critical", "--select", "no-incident-plan"], 0),
        (["--fail-on", "low", "--select", "no-incident-plan"], 1),
    ],
)
def test_exit_codes_follow_the_threshold(model, words, code):
    assert run(model, *words).exit_code == code


def test_select_and_ignore_choose_the_rules(model):
    chosen = json.loads(run(model, "--format", "json", "--select", "W-EXP-RDP").stdout)
    assert chosen["rules"] == ["exposed-remote-desktop"]
    rest = json.loads(run(model, "--format", "json", "--ignore", "exposed-remote-desktop").stdout)
    assert "exposed-remote-desktop" not in {finding["rule"] for finding in rest["findings"]}


def test_today_brings_expired_waivers_back(model):
    later = json.loads(run(model, "--format", "json", "--today", "2027-01-02").stdout)
    assert later["waivers"][0]["state"] == "expired"
    assert "unsupported-system" in {finding["rule"] for finding in later["findings"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--select", "flat-netwrok"], "unknown-rule"),
        (["--today", "02/01/2027"], "bad-day"),
        (["--fail-on", "severe"], "bad-word"),
        (["--level", "4"], "bad-number"),
    ],
)
def test_refusals_are_told(model, words, code):
    result = run(model, *words, "--lang", "en")
    assert result.exit_code == 2
    assert f"error[{code}]" in result.stderr


def test_an_attack_graph_is_not_checked(tmp_path):
    result = run(str(tmp_path / "graph.json"), "--lang", "en")
    assert result.exit_code == 2
    assert "error[needs-model]" in result.stderr


def test_a_model_without_anything_gives_a_smaller_answer(tmp_path):
    path = tmp_path / "empty.yaml"
    path.write_text("carto: 1\nestablishment: {name: Vide, language: fr}\n", encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 0
    assert "0 constat, " in result.stdout
