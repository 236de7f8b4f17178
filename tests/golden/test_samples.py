"""The samples: they load, they hold what they promise, and they tell the story they are there to tell."""

from __future__ import annotations

import json
import re
from functools import cache
from ipaddress import ip_address, ip_network
from itertools import combinations
from pathlib import Path

import jsonschema
import pytest
import yaml

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.analysis.closure import derive
from carto.attack.build import build_attack_graph, goal_of, targets_of
from carto.load.format import Formatted, format_text
from carto.load.model import load_model
from carto.model.establishment_map import SECTIONS
from carto.model.vocabulary import Evidence
from carto.topology.network import build_topology

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
BAD, FIXED = "programmer/bad.yaml", "programmer/fixed.yaml"
CABINET, EHPAD, VALMONT = "cabinet", "ehpad", "valmont"
ALL = (BAD, FIXED, CABINET, EHPAD, VALMONT)

COUNTS = {
    BAD: {"sites": 1, "zones": 3, "devices": 4, "links": 1, "flows": 1, "accounts": 1, "care": 1},
    FIXED: {"sites": 1, "zones": 5, "devices": 5, "links": 2, "flows": 2, "accounts": 1, "care": 1},
    CABINET: {
        "sites": 1,
        "zones": 6,
        "devices": 12,
        "links": 4,
        "flows": 6,
        "accounts": 5,
        "parties": 3,
        "care": 3,
        "measures": 7,
        "notes": 2,
        "views": 1,
    },
    EHPAD: {
        "sites": 1,
        "zones": 10,
        "devices": 20,
        "links": 10,
        "flows": 10,
        "accounts": 5,
        "parties": 4,
        "care": 4,
        "measures": 7,
        "notes": 2,
        "views": 1,
    },
    VALMONT: {
        "sites": 2,
        "zones": 54,
        "devices": 183,
        "links": 154,
        "flows": 175,
        "accounts": 40,
        "parties": 20,
        "data": 1,
        "care": 15,
        "measures": 20,
        "scenarios": 3,
        "attackers": 2,
        "notes": 9,
        "views": 5,
        "waivers": 1,
    },
}


class CoreSchema(yaml.CSafeLoader):
    """Scalars as editors type them (YAML 1.2): ``on`` is a word, a date is a text."""


CoreSchema.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
):
    CoreSchema.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def files_of(sample):
    path = SAMPLES / sample
    return [path] if path.is_file() else sorted(path.rglob("*.yaml"))


