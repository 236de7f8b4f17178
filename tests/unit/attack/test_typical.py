from __future__ import annotations

import pytest

from carto.attack.build import build_attack_graph
from carto.attack.measures import apply_measures
from carto.attack.typical import Unapplied, typical_offer
from carto.attack.typical_effects import AFTERWARDS, EFFECTS, TOLD
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import StepKind
from carto.load.model import load_text
from carto.model.establishment_map import Model

DEVICES = """
zones: {users: workstations, net: internet}
devices:
  pc: {type: workstation, zone: users}
  dc: {type: domain-controller, zone: users}
  programmer: {type: implant-programmer, zone: users, exposed_to: [net]}
"""


def model_of(kind: str) -> Model:
    return load_text(f"carto: 1\nestablishment: {{kind: {kind}}}\n{DEVICES}")


@pytest.mark.parametrize("one", sorted(EFFECTS))
def test_an_effect_names_what_the_catalogue_has(one):
    assert one in catalog().measures
    changes = EFFECTS[one].changes
    assert set(changes.get("hardens", ())) <= {str(kind) for kind in StepKind}
    for closed in changes.get("closes", ()):
        assert catalog().weakness(closed) is not None, closed
    assert set(changes.get("requires", ())) <= EFFECTS.keys()


EVERYTHING = """
carto: 1
establishment: {kind: hospital, date: 2026-11-01}
sites: {here: {open_to_public: true}}
zones:
  net: internet
  maker: supplier
  users: {type: office, site: here, physical_access: public}
  apps: {type: server, site: here}
  data: {type: data, site: here}
  rooms: {type: therapy, site: here, physical_access: staff}
  old: {type: laboratory, site: here}
devices:
  pc: {type: workstation, zone: users, patched: late, weaknesses: [macros-allowed, cached-admin-session]}
  phone: {type: byod-phone, zone: users, patched: late}
  vpn: {type: vpn-gateway, zone: apps, exposed_to: [net], patched: late}
  site-web: {type: web-server, zone: apps, exposed_to: {net: [https]}, patched: late, weaknesses: [sql-injection]}
  dc: {type: domain-controller, zone: apps, patched: late}
  server: {type: server, zone: apps, patched: late, default_secret: true}
  ehr: {type: ehr, zone: apps, patched: late}
  base: {type: ehr-database, zone: data, holds: {health-record: 10}, target: true, patched: late}
  pump: {type: infusion-pump, zone: rooms, patched: late, exposed_to: [net], target: true}
  laptop: {type: laptop, zone: users, holds: {health-record: 10}, weaknesses: [clear-storage], target: true}
  programmer: {type: implant-programmer, zone: rooms, exposed_to: [net], weaknesses: [unsigned-update], target: true}
  relic: {type: server, zone: old, weaknesses: [unsupported-os, legacy-smb], patched: late, target: true}
links:
  users -- apps: {}
  apps -- old: {}
  users -- old: {}
  apps -> data: {allow: [mssql, rdp, ssh]}
  maker -> rooms: {allow: https}
flows:
  pc -> ehr: {protocol: https, account: doctor}
  ehr -> base: {protocol: mssql, account: svc, data: health-record, encrypted: false}
  server -> relic: {protocol: smb}
  ehr -> relic: {protocol: hl7-mllp, data: health-record, encrypted: false}
accounts:
  doctor: {opens: {ehr: user, vpn: user}, sessions_on: [pc]}
  svc: {kind: service, opens: {base: admin}, stored_on: [ehr, server]}
  gone: {opens: {ehr: user}, stored_on: [pc], last_used: 2024-01-01}
  boss: {kind: domain-admin, opens: {dc: admin, server: admin}, sessions_on: [dc, pc]}
  maker-login: {kind: supplier, opens: {pump: admin}}
parties:
  maker-party: {kind: supplier, zone: maker, accounts: [maker-login], supplies: [pump]}
"""


def likelihoods(model: Model) -> dict[str, float]:
    return {step.id: step.likelihood for step in build_attack_graph(model).steps}


