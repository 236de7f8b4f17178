from __future__ import annotations

import dataclasses
import re

import pytest

from carto.i18n.messages import texts
from carto.report.document import (
    Audience,
    Block,
    Bullets,
    Column,
    Cover,
    Dossier,
    Heading,
    PageBreak,
    Picture,
    Table,
    retold,
)
from carto.report.drawing import Text
from carto.rules.finding import Finding
from tests.dossiers import BARE, CLINIC, HOSTILE, dossier_of, material_of

KINDS = ("table", "sheet", "empty")
FLAW = re.compile(r"CVE", re.IGNORECASE)


def words_of(value: object) -> list[str]:
    """Return every text in a block, drawings and tables included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [word for one in value for word in words_of(one)]
    if dataclasses.is_dataclass(value):
        return [word for part in dataclasses.fields(value) for word in words_of(getattr(value, part.name))]
    return []


def text_of(dossier: Dossier) -> str:
    return "\n".join(words_of(dossier))


def headings(dossier: Dossier, level: int = 1) -> list[str]:
    return [block.text for block in dossier.blocks if isinstance(block, Heading) and block.level == level]


def table(dossier: Dossier, caption: str) -> Table:
    (found,) = [one for one in dossier.tables if one.caption == caption]
    return found


def following(dossier: Dossier, title: str) -> list[Block]:
    """Return the blocks of a chapter."""
    places = [at for at, block in enumerate(dossier.blocks) if isinstance(block, Heading) and block.level == 1]
    start = next(at for at in places if dossier.blocks[at].text == title)
    end = next((at for at in places if at > start), len(dossier.blocks))
    return list(dossier.blocks[start + 1 : end])


def test_the_dossier_follows_the_usual_plan():
    assert headings(dossier_of(CLINIC)) == [
        "Sommaire",
        "Objet, périmètre, sources et limites",
        "Synthèse",
        "Les six vues",
        "Inventaires",
        "Matrice des flux",
        "Interconnexions et télémaintenance",
        "Chemins d'attaque et points de passage obligés",
        "Soins critiques",
        "Constats et plan d'action",
        "Ce que la carte ne dit pas",
        "Notes",
        "Hypothèses",
        "Glossaire",
    ]


def test_the_cover_says_whose_it_is_of_when_and_for_whom():
    cover = dossier_of(CLINIC).blocks[0]
    assert isinstance(cover, Cover)
    assert cover.subtitle == "Clinique des Ormes"
    facts = dict(cover.facts)
    assert facts["Version"] == "2.1"
    assert facts["Date"] == "01/11/2026"
    assert facts["Auteur"] == "RSSI"
    assert facts["Approuvé par"] == "non renseigné"
    assert facts["Diffusion"] == "Confidentiel Clinique"
    assert "pas une preuve de sécurité" in cover.caution


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_edition_carries_the_caution(audience, language):
    line = {"fr": "L'absence de chemin dans le modèle n", "en": "No path in the model is not a proof of safety"}
    assert line[language] in text_of(dossier_of(CLINIC, audience, language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_board_reads_no_flaw_number_anywhere(language):
    assert FLAW.search(text_of(dossier_of(CLINIC, Audience.DSI, language)))
    board = text_of(dossier_of(CLINIC, Audience.BOARD, language))
    assert not FLAW.search(board)


def test_flaw_numbers_go_however_they_are_written_and_names_stay():
    voice = material_of(CLINIC).voice
    told = voice.without_flaws("CVE-2018-13379, Mots de passe lisibles ; (cve 2020 1234) ; CVE\u20112023\u201131222.")
    assert told == "Mots de passe lisibles ; (faille publiée) ; faille publiée."
    assert voice.without_flaws("CVE : rien") == "CVE : rien"


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.CLIENT])
def test_private_notes_stay_inside(audience):
    assert "Untel" not in text_of(dossier_of(CLINIC, audience))


@pytest.mark.parametrize("audience", [Audience.DSI, Audience.ARCHITECT])
def test_the_team_reads_private_notes_with_a_warning(audience):
    told = text_of(dossier_of(CLINIC, audience))
    assert "Untel" in told
    assert "notes privées" in told


def test_a_finding_about_a_private_note_stays_inside():
    material = material_of(CLINIC)
    about = tuple(Finding(rule="orphan-note", section="notes", subject=name) for name in ("open-note", "secret-note"))
    checked = dataclasses.replace(material.verdict.checked, findings=about)
    verdict = dataclasses.replace(material.verdict, checked=checked)
    read = {
        audience: dataclasses.replace(material, verdict=verdict, audience=audience).findings for audience in Audience
    }
    assert read[Audience.DSI] == about
    assert read[Audience.CLIENT] == read[Audience.BOARD] == about[:1]


def test_a_client_does_not_read_places_of_the_model_and_the_team_does():
    column = "Endroit du modèle"
    for audience, has_places in ((Audience.DSI, True), (Audience.CLIENT, False)):
        findings = table(dossier_of(CLINIC, audience), "Constats")
        place = [one.title for one in findings.columns].index(column)
        assert any(row[place] for row in findings.rows) is has_places


def test_the_flow_matrix_has_what_the_guide_asks_for():
    flows = table(dossier_of(CLINIC), "Matrice des flux")
    titles = [column.title for column in flows.paper_columns]
    assert titles == ["De", "Vers", "Protocole", "Port", "Chiffré", "Données", "Justification"]
    (row,) = flows.paper_rows
    assert row[:2] == ("SI de cardiologie", "Base du dossier")
    assert row[3:5] == ("tcp/1433", "oui")
    assert row[6] == "Comptes rendus"


def test_the_paths_are_those_of_the_scene():
    material, dossier = material_of(CLINIC), dossier_of(CLINIC)
    steps = table(dossier, "Étapes des attaques racontées")
    assert len(steps.rows) == sum(len(story.steps) for story in material.scene.stories)
    assert steps.most_on_paper == 0
    told = [word for block in dossier.blocks if isinstance(block, Bullets) for word in block.items]
    first = material.scene.stories[0].steps[0].text.fr
    assert any(material.voice.tidy(first) in word for word in told)


def test_the_levers_are_the_choke_points_of_the_scene():
    material = material_of(CLINIC)
    levers = table(dossier_of(CLINIC), "Points de passage obligés, puis points qui réduisent le plus le risque")
    assert len(levers.rows) == len({(one.kind, one.id) for one in material.scene.choke_points})
    musts = {one.id for one in material.scene.choke_points if one.drop >= 1.0}
    assert {lever.point.id for lever in material.levers if lever.freed} == musts
    assert [bool(lever.freed) for lever in material.levers] == sorted(
        (bool(lever.freed) for lever in material.levers), reverse=True
    )


def test_care_says_outage_fallback_and_single_points_of_failure():
    dossier = dossier_of(CLINIC)
    (row,) = table(dossier, "Processus de soins et interruption admissible").rows
    assert row[0] == "Suivi des implants"
    assert row[1] == 3
    assert row[2:4] == ("", "24 heures")
    assert row[5] == "aucun"
    alone = table(dossier, "Points de défaillance uniques des soins")
    assert {row[0] for row in alone.rows} == {"Programmateur", "SI de cardiologie", "Base du dossier"}


def test_security_needs_are_told_as_each_language_writes_them():
    said = CLINIC.replace("max_outage_hours: 24,", "max_outage_hours: 24, needs: {availability: 4, evidence: 1},")
    said += "data: {health-record: {needs: {availability: 3, integrity: 4, confidentiality: 4, evidence: 2}}}\n"
    for language, sheets, told in (("fr", ("Soins", "Données"), ("D4 I? C? P1", "D3 I4 C4 P2")),
                                   ("en", ("Care", "Data"), ("A4 I? C? E1", "A3 I4 C4 E2"))):  # fmt: skip
        dossier = dossier_of(said, Audience.DSI, language)
        for sheet, needs in zip(sheets, told, strict=True):
            (row,) = next(one for one in dossier.tables if one.sheet == sheet).rows
            assert needs in row


def test_six_views_are_drawn():
    pictures = [block.caption for block in following(dossier_of(CLINIC), "Les six vues") if isinstance(block, Picture)]
    assert [one.removeprefix("Vue ") for one in pictures] == [
        "de l'écosystème",
        "métier",
        "des applications",
        "de l'administration",
        "de l'infrastructure logique",
        "de l'infrastructure physique",
    ]


def test_drawings_fit_the_paper():
    for dossier in (dossier_of(CLINIC), dossier_of(HOSTILE)):
        for block in dossier.blocks:
            if isinstance(block, Picture):
                drawing = block.drawing
                texts_drawn = [mark for mark in drawing.marks if isinstance(mark, Text)]
                assert texts_drawn
                assert all(0 <= one.x <= drawing.width and 0 <= one.y <= drawing.height + 1 for one in texts_drawn)


@pytest.mark.parametrize("name", BARE)
@pytest.mark.parametrize("audience", Audience)
def test_a_bare_model_gives_an_honest_smaller_dossier(name, audience):
    told = text_of(dossier_of(BARE[name], audience))
    assert len(told) < len(text_of(dossier_of(CLINIC, audience)))
    lacking = {
        "nothing": "Aucun équipement n'est décrit",
        "one-device": "Aucune zone n'est décrite",
        "no-care": "Aucun processus de soins n'est décrit",
        "no-zones": "Aucune zone n'est décrite",
    }
    assert lacking[name] in told


def test_a_model_without_targets_says_that_no_attack_was_looked_for():
    told = text_of(dossier_of(BARE["one-device"]))
    assert "aucune attaque n'a été recherchée" in told


def test_both_languages_say_different_words_and_the_same_things():
    french, english = (dossier_of(CLINIC, Audience.DSI, language) for language in ("fr", "en"))
    assert [type(block) for block in french.blocks] == [type(block) for block in english.blocks]
    assert not set(headings(french)) & set(headings(english)) - {"Notes", "Inventaires"}
    for one, other in zip(french.tables, english.tables, strict=True):
        assert len(one.rows) == len(other.rows)


def test_french_signs_stay_with_their_word():
    loose = re.compile(r"[^\d] [:;!?»%]")
    found = [word for word in words_of(dossier_of(CLINIC)) if loose.search(word)]
    assert found == []


def test_every_table_has_a_caption_a_sheet_and_a_word_for_its_absence():
    named = {kind: {key.partition(".")[2] for key in texts("report") if key.startswith(f"{kind}.")} for kind in KINDS}
    assert named["table"] == named["empty"]
    assert named["table"] - named["sheet"] == {"blasts-alike", "missing-alike"}, "paper alone tells like rows together"
    assert named["sheet"] <= named["table"]


def test_paper_tells_like_things_together_and_the_workbook_each():
    made = dossier_of(CLINIC)
    for sheet in ("Rayon d'impact", "Faits absents"):
        place = next(at for at, block in enumerate(made.blocks) if isinstance(block, Table) and block.sheet == sheet)
        full, short = made.blocks[place], made.blocks[place - 1]
        assert (full.most_on_paper, short.sheet) == (0, "")
        assert len(short.rows) < len(full.rows)
    asked = short
    assert sum(row[1] for row in asked.rows) == len(full.rows)
    assert all("…" in row[0] for row in asked.rows)


def test_links_and_flows_are_named_by_their_ends_and_never_by_their_id():
    made = dossier_of(CLINIC.replace(", justification: Comptes rendus", "").replace("encrypted: true,", ""))
    shown = {cell for block in made.tables for row in block.paper_rows for cell in row if isinstance(cell, str)}
    assert any("SI de cardiologie → Base du dossier" in cell for cell in shown)
    assert not [cell for cell in shown if "cardio-is ->" in cell or "cardiology ->" in cell]


def test_a_column_that_holds_nothing_is_named_and_not_printed():
    columns = (Column("Nom"), Column("Rien"), Column("Id", on_paper=False), Column("Zéro"))
    made = Table("c", columns, (("a", "", "x", 0), ("b", "", "y", 0)), "s")
    assert [one.title for one in made.paper_columns] == ["Nom", "Zéro"]
    assert made.paper_rows == (("a", 0), ("b", 0))
    assert made.empty == ("Rien",)
    assert [one.title for one in Table("c", columns, (), "s").paper_columns] == ["Nom", "Rien", "Zéro"]


def test_inventories_are_in_the_order_of_their_names_devices_on_paths_first():
    made = dossier_of(CLINIC)
    rows = table(made, "Équipements et systèmes").rows
    ranks = ["\u2013", "faible", "moyen", "élevé", "critique"]
    order = [(-ranks.index(row[7]), row[0]) for row in rows]
    assert order == sorted(order)
    assert len({row[7] for row in rows}) > 1
    flows = [row[:2] for row in table(made, "Matrice des flux").rows]
    assert flows == sorted(flows)


def test_a_small_house_has_chapters_that_follow_one_another():
    small = dossier_of(CLINIC)
    more = "".join(f"  pc{number}: {{type: workstation, zone: data}}\n" for number in range(30))
    large = dossier_of(CLINIC.replace("devices:\n", f"devices:\n{more}"))
    breaks = [sum(isinstance(block, PageBreak) for block in made.blocks) for made in (small, large)]
    assert breaks[0] == 1
    assert breaks[1] > 8


def test_what_attacks_cost_hospitals_is_not_told_to_a_practice():
    practice = CLINIC.replace("kind: clinic", "kind: gp-practice")
    for audience, told in ((Audience.DSI, "Cour des comptes"), (Audience.BOARD, "Cour des comptes")):
        assert told in text_of(dossier_of(CLINIC, audience))
        assert told not in text_of(dossier_of(practice, audience))
    assert "72 heures" in text_of(dossier_of(practice, Audience.BOARD))


def test_retelling_reaches_every_text_and_no_colour():
    marked = retold(dossier_of(CLINIC), lambda text: f"¤{text}")
    tones, colors = {"body", "lead", "note", "caution"}, re.compile(r"#[0-9a-f]{6}|start|middle|end|")
    left = {word for word in words_of(marked) if not word.startswith("¤") and not colors.fullmatch(word)}
    assert left - tones == {"fr", "2026-11-01"}
    assert not any(colors.fullmatch(word.removeprefix("¤")) for word in words_of(marked) if "¤#" in word)


def test_architects_read_more_of_the_same():
    dsi, architect = (dossier_of(CLINIC, audience) for audience in (Audience.DSI, Audience.ARCHITECT))
    devices = [table(one, "Équipements et systèmes") for one in (dsi, architect)]
    assert devices[0].rows == devices[1].rows
    assert devices[1].most_on_paper > devices[0].most_on_paper
    told = [sum(text.startswith("Chemin ") for text in headings(one, 3)) for one in (dsi, architect)]
    assert told[1] >= told[0] > 0
