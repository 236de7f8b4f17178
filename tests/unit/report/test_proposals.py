"""Scenarios compared, a plan under a budget, the anonymous edition: from a file to what the dossier says."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

import docx
import pytest
from click.testing import CliRunner

from carto.analysis.planning import Asked, plan
from carto.cli.main import program
from carto.load.model import load_text
from carto.report.build import build_dossier
from carto.report.document import Audience, Bullets, Heading, Paragraph, Picture
from carto.report.drawing import Disc, Text
from carto.report.front_plot import draw_front, plot_front
from carto.report.material import Programme
from carto.report.voice import Voice
from tests.dossiers import CLINIC, material_of

MORE = """
measures:
  second: {name: Second facteur du compte de service, cost_eur: 4000, days: 3, scope: {ids: [svc]},
           set: {second_factor: true}}
  offline: {name: Programmateur hors réseau, cost_eur: 2000, days: 2, scope: {ids: [programmer]},
            adds: {devices: {programmer: {exposed_to: null}}}}
  wall: {name: Mur d'écrans, cost_eur: 30000, days: 5}
scenarios:
  apart: {title: Programmateur à part, rationale: Il n'a pas à rester en ligne, measures: [offline], cost_eur: 2000}
"""
TEXT = CLINIC + MORE
NAMES = ("Ormes", "Base du dossier", "svc", "cardio-is", "ehr-db", "Mur d", "en ligne", "Untel", "Éditeur de")


def _headings(dossier, level):
    return [block.text for block in dossier.blocks if isinstance(block, Heading) and block.level == level]


def _table(dossier, sheet):
    return next(one for one in dossier.tables if one.sheet == sheet)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def _written(*words):
    result = CliRunner().invoke(program, ["report", "clinic.yaml", "--lang", "fr", *words])
    assert result.exit_code == 0, result.output
    return "\n".join(_words("out.docx"))


def _words(name):
    file = docx.Document(name)
    yield from (paragraph.text for paragraph in file.paragraphs)
    yield from (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    yield from (file.core_properties.title, file.core_properties.author)


@pytest.mark.usefixtures("here")
def test_a_dossier_compares_the_scenarios_and_proposes_a_plan():
    told = _written("--format", "docx", "-o", "out.docx", "--budget", "5k")
    assert "Scénarios comparés" in told
    assert "Il n'a pas à rester en ligne" in told
    assert "Le meilleur plan sous ce budget" in told
    assert "Sans aucun effet sur ces chemins d'attaque" in told
    assert re.search(r"Pour 2\s+k€ et 2\s+jours", told)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("audience", ["board", "dsi"])
def test_the_anonymous_edition_names_nobody_and_proposes_the_same_plan(audience):
    told = _written("--format", "docx", "-o", "out.docx", "--budget", "5k", "--audience", audience, "--anonymise")
    assert not [name for name in NAMES if name in told]
    assert "Établissement anonyme" in told
    assert re.search(r"Pour 2\s+k€ et 2\s+jours", told)
    assert "mesure 1" in told


def test_care_that_a_scenario_adds_or_drops_is_told(here):
    text = """carto: 1
establishment: {name: X, kind: clinic, language: fr, date: 2026-01-01}
zones: {net: {type: clinical}}
devices: {a: {type: workstation, zone: net, target: true}}
care: {ward: {depends_on: [a], patient_safety: 3}}
scenarios:
  less: {title: Moins, patch: {care: {ward: null}}}
  more: {title: Plus, patch: {care: {new: {depends_on: [a]}}}}
"""
    (here / "clinic.yaml").write_text(text, encoding="utf-8")
    told = _written("--format", "docx", "-o", "out.docx")
    assert "Moins" in told
    assert "absent" in told


@pytest.mark.usefixtures("here")
def test_a_dossier_under_a_scenario_compares_nothing():
    told = _written("--format", "docx", "-o", "out.docx", "--scenario", "apart")
    assert "Scénarios comparés" not in told
    assert "Programmateur à part" in told


@pytest.fixture(scope="module")
def planned():
    model = load_text(TEXT)
    return Programme(model, plan(model, Asked(budget_eur=5000)))


def test_the_plan_of_the_dossier_is_the_one_that_is_proven(planned):
    dossier = build_dossier(dataclasses.replace(material_of(CLINIC), programme=planned))
    chosen = _table(dossier, "Plan sous budget")
    assert [row[0] for row in chosen.rows] == ["Programmateur hors réseau"]
    assert sum(row[1] for row in chosen.rows) == planned.plan.found.cost / 100
    assert any(isinstance(block, Picture) and "chaque budget" in block.caption for block in dossier.blocks)
    told = [block.text for block in dossier.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("Prouvé") for text in told)


def test_a_plan_that_nothing_serves_says_so(planned):
    nothing = plan(planned.model, Asked(budget_eur=0))
    dossier = build_dossier(dataclasses.replace(material_of(CLINIC), programme=Programme(planned.model, nothing)))
    assert any(isinstance(block, Paragraph) and "aucune mesure du modèle" in block.text for block in dossier.blocks)


def test_without_a_budget_nothing_is_planned():
    dossier = build_dossier(material_of(CLINIC))
    assert "Le meilleur plan sous ce budget" not in _headings(dossier, 2)


def test_a_board_reads_care_first_then_money_with_its_source():
    dossier = build_dossier(dataclasses.replace(material_of(CLINIC), audience=Audience.BOARD))
    assert _headings(dossier, 1) == [
        "La situation en une page",
        "La carte",
        "Scénarios, du point de vue des soins",
        "Décisions demandées et ce qui reste",
    ]
    told = " ".join(block.text for block in dossier.blocks if isinstance(block, Paragraph)).replace("\u00a0", " ")
    assert "Suivi des implants : aucun mode dégradé décrit." in told
    assert "Cour des comptes, 2025" in told
    assert "72 heures" in told
    gauges = next(
        block for block in dossier.blocks if isinstance(block, Picture) and block.caption == "Jauges de soins"
    )
    said = " ".join(mark.text for mark in gauges.drawing.marks if hasattr(mark, "text"))
    assert "Suivi des implants" in said
    assert "arrêté, 24 h" in said
    steps = [block for block in dossier.blocks if isinstance(block, Bullets) and block.numbered]
    assert all(len(block.items) <= 5 for block in steps)


def test_the_front_is_one_drawing_on_paper_and_as_a_file(planned):
    drawn = draw_front(planned.plan, Voice("fr"))
    painted = ET.fromstring(plot_front(planned.plan, "fr"))  # noqa: S314 -- our own picture
    assert len(painted) == len(drawn.marks) + 2, "white paper and a title are all that the file adds"
    words = [mark.text for mark in drawn.marks if isinstance(mark, Text)]
    assert [one.text for one in painted if one.tag.endswith("}text")][1:] == words
    said = [mark.said for mark in drawn.marks if isinstance(mark, Disc) and mark.said]
    assert [one.text for one in painted.iter() if one.tag.endswith("}title")] == said
    assert len(said) == len(planned.plan.front.points)
    assert sum(isinstance(mark, Disc) and not mark.fill for mark in drawn.marks) == 1, "the plan has a ring"
    assert [mark.said for mark in drawn.retold(str.upper).marks if isinstance(mark, Disc) and mark.said] != said