@pytest.mark.parametrize("one", catalog().measures.ids())
def test_every_measure_of_the_catalogue_hinders_some_attack_or_is_said_not_to(one):
    offer = typical_offer(load_text(EVERYTHING))
    if one in AFTERWARDS:
        assert Unapplied(one, "afterwards") in offer.unapplied
        assert one not in offer.model.measures
        return
    needed = offer.model.measures[one].requires
    before = likelihoods(apply_measures(offer.model, needed))
    after = likelihoods(apply_measures(offer.model, [one, *needed]))
    assert [step for step, likelihood in before.items() if after.get(step, 0.0) < likelihood]


def test_a_measure_that_would_change_nothing_is_not_offered():
    text = """
carto: 1
devices:
  pc: {type: workstation, patched: current, default_secret: false, encrypted_storage: true}
"""
    offered = typical_offer(load_text(text)).model.measures
    assert {"it-patching", "default-secret-change", "disk-encryption", "renewal"}.isdisjoint(offered)
    assert "mail-security" in offered
    late = typical_offer(load_text(text.replace("current", "late"))).model.measures
    assert "it-patching" in late


def test_what_requires_a_measure_of_the_catalogue_takes_the_models_own():
    text = """
carto: 1
devices: {pump: {type: infusion-pump}, pc: {type: workstation}}
measures:
  guards: {kind: continuous-monitoring, detects: 0.2}
"""
    assert typical_offer(load_text(text)).model.measures["network-detection"].requires == ("guards",)


def test_systems_past_their_end_are_renewed_and_no_others():
    text = """
carto: 1
establishment: {date: 2026-11-01}
devices:
  ended: {type: server, os: {family: windows, support_ends: 2025-10-14}}
  told: {type: server, os: {family: windows, supported: false}}
  young: {type: server, patched: late, os: {family: windows, supported: true, support_ends: 2029-10-14}}
"""
    assert typical_offer(load_text(text)).model.measures["renewal"].scope.ids == ("ended", "told")


def test_the_internet_no_longer_sees_administration_nor_medical_devices():
    text = """
carto: 1
zones: {net: internet, room: therapy, apps: server, ght: partner}
devices:
  pump: {type: infusion-pump, zone: room, exposed_to: [net, ght]}
  portal: {type: web-server, zone: apps, services: [https, ssh], exposed_to: {net: [https, ssh]}}
  site: {type: web-server, zone: apps, exposed_to: {net: [https]}}
"""
    model = typical_offer(load_text(text)).model
    after = apply_measures(model, ["exposure-reduction"]).devices
    assert {one.id: dict(one.exposed_to) for one in after.values()} == {
        "pump": {"ght": ()},
        "portal": {"net": ("https",)},
        "site": {"net": ("https",)},
    }


ACCOUNTS = """
carto: 1
establishment: {date: 2026-11-01}
devices: {pc: {type: workstation}}
accounts:
  gone: {opens: pc, last_used: 2025-01-01}
  shut: {opens: pc, last_used: 2025-01-01, enabled: false}
  used: {opens: pc, last_used: 2026-10-01}
  maker: {kind: supplier, opens: pc}
"""


def test_accounts_that_nobody_used_for_half_a_year_are_shut():
    offer = typical_offer(load_text(ACCOUNTS))
    after = apply_measures(offer.model, ["account-hygiene"]).accounts
    assert {one for one in after if after[one].enabled is False} == {"gone", "shut"}
    assert Unapplied("account-hygiene", "no-last-use", ("maker",)) in offer.unapplied


def test_without_a_date_nobody_knows_how_long_an_account_has_slept():
    offer = typical_offer(load_text(ACCOUNTS.replace("establishment: {date: 2026-11-01}\n", "")))
    assert "account-hygiene" not in offer.model.measures
    assert Unapplied("account-hygiene", "no-date") in offer.unapplied


def test_what_a_model_has_in_place_is_not_asked_about():
    text = ACCOUNTS + "measures: {tidy: {kind: account-hygiene, in_place: true}}\n"
    assert "account-hygiene" not in {one.measure for one in typical_offer(load_text(text)).unapplied}


