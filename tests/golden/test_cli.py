from __future__ import annotations

import difflib
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from carto.cli.main import program

HERE = Path(__file__).parent / "cli"
UPDATING = os.environ.get("UPDATE_GOLDEN") == "1"

CASES = {
    "help.fr": ["--lang", "fr", "--help"],
    "help.en": ["--lang", "en", "--help"],
    "init.fr": ["init", "new", "--lang", "fr"],
    "validate.en": ["validate", "clinic.yaml"],
    "validate-broken.fr": ["validate", "broken.yaml", "--lang", "fr"],
    "validate-broken.en": ["validate", "broken.yaml", "--lang", "en"],
    "show.fr": ["show", "ehr-db", "clinic.yaml", "--lang", "fr"],
    "build.fr": ["build", "clinic.yaml", "--lang", "fr"],
    "build.en": ["build", "clinic.yaml"],
    "map.en": ["map", "clinic.yaml", "-o", "clinic.svg", "--engine", "svg"],
    "paths.fr": ["paths", "clinic.yaml", "--lang", "fr", "-k", "2"],
    "paths-explain.en": ["paths", "clinic.yaml", "-k", "1", "--explain"],
    "paths-none.en": ["paths", "clinic.yaml", "--evidence", "confirmed"],
    "paths-graph.fr": ["paths", "graph.json", "--to", "user-on-web", "--by", "effort", "--lang", "fr"],
    "paths-held.en": ["paths", "graph.json", "--to", "at-internet"],
    "choke-points.en": ["choke-points", "clinic.yaml"],
    "choke-points-graph.fr": ["choke-points", "graph.json", "--to", "user-on-web", "--lang", "fr"],
    "cut.en": ["cut", "clinic.yaml", "--all"],
    "cut-steps.fr": [
        "cut",
        "graph.json",
        "--to",
        "user-on-web",
        "--remove",
        "steps",
        "--cost",
        "phish=3",
        "--lang",
        "fr",
    ],
    "cut-impossible.en": ["cut", "graph.json", "--to", "at-internet"],
    "cut-nothing.en": ["cut", "clinic.yaml", "--evidence", "confirmed"],
    "probability.fr": ["probability", "clinic.yaml", "--lang", "fr"],
    "blast.en": ["blast", "clinic.yaml", "--from", "cardio-is", "--to", "ehr-db", "--to", "programmer"],
    "blast-graph.fr": ["blast", "graph.json", "--to", "user-on-web", "--lang", "fr"],
    "exposure.fr": ["exposure", "clinic.yaml", "--lang", "fr"],
    "build-nothing.fr": ["build", "bare.yaml", "--lang", "fr"],
    "check.fr": ["check", "practice.yaml", "--lang", "fr"],
    "choke-points-none.fr": ["choke-points", "practice.yaml", "--lang", "fr", "--evidence", "confirmed"],
    "compare.en": ["compare", "practice.yaml", "@safer"],
    "compare.fr": ["compare", "practice.yaml", "@wider", "--lang", "fr"],
    "compare-back.fr": ["compare", "practice.yaml@safer", "@wider", "--lang", "fr"],
    "compare-same.en": ["compare", "practice.yaml", "practice.yaml"],
    "plan.en": ["plan", "practice.yaml"],
    "plan-nothing.fr": ["plan", "practice.yaml", "--budget", "0", "--lang", "fr"],
    "plan-programme.fr": ["plan", "clinic.yaml", "--typical", "--budget", "40k", "--lang", "fr"],
    "plan-unsafe.en": ["plan", "practice.yaml", "--until-safe", "-o", "front.svg"],
    "probability-drawn.en": ["probability", "clinic.yaml", "--trials", "64", "--lang", "en"],
}


def run(words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("bare.yaml", "clinic.yaml", "practice.yaml", "broken.yaml", "graph.json"):
        shutil.copy(HERE / name, folder / name)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(program, words)
    errors = f"--- standard error\n{result.stderr}" if result.stderr else ""
    return f"$ carto {' '.join(words)}\n{result.stdout}{errors}--- exit code {result.exit_code}\n"


@pytest.mark.parametrize("name", CASES)
def test_the_whole_output_is_as_it_was(name, tmp_path, monkeypatch):
    got = "\n".join(line.rstrip() for line in run(CASES[name], tmp_path, monkeypatch).splitlines()) + "\n"
    assert "exit code 70" not in got, got
    file = HERE / f"{name}.txt"
    if UPDATING:
        file.write_text(got, "utf-8")
    expected = file.read_text("utf-8")
    assert got == expected, "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), lineterm=""))


def test_no_golden_file_is_left_without_its_case():
    assert {file.stem for file in HERE.glob("*.txt")} == set(CASES)
