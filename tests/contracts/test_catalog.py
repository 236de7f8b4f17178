"""The catalogue as a whole: ids, both languages, references, sources, and what may be called verified."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from carto.catalog.entities import Entry
from carto.catalog.reading import data_text
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Basis, Effect, Gain, Glyph, Held, ManagesRole, Matrix, Patchability, Position
from carto.model.vocabulary import Difficulty, EstablishmentKind

TABLES = (
    "device_types",
    "zone_types",
    "services",
    "data_classes",
    "flaws",
    "weaknesses",
    "techniques",
    "attackers",
    "establishments",
    "cost_anchors",
)
FILES = (
    "device_types",
    "zone_types",
    "services",
    "data_classes",
    "flaws",
    "weaknesses",
    "techniques",
    "profiles",
    "establishment_profiles",
    "cost_anchors",
    "assumptions",
    "sources",
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Component flaws: the service belongs to the component, not to every device of the type.
DECLARED_BY_THE_AUTHOR = {"CVE-2020-6961", "CVE-2020-6964", "CVE-2020-1938"}


def _entries() -> list[tuple[str, Entry]]:
    return [(table, entry) for table in TABLES for entry in getattr(catalog(), table)]


def _texts(entry: Entry) -> list[tuple[str, tuple[str, str]]]:
    names = ("label", "note", "why", "usual_flows", "size", "depends_on")
    return [(name, text) for name in names if (text := getattr(entry, name, None)) is not None]


@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_a_table_means_one_entry(table):
    entries = list(getattr(catalog(), table))
    words = Counter(word for entry in entries for word in (entry.id, *entry.aliases))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"flaws", "techniques"}))
def test_ids_and_aliases_are_slugs(table):
    words = [word for entry in getattr(catalog(), table) for word in (entry.id, *entry.aliases)]
    assert [word for word in words if not SLUG.fullmatch(word)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_key_is_written_twice(name):
    repeated: list[str] = []

    def visit(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = Counter(key.value for key, _ in node.value)
            repeated.extend(f"{key} at line {node.start_mark.line + 1}" for key, count in keys.items() if count > 1)
            for _, value in node.value:
                visit(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                visit(value)

    visit(yaml.compose(data_text(name), Loader=yaml.CSafeLoader))
    assert repeated == []


def test_every_text_exists_in_both_languages_and_is_trimmed():
    wrong = [
        (table, entry.id, name)
        for table, entry in _entries()
        for name, text in _texts(entry)
        if any(not words.strip() or words != words.strip() for words in text)
    ]
    assert wrong == []


def test_sentences_differ_between_languages():
    same = [
        (entry.id, name)
        for _, entry in _entries()
        for name, text in _texts(entry)
        if name not in {"label", "size", "depends_on"} and text[0] == text[1]
    ]
    assert same == []


def test_few_labels_are_the_same_in_both_languages():
    same = {entry.id for _, entry in _entries() if entry.label[0] == entry.label[1]}
    assert same <= {"internet", "intranet", "implant"}


def test_labels_tell_the_entries_of_a_table_apart():
    for table in set(TABLES) - {"techniques"}:  # two matrices share some official names
        for language in (0, 1):
            labels = Counter(entry.label[language] for entry in getattr(catalog(), table))
            assert [label for label, count in labels.items() if count > 1] == [], table


def test_french_is_written_with_its_accents():
    bare = re.compile(r"\b(systeme|donnees?|reseaux?|acces|securite|telephone|hopital|sante)\b", re.IGNORECASE)
    wrong = [(entry.id, text[0]) for _, entry in _entries() for _, text in _texts(entry) if bare.search(text[0])]
    assert wrong == []


def test_every_source_is_known_and_used():
    known = set(catalog().sources)
    cited = {source for _, entry in _entries() for source in entry.sources}
    scores = {score.source for flaw in catalog().flaws for score in flaw.scores}
    assumptions = set(catalog().assumptions.record_value_sources)
    assert cited | scores | assumptions <= known


def test_what_is_verified_names_its_source_and_what_names_a_source_is_verified():
    for table, entry in _entries():
        verified = [field for field, basis in entry.basis.items() if basis is Basis.VERIFIED]
        assert bool(verified) == bool(entry.sources), (table, entry.id)


def test_our_own_readings_are_never_called_verified():
    own = {
        "device_types": {"services", "patchability", "patient_safety", "data", "zones", "commands", "filters"},
        "zone_types": {"trust", "target_level", "tier", "outside", "hostile"},
        "services": {"encrypted", "authenticated", "login", "remote_code"},
        "flaws": {"needs", "gain", "difficulty", "types", "note"},
        "weaknesses": {"effect", "gain", "difficulty"},
        "attackers": {"start", "max_difficulty", "with_accounts"},
        "establishments": {"minimum_zones", "measures"},
    }
    for table, fields in own.items():
        for entry in getattr(catalog(), table):
            assert {entry.basis_of(field) for field in fields} == {Basis.ASSUMPTION}, (table, entry.id)


def test_difficulty_readings_are_assumptions():
    for reading in catalog().assumptions.difficulties:
        assert reading.basis_of("likelihood") is reading.basis_of("effort_days") is Basis.ASSUMPTION
    assert [reading.id for reading in catalog().assumptions.difficulties] == list(Difficulty)


def test_the_catalogue_is_wide_enough():
    assert len(catalog().device_types) >= 133
    assert len(catalog().services) >= 70
    assert len(catalog().flaws) >= 80
    assert len(catalog().weaknesses) >= 35


MUST_EXIST = {
    "device_types": """workstation laptop server implant-programmer cardiology-system ehr ehr-database domain-controller
        firewall vpn-gateway core-switch hypervisor virtualisation-manager vcenter storage backup-server pacs ris ct mri
        lis interface-engine infusion-pump pump-server bedside-monitor central-station building-management pbx gp-pc
        byod-phone supplier-remote-access mail-server file-server print-server pacemaker application-server
        virtual-server router access-switch access-point""",
    "zone_types": """internet home guest byod national-services cloud supplier partner gp-office edge dmz ward office
        users wireless telephony server clinical clinical-applications integration imaging imaging-servers laboratory
        pharmacy monitoring therapy therapy-servers operating-theatre radiotherapy emergency cardiology implant
        biomedical building data management identity tier0 infrastructure backup""",
    "services": """https http ssh rdp smb mssql oracle postgresql mysql iris hl7-mllp fhir dicom dicom-tls dicomweb ldap
        ldaps kerberos rpc winrm vnc telnet ftp sftp snmp syslog dns ntp dhcp radius ica ipsec ssl-vpn sip rtp mqtt
        modbus bacnet s7 opc-ua knx rtsp onvif print ipp iscsi nfs esxi-management vcenter-management slp wsus
        backup-agent msmq astm poct1a sdc 11073 ajp imaps smtp smtps web-admin tightvnc""",
    "data_classes": """health-record identity imaging prescriptions laboratory-results administrative staff credentials
        security images therapy-orders""",
    "weaknesses": """default-secret hard-coded-secret unsigned-update no-authentication unauthenticated-command
        legacy-smb legacy-protocol weak-wifi weak-encryption exposed-remote-access standing-supplier-access
        shared-session unlocked-session shared-local-admin secrets-in-files local-escalation kiosk-escape
        over-privileged-service kerberoastable unconstrained-delegation weak-certificate-template unsupported-os
        macros-allowed unfiltered-mail usb-allowed unlocked-case clear-storage open-console vendor-backdoor
        insecure-protocol-command weak-web-application sql-injection open-share exposed-management unpatched""",
    "attackers": "internet-criminal phishing malicious-insider visitor supplier worm",
    "flaws": "CVE-2018-10596 CVE-2023-31222 CVE-2017-0144 CVE-2020-1472 CVE-2023-43208",
}


@pytest.mark.parametrize(
    ("table", "word"), [(table, word) for table in MUST_EXIST for word in MUST_EXIST[table].split()]
)
def test_words_that_models_rely_on_exist(table, word):
    assert word in getattr(catalog(), table)


def test_device_types_point_at_what_exists():
    zones, services, data = (set(getattr(catalog(), name).ids()) for name in ("zone_types", "services", "data_classes"))
    for kind in catalog().device_types:
        assert kind.zones, kind.id
        assert set(kind.zones) <= zones, kind.id
        assert set(kind.services) <= services, kind.id
        assert set(kind.data) <= data, kind.id


def test_device_types_are_consistent():
    for kind in catalog().device_types:
        assert not (kind.mail or kind.web) or kind.staffed, f"{kind.id}: nobody to read mail or browse"
        assert not kind.medical_device or kind.patchability is not Patchability.LOCAL, f"{kind.id}: not ours to patch"
        assert kind.manages_role is ManagesRole.NONE or kind.services, f"{kind.id}: manages but cannot be reached"
        assert len(set(kind.services)) == len(kind.services), kind.id


def test_every_glyph_is_used_and_documented():
    assert {kind.glyph for kind in catalog().device_types} == set(Glyph)
    for glyph in Glyph:
        assert f"{glyph.name}: " in (Glyph.__doc__ or "")


def test_zones_are_consistent():
    for zone in catalog().zone_types:
        assert zone.hostile == (zone.trust == 0), zone.id
        assert not (zone.outside and zone.trust > 1), f"{zone.id}: outside and trusted"
    assert {zone.id for zone in catalog().zone_types if not zone.transit} == {"edge", "dmz"}
    assert {zone.tier for zone in catalog().zone_types} == set(range(8))
    assert [zone.id for zone in catalog().zone_types if zone.tier == 0] == ["internet"]


def test_service_links_resolve_and_end():
    services = catalog().services
    for service in services:
        for other in filter(None, (service.clear_alternative_of, service.carrier)):
            assert services.get(other) is not None, service.id
            assert other != service.id
        assert not service.remote_code or service.login, f"{service.id}: control without log-in"
        carrier = services.get(service.carrier or "")
        assert carrier is None or carrier.carrier is None, f"{service.id}: rides on a rider"
        better = services.get(service.clear_alternative_of or "")
        assert better is None or better.encrypted is not False, f"{service.id}: replaced by something as clear"


def test_each_port_has_one_owner():
    owners = Counter(port for service in catalog().services if not service.carrier for port in service.ports)
    assert [port for port, count in owners.items() if count > 1] == []


def test_clear_health_and_building_protocols_ask_nobody_who_calls():
    for name in ("dicom", "hl7-mllp", "modbus", "bacnet"):
        service = catalog().service(name)
        assert service is not None
        assert (service.authenticated, service.encrypted) == (False, False)
        assert service.basis_of("authenticated") is Basis.ASSUMPTION


def test_flaws_point_at_what_exists():
    types, services, flaws = (set(getattr(catalog(), name).ids()) for name in ("device_types", "services", "flaws"))
    for flaw in catalog().flaws:
        assert set(flaw.types) <= types, flaw.id
        assert set(flaw.needs.reach) <= services, flaw.id
        assert set(flaw.needs.also) <= flaws - {flaw.id}, flaw.id


def test_a_flaw_that_needs_reach_can_be_reached_on_a_type_that_has_it():
    for flaw in catalog().flaws:
        exposed = {service for name in flaw.types for service in catalog().device_types.get(name).services}
        reachable = not flaw.needs.reach or bool(exposed & set(flaw.needs.reach))
        assert reachable != (flaw.id in DECLARED_BY_THE_AUTHOR), flaw.id


def test_no_flaw_works_from_nowhere():
    """A person's action alone is no place to stand: such a flaw would be a step without preconditions."""
    for flaw in catalog().flaws:
        needs = flaw.needs
        assert needs.reach or needs.privilege is not Held.NONE or needs.position is not Position.NONE, flaw.id


