from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from carto.cli.main import program
from carto.cli.shapes import json_schema

FOLDER = Path(__file__).parents[2] / "golden" / "cli"
CLINIC, GRAPH, BROKEN = (str(FOLDER / name) for name in ("clinic.yaml", "graph.json", "broken.yaml"))


def run(*words: str, **surroundings: str):
    return CliRunner(env=surroundings).invoke(program, list(words))


def answer(*words: str):
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("validate", ["validate", CLINIC]),
        ("validate", ["validate", GRAPH]),
        ("show", ["show", "cardio-is", CLINIC]),
        ("paths", ["paths", CLINIC]),
        ("paths", ["paths", CLINIC, "--to", "ehr-db", "--explain"]),
        ("paths", ["paths", CLINIC, "--to", "ehr-db", "--evidence", "confirmed"]),
        ("paths", ["paths", GRAPH, "--to", "user-on-web", "--to", "password", "--by", "time"]),
        ("choke-points", ["choke-points", CLINIC]),
        ("choke-points", ["choke-points", GRAPH, "--to", "user-on-web"]),
        ("exposure", ["exposure", CLINIC]),
        ("cut", ["cut", CLINIC, "--all"]),
        ("cut", ["cut", GRAPH, "--to", "user-on-web", "--remove", "facts"]),
        ("cut", ["cut", GRAPH, "--to", "at-internet"]),
        ("probability", ["probability", CLINIC]),
        ("probability", ["probability", GRAPH, "--to", "user-on-web", "--trials", "64"]),
        ("blast", ["blast", CLINIC, "--from", "svc-cardio"]),
        ("blast", ["blast", GRAPH, "--to", "user-on-web"]),
    ],
)
def test_every_json_answer_has_its_published_shape(name, words):
    jsonschema.validate(answer(*words), json_schema(name))


def test_build_and_map_answer_with_what_they_wrote(tmp_path):
    for name in ("build", "map"):
        path = tmp_path / f"{name}.html"
        told = answer(name, CLINIC, "-o", str(path))
        jsonschema.validate(told, json_schema(name))
        assert told["written"] == str(path)
        assert path.read_text("utf-8").lower().startswith("<!doctype html>")


def test_errors_have_their_published_shape():
    for name, words in (("validate", ["validate", BROKEN]), ("error", ["paths", GRAPH]), ("error", ["nothing"])):
        result = run(*words, "--format", "json")
        assert result.exit_code in {2, 3}
        jsonschema.validate(json.loads(result.stdout), json_schema(name))


def test_one_target_gives_its_answer_and_several_a_list():
    one = answer("paths", GRAPH, "--to", "user-on-web")
    assert (one["target"], one["by"], one["complete"]) == ("user-on-web", "likelihood", True)
    assert [attack["steps"] for attack in one["attacks"]] == [["phish", "log-in"]]
    assert one["attacks"][0]["proof"]["status"] == "optimal"
    assert [each["target"] for each in answer("paths", CLINIC)["results"]] == ["falls(ehr-db)"]


def test_choke_points_name_kind_and_id():
    points = answer("choke-points", GRAPH, "--to", "user-on-web")["choke_points"]
    assert {(point["kind"], point["id"]) for point in points} == {
        ("fact", "at-internet"),
        ("fact", "password"),
        ("step", "log-in"),
        ("step", "phish"),
        ("asset", "mail"),
        ("asset", "web"),
    }


def test_a_cut_follows_costs_and_keeps_what_it_is_told_to():
    one = answer("cut", GRAPH, "--to", "user-on-web", "--cost", "mail=0.5")
    assert one["cut"] == {"items": ["mail"], "cost": 0.5}
    assert one["proof"]["status"] == "optimal"
    assert answer("cut", GRAPH, "--to", "user-on-web", "--keep", "mail")["cut"]["items"] == ["web"]
    every = answer("cut", GRAPH, "--to", "user-on-web", "--remove", "steps", "--all")
    assert (sorted(every["minimal_cuts"]), every["complete"]) == ([["log-in"], ["phish"]], True)


def test_a_cut_of_an_establishment_never_removes_the_target_itself():
    assert ["ehr-db"] not in answer("cut", CLINIC, "--to", "ehr-db", "--all")["minimal_cuts"]


def test_a_cut_by_measures_takes_what_they_cost(tmp_path):
    model = tmp_path / "m.yaml"
    measures = """
measures:
  patch-cardiology: {cost_eur: 900, scope: {ids: [cardio-is]}, closes: [CVE-2023-31222], set: {patched: current}}
  second-factor: {cost_eur: 400, scope: {ids: [ehr-db, svc-cardio]}, set: {second_factor: true}}
"""
    model.write_text(Path(CLINIC).read_text("utf-8") + measures, "utf-8")
    told = answer("cut", str(model), "--to", "ehr-db", "--remove", "measures")
    assert told["cut"] == {"items": ["second-factor"], "cost": 400}


