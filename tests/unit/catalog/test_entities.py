from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from carto.catalog.entities import DeviceType, Flaw, FlawNeeds, Score, Service, ZoneType
from carto.catalog.reading import data_text, read_entries

LABEL = {"fr": "Mot", "en": "Word"}
DEVICE: dict[str, Any] = {
    "id": "thing",
    "label": LABEL,
    "category": "server",
    "glyph": "server",
    "zones": ["server"],
    "patchability": "A",
    "view": "logical",
}
ZONE: dict[str, Any] = {"id": "place", "label": LABEL, "trust": 3, "tier": 4, "usual_flows": LABEL}
SERVICE: dict[str, Any] = {"id": "talk", "label": LABEL, "encrypted": True, "authenticated": "unknown"}


def test_a_type_with_the_least_said_does_nothing_dangerous():
    kind = DeviceType.model_validate(DEVICE)
    assert (kind.services, kind.staffed, kind.mail, kind.filters, kind.commands) == ((), False, False, False, False)
    assert kind.note is None


@pytest.mark.parametrize(
    "slip",
    [
        {"servces": ["https"]},
        {"patchability": "E"},
        {"patient_safety": 5},
        {"category": "servers"},
        {"glyph": "cat"},
        {"id": "Two Words"},
        {"label": {"fr": "Mot"}},
        {"label": {"fr": "Mot", "en": "Word", "de": "Wort"}},
        {"removable_media": "perhaps"},
        {"radio": ["wi-fi"]},
    ],
)
def test_a_slip_in_our_own_data_is_refused(slip):
    with pytest.raises(ValidationError):
        DeviceType.model_validate({**DEVICE, **slip})


@pytest.mark.parametrize("slip", [{"trust": 6}, {"trust": -1}, {"tier": 8}, {"target_level": 5}])
def test_levels_have_bounds(slip):
    with pytest.raises(ValidationError):
        ZoneType.model_validate({**ZONE, **slip})


@pytest.mark.parametrize("port", ["443", "tcp/", "tcp/https", "sctp/1", "tcp/1-"])
def test_ports_are_written_one_way(port):
    with pytest.raises(ValidationError):
        Service.model_validate({**SERVICE, "ports": [port]})


def test_entries_cannot_be_changed():
    service = Service.model_validate({**SERVICE, "ports": ["tcp/80", "udp/10-20"]})
    with pytest.raises(ValidationError):
        service.encrypted = False


@pytest.mark.parametrize("vector", ["AV:N", "AV:N/PR:N/C:H", ""])
def test_a_vector_may_be_partial(vector):
    assert Score(score=9.8, vector=vector, source="nvd").vector == vector


@pytest.mark.parametrize(("score", "vector"), [(10.1, "AV:N"), (-1, "AV:N"), (5, "AV=N"), (5, "AV:N/"), (5, "high")])
def test_a_score_has_bounds_and_a_vector_has_a_shape(score, vector):
    with pytest.raises(ValidationError):
        Score(score=score, vector=vector, source="nvd")


@pytest.mark.parametrize("slip", [{"id": "2020-1472"}, {"gain": []}, {"kev": "yesterday"}, {"gain": ["root"]}])
def test_flaws_are_checked(slip):
    flaw = {
        "id": "CVE-2020-1472",
        "label": LABEL,
        "product": "product",
        "types": ["server"],
        "needs": FlawNeeds(),
        "gain": ["admin"],
        "difficulty": "easy",
        "note": LABEL,
    }
    assert Flaw.model_validate(flaw).kev is None
    with pytest.raises(ValidationError):
        Flaw.model_validate({**flaw, **slip})


def test_an_entry_takes_the_basis_of_its_file_unless_it_says_otherwise():
    services = {service.id: service for service in read_entries("services", Service)}
    assert services["https"].basis["ports"] == "verified"
    assert services["hl7-mllp"].basis["ports"] == "assumption"
    assert services["https"].basis["encrypted"] == "assumption"


def test_data_files_are_text_in_utf_8():
    assert "Échographe" in data_text("device_types")
