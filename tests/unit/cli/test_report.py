"""``carto report``: files, readers, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from carto.cli.main import program
from tests.dossiers import BARE, CLINIC


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "ormes.yaml"
    path.write_text(CLINIC, encoding="utf-8")
    return str(path)


def run(*words: str):
    return CliRunner().invoke(program, ["report", *words])


def test_it_writes_under_the_name_of_model_and_readers(model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run(model, "--format", "html", "--audience", "board")
    assert told.exit_code == 0, told.stderr
    page = (tmp_path / "ormes.board.html").read_text("utf-8")
    assert "Synthèse pour la direction" in page
    assert "Dossier écrit : ormes.board.html (pour la direction)." in told.stdout.replace("\u00a0", " ")
    assert "n'est pas une preuve de sécurité" in told.stdout.replace("\n", " ")


def test_language_and_date_are_those_asked_for(model, tmp_path):
    path = tmp_path / "d.html"
    assert run(model, "--format", "html", "--lang", "en", "--date", "2027-03-04", "-o", str(path)).exit_code == 0
    page = path.read_text("utf-8")
    assert '<html lang="en">' in page
    assert "<dd>2027-03-04</dd>" in page
    assert "Attack paths and choke points" in page


def test_an_expired_waiver_counts_from_the_date_of_the_dossier(model, tmp_path):
    figures = {}
    for day in ("2026-11-01", "2028-01-01"):
        path = tmp_path / f"{day}.html"
        run(model, "--format", "html", "--lang", "en", "--date", day, "-o", str(path))
        text = path.read_text("utf-8")
        figures[day] = text.partition("Findings accepted by waiver")[2][:60]
    assert figures["2026-11-01"] != figures["2028-01-01"]


@pytest.mark.parametrize(("words", "said"), [
    ((), "Any attacker"),
    (("--attacker", "malicious-insider"), "Malicious insider"),
    (("--from", "cardio-is"), "Attacker who already holds: SI de cardiologie"),
    (("--evidence", "confirmed"), "confirmed only"),
])  # fmt: skip
def test_the_cover_says_which_question_the_dossier_answers(model, tmp_path, words, said):
    path = tmp_path / "d.html"
    assert run(model, "--format", "html", "--lang", "en", "-o", str(path), *words).exit_code == 0
    assert f"<dd>{said}</dd>" in path.read_text("utf-8")


def test_quiet_says_nothing(model, tmp_path):
    assert run(model, "--format", "html", "-q", "-o", str(tmp_path / "d.html")).output == ""


@pytest.mark.parametrize(("words", "code", "exit_code"), [
    (("--date", "04/03/2027"), "bad-day", 2),
    (("--format", "odt"), "bad-word", 2),
    (("--audience", "press"), "bad-word", 2),
    (("-o", "nowhere/at/all.docx"), "no-such-folder", 4),
])  # fmt: skip
def test_refusals_name_their_code_and_write_nothing(model, tmp_path, monkeypatch, words, code, exit_code):
    monkeypatch.chdir(tmp_path)
    told = run(model, *words)
    assert told.exit_code == exit_code
    assert f"[{code}]" in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ormes.yaml"]


def test_an_attack_graph_has_no_dossier(tmp_path):
    path = tmp_path / "graph.json"
    path.write_text('{"format": "carto.attack-graph/1", "start": [], "steps": []}', encoding="utf-8")
    told = run(str(path))
    assert told.exit_code == 2
    assert "[needs-model]" in told.stderr


def test_a_missing_library_is_told_before_any_work(model, tmp_path, monkeypatch):
    def refuse(_shape: str) -> None:
        from carto.errors import OutputError  # noqa: PLC0415 -- as the writer does

        raise OutputError("missing-extra", format="pdf", package="reportlab", extra="report")

    monkeypatch.setattr("carto.cli.use_cases.reporting.writer_of", refuse)
    told = run(model, "--format", "pdf", "--lang", "fr", "-o", str(tmp_path / "d.pdf"))
    assert told.exit_code == 4
    assert 'pip install "carto-sante[report]"' in told.stderr


@pytest.mark.parametrize("name", BARE)
def test_a_bare_model_is_no_error(name, tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text(BARE[name], encoding="utf-8")
    told = run(str(path), "--format", "html", "-o", str(tmp_path / "d.html"))
    assert told.exit_code == 0, told.output
