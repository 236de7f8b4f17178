from __future__ import annotations

from carto.load.merge import TOP_KEYS
from carto.load.shapes import ENTITIES, keys_of
from carto.load.suggestions import closest, closest_key, french_keys
from carto.load.tables import Table
from carto.model.device import OperatingSystem
from carto.model.establishment import Establishment


def test_a_slip_of_the_pen_is_understood():
    assert closest("workstatoin", ["workstation", "server"]) == "workstation"
    assert closest("Équipé", ["equipe", "other"]) == "equipe"
    assert closest("zzz", ["workstation"]) == ""
    assert closest("", ["workstation"]) == ""


def test_the_order_of_candidates_does_not_matter():
    words = ["abcd", "abce", "abcf"]
    assert closest("abcx", words) == closest("abcx", words[::-1])


def test_many_candidates_are_searched_too():
    words = [f"device-{number:05}" for number in range(20_000)]
    assert closest("devise-01234", words) == "device-01234"


def test_every_french_word_leads_to_a_key():
    known = set(TOP_KEYS).union(
        *(keys_of(part) for part in (*ENTITIES.values(), Establishment, Table, OperatingSystem))
    )
    wrong = {word: key for word, key in french_keys().items() if key not in known}
    assert wrong == {}
    assert closest_key("Équipements", frozenset(TOP_KEYS)) == "devices"
    assert closest_key("nom", keys_of(ENTITIES["devices"])) == "name"
