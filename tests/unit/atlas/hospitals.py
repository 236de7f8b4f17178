"""Small establishments that the tests of the atlas draw."""

from __future__ import annotations

from carto.model.establishment_map import Model
from tests.builders import model_of


def clinic() -> Model:
    """A site, a zone in a zone, a firewall between two zones, a fleet, care, unknowns."""
    return model_of(
        establishment={"name": "Clinique de l'Étang", "kind": "clinic", "language": "fr", "date": "2026-10-01"},
        sites={"north": {"name": "Site nord", "open_to_public": True}},
        zones={
            "internet": {"type": "internet", "trust": 0},
            "edge": {"type": "edge", "site": "north", "trust": 2},
            "wards": {"type": "ward", "site": "north", "name": "Services de soins"},
            "ward-a": {"type": "ward", "in": "wards", "name": "Service A"},
            "data": {"type": "data", "site": "north", "trust": 5},
        },
        devices={
            "fw": {
                "type": "firewall",
                "zone": ["edge", "wards", "data"],
                "patched": "current",
                "default_secret": False,
            },
            "pcs": {"type": "workstation", "zone": "ward-a", "count": 40, "name": "Postes de soins"},
            "pump": {"type": "infusion-pump", "zone": "ward-a", "weaknesses": ["unsigned-update"]},
            "ehr-db": {"type": "ehr-database", "zone": "data", "target": True, "holds": {"health-record": 1200}},
            "key": {"type": "workstation", "exposed_to": ["internet"]},
        },
        links={
            "internet -> edge": {"allow": ["https"], "via": "fw"},
            "edge -- wards": {"medium": "fibre"},
            "wards -> data": {"allow": "unknown"},
        },
        flows={
            "pcs -> ehr-db": {"protocol": "mssql", "account": "svc", "encrypted": False},
            "fw -> pcs": {"kind": "administration", "protocol": "ssh", "encrypted": True},
        },
        accounts={"svc": {"kind": "service", "opens": {"ehr-db": "admin"}, "stored_on": ["pcs"]}},
        care={"ward-care": {"depends_on": ["ehr-db", {"any": ["pcs", "pump"]}], "patient_safety": 3, "name": "Soins"}},
    )
