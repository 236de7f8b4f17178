"""What changed since an earlier state: told to the board and to the CIO, from the file, a scenario or a revision."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from carto.analysis.compare import sides_between
from carto.cli.main import program
from carto.load.model import load_text
from carto.report.build import build_dossier
from carto.report.document import Audience, Bullets, Heading, Paragraph
from carto.report.since import since_of
from carto.rules.engine import check_model
from tests.dossiers import CLINIC, material_of

OLD = (
    CLINIC.replace('version: "2.1", date: 2026-11-01', 'version: "2.0", date: 2026-05-04')
    .replace(", default_secret: false,\n          holds", ",\n          holds")
    .replace("stored_on: cardio-is, second_factor: false", "stored_on: cardio-is, second_factor: true")
    .replace("weaknesses: [unsigned-update],", "")
)
TITLE = {"fr": "Ce qui a changé depuis la dernière fois", "en": "What changed since last time"}


@cache
def dossier(audience: Audience, language: str = "fr", before: str = OLD, now: str = CLINIC):
    first, second = sides_between(load_text(before), load_text(now))
    checked = check_model(first.model, standing=first.standing), check_model(second.model, standing=second.standing)
    material = material_of(now, audience, language)
    return build_dossier(dataclasses.replace(material, since=since_of(first, second, checked)))


def told(made) -> str:
    """Return the text of the chapter."""
    blocks = list(made.blocks)
    at = next(place for place, one in enumerate(blocks) if isinstance(one, Heading) and one.text in TITLE.values())
    texts = []
    for block in blocks[at + 1 :]:
        if isinstance(block, Heading) and block.level == 1:
            break
        if isinstance(block, (Paragraph, Heading)):
            texts.append(block.text)
        elif isinstance(block, Bullets):
            texts += block.items
    return "\n".join(texts).replace("\u00a0", " ").replace("\u202f", " ")


def table(made, sheet):
    return next((one.rows for one in made.tables if one.sheet == sheet), ())


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reader_is_told_once_and_only_when_asked(audience, language):
    titles = [one.text for one in dossier(audience, language).blocks if isinstance(one, Heading)]
    assert titles.count(TITLE[language]) == 1
    plain = build_dossier(material_of(CLINIC, audience, language))
    assert TITLE[language] not in [one.text for one in plain.blocks if isinstance(one, Heading)]


def test_the_sums_are_those_of_the_comparison():
    text = told(dossier(Audience.DSI))
    assert "Comparé à la carte du 04/05/2026, version 2.0." in text
    since = table(dossier(Audience.DSI), "Depuis, constats")
    fixed, introduced = (sum(row[0] == kind for row in since) for kind in ("levé", "nouveau"))
    assert introduced > 0
    assert f"Constats levés : {fixed} ; nouveaux : {introduced}." in text
    appeared = sum(row[4] for row in table(dossier(Audience.DSI), "Depuis, actifs"))
    assert appeared > 0
    assert re.search(rf"Chemins d'attaque fermés : \d+ ; apparus : {appeared}\.", text)


def test_paths_that_appeared_and_fell_are_named():
    forth, back = told(dossier(Audience.DSI)), told(dossier(Audience.DSI, "fr", CLINIC, OLD))
    assert "Chemins apparus :" in forth
    assert re.search(r"jusqu'à «\sBase du dossier\s»\. Vraisemblance", forth)
    assert "Chemins apparus :" not in back
    assert "Chemins fermés :" in back


def test_the_changes_name_their_fields():
    rows = table(dossier(Audience.DSI), "Depuis, changements")
    assert ("modifié", "Comptes", "Compte de service", "Second facteur") in rows
    assert not [row for row in rows if "establishment" in row]


def test_the_board_reads_kinds_of_findings_no_flaw_number_and_one_story():
    made = dossier(Audience.BOARD)
    rows = table(made, "Depuis, types de constats")
    assert rows
    assert all(len(row) == 4 for row in rows)
    assert "CVE" not in str(made)
    assert sum(one.text.startswith("Scénario ") for one in made.blocks if isinstance(one, Heading)) == 1


def test_an_unchanged_map_says_so_and_nothing_else():
    text = told(dossier(Audience.BOARD, "fr", CLINIC, CLINIC))
    assert text == "Comparé à la carte du 01/11/2026, version 2.1 : la carte dit la même chose, rien n'a changé."


def test_what_is_only_accepted_is_not_fixed():
    bare = CLINIC.partition("waivers:")[0]
    made = dossier(Audience.DSI, "fr", bare, CLINIC)
    rows = table(made, "Depuis, constats")
    assert [row[0] for row in rows if row[4] == "reachable-flaw"] == ["accepté"]
    assert "Constats acceptés par dérogation depuis : 1." in told(made)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "now.yaml").write_text(CLINIC, encoding="utf-8")
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(program, ["report", "now.yaml", "--format", "html", "-o", "d.html", *words])
    assert result.exit_code == code, result.output
    return (Path("d.html").read_text("utf-8") if not code else result.output).replace("\u00a0", " ")


@pytest.mark.usefixtures("here")
def test_the_command_takes_an_earlier_file():
    page = run("--since", "old.yaml", "--lang", "en")
    assert "What changed since last time" in page
    assert "Compared with the map of 2026-05-04, version 2.0." in page
    assert "old.yaml" not in page
    assert "What changed since last time" not in run("--lang", "en")


@pytest.mark.usefixtures("here")
def test_the_command_takes_a_git_revision():
    def git(*words: str) -> None:
        names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *names, *words], check=True, capture_output=True)

    git("init", "-q")
    Path("now.yaml").write_text(OLD, encoding="utf-8")
    git("add", "now.yaml")
    git("commit", "-q", "-m", "first")
    Path("now.yaml").write_text(CLINIC, encoding="utf-8")
    page = run("--since", "HEAD:now.yaml", "--audience", "board")
    assert "Comparé à la carte du 04/05/2026, version 2.0." in page


@pytest.mark.usefixtures("here")
def test_the_command_takes_a_scenario_of_the_model_itself():
    text = CLINIC + "scenarios: {apart: {title: À part, patch: {devices: {programmer: {exposed_to: null}}}}}\n"
    Path("now.yaml").write_text(text, encoding="utf-8")
    assert "scénario « À part »" in run("--since", "@apart")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("state", "code", "said"), [
    ("gone.yaml", 4, "gone.yaml"),
    ("@nowhere", 2, "nowhere"),
    ("graph.json", 2, "graph.json"),
])  # fmt: skip
def test_a_state_that_cannot_be_read_is_told_before_any_work(state, code, said):
    told = run("--since", state, code=code)
    assert said in told
    assert not Path("d.html").exists()


@pytest.mark.usefixtures("here")
def test_the_anonymous_edition_names_nobody_of_either_state():
    Path("old.yaml").write_text(OLD.replace("Base du dossier", "Coffre de Nadège"), encoding="utf-8")
    page = run("--since", "old.yaml", "--anonymise")
    assert "Ce qui a changé depuis la dernière fois" in page
    assert not [name for name in ("Nadège", "Ormes", "cardio-is", "svc", "Base du dossier", "ehr-db") if name in page]
