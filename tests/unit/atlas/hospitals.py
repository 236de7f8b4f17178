"""Small establishments that the tests of the atlas draw."""

from __future__ import annotations

from carto.attack.graph import Step
from carto.model.establishment_map import Model
from carto.model.vocabulary import Difficulty, Evidence
from tests.builders import model_of

STEPS = (
    Step(
        "p",
        ("at(internet)",),
        "controls(pcs, user)",
        0.5,
        1.0,
        ("pcs",),
        "phish",
        ("T1566",),
        Evidence.ASSUMED,
        Difficulty.EASY,
        (),
        {"device": "pcs", "zone": "internet"},
        count=40,
    ),
    Step(
        "a",
        ("controls(pcs, user)",),
        "at(wards)",
        kind="pivot",
        assets=("pcs", "wards"),
        detail={"device": "pcs", "zone": "wards"},
    ),
    Step(
        "b",
        ("at(wards)",),
        "sends(*, data)",
        kind="traverse",
        assets=("wards -> data",),
        origin=("links:wards -> data",),
        detail={"link": "wards -> data", "from_zone": "wards", "zone": "data"},
    ),
    Step(
        "c",
        ("sends(*, data)",),
        "reaches(ehr-db, mssql)",
        kind="send",
        detail={"device": "ehr-db", "service": "mssql", "zone": "data"},
    ),
    Step(
        "h",
        ("controls(pcs, user)",),
        "holds(svc)",
        0.7,
        0.5,
        ("pcs", "svc"),
        "harvest",
        (),
        Evidence.DECLARED,
        Difficulty.EASY,
        (),
        {"device": "pcs", "account": "svc"},
    ),
    Step(
        "l",
        ("holds(svc)", "reaches(ehr-db, mssql)"),
        "controls(ehr-db, admin)",
        0.9,
        0.1,
        ("ehr-db", "svc"),
        "log-in",
        (),
        Evidence.DECLARED,
        Difficulty.TRIVIAL,
        (),
        {"device": "ehr-db", "service": "mssql", "account": "svc"},
    ),
    Step(
        "u",
        ("controls(ehr-db, admin)",),
        "controls(ehr-db, user)",
        kind="admin-includes-user",
        detail={"device": "ehr-db"},
    ),
    Step(
        "r",
        ("controls(ehr-db, user)",),
        "reads(health-record, ehr-db)",
        0.95,
        0.1,
        ("ehr-db",),
        "take-data",
        detail={"device": "ehr-db", "data": "health-record"},
    ),
    Step(
        "w",
        ("controls(ehr-db, user)",),
        "alters(health-record, ehr-db)",
        0.95,
        0.1,
        ("ehr-db",),
        "take-data",
        detail={"device": "ehr-db", "data": "health-record"},
    ),
    Step("f", ("reads(health-record, ehr-db)",), "falls(ehr-db)", kind="falls", detail={"device": "ehr-db"}),
)
"""A phished workstation, a stolen account, a database read: the same story told in every test."""


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
