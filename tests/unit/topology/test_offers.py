from __future__ import annotations

from carto.topology.network import OTHER, build_topology
from tests.builders import model_of

ZONES = {"ward": {"type": "ward"}, "data": {"type": "data"}}


def test_a_flaw_says_that_its_service_is_there():
    devices = {"pacs": {"type": "pacs", "zone": "data", "services": ["dicom"], "vulnerabilities": ["CVE-2020-1938"]}}
    assert "ajp" in build_topology(model_of(zones=ZONES, devices=devices)).offers["pacs"]
    devices["pacs"]["vulnerabilities"] = {"CVE-2020-1938": "patched"}
    assert "ajp" not in build_topology(model_of(zones=ZONES, devices=devices)).offers["pacs"]


def test_a_service_that_the_author_denies_is_not_implied():
    devices = {
        "pacs": {"type": "pacs", "zone": "data", "services": {"ajp": False}, "vulnerabilities": ["CVE-2020-1938"]}
    }
    assert "ajp" not in build_topology(model_of(zones=ZONES, devices=devices)).offers["pacs"]


def test_what_rides_on_a_port_passes_with_it_but_for_consoles():
    topology = build_topology(model_of(zones=ZONES, links={"ward -> data": {"allow": ["https"]}}))
    assert topology.group("fhir") == "https"
    assert topology.group("web-admin") == OTHER
    assert build_topology(model_of(zones=ZONES)).group("fhir") == OTHER
