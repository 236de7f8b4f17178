from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner

from carto.cli.main import program
from carto.cli.use_cases.compare import State
from carto.cli.use_cases.revisions import split_revision

SCHEMAS = Path(__file__).resolve().parents[3] / "schemas"
MODEL = """carto: 1
establishment: {kind: gp-practice, budget_eur: 800, language: fr}
zones: {net: internet, users: practice}
devices:
  pc: {type: workstation, zone: users, patched: late, exposed_to: [net], target: true, physical_access: locked}
care: {ward: {depends_on: pc, patient_safety: 2}}
measures:
  mend: {name: Mettre à jour, cost_eur: 120, scope: {ids: [pc]}, set: {patched: current, default_secret: false}}
  wall: {cost_eur: 300}
"""


@pytest.fixture
def model(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "cab.yaml"
    place.write_text(MODEL, encoding="utf-8")
    return place


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(program, list(words))
    assert result.exit_code == code, result.output
    return (result.stdout if code == 0 else result.output).replace("\u00a0", " ")


def answer(name: str, *words: str):
    value = json.loads(run(name, *words, "--format", "json"))
    jsonschema.validate(value, json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")))
    return value


@pytest.mark.usefixtures("model")
def test_a_plan_answers_machines_by_its_schema():
    value = answer("plan", "cab.yaml")
    assert value["asked"]["budget_eur"] == 800
    assert value["plan"]["measures"] == ["mend"]
    assert value["plan"]["proof"] == {**value["plan"]["proof"], "status": "optimal", "gap": 0.0, "checked": True}
    assert value["useless"] == ["wall"]
    assert run("plan", "cab.yaml", "--format", "json") == run("plan", "cab.yaml", "--format", "json")


@pytest.mark.usefixtures("model")
def test_a_practice_reads_a_list_in_its_own_words():
    words = run("plan", "cab.yaml")
    assert "Pour 120 € la première année" in words
    assert "1. Mettre à jour (120 €)" in words
    assert "In the first year" not in words
    assert "For 120 €" in run("plan", "cab.yaml", "--lang", "en")
    assert "aucune des mesures" in run("plan", "cab.yaml", "--budget", "0")


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("text", "euros"), [("200k", 200_000), ("1.5M", 1.5e6), ("1,5M", 1.5e6), ("200 000 €", 200_000), ("0", 0)]
)
def test_amounts_are_read_as_people_write_them(text, euros):
    assert answer("plan", "cab.yaml", "--budget", text)["asked"]["budget_eur"] == euros


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("text", ["lots", "-5", "1.2.3", "k"])
def test_what_is_no_amount_is_refused(text):
    assert "bad-amount" in run("plan", "cab.yaml", f"--budget={text}", code=2)


def test_a_saved_plan_is_a_scenario_beside_the_model(model):
    run("plan", "cab.yaml", "--save", "spring")
    place = model.with_name("cab.spring.scenario.yaml")
    first = place.read_bytes()
    told = answer("compare", "cab.yaml", "@spring")
    assert told["cost"]["done"] == ["mend"]
    assert not told["same"]
    assert answer("plan", "cab.yaml", "--scenario", "spring")["plan"]["measures"] == []
    run("plan", "cab.yaml", "--save", "spring")
    assert place.read_bytes() == first
    assert "bad-scenario-name" in run("plan", "cab.yaml", "--save", "../x", code=2)
    assert sorted(path.name for path in model.parent.iterdir()) == ["cab.spring.scenario.yaml", "cab.yaml"]


def test_a_plan_of_a_folder_is_saved_in_it_and_never_over_what_people_wrote(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "cab"
    folder.mkdir()
    (folder / "all.yaml").write_text(MODEL + "scenarios: {mine: {measures: [mend]}}\n", encoding="utf-8")
    run("plan", "cab", "--save", "spring")
    assert (folder / "spring.scenario.yaml").is_file()
    assert answer("compare", "cab@mine", "cab@spring")["cost"]["done"] == []
    assert "scenario-exists" in run("plan", "cab", "--save", "mine", code=2)


@pytest.mark.usefixtures("model")
def test_the_front_is_drawn():
    run("plan", "cab.yaml", "-o", "front.svg")
    root = ET.fromstring(Path("front.svg").read_text(encoding="utf-8"))  # noqa: S314 -- our own picture
    assert root.tag.endswith("svg")
    assert len([one for one in root.iter() if one.tag.endswith("}title")]) == 2
    assert len([one for one in root.iter() if one.tag.endswith("}circle") and one.get("fill") == "none"]) == 1


def test_typical_measures_serve_where_the_model_lists_none(model):
    model.write_text(MODEL.partition("measures:")[0], encoding="utf-8")
    value = answer("plan", "cab.yaml", "--budget", "20k")
    assert value["plan"]["measures"]
    assert value["plan"]["stake"] < value["base"]["stake"]
    run("plan", "cab.yaml", "--budget", "20k", "--save", "typical")
    assert answer("compare", "cab.yaml", "@typical")["cost"]["done"] == value["plan"]["measures"]


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *names, *words], check=True, capture_output=True)


@pytest.fixture
def history(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "map"
    folder.mkdir()
    git(tmp_path, "init", "-q")
    (folder / "a.yaml").write_text(MODEL, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    (folder / "a.yaml").write_text(MODEL.replace("patched: late", "patched: current"), encoding="utf-8")
    return tmp_path


def test_a_git_revision_is_compared_without_touching_the_work_tree(history):
    told = answer("compare", "HEAD:map", "map")
    assert [(one["id"], one["fields"][0]["field"]) for one in told["changes"]] == [("pc", "patched")]
    status = subprocess.run(["git", "-C", str(history), "status", "--short"], check=True, capture_output=True).stdout
    assert status == b" M map/a.yaml\n"
    assert answer("compare", "HEAD:map/a.yaml", "HEAD:map")["same"]


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("nope:map", "no-such-revision"),
        ("HEAD:none", "not-in-revision"),
        ("HEAD:../map", "not-in-revision"),
        ("--upload-pack=x:map", "no-such"),
    ],
)
def test_revisions_that_are_not_there_are_refused(state, code):
    assert code in run("compare", "--", state, "map", code=2)


def test_states_are_read_as_they_are_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert State.parse("a@s") == State("a", "s")
    assert State.parse("HEAD~5:map@s") == State("map", "s", "HEAD~5")
    assert State.parse("@s", State("a", None, "v1")) == State("a", "s", "v1")
    assert split_revision("C:\\maps\\a.yaml") is None
    (tmp_path / "odd:name@x.yaml").touch()
    assert State.parse("odd:name@x.yaml") == State("odd:name@x.yaml")


def test_the_language_before_the_command_counts_and_the_one_after_it_counts_more(tmp_path):
    model = tmp_path / "practice.yaml"
    model.write_text(
        "carto: 1\nestablishment: {name: Cabinet, kind: gp-practice, language: fr}\n"
        "zones: {desk: office}\ndevices: {pc: {type: workstation, zone: desk, target: true}}\n",
        "utf-8",
    )
    first = [
        CliRunner().invoke(program, words).stdout
        for words in (
            ["--lang", "en", "plan", str(model)],
            ["--lang", "en", "plan", str(model), "--lang", "fr"],
        )
    ]
    assert "No path in the model" in first[0]
    assert "L'absence de chemin" in first[1]
