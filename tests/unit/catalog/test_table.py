from __future__ import annotations

import pytest

from carto.catalog.entities import DataClass
from carto.catalog.table import Table, fold
from carto.catalog.vocabulary import Basis
from carto.i18n.bilingual import Bilingual


def _class(name: str, fr: str, en: str, *aliases: str) -> DataClass:
    return DataClass(id=name, label=Bilingual(fr, en), aliases=aliases, personal=True, health=False)


@pytest.fixture
def table() -> Table[DataClass]:
    return Table([_class("wall", "Pare-feu", "Firewall", "guard"), _class("file", "Dossier patient (DPI)", "Record")])


def test_an_entry_is_found_by_id_and_by_alias(table):
    assert table.get("wall") is table.get("guard")
    assert table.get("nothing") is None
    assert "guard" in table
    assert "nothing" not in table


def test_an_alias_never_hides_an_id():
    shadowed = _class("first", "a", "b", "second")
    named = _class("second", "c", "d")
    assert Table([shadowed, named]).get("second") is named


def test_ids_are_sorted_and_iteration_follows_the_file(table):
    assert table.ids() == ("file", "wall")
    assert [entry.id for entry in table] == ["wall", "file"]
    assert len(table) == 2


@pytest.mark.parametrize("word", ["pare-feu", "Pare feux", "FIREWALL", "firewal", "gard", "wal"])
def test_a_near_word_in_any_language_suggests_the_entry(table, word):
    assert table.suggest(word)[0] == "wall"


@pytest.mark.parametrize("word", ["DPI", "dossier", "dossier patient"])
def test_part_of_a_label_suggests_the_entry(table, word):
    assert table.suggest(word) == ["file"]


def test_a_far_word_suggests_nothing(table):
    assert table.suggest("xyzzy") == []


def test_at_most_three_are_suggested_each_once():
    table = Table(_class(f"pump-{letter}", "pompe", "pump") for letter in "abcdef")
    assert table.suggest("pump") == ["pump-a", "pump-b", "pump-c"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Échographe", "echographe"), ("Cœur de réseau", "coeur-de-reseau"), ("  A--b  ", "a-b"), ("", "")],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_silence_about_the_basis_is_an_assumption():
    entry = DataClass(
        id="x",
        label=Bilingual("x", "x"),
        personal=True,
        health=False,
        basis={"personal": Basis.VERIFIED},
    )
    assert entry.basis_of("personal") is Basis.VERIFIED
    assert entry.basis_of("health") is Basis.ASSUMPTION


def test_a_basis_must_name_a_field():
    with pytest.raises(ValueError, match="basis names no field"):
        DataClass(id="x", label=Bilingual("x", "x"), personal=True, health=True, basis={"colour": Basis.VERIFIED})