def test_probability_is_exact_where_it_can_be():
    told = answer("probability", GRAPH, "--to", "user-on-web")
    assert (told["method"], told["probability"], told["interval"]) == ("exact", 0.2, [0.2, 0.2])


def test_blast_tells_depth_and_what_is_lost():
    told = answer("blast", CLINIC, "--from", "cardio-is", "--to", "ehr-db", "--to", "programmer")
    assert told["start"] == ["controls(cardio-is, admin)"]
    assert [target["falls"] for target in told["targets"]] == [True, True]
    assert told["impact"]["accounts"] == ["svc-cardio"]
    assert told["impact"]["records"] >= 120000


def test_an_answer_carries_what_it_rests_on():
    context = answer("paths", CLINIC, "--to", "ehr-db", "--attacker", "visitor", "--evidence", "declared")["context"]
    assert (context["attacker"], context["evidence"]) == ("visitor", "declared")


def test_why_there_is_no_path_is_an_answer():
    told = answer("paths", GRAPH, "--to", "user-on-web", "--from", "user-on-web")
    assert told["attacks"][0]["steps"] == []
    told = answer("paths", CLINIC, "--to", "ehr-db", "--evidence", "confirmed")
    assert told["attacks"] == []
    assert told["absence"]["conditions"]


def test_every_step_carries_its_reasons():
    told = answer("paths", CLINIC, "--to", "ehr-db", "-k", "1")
    steps = told["step_details"]
    assert set(told["attacks"][0]["steps"]) == set(steps)
    flaw = next(step for step in steps.values() if step["kind"] == "exploit-known")
    assert (flaw["evidence"], flaw["difficulty"]) == ("confirmed", "easy")
    assert flaw["techniques"]
    assert flaw["places"] == [place for place in flaw["places"] if place.startswith("clinic.yaml:")]
    assert flaw["words"]["fr"] != flaw["words"]["en"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["paths", GRAPH, "--to", "nothing"], 2, "error[unknown-fact]"),
        (["paths", CLINIC, "--to", "nothing"], 2, "error[unknown-target]"),
        (["paths", CLINIC, "--from", "nothing"], 2, "error[unknown-start]"),
        (["paths", CLINIC, "--attacker", "nobody"], 2, "error[unknown-attacker]"),
        (["paths", GRAPH], 2, "error[no-target]"),
        (["paths", GRAPH, "--to", "password", "--attacker", "visitor"], 2, "error[plain-graph-option]: --attacker"),
        (["paths", GRAPH, "--to", "password", "--scenario", "x"], 2, "error[plain-graph-option]: --scenario"),
        (["build", GRAPH], 2, "error[needs-model]"),
        (["map", GRAPH], 2, "error[needs-model]"),
        (["exposure", GRAPH], 2, "error[needs-model]"),
        (["show", "password", GRAPH], 2, "error[needs-model]"),
        (["cut", GRAPH, "--to", "password", "--remove", "measures"], 2, "error[needs-model]"),
        (["cut", GRAPH, "--to", "password", "--cost", "mail"], 2, "error[bad-cost]"),
        (["cut", GRAPH, "--to", "password", "--cost", "mail=-1"], 2, "error[bad-cost]"),
        (["cut", GRAPH, "--to", "password", "--cost", "mial=2"], 2, "error[unknown-id]"),
        (["cut", CLINIC, "--keep", "ehr-bd"], 2, "error[unknown-id]"),
        (["plan", CLINIC, "--budget", "9" * 400], 2, "error[bad-amount]"),
        (["build", CLINIC, "--output", CLINIC], 4, "error[output-is-model]"),
        (["map", CLINIC, "--output", BROKEN], 4, "error[output-is-model]"),
        (["plan", CLINIC, "--output", CLINIC], 4, "error[output-is-model]"),
        (["report", CLINIC, "--output", "new.yml"], 4, "error[output-is-model]"),
        (["cut", GRAPH, "--to", "password", "--cost", "mail=inf"], 2, "error[bad-cost]"),
        (["blast", CLINIC], 2, "error[no-start]"),
        (["show", "ehr-dc", CLINIC], 2, "did you mean 'ehr-db'?"),
        (["schema", "nothing"], 2, "error[no-such-schema]"),
        (["validate", BROKEN], 3, "3 problems. Nothing was written."),
        (["validate", "nowhere.yaml"], 4, "error[no-such-file]"),
        (["paths", "nowhere.json", "--to", "x"], 4, "error[no-such-file]"),
        (["paths", str(FOLDER / "nowhere"), "--to", "x"], 4, "error[no-such-file]"),
        (["build", CLINIC, "-o", "no/such/folder/x.html"], 4, "error[no-such-folder]"),
    ],
)
def test_what_goes_wrong_is_said_on_standard_error_with_its_code(words, code, told):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_an_earlier_atlas_is_untouched_by_a_failure(tmp_path):
    atlas = tmp_path / "atlas.html"
    atlas.write_text("earlier")
    assert run("build", BROKEN, "-o", str(atlas)).exit_code == 3
    assert atlas.read_text() == "earlier"
    assert sorted(tmp_path.iterdir()) == [atlas]