def test_radio_flaws_never_mix_with_network_reach():
    for flaw in catalog().flaws:
        if flaw.needs.position in {Position.RADIO, Position.PHYSICAL}:
            assert flaw.needs.reach == (), flaw.id


def test_scores_are_numbers_with_their_authority_and_contradictions_are_kept():
    for flaw in catalog().flaws:
        assert flaw.scores, flaw.id
        assert len({score.source for score in flaw.scores}) == len(flaw.scores), flaw.id
    disagree = {flaw.id for flaw in catalog().flaws if len({score.score for score in flaw.scores}) > 1}
    assert {"CVE-2018-10596", "CVE-2017-0144", "CVE-2020-1472", "CVE-2023-4966", "CVE-2021-42287"} <= disagree


def test_each_metric_of_a_vector_is_written_once():
    for flaw in catalog().flaws:
        for score in flaw.scores:
            names = [metric.split(":")[0] for metric in score.vector.split("/") if metric]
            assert len(set(names)) == len(names), flaw.id
            assert set(names) <= {"AV", "AC", "PR", "UI", "S", "C", "I", "A"}, flaw.id


def test_exploited_flaws_entered_the_catalogue_before_the_edition_that_was_read():
    edition = date.fromisoformat(catalog().sources["kev"].version)
    dates = [flaw.kev for flaw in catalog().flaws if flaw.kev]
    assert len(dates) >= 20
    assert all(date(2021, 11, 3) <= day <= edition for day in dates)


