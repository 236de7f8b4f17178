from __future__ import annotations

import pytest

from carto.catalog.reference import Catalog, catalog
from carto.model.vocabulary import Difficulty, EstablishmentKind


def test_the_catalogue_is_read_once():
    assert catalog() is catalog()
    assert catalog().services is catalog().services


@pytest.mark.parametrize(
    ("protocol", "port", "service"),
    [
        ("tcp", 443, "https"),
        ("TCP", 3389, "rdp"),
        ("tcp", 104, "dicom"),
        ("tcp", 2575, "hl7-mllp"),
        ("udp", 47808, "bacnet"),
        ("udp", 20000, "rtp"),
        ("tcp", 445, "smb"),
        ("tcp", 139, "smb1"),
        ("tcp", 8443, "web-admin"),
        ("udp", 161, "snmp"),
    ],
)
def test_a_port_names_the_service_that_owns_it(protocol, port, service):
    found = catalog().service_for_port(protocol, port)
    assert found is not None
    assert found.id == service


@pytest.mark.parametrize(("protocol", "port"), [("tcp", 1), ("udp", 443), ("sctp", 80), ("tcp", 70000)])
def test_an_unknown_port_names_nothing(protocol, port):
    assert catalog().service_for_port(protocol, port) is None


@pytest.mark.parametrize(
    ("lookup", "word", "found"),
    [
        ("device_type", "eai", "interface-engine"),
        ("device_type", "pacs", "pacs"),
        ("zone_type", "tier0", "identity"),
        ("service", "hl7", "hl7-mllp"),
        ("data_class", "images", "imaging"),
        ("flaw", "EternalBlue", "CVE-2017-0144"),
        ("flaw", "cve-2020-1472", "CVE-2020-1472"),
        ("weakness", "smbv1", "legacy-smb"),
        ("technique", "T1190", "T1190"),
        ("attacker", "insider", "malicious-insider"),
    ],
)
def test_lookups_take_ids_and_aliases(lookup, word, found):
    assert getattr(catalog(), lookup)(word).id == found
    assert getattr(catalog(), lookup)("no-such-thing") is None


@pytest.mark.parametrize(
    ("table", "word", "first"),
    [
        ("device_types", "pare-feu", "firewall"),
        ("device_types", "implant-programer", "implant-programmer"),
        ("device_types", "Échographe", "ultrasound"),
        ("zone_types", "bloc", "operating-theatre"),
        ("services", "htps", "https"),
        ("data_classes", "dossiers patients", "health-record"),
    ],
)
def test_suggestions_speak_both_languages(table, word, first):
    assert catalog().suggest(table, word)[0] == first


def test_every_difficulty_has_a_reading_and_harder_is_rarer_and_longer():
    readings = catalog().assumptions
    levels = list(Difficulty)
    likelihoods = [readings.likelihood(level) for level in levels]
    efforts = [readings.effort_days(level) for level in levels]
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert efforts == sorted(efforts)


def test_tables_are_read_when_they_are_used():
    fresh = Catalog()
    assert fresh.service("https")
    assert set(vars(fresh)) == {"services"}


def test_every_cost_anchor_is_verified_and_names_a_source_and_a_year():
    for anchor in catalog().cost_anchors:
        assert set(anchor.sources) <= set(catalog().sources)
        assert anchor.basis_of("label") == anchor.basis_of("year") == "verified"
        assert anchor.amount_eur is None or anchor.basis_of("amount_eur") == "verified"
    amounts = {anchor.id: anchor.amount_eur for anchor in catalog().cost_anchors}
    assert (amounts["crisis"], amounts["lost-revenue"]) == (10_000_000, 20_000_000)


def test_a_profile_is_found_for_each_kind_of_establishment():
    assert catalog().establishment(EstablishmentKind.GP_PRACTICE).minimum_zones == 2
    assert catalog().establishment(EstablishmentKind.GROUP).id == "university-hospital"