def test_the_same_question_has_the_same_bytes_whatever_the_hash_seed(tmp_path):
    def bytes_of(seed: str) -> bytes:
        words = [sys.executable, "-m", "carto", "build", CLINIC, "-o", str(tmp_path / seed), "--format", "json"]
        surroundings = {**os.environ, "PYTHONHASHSEED": seed}
        told = subprocess.run(words, capture_output=True, check=True, env=surroundings).stdout
        return told.replace(seed.encode(), b"") + (tmp_path / seed).read_bytes()

    assert bytes_of("100001") == bytes_of("200002")


def test_the_language_is_the_one_asked_for_then_the_models_then_the_machines(tmp_path):
    model = tmp_path / "m.yaml"
    text = Path(CLINIC).read_text("utf-8")
    model.write_text(text.replace("language: en", "language: fr"), "utf-8")
    assert "Modèle valide" in run("validate", str(model), LANG="en_GB").stdout
    assert "Valid model" in run("validate", str(model), "--lang", "en").stdout
    assert "Valid model" in run("validate", str(model), CARTO_LANG="en").stdout
    model.write_text(text.replace("  language: en\n", ""), "utf-8")
    assert "Modèle valide" in run("validate", str(model), LANG="fr_FR.UTF-8").stdout


def test_hostile_names_reach_the_terminal_as_text(tmp_path):
    model = tmp_path / "m.yaml"
    text = Path(CLINIC).read_text("utf-8")
    model.write_text(text.replace("Cardiology system", '"\\e]0;owned\\a\\u202e[bold]x"'), "utf-8")
    for words in (["paths", str(model)], ["choke-points", str(model)], ["validate", str(model)]):
        result = run(*words)
        shown = result.stdout + result.stderr
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_kept_positions_are_written_when_asked_and_used_from_then_on(tmp_path):
    model, lock = tmp_path / "m.yaml", tmp_path / ".m.carto-layout.json"
    model.write_text(Path(CLINIC).read_text("utf-8"), "utf-8")
    out = str(tmp_path / "m.html")
    assert run("map", str(model), "-o", out).exit_code == 0
    assert not lock.exists()
    assert run("map", str(model), "-o", out, "--keep-layout").exit_code == 0
    kept = lock.read_text("utf-8")
    assert run("map", str(model), "-o", out).exit_code == 0
    assert lock.read_text("utf-8") == kept
    lock.write_text("{", "utf-8")
    assert "--relayout" in run("map", str(model), "-o", out).stderr
    assert run("map", str(model), "-o", out, "--relayout").exit_code == 0
    assert lock.read_text("utf-8") == kept


def test_init_makes_a_valid_model_in_both_languages_and_never_overwrites(tmp_path):
    for language in ("fr", "en"):
        folder = str(tmp_path / language)
        assert run("init", folder, "--lang", language).exit_code == 0
        assert answer("validate", folder)["problems"] == []
        again = run("init", folder, "--lang", language)
        assert (again.exit_code, again.stdout) == (4, "")


def test_quiet_leaves_warnings_out(tmp_path):
    graph = tmp_path / "g.json"
    step = {"id": "a", "preconditions": ["x"], "postcondition": "y", "likelihood": 0.5, "effort_days": 1}
    graph.write_text(json.dumps({"format": "carto.attack-graph/1", "start": [], "steps": [step]}))
    assert "warning[graph-dangling]" in run("validate", str(graph)).stderr
    assert run("validate", str(graph), "--quiet").stderr == ""


def test_fmt_puts_files_in_form_once_and_says_so(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_text("carto: 1\nzones:\n      wards:   {type: ward}   # a comment\n", "utf-8")
    checked = run("fmt", str(file), "--check")
    assert (checked.exit_code, "not in form" in checked.stdout) == (1, True)
    assert "      wards" in file.read_text("utf-8")
    told = answer("fmt", str(tmp_path))
    jsonschema.validate(told, json_schema("fmt"))
    assert told["files"] == [{"file": str(file), "state": "changed"}]
    assert "  wards: {type: ward}" in file.read_text("utf-8")
    assert "# a comment" in file.read_text("utf-8")
    assert run("fmt", str(file), "--check").exit_code == 0


def test_fmt_leaves_a_broken_file_as_it_is(tmp_path):
    file = tmp_path / "m.yaml"
    file.write_text("zones: [", "utf-8")
    result = run("fmt", str(file))
    assert (result.exit_code, file.read_text("utf-8")) == (3, "zones: [")
    assert "left as it is" in result.stdout