@pytest.mark.parametrize(
    ("number", "score", "kev"),
    [
        ("CVE-2018-10596", (7.1, "csaf"), None),
        ("CVE-2017-0144", (8.1, "csaf"), "2022-02-10"),
        ("CVE-2020-1472", (5.5, "msrc"), "2021-11-03"),
        ("CVE-2023-46805", (8.2, "nvd"), "2024-01-10"),
        ("CVE-2024-40711", (9.8, "vulnrichment"), "2024-10-17"),
        ("CVE-2021-37166", (9.8, "csaf"), None),
    ],
)
def test_a_few_flaws_read_back_as_published(number, score, kev):
    flaw = catalog().flaw(number)
    assert flaw is not None
    assert score in [(entry.score, entry.source) for entry in flaw.scores]
    assert flaw.kev == (date.fromisoformat(kev) if kev else None)


def test_the_worm_needs_no_account_whatever_the_vector_says():
    flaw = catalog().flaw("eternalblue")
    assert flaw is not None
    assert flaw.needs.account is False
    assert flaw.needs.privilege is Held.NONE
    assert any("PR:L" in score.vector for score in flaw.scores)


def test_weaknesses_point_at_what_exists():
    services = set(catalog().services.ids())
    for weakness in catalog().weaknesses:
        assert set(weakness.services) <= services, weakness.id
        assert all(number in catalog().techniques for number in weakness.techniques), weakness.id
        assert weakness.techniques, weakness.id


