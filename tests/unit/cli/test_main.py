from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from carto.cli import main as entry
from carto.cli.main import COMMANDS, program
from carto.errors import InputError

CLINIC = Path(__file__).parents[2] / "golden" / "cli" / "clinic.yaml"


def run(*words: str, **surroundings: str):
    return CliRunner(env=surroundings).invoke(program, list(words))


def failing(error: BaseException) -> click.Command:
    @click.command("paths")
    def command() -> None:
        raise error

    return command


def test_no_word_asks_for_help():
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: carto [OPTIONS] COMMAND [...]")


def test_help_speaks_french():
    for result in (run("--lang", "fr", "--help"), run("--help", LANG="fr_FR.UTF-8"), run("--help", CARTO_LANG="fr")):
        assert "Usage : carto [OPTIONS] COMMANDE [...]" in result.stdout
        assert "Donner les meilleures attaques" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pths"], "error[no-such-command]: 'pths' is not a command of carto.\n  hint: did you mean 'paths'?"),
        (["xyzzy"], "hint: carto --help lists them all."),
        (["--frobnicate"], "error[no-such-option]: There is no option --frobnicate here."),
        (["init", "--kindd", "clinic"], "hint: did you mean --kind?"),
        (
            ["init", "--kind", "clinique"],
            "error[bad-word]: --kind: 'clinique' is not allowed.\n  hint: did you mean 'clinic'?",
        ),
        (["init", "--kind"], "error[bad-option-usage]: Option --kind is misused"),
        (["init", "a", "b"], "error[too-many-words]: Too much: b"),
        (["validate"], "error[missing-word]: MODEL is missing."),
        (["paths", "x.json", "-k", "0"], "error[bad-number]: -k: '0' is not a whole number from 1 to 1000."),
        (["paths", "x.json", "-k", "dix"], "error[bad-number]"),
        (["--lang", "de"], "error[bad-word]: --lang: 'de' is not allowed."),
    ],
)
def test_a_mistake_in_the_command_line_is_told_with_what_to_do(words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_a_mistake_in_french():
    result = run("pths", "--lang", "fr")
    assert "erreur[no-such-command]: « pths » n'est pas une commande de carto." in result.stderr


def test_a_mistake_for_machines():
    told = json.loads(run("pths", "--format", "json").stdout)
    assert told == {
        "format": "carto.error/1",
        "code": "no-such-command",
        "message": "'pths' is not a command of carto.",
    }


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (InputError("cannot-read", file="x\x1b", reason="gone"), 4, "error[cannot-read]: x␛ cannot be read: gone"),
        (RuntimeError("boom"), 70, "This is a bug in carto, not a mistake of yours: RuntimeError: boom"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_exit_codes(monkeypatch, error, code, told):
    monkeypatch.setattr(program, "load", lambda _name: failing(error))
    result = run("paths")
    assert result.exit_code == code
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bug_names_its_place_and_shows_the_trace_when_asked(monkeypatch):
    monkeypatch.setattr(program, "load", lambda _name: failing(RuntimeError("boom")))
    assert "main.py:" in run("paths").stderr
    assert "Traceback" in run("paths", CARTO_DEBUG="1").stderr


def test_every_command_loads():
    for name in COMMANDS:
        assert entry.load_command(name).name == name


def run_alone(*words: str, **streams: int):
    code = f"import sys; from carto.cli.main import main; sys.argv = {['carto', *words]!r}; main()"
    return subprocess.run([sys.executable, "-c", code], check=False, **{"stderr": subprocess.PIPE, **streams})


@pytest.fixture
def broken_pipe():
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@pytest.mark.parametrize("words", [["schema", "paths"], ["exposure", str(CLINIC)], ["--help"]])
def test_a_reader_that_goes_away_ends_it_quietly(broken_pipe, words):
    done = run_alone(*words, stdout=broken_pipe)
    assert done.returncode == 141
    assert done.stderr == b""


def test_a_reader_of_errors_that_goes_away_ends_it_too(broken_pipe):
    assert run_alone("nonsense", stdout=subprocess.DEVNULL, stderr=broken_pipe).returncode == 141


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="a device of Linux")
@pytest.mark.parametrize(
    "words", [["schema", "paths"], ["exposure", str(CLINIC)], ["validate", "gone", "--format=json"]]
)
def test_a_full_disk_is_told(words):
    with Path("/dev/full").open("wb") as full:
        done = run_alone(*words, stdout=full.fileno())
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes a stream with the shell")
def test_a_closed_stream_swallows_what_it_is_given():
    carto = f"{sys.executable} -m carto exposure {CLINIC}"
    done = subprocess.run(["sh", "-c", f"{carto} >&- && {carto} 2>&-"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_version():
    assert run("--version").stdout.startswith("carto ")


def test_the_collector_of_cycles_hardly_ever_looks_while_a_command_works():
    told = "import atexit, gc, sys; atexit.register(lambda: print(gc.get_threshold()[0] >= 50_000))"
    code = f"{told}; from carto.cli.main import main; sys.argv = ['carto', '--help']; main()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "True"


@pytest.mark.parametrize("words", [["validate", ""], ["build", ""], ["compare", "", str(CLINIC)], ["fmt", ""]])
def test_an_empty_word_is_no_folder(words):
    result = run("--lang", "fr", *words)
    assert result.exit_code == 2
    assert "erreur[missing-word]" in result.stderr


def test_many_problems_are_told_in_part_and_counted_in_full(tmp_path):
    (tmp_path / "m.yaml").write_text("carto: 1\nzones:\n" + "".join(f"  z{n}: nix{n}\n" for n in range(250)), "utf-8")
    lines = run("validate", str(tmp_path), "--lang", "fr").stderr.splitlines()
    assert sum("erreur[unknown-zone-type]" in line for line in lines) == 100
    assert lines[-2:] == ["… et 150 de plus ; --format json les donne tous.", "250 problèmes. Rien n'a été écrit."]
    assert len(json.loads(run("validate", str(tmp_path), "--format", "json").stdout)["problems"]) == 250


@pytest.mark.skipif(os.name == "nt", reason="links are a privilege there")
def test_links_that_go_round_in_circles_are_told(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert run("validate", str(tmp_path / "a")).exit_code == 4
    result = run("exposure", str(CLINIC))
    assert result.exit_code == 0
    result = run("map", str(CLINIC), "-o", str(tmp_path / "a"))
    assert result.exit_code == 4
    assert "error[cannot-write]" in result.stderr


def test_a_damaged_file_beside_a_french_model_is_told_in_french(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("carto: 1\nestablishment: {language: fr}\nzones: {a: office}\n", "utf-8")
    (tmp_path / ".m.carto-layout.json").write_text("{", "utf-8")
    result = run("map", str(model), "-o", str(tmp_path / "m.html"), LANG="C")
    assert result.exit_code == 4
    assert "erreur[bad-layout-file]" in result.stderr


def test_fmt_speaks_the_language_of_the_model(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("carto:   1\nestablishment: {language: fr}\n", "utf-8")
    assert "mis en forme" in run("fmt", str(model), LANG="C").stdout
    model.write_bytes(b"establishment: {language: fr}\n\xff")
    assert "erreur[not-utf8]" in run("fmt", str(model), LANG="C").stderr


def test_nothing_is_counted_as_each_language_counts_it(tmp_path):
    model = tmp_path / "m.yaml"
    model.write_text("carto:   1\nzones: {a: office}\n", "utf-8")
    assert "0 files" in run("fmt", "--check", str(model), "--lang", "en").stdout
    assert "0 fichier " in run("fmt", "--check", str(model), "--lang", "fr").stdout


def test_a_model_without_scenarios_says_so():
    assert "scénarios du modèle : aucun" in run("paths", str(CLINIC), "--scenario", "x", "--lang", "fr").stderr


def test_what_does_not_change_is_called_unchanged(tmp_path):
    text = CLINIC.read_text("utf-8")
    for name, old, new in (("a", "", ""), ("b", "zone: cardiology\n", "zone: cardiology\n    room: B12\n")):
        (tmp_path / f"{name}.yaml").write_text(text.replace(old, new, 1) if old else text, "utf-8")
    told = run("compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "--lang", "fr").stdout
    assert ", inchangée (mêmes tirages des deux côtés)" in told
    assert "écart de" not in told
