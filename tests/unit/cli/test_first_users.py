"""What people meet before they know carto: wrong paths, wrong words, wrong machines."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from carto.atlas import writing
from carto.cli.main import program

ROOT = Path(__file__).parents[3]
CLINIC = str(ROOT / "tests" / "golden" / "cli" / "clinic.yaml")
FRENCH = "carto: 1\nestablishment: {language: fr}\nzones: {a: office}\ndevices: {poste: {type: workstation, zone: a}}\n"
MAIN = "from carto.cli.main import main; main()"


def run(*words: str, **surroundings: str):
    return CliRunner(env={"LANG": "en_US.UTF-8", **surroundings}).invoke(program, list(words))


def run_alone(*words: str, **settings):
    surroundings = {**os.environ, **settings.pop("env", {})}
    command = [sys.executable, "-c", MAIN, *words]
    return subprocess.run(command, check=False, capture_output=True, env=surroundings, **settings)


@pytest.fixture
def french(tmp_path: Path) -> str:
    (tmp_path / "m.yaml").write_text(FRENCH, "utf-8")
    return str(tmp_path / "m.yaml")


def test_every_error_about_a_model_is_told_in_its_language(french, tmp_path):
    for words in (
        ["paths", french, "--to", "postes"],
        ["blast", french],
        ["show", "postes", french],
        ["cut", french, "--keep", "x"],
        ["check", french, "--select", "x"],
        ["compare", french, "@x"],
        ["map", french, "-o", str(tmp_path)],
    ):
        told = run(*words).stderr
        assert told.startswith("erreur["), words
        assert "hint" not in told, words
    assert run("paths", french, "--to", "postes", "--lang", "en").stderr.startswith("error[unknown-target]")
    assert run("paths", french, "--by", "x").stderr.startswith("error[bad-word]")  # no model was read yet


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["paths", "--to", "ehr-bd"], "ehr-db"),
        (["paths", "--from", "cardio_is"], "cardio-is"),
        (["paths", "--attacker", "visiteur"], "visitor"),
        (["check", "--select", "flat-netwrok"], "flat-network"),
        (["cut", "--keep", "cardio-si"], "cardio-is"),
    ],
)
def test_a_mistyped_name_gets_the_nearest_one(words, meant):
    told = run(words[0], CLINIC, *words[1:]).stderr
    assert f"did you mean '{meant}'?" in told


def test_a_mistyped_scenario_gets_the_nearest_one(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text(FRENCH + "scenarios: {apres: {patch: {zones: {b: dmz}}}}\n", "utf-8")
    assert "vouliez-vous dire « apres » ?" in run("paths", str(model), "--scenario", "après").stderr
    assert "scénarios du modèle : apres" in run("paths", str(model), "--scenario", "xyz").stderr


@pytest.mark.parametrize(
    ("code", "fr", "en"),
    [
        (errno.EACCES, "droits insuffisants", "the rights are missing"),
        (errno.ENOSPC, "il n'y a plus de place sur le disque", "there is no room left on the disk"),
        (errno.EROFS, "le disque est en lecture seule", "the disk is read-only"),
        (errno.ECHILD, os.strerror(errno.ECHILD), os.strerror(errno.ECHILD)),
    ],
)
def test_why_the_system_refuses_is_told_in_both_languages(monkeypatch, tmp_path, code, fr, en):
    def refused(*_args: object, **_settings: object):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(writing.tempfile, "mkstemp", refused)
    path = str(tmp_path / "atlas.html")
    for language, reason in (("fr", fr), ("en", en)):
        result = run("map", CLINIC, "-o", path, "--lang", language)
        assert (result.exit_code, result.stdout) == (4, "")
        assert result.stderr.split("\n")[0].endswith(f": {reason}")
    told = json.loads(run("map", CLINIC, "-o", path, "--format", "json", "--lang", "fr").stdout)
    assert told["message"].endswith(fr)


def test_init_leaves_no_half_a_file(monkeypatch, tmp_path):
    def refused(*_args: object, **_settings: object):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(writing.os, "fdopen", refused)
    result = run("init", str(tmp_path / "new"))
    assert result.exit_code == 4
    assert "there is no room left on the disk" in result.stderr
    assert not (tmp_path / "new" / "carto.yaml").exists()


def test_init_wants_a_folder_and_never_overwrites(tmp_path):
    file = tmp_path / "file"
    file.write_text("mine")
    assert "error[not-a-folder]" in run("init", str(file)).stderr
    assert "error[cannot-write]" in run("init", str(file / "deeper")).stderr
    (tmp_path / "carto.yaml").symlink_to("nowhere")
    assert "error[file-exists]" in run("init", str(tmp_path)).stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["carto.yaml", "file"]


def test_a_folder_without_yaml_is_named_once(tmp_path):
    (tmp_path / "empty").mkdir()
    told = run("validate", str(tmp_path / "empty")).stderr
    assert told.startswith(f"{tmp_path / 'empty'}:1:1: error[no-yaml]")


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"\x00\x01", "binary-file"), (b"carto: 1\nnom: \xe9\n", "not-utf8"), (b"carto: \x07\n", "control-character")],
)
def test_fmt_tells_what_is_no_text_as_validate_does_and_goes_on(tmp_path, raw, code):
    for name, content in (("a.yaml", raw), ("b.yaml", b"carto:   1\n")):
        (tmp_path / name).write_bytes(content)
    result = run("fmt", str(tmp_path))
    assert result.exit_code == 3
    assert f"error[{code}]" in result.stderr
    assert f"error[{code}]" in run("validate", str(tmp_path)).stderr
    assert [(tmp_path / name).read_bytes() for name in ("a.yaml", "b.yaml")] == [raw, b"carto: 1\n"]


def test_fmt_writes_nothing_before_every_file_was_found(tmp_path):
    (tmp_path / "a.yaml").write_text("carto:   1\n")
    result = run("fmt", str(tmp_path / "a.yaml"), str(tmp_path / "gone.yaml"))
    assert (result.exit_code, result.stdout) == (4, "")
    assert "error[no-such-file]" in result.stderr
    assert (tmp_path / "a.yaml").read_text() == "carto:   1\n"


def test_fmt_leaves_the_ends_of_lines_alone_in_a_file_that_is_in_form(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"carto: 1\r\nzones:\r\n  a: office\r\n")
    result = run("fmt", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "1 file in form\n")
    assert b"\r\n" in (tmp_path / "a.yaml").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder one stands in")
def test_a_current_folder_that_is_gone_is_no_bug(tmp_path):
    (tmp_path / "here").mkdir()
    code = f"import os; os.rmdir({str(tmp_path / 'here')!r}); {MAIN}"
    command = [sys.executable, "-c", code, "map", CLINIC]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path / "here")
    assert done.returncode == 4
    assert "error[folder-gone]" in done.stderr


def test_pipes_and_files_get_utf8_whatever_the_machine_speaks(french):
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run_alone("exposure", french, env=old)
    assert "modèle" in done.stdout.decode("utf-8")
    told = run_alone("show", "poste", french, "--format", "json", env=old)
    assert json.loads(told.stdout.decode("utf-8"))["id"] == "poste"
    assert b"?" in run_alone("validate", french, env={"PYTHONIOENCODING": "ascii"}).stdout


def test_git_that_is_not_there_is_told(tmp_path, french):
    done = run_alone("compare", f"HEAD:{Path(french).name}", french, "--lang", "fr", env={"PATH": ""}, cwd=tmp_path)
    assert done.returncode == 4
    assert "la commande n'est pas installée" in done.stderr.decode()


def test_a_starting_model_is_read_whatever_its_folder_is_called(tmp_path):
    folder = tmp_path / "mon hôpital\nzones: {x: {} # é"
    assert run("init", str(folder), "--lang", "fr").exit_code == 0
    result = run("paths", str(folder))
    assert result.exit_code == 0
    assert "Sur le site « Établissement »" in result.stdout.replace("\u00a0", " ")  # it names no site


def test_what_falls_is_told_by_name_and_in_the_singular(tmp_path):
    told = run("blast", CLINIC, "--from", "cardio-is", "--to", "programmer").stdout
    assert "What falls with Cardiology system\n" in told
    assert "Pacemaker programmer falls, 1 step away." in told
    model = tmp_path / "m.yaml"
    model.write_text(FRENCH, "utf-8")
    assert "Aucun dossier lisible." in run("blast", str(model), "--from", "poste").stdout


def test_shares_are_written_as_the_language_writes_them():
    told = run("choke-points", CLINIC, "--rank", "--lang", "fr").stdout
    assert "100 %" in told
    assert "100%" not in told
    assert "100%" in run("choke-points", CLINIC, "--rank", "--lang", "en").stdout


def test_an_interval_never_looks_empty(tmp_path):
    steps = [
        {"id": f"s{n}", "preconditions": ["a"] if n < 40 else [f"f{n - 40}", f"f{(n + 7) % 40}"],
         "postcondition": f"f{n}" if n < 40 else "goal", "likelihood": 0.5, "effort_days": 1}
        for n in range(80)
    ]  # fmt: skip
    graph = tmp_path / "g.json"
    graph.write_text(json.dumps({"format": "carto.attack-graph/1", "start": ["a"], "steps": steps}))
    told = run("probability", str(graph), "--to", "goal", "--lang", "fr").stdout.replace("\u00a0", " ")
    low, high = told.split("de ")[1].split(" ;")[0].split(" à ")
    assert low != high


def test_a_comparison_says_what_is_there_without_more():
    bad, fixed = (str(ROOT / "samples" / "programmer" / f"{name}.yaml") for name in ("bad", "fixed"))
    told = " ".join(run("compare", bad, fixed, "--lang", "fr").stdout.split())
    assert "exposed_to.internet: présent -> rien" in told
    assert "~ establishment name: " in told


def test_counts_read_well_when_there_is_little_to_count(tmp_path, french):
    (tmp_path / "bare.yaml").write_text("carto: 1\n")
    assert run("validate", str(tmp_path / "bare.yaml")).stdout == "Valid model: nothing. Warnings: 0.\n"
    first = run("check", french, "--select", "clear-hl7").stdout.split("\n")[0]
    assert first == "0 constat, 0 question à vérifier"


@pytest.mark.parametrize("shape", ["csv", "sarif", "navigator", "json", "text"])
def test_no_answer_turns_the_reading_order_of_a_terminal(tmp_path, shape):
    evil = "\\u202e\\e[31m=1+1"
    device = f'{{name: "{evil}", type: workstation, zone: a, patched: late, weaknesses: [default-secret]}}'
    head = f'carto: 1\nestablishment: {{name: "{evil}"}}\nzones: {{a: office}}\n'
    (tmp_path / "m.yaml").write_text(f"{head}devices: {{d: {device}}}\n", "utf-8")
    told = run("check", str(tmp_path), "--format", shape).stdout
    assert "31m=1+1" in told
    assert not {"\u202e", "\x1b"} & set(told)


def test_a_key_that_another_tool_wrote_as_a_truth_is_known(tmp_path):
    (tmp_path / "m.yaml").write_text("carto: 1\nzones: {a: office}\nnotes: {n: {true: [a], text: x}}\n")
    assert "did you mean 'on'?" in run("validate", str(tmp_path)).stderr
