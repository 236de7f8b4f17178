"""``carto map``: every engine draws the view that was asked, and tells strangers nothing."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

from carto.cli.main import program
from carto.cli.use_cases.mapping import ENGINES

SECRET = "Ne pas nommer le mainteneur"
LOST = ("Clinique du Lac", "Bureaux bleus", "Grand registre", "bureau-1", "dpi-7", "10.9.8.7", "Coffre", "etiquette")
MODEL = f"""
carto: 1
establishment: {{name: Clinique du Lac, kind: clinic, language: fr}}
zones: {{rooms: {{type: users, name: Chambres}}, vault: {{type: data, name: Coffre}}}}
devices:
  bureau-1: {{type: workstation, zone: rooms, name: Bureaux bleus, ip: 10.9.8.7, tags: [etiquette]}}
  printer-1: {{type: printer, zone: rooms, name: Imprimante rouge}}
  dpi-7: {{type: ehr-database, zone: vault, name: Grand registre, target: true}}
flows:
  bureau-1 -> dpi-7: {{protocol: mssql}}
views:
  coffre: {{title: Le coffre, show: {{ids: [dpi-7]}}}}
notes:
  private-note: {{on: dpi-7, text: {SECRET}, visibility: private}}
scenarios:
  more: {{patch: {{devices: {{relay: {{type: server, zone: rooms}}}}}}}}
"""


@pytest.fixture
def model(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def drawn(model, *arguments):
    ran = CliRunner().invoke(program, ["map", "clinic.yaml", "-o", "out.x", "--format", "json", *arguments])
    assert ran.exit_code == 0, ran.output
    return (model / "out.x").read_text(encoding="utf-8")


@pytest.mark.parametrize("engine", ENGINES)
def test_private_notes_are_in_no_map_for_clients(model, engine):
    assert SECRET not in drawn(model, "--engine", engine)
    assert SECRET not in drawn(model, "--engine", engine, "--anonymise", "--audience", "internal")


def test_a_map_for_the_house_holds_its_private_notes(model):
    assert SECRET in drawn(model, "--audience", "internal")


@pytest.mark.parametrize("engine", ENGINES)
def test_an_anonymous_map_names_nobody(model, engine):
    text = drawn(model, "--engine", engine, "--anonymise")
    assert [name for name in LOST if name in text] == []
    assert "quipement 1" in text


@pytest.mark.parametrize("engine", ENGINES)
def test_a_view_holds_what_it_shows_and_no_more(model, engine):
    text = drawn(model, "--engine", engine, "--view", "saved:coffre")
    assert "Grand registre" in text
    assert "Imprimante rouge" not in text
    assert "Chambres" not in text
    assert "Imprimante rouge" in drawn(model, "--engine", engine)


def test_the_view_of_an_anonymous_map_is_named_as_the_author_wrote_it(model):
    text = drawn(model, "--engine", "svg", "--anonymise", "--view", "saved:coffre")
    assert len([part for part in ET.fromstring(text).iter() if part.get("data-id")]) == 1  # noqa: S314 - our own file


def test_a_view_nobody_knows_is_refused_with_those_there_are(model):
    ran = CliRunner().invoke(program, ["map", "clinic.yaml", "--view", "saved:cofre"])
    assert ran.exit_code == 2
    assert "saved:coffre" in ran.output
    assert not (model / "clinic.map.html").exists()


def test_places_of_scenarios_are_kept_with_those_of_the_model(model):
    drawn(model, "--keep-layout")
    ran = CliRunner().invoke(program, ["build", "clinic.yaml", "-o", "atlas.html", "--format", "json"])
    assert ran.exit_code == 0
    kept = json.loads((model / ".clinic.carto-layout.json").read_text(encoding="utf-8"))
    assert "relay" in kept["zones"]["rooms"]["cells"]
    ran = CliRunner().invoke(program, ["map", "clinic.yaml", "-o", "map.html", "--format", "json"])
    assert json.loads(ran.output)["unused"] == []
