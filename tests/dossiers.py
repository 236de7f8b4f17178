"""Material of dossiers for tests: a small clinic with everything in it, and the odd models that people bring."""

from __future__ import annotations

import dataclasses
from functools import cache

from carto.atlas.gathering import survey_model
from carto.atlas.outcome import Outcome
from carto.atlas.scene_build import build_scene
from carto.load.model import load_text
from carto.model.establishment_map import Model
from carto.report.build import build_dossier
from carto.report.document import Audience, Dossier
from carto.report.material import Material, Verdict
from carto.rules.completeness import completeness_of
from carto.rules.context import RuleContext
from carto.rules.coverage import coverage_of
from carto.rules.engine import check_model
from carto.topology.network import build_topology

CLINIC = """carto: 1
establishment: {name: Clinique des Ormes, kind: clinic, language: fr, records: 120000, version: "2.1", date: 2026-11-01,
                author: RSSI, marking: Confidentiel Clinique, scope: Tout le site, budget_eur: 50000, team_days: 40}
sites: {main: {name: Les Ormes, open_to_public: true}}
zones:
  internet: internet
  cardiology: {name: Cardiologie, type: cardiology, site: main, transit: false}
  data: {name: Bases, type: data, site: main, vlan: 100, cidr: 10.9.100.0/24, transit: false, physical_access: locked}
devices:
  programmer: {name: Programmateur, type: implant-programmer, zone: cardiology, exposed_to: internet,
               weaknesses: [unsigned-update], vulnerabilities: [CVE-2018-10596, CVE-2018-18984],
               holds: {health-record: 900}}
  cardio-is: {name: SI de cardiologie, type: cardiology-system, zone: cardiology, vulnerabilities: CVE-2023-31222,
              patched: late, source: Inventaire biomédical, seen_on: 2026-10-02, supplier: editor}
  ehr-db: {name: Base du dossier, type: ehr-database, zone: data, patched: current, default_secret: false,
           holds: {health-record: 120000}, target: true, room: Salle 1}
  fw: {name: Pare-feu, type: firewall, zone: [cardiology, data], patched: current, default_secret: false}
links:
  cardiology -> data: {via: fw, allow: mssql}
flows:
  cardio-is -> ehr-db: {protocol: mssql, account: svc, data: health-record, encrypted: true,
                        justification: Comptes rendus}
accounts:
  svc: {name: Compte de service, kind: service, opens: {ehr-db: admin}, stored_on: cardio-is, second_factor: false}
parties:
  editor: {name: Éditeur de cardiologie, kind: supplier, supplies: cardio-is}
care:
  follow-up: {name: Suivi des implants, depends_on: [programmer, cardio-is, ehr-db], max_outage_hours: 24,
              patient_safety: 3}
notes:
  open-note: {on: programmer, text: "Voir CVE-2018-10596 et cve 2023 31222 avec le fabricant", author: Conseil}
  secret-note: {on: fw, text: Ne pas citer Monsieur Untel, visibility: private}
waivers:
  late: {rule: reachable-flaw, on: cardio-is, reason: Remplacé au printemps, expires: 2027-01-01}
"""
HOSTILE = """carto: 1
establishment: {name: "=HYPERLINK(\\"http://x\\")", kind: clinic, language: fr, date: 2026-11-01,
                author: "@SUM(A1)", marking: "<b>Secret</b> &amp; Co"}
zones: {a: {name: "<script>alert(1)</script>", type: server}}
devices:
  one: {name: "+cmd|' /C calc'!A0", type: server, zone: a, owner: "-2+3", serial: "\\u202Egnp.exe", target: true}
  two: {name: "Сервер 服务器 \\u200b]]>&amp;<!--", type: server, zone: a, description: "{{ 7*7 }}"}
notes: {n: {on: one, text: "%s {0} {evil} <img src=x onerror=alert(1)> \\\\x"}}
"""
BARE = {
    "nothing": "carto: 1\nestablishment: {name: Vide, language: fr}\n",
    "one-device": "carto: 1\nestablishment: {language: en}\ndevices: {pc: workstation}\n",
    "no-care": "carto: 1\nzones: {a: server}\ndevices: {s: {type: file-server, zone: a, target: true}}\n",
    "no-zones": "carto: 1\ndevices: {s: {type: file-server, target: true, holds: {health-record: 10}}}\n"
    "care: {c: {name: Soins, depends_on: s}}\n",
}


@cache
def material_of(text: str, audience: Audience = Audience.DSI, language: str = "fr") -> Material:
    """Return everything about a model, as the command line puts it together."""
    model, outcome, verdict = _analysed(text)
    return Material(model, build_scene(model, outcome, language), verdict, audience, language)


@cache
def _analysed(text: str) -> tuple[Model, Outcome, Verdict]:
    model = load_text(text)
    topology, outcome = build_topology(model), survey_model(model)
    checked = outcome.checked or check_model(model, topology)
    coverage = coverage_of(checked, has_devices=bool(model.devices))
    verdict = Verdict(checked, completeness_of(RuleContext(model, topology)), coverage)
    return model, outcome, verdict


@cache
def dossier_of(text: str, audience: Audience = Audience.DSI, language: str = "fr") -> Dossier:
    """Return the dossier of a model; all audiences share one analysis."""
    first = material_of(text, Audience.DSI, language)
    return build_dossier(dataclasses.replace(first, audience=audience))
