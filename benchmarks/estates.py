"""Seeded establishments of any size, as raw text sections: what benchmarks and tests draw and analyse.

    python benchmarks/estates.py 5000 > estate.yaml

Sites of up to 1,250 devices, zones of about 40, three edges for two devices: the proportions of a hospital.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from itertools import pairwise
from typing import Any

Section = dict[str, dict[str, Any]]

ZONE_KINDS = (
    ("ward", ("workstation", "workstation", "laptop", "printer", "infusion-pump", "bedside-monitor")),
    ("office", ("workstation", "workstation", "printer", "ip-phone")),
    ("clinical-applications", ("application-server", "ehr", "server")),
    ("imaging", ("ct", "mri", "workstation", "pacs")),
    ("laboratory", ("analyser", "lis", "workstation")),
    ("data", ("ehr-database", "server", "storage")),
    ("building", ("building-management", "camera", "server")),
    ("management", ("server", "domain-controller", "backup-server")),
)
FLAWED, PATCH_KNOWN, FLEETS, ENCRYPTED = 0.04, 0.3, 0.02, 0.5
PER_ZONE = 40
PER_SITE = 1250
FLAWS = ("CVE-2019-0708", "CVE-2017-0144", "CVE-2020-1472")
PROTOCOLS = ("https", "mssql", "smb", "dicom", "hl7-mllp", "rdp")


def estate(devices: int, seed: int = 0) -> dict[str, Any]:
    """Return the sections of an establishment with this many entries of devices."""
    dice = random.Random(seed)
    made = _places(devices)
    made["devices"] = _devices(devices, made["zones"], dice)
    made["links"] = _links(made["zones"])
    made["accounts"] = _accounts(made["devices"], dice)
    made["flows"] = _flows(made["devices"], dice)
    made["care"] = _care(made["devices"])
    made["carto"] = 1
    made["establishment"] = {"name": f"Centre hospitalier de {devices} machines", "kind": "hospital", "language": "fr"}
    return made


def _places(devices: int) -> dict[str, Any]:
    sites: Section = {
        f"site-{number}": {"name": f"Site {number}", "open_to_public": True}
        for number in range(1 + devices // PER_SITE)
    }
    zones: Section = {"internet": {"type": "internet"}}
    for number in range(1 + devices // PER_ZONE):
        kind, _ = ZONE_KINDS[number % len(ZONE_KINDS)]
        site = f"site-{number * PER_ZONE // PER_SITE}"
        zones[f"z{number}-{kind}"] = {
            "type": kind,
            "site": site if site in sites else "site-0",
            "vlan": 10 + number % 4000,
        }
    for site in sites:
        zones[f"edge-{site}"] = {"type": "edge", "site": site}
    return {"sites": sites, "zones": zones}


def _devices(total: int, zones: Section, dice: random.Random) -> Section:
    inner = [zone for zone in zones if zone.startswith("z")]
    kinds = {
        f"z{number}-{kind}": types
        for number in range(len(inner))
        for kind, types in [ZONE_KINDS[number % len(ZONE_KINDS)]]
    }
    devices: Section = {}
    for edge in [zone for zone in zones if zone.startswith("edge-")]:
        site = zones[edge]["site"]
        joined = [zone for zone in inner if zones[zone]["site"] == site]
        devices[f"fw-{site}"] = {"type": "firewall", "zone": [edge, *joined[:40]], "patched": "current"}
        devices[f"vpn-{site}"] = {"type": "vpn-gateway", "zone": [edge], "exposed_to": ["internet"]}
    for number in range(len(devices), total):
        zone = inner[number % len(inner)]
        devices[f"d{number}"] = _device(zone, dice.choice(kinds[zone]), number, dice)
    return devices


def _device(zone: str, kind: str, number: int, dice: random.Random) -> dict[str, Any]:
    device: dict[str, Any] = {"type": kind, "zone": zone, "name": f"{kind} {number}"}
    if dice.random() < FLAWED:
        device["vulnerabilities"] = [dice.choice(FLAWS)]
    if dice.random() < PATCH_KNOWN:
        device["patched"] = dice.choice(["current", "late"])
    if dice.random() < FLEETS:
        device["count"] = dice.randint(2, 60)
    if kind == "ehr-database":
        device |= {"holds": {"health-record": 20_000}, "target": number % 7 == 0}
    return device


def _links(zones: Section) -> Section:
    links: Section = {}
    for edge in [zone for zone in zones if zone.startswith("edge-")]:
        site = zones[edge]["site"]
        links[f"internet -> {edge}"] = {"allow": ["https", "ipsec"], "via": f"fw-{site}"}
        inner = [zone for zone in zones if zones[zone].get("site") == site and zone != edge]
        for zone in inner:
            links[f"{edge} -> {zone}"] = {"allow": ["https", "rdp"], "via": f"fw-{site}"}
        for one, other in pairwise(inner):
            links[f"{one} -- {other}"] = {"allow": ["https", "mssql", "smb"], "via": f"fw-{site}"}
        if site != "site-0":
            links[f"edge-site-0 -- {edge}"] = {"medium": "wan"}
    return links


def _accounts(devices: Section, dice: random.Random) -> Section:
    names = list(devices)
    return {
        f"account-{number}": {
            "kind": dice.choice(["user", "service", "admin"]),
            "opens": {dice.choice(names): dice.choice(["user", "admin"]) for _ in range(3)},
            "stored_on": [dice.choice(names)],
        }
        for number in range(1 + len(names) // 20)
    }


def _flows(devices: Section, dice: random.Random) -> Section:
    servers = [name for name, device in devices.items() if "server" in device["type"] or "ehr" in device["type"]]
    flows: Section = {}
    for name in devices:
        target = dice.choice(servers or [name])
        if target != name:
            flows[f"{name} -> {target}"] = {"protocol": dice.choice(PROTOCOLS), "encrypted": dice.random() < ENCRYPTED}
    return flows


def _care(devices: Section) -> Section:
    bases = [name for name, device in devices.items() if device["type"] == "ehr-database"][:3]
    needs = [{"any": bases}] if len(bases) > 1 else bases
    return {"emergency-care": {"depends_on": needs, "max_outage_hours": 2, "patient_safety": 4}} if bases else {}


def yaml_of(sections: dict[str, Any]) -> str:
    """Return the sections as YAML: one entry a line, flow style inside, which every YAML reader takes."""
    lines: list[str] = []
    for name, section in sections.items():
        if not isinstance(section, dict) or name == "establishment":
            lines.append(f"{name}: {json.dumps(section, ensure_ascii=False)}")
            continue
        lines.append(f"{name}:")
        lines += [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in section.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write an estate as YAML on standard output."""
    reader = argparse.ArgumentParser(description="Write a seeded establishment as YAML.")
    reader.add_argument("devices", type=int)
    reader.add_argument("--seed", type=int, default=0)
    asked = reader.parse_args()
    sys.stdout.write(yaml_of(estate(asked.devices, asked.seed)))


if __name__ == "__main__":
    main()