@cache
def validator():
    text = (SAMPLES.parent / "schemas" / "carto.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


@cache
def model_of(sample):
    return load_model(SAMPLES / sample)


@cache
def graph_of(sample, start="", evidence=Evidence.ASSUMED):
    graph = build_attack_graph(model_of(sample), start=[start] if start else [])
    return graph.at_evidence(evidence)


def falls(sample, start, evidence=Evidence.ASSUMED):
    """Return the targets that fall to whoever starts there."""
    graph, model = graph_of(sample, start, evidence), model_of(sample)
    derived = derive(graph).facts
    return {target for target in targets_of(model) if goal_of(model, target) in derived}


@pytest.mark.parametrize("sample", ALL)
class TestEverySample:
    def test_loads_without_a_warning(self, sample):
        assert [warning.tell("en") for warning in model_of(sample).warnings] == []

    def test_follows_the_schema(self, sample):
        for file in files_of(sample):
            text = yaml.load(file.read_text(encoding="utf-8"), CoreSchema)  # noqa: S506, TID251 -- as editors read it
            assert [error.message for error in validator().iter_errors(text)] == [], file.name

    def test_names_the_schema_that_editors_read(self, sample):
        for file in files_of(sample):
            first = file.read_text(encoding="utf-8").partition("\n")[0]
            assert (file.parent / first.partition("$schema=")[2]).resolve().is_file(), file.name

    def test_holds_what_it_did(self, sample):
        sections = {name: len(model_of(sample).section(name)) for name in SECTIONS}
        assert {name: count for name, count in sections.items() if count} == COUNTS[sample]

    def test_says_whose_map_it_is(self, sample):
        establishment = model_of(sample).establishment
        assert establishment.language == "fr"
        assert establishment.date is not None
        assert establishment.date.isoformat() == "2026-11-01"
        assert establishment.marking == "Diffusion restreinte"
        assert all((establishment.name, establishment.version, establishment.author, establishment.records))

    def test_every_device_has_a_zone_and_a_french_name(self, sample):
        assert [d.id for d in model_of(sample).devices.values() if not (d.zones and d.name)] == []

    def test_every_flow_has_a_link_that_permits_it(self, sample):
        model = model_of(sample)
        topology = build_topology(model)
        refused = [
            flow.id
            for flow in model.flows.values()
            if flow.protocol
            and topology.chain(model.devices[flow.from_device], model.devices[flow.to_device], flow.protocol) is None
        ]
        assert refused == []

    def test_every_address_lies_in_its_zone(self, sample):
        model = model_of(sample)
        for device in model.devices.values():
            networks = [ip_network(cidr) for zone in device.zones for cidr in model.zones[zone].cidr]
            for address in device.ip:
                assert any(ip_address(address) in network for network in networks), device.id

    def test_networks_are_private_and_apart(self, sample):
        networks = [ip_network(cidr) for zone in model_of(sample).zones.values() for cidr in zone.cidr]
        assert all(network.is_private for network in networks)
        assert [(a, b) for a, b in combinations(networks, 2) if a.overlaps(b)] == []

    def test_a_vlan_is_used_once_a_site(self, sample):
        used = [(zone.site, zone.vlan) for zone in model_of(sample).zones.values() if zone.vlan]
        assert len(used) == len(set(used))

    def test_somebody_would_miss_a_fall(self, sample):
        model = model_of(sample)
        needed = {one for care in model.care.values() for need in care.depends_on for one in need.ids()}
        assert needed
        assert needed <= model.devices.keys()
        assert targets_of(model)


class TestProgrammer:
    def test_the_internet_reaches_the_records(self):
        graph = graph_of(BAD, "internet")
        story = best_attacks(graph, "falls(ehr-db)", k=1).attacks[0]
        told = [graph.step(step) for step in story.steps]
        crossed = [step.postcondition for step in told if step.difficulty]
        assert crossed[:4] == [
            "controls(programmer, admin)",
            "controls(cardio-is, admin)",
            "holds(svc-cardio)",
            "controls(ehr-db, admin)",
        ]

    def test_no_step_of_it_is_assumed(self):
        assert falls(BAD, "internet", Evidence.DECLARED) == {"ehr-db"}

    def test_everybody_goes_through_the_programmer_the_system_and_the_account(self):
        points = choke_points(graph_of(BAD, "internet"), "falls(ehr-db)").of_kind("asset")
        assert {"programmer", "cardio-is", "svc-cardio"} <= set(points)

    def test_once_fixed_nothing_falls_to_the_internet(self):
        assert falls(FIXED, "internet") == set()

    def test_once_fixed_a_visitor_still_reads_what_the_programmer_keeps(self):
        assert falls(FIXED, "clinic") == {"programmer"}

    @pytest.mark.parametrize("sample", [BAD, FIXED])
    def test_it_reads_in_one_look(self, sample):
        assert len((SAMPLES / sample).read_text(encoding="utf-8").splitlines()) <= 60


class TestCabinet:
    def test_an_open_session_gives_the_records(self):
        assert falls(CABINET, "practice", Evidence.DECLARED) == {"records-base"}

    def test_one_message_gives_the_records(self):
        assert falls(CABINET, "internet") == {"records-base"}

    def test_the_waiting_room_gives_nothing(self):
        assert falls(CABINET, "waiting-room") == set()

    def test_a_measure_costs_what_a_practice_can_pay(self):
        model = model_of(CABINET)
        assert sum(measure.cost_eur for measure in model.measures.values()) <= model.establishment.budget_eur


class TestNursingHome:
    def test_one_message_silences_the_calls(self):
        graph = graph_of(EHPAD, "internet", Evidence.DECLARED)
        told = [graph.step(step) for step in best_attacks(graph, "falls(call-server)", k=1).attacks[0].steps]
        assert [step.kind for step in told if step.difficulty] == ["phish", "default-secret"]

    def test_an_open_session_gives_the_care_records(self):
        assert "care-software" in falls(EHPAD, "residence", Evidence.DECLARED)

    def test_the_families_wifi_gives_nothing(self):
        assert falls(EHPAD, "visitors") == set()

    def test_measures_fit_the_budget(self):
        model = model_of(EHPAD)
        assert sum(measure.cost_eur for measure in model.measures.values()) <= model.establishment.budget_eur


class TestValmont:
    def test_is_a_hospital_of_a_few_thousand_devices(self):
        assert 3000 <= model_of(VALMONT).device_count <= 4000

    def test_what_matters_falls_to_the_internet(self):
        assert falls(VALMONT, "internet") == set(targets_of(model_of(VALMONT)))

    @pytest.mark.parametrize("start", ["guest-wifi", "byod-wifi"])
    def test_the_wifi_of_visitors_and_staff_phones_gives_nothing_sure(self, start):
        assert falls(VALMONT, start, Evidence.DECLARED) == set()

    def test_the_old_supplier_access_opens_the_laboratory(self):
        model = model_of(VALMONT)
        assert "lis" in falls(VALMONT, "lab-support", Evidence.DECLARED)
        assert model.accounts["lab-supplier-2017"].enabled is True

    def test_the_programmer_leads_to_the_records_here_too(self):
        graph = graph_of(VALMONT, "internet", Evidence.DECLARED)
        told = [graph.step(step) for step in best_attacks(graph, "falls(ehr-db)", k=1).attacks[0].steps]
        assert {"programmer", "cardio-is", "ehr-db"} <= {asset for step in told for asset in step.assets}

    def test_the_help_desk_leads_to_the_directory(self):
        derived = derive(graph_of(VALMONT, "helpdesk-pcs", Evidence.DECLARED)).facts
        assert "controls(dc-mco, admin)" in derived

    def test_says_what_it_does_not_know(self):
        devices = model_of(VALMONT).devices.values()
        assert sum(device.patched == "unknown" for device in devices) >= 40
        assert any(link.allow == ("unknown",) for link in model_of(VALMONT).links.values())

    def test_holds_every_trade_of_a_hospital(self):
        types = {device.type for device in model_of(VALMONT).devices.values()}
        assert {
            "domain-controller",
            "hypervisor",
            "virtualisation-manager",
            "storage",
            "ct",
            "mri",
            "pacs",
            "ris",
            "reading-station",
            "lis",
            "laboratory-middleware",
            "analyser",
            "implant-programmer",
            "pharmacy-system",
            "anaesthesia-station",
            "bedside-monitor",
            "infusion-pump",
            "pump-server",
            "building-management",
            "pbx",
            "backup-server",
            "offline-backup",
            "supplier-remote-access",
            "teleradiology",
            "byod-phone",
            "gp-pc",
            "secure-mail",
        } <= types

    def test_some_facts_have_a_source_and_a_date(self):
        known = [entity for _, entity in model_of(VALMONT).entities() if entity.source and entity.seen_on]
        assert len(known) >= 10

    def test_care_has_choices(self):
        needs = [need for care in model_of(VALMONT).care.values() for need in care.depends_on]
        assert any(need.any for need in needs)
        assert any(need.all for need in needs)
        assert sum(care.patient_safety == 4 for care in model_of(VALMONT).care.values()) >= 5

    def test_a_scenario_takes_the_leftovers_away(self):
        model = load_model(SAMPLES / VALMONT, scenario="segment-biomed")
        assert "biomedical -> pump-servers" not in model.links
        assert model.links["biomedical -> patient-monitoring"].allow == ("ssh",)
        assert model.applied_measures == ("biomed-zoning", "central-station-patch")

    def test_a_scenario_builds_on_another(self):
        model = load_model(SAMPLES / VALMONT, scenario="mfa-suppliers")
        assert "biomedical -> pump-servers" not in model.links
        assert {"biomed-zoning", "supplier-door"} <= set(model.applied_measures)

    def test_a_scenario_adds_a_device_in_a_zone_of_its_own(self):
        model, base = load_model(SAMPLES / VALMONT, scenario="biomed-jump-host"), model_of(VALMONT)
        assert model.devices.keys() - base.devices.keys() == {"biomed-jump"}
        assert model.devices["biomed-jump"].zones == ("biomed-access",)
        assert "biomed-access" not in base.zones

    def test_some_care_and_data_say_what_they_need(self):
        model = model_of(VALMONT)
        assert model.care["medication"].needs.told("DICP") == "D3 I4 C3 P4"
        assert model.data["archives-scannees"].needs.told("DICP") == "D1 I2 C4 P2"

    def test_measures_are_offered_within_reason(self):
        measures = model_of(VALMONT).measures.values()
        offered = [measure for measure in measures if not measure.in_place]
        assert len(offered) >= 12
        assert sum(measure.cost_eur for measure in offered) > model_of(VALMONT).establishment.budget_eur


@pytest.mark.parametrize("sample", ALL)
def test_each_sample_is_in_the_form_that_fmt_gives(sample: str):
    path = SAMPLES / sample
    for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
        text = file.read_text("utf-8")
        assert format_text(text, file.name) == Formatted(text), f"run: carto fmt {file}"