@pytest.mark.parametrize(
    ("kind", "cost", "days"), [("gp-practice", 500, 0.5), ("hospital", 20_000, 10), ("group", 100_000, 50)]
)
def test_prices_follow_the_size_of_the_establishment(kind, cost, days):
    measure = typical_offer(model_of(kind)).model.measures["mail-security"]
    assert (measure.cost_eur, measure.days) == (cost, pytest.approx(days, abs=0.3))


def test_only_what_makes_sense_there_is_offered():
    assert "directory-tiering" not in typical_offer(model_of("gp-practice")).model.measures
    offered = typical_offer(model_of("hospital")).model.measures
    assert offered["programmer-rule"].scope.types == ("implant-programmer",)
    assert "record-second-factor" not in offered
    assert all(one.source == "catalogue" for one in offered.values())


def test_names_are_in_the_language_asked_for():
    french, english = (typical_offer(model_of("hospital"), one).model.measures for one in ("fr", "en"))
    assert french["programmer-rule"].name != english["programmer-rule"].name


def test_the_models_own_measures_win():
    text = f"carto: 1\n{DEVICES}measures: {{mail-security: {{cost_eur: 1}}}}\n"
    assert typical_offer(load_text(text)).model.measures["mail-security"].cost_eur == 1


def test_a_measure_of_the_model_that_is_one_of_the_catalogue_takes_its_place():
    text = """
carto: 1
establishment: {name: Clinic, kind: clinic}
devices: {pc: {type: workstation}}
measures:
  edr: {name: Ours, kind: active-endpoint-protection}
"""
    model = typical_offer(load_text(text)).model
    assert "edr" in model.measures
    assert "active-endpoint-protection" not in model.measures


def test_the_establishment_tells_what_types_alone_do_not():
    assert EFFECTS.keys() | set(TOLD) | set(AFTERWARDS) == set(catalog().measures.ids())
    assert len(EFFECTS) + len(TOLD) + len(AFTERWARDS) == len(catalog().measures)


def test_a_secret_that_cannot_be_changed_is_not_changed():
    text = """
carto: 1
devices:
  pump: {type: infusion-pump, default_secret: true, secret_changeable: false}
  camera: {type: camera, default_secret: true}
"""
    model = typical_offer(load_text(text)).model
    after = apply_measures(model, ["default-secret-change"]).devices
    assert {one.id: one.default_secret for one in after.values()} == {"pump": True, "camera": False}


def test_results_and_images_are_ciphered_and_nothing_else():
    text = """
carto: 1
establishment: {kind: clinic}
zones: {rooms: therapy}
devices:
  pump: {type: infusion-pump, zone: rooms, weaknesses: [clear-traffic]}
  lis: {type: lis, zone: rooms, weaknesses: [clear-traffic]}
  eai: {type: interface-engine, zone: rooms}
flows:
  lis -> eai: {protocol: hl7-mllp}
  pump -> eai: {protocol: modbus}
"""
    after = apply_measures(typical_offer(load_text(text)).model, ["flow-encryption"])
    assert {one.id for one in after.flows.values() if one.encrypted is True} == {"lis -> eai"}
    assert (after.devices["lis"].weaknesses, after.devices["pump"].weaknesses) == ((), ("clear-traffic",))


def test_what_stands_with_others_is_theirs_to_mend():
    text = """
carto: 1
establishment: {kind: clinic}
zones: {office: office, cloud: cloud}
devices:
  ours: {type: server, zone: office, patched: late, default_secret: true}
  theirs: {type: server, zone: cloud, patched: late, default_secret: true}
"""
    after = apply_measures(typical_offer(load_text(text)).model, ["it-patching", "default-secret-change"]).devices
    assert [(one.patched, one.default_secret) for one in after.values()] == [("current", False), ("late", True)]
    alone = typical_offer(load_text(text.replace("  ours:", "  x:").replace("zone: office", "zone: cloud"))).model
    assert "it-patching" not in alone.measures
    assert (
        typical_offer(load_text(text.replace("zone: cloud", "zone: office"))).model.measures["it-patching"].scope.zones
        == ()
    )