def test_weaknesses_give_what_their_effect_can_give():
    for weakness in catalog().weaknesses:
        if weakness.effect is Effect.ESCALATE:
            assert weakness.gain == (Gain.ADMIN,), weakness.id
        if weakness.effect is Effect.COMMAND:
            assert Gain.COMMANDS in weakness.gain, weakness.id
        if weakness.effect is Effect.HARVEST:
            assert weakness.gain == (Gain.SECRETS,), weakness.id
    assert {weakness.effect for weakness in catalog().weaknesses} == set(Effect)


def test_technique_numbers_fit_their_matrix():
    for technique in catalog().techniques:
        assert technique.id.startswith("T0") == (technique.matrix is Matrix.ICS), technique.id
        assert technique.steps, technique.id


def test_every_kind_of_establishment_has_one_profile_and_larger_ones_ask_more():
    profiles = list(catalog().establishments)
    kinds = Counter(kind for profile in profiles for kind in profile.kinds)
    assert kinds == dict.fromkeys(EstablishmentKind, 1)
    for smaller, larger in pairwise(profiles):
        assert smaller.minimum_zones < larger.minimum_zones
        assert set(smaller.measures) < set(larger.measures)


def test_attackers_from_afar_use_no_hands():
    for attacker in catalog().attackers:
        if attacker.start.near == "none" and not attacker.steps:
            assert "physical" in attacker.excludes, attacker.id
        assert not (attacker.steps and attacker.excludes), f"{attacker.id}: says it twice"


def test_techniques_named_in_the_code_are_in_the_catalogue():
    package = resources.files("carto")
    named = {
        number
        for folder in ("attack", "rules", "analysis")
        for file in Path(str(package.joinpath(folder))).rglob("*.py")
        for number in re.findall(r"\bT[01]\d{3}(?:\.\d{3})?\b", file.read_text(encoding="utf-8"))
    }
    assert sorted(number for number in named if number not in catalog().techniques) == []


def test_the_reference_pages_are_those_of_the_catalogue():
    script = Path(__file__).parents[2] / "scripts" / "write_catalog_docs.py"
    for path, text in runpy.run_path(str(script))["pages"]().items():
        assert path.read_text(encoding="utf-8") == text, f"run {script.name}"
