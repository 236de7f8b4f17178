"""What a review closes, and what it leaves alone, each case in a small network."""

from __future__ import annotations

from typing import Any

import pytest

from carto.attack.measures import apply_measures
from carto.attack.openings import Narrowing, Unknown, narrowings
from carto.attack.typical import typical_offer
from carto.load.model import load_model, load_text
from carto.model.establishment_map import Model
from carto.topology.network import build_topology
from carto.topology.traffic import Traffic

REVIEW, LEFTOVER, ZONING = "firewall-review", "leftover-removal", "network-zoning"
NETWORK = """carto: 1
establishment: {kind: hospital, date: 2026-11-01}
zones: {net: internet, wards: ward, apps: clinical-applications, lab: laboratory, guests: guest,
        core: identity, admin: management}
devices:
  pc: {type: workstation, zone: wards}
  ehr: {type: ehr, zone: apps}
  lis: {type: lis, zone: lab}
  phone: {type: byod-phone, zone: guests}
  dc: {type: domain-controller, zone: core}
  console: {type: server, zone: admin}
  fw: {type: firewall}
flows:
  pc -> ehr: {protocol: https}
  ehr -> lis: {protocol: hl7-mllp}
"""


def reviewed(links: str, more: str = "") -> dict[str, Narrowing]:
    return narrowings(load_text(f"{NETWORK}{more}links:\n  {links}\n"))


def done(narrowing: Narrowing) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    return dict(narrowing.keeps), narrowing.removes


def test_a_review_keeps_of_a_rule_what_flows_use():
    found = reviewed("wards -> apps: {via: fw, allow: [https, rdp, smb]}")
    assert done(found[REVIEW]) == ({"wards -> apps": ("https",)}, ())
    assert done(found[ZONING]) == done(found[REVIEW])
    assert done(found[LEFTOVER]) == ({}, ())


def test_a_rule_as_wide_as_its_flows_is_left_alone():
    assert all(done(one) == ({}, ()) for one in reviewed("wards -> apps: {via: fw, allow: https}").values())


def test_a_rule_that_lets_everything_pass_comes_down_to_what_flows_use():
    assert done(reviewed("wards -> apps: {via: fw}")[REVIEW]) == ({"wards -> apps": ("https",)}, ())
    assert done(reviewed("wards -> apps: {via: fw, allow: unknown}")[REVIEW]) == ({"wards -> apps": ("https",)}, ())


def test_a_cable_without_a_filter_is_for_zoning_and_not_for_a_review_of_rules():
    found = reviewed("wards -> apps: {}")
    assert done(found[REVIEW]) == ({}, ())
    assert done(found[ZONING]) == ({"wards -> apps": ("https",)}, ())


def test_zones_of_one_type_and_trust_are_not_parted():
    model = load_text(
        NETWORK.replace("lab: laboratory", "lab: laboratory, west: laboratory").replace(
            "  dc:", "  twin: {type: lis, zone: west}\n  dc:"
        )
        + "  lis -> twin: {protocol: hl7-mllp}\nlinks: {lab -- west: {}}\n"
    )
    assert done(narrowings(model)[ZONING]) == ({}, ())


def test_what_everybody_uses_and_nobody_writes_stays():
    found = reviewed(
        "wards -> core: {via: fw, allow: [kerberos, ldap, dns, smb, rpc, rdp]}", "  pc -> dc: {protocol: ldap}\n"
    )
    assert done(found[REVIEW]) == ({"wards -> core": ("dns", "kerberos", "ldap", "rpc", "smb")}, ())


def test_file_sharing_is_everyday_towards_the_directory_only():
    assert "smb" not in reviewed("wards -> apps: {via: fw, allow: [https, smb]}")[REVIEW].keeps["wards -> apps"]


@pytest.mark.parametrize(("source", "kept"), [("admin", ("https", "ssh")), ("lab", ("https",))])
def test_administration_stays_from_where_administrators_stand(source, kept):
    flow = {"admin": "  console -> ehr: {protocol: https}\n", "lab": "  lis -> ehr: {protocol: https}\n"}[source]
    found = reviewed(f"{source} -> apps: {{via: fw, allow: [https, ssh, mssql]}}", flow)
    assert found[REVIEW].keeps[f"{source} -> apps"] == kept


def test_administration_stays_from_what_manages_the_other_end():
    text = NETWORK.replace("lis, zone: lab}", "lis, zone: lab, manages: [ehr]}") + "  lis -> ehr: {protocol: https}\n"
    links = "links: {lab -> apps: {via: fw, allow: [https, ssh, mssql]}}\n"
    assert narrowings(load_text(text + links))[REVIEW].keeps["lab -> apps"] == ("https", "ssh")


def test_a_service_that_rides_on_another_is_a_use_of_it():
    found = reviewed("apps -> lab: {via: fw, allow: [https, rdp]}", "  ehr -> lis / results: {protocol: fhir}\n")
    assert found[REVIEW].keeps["apps -> lab"] == ("https",)


def test_voice_goes_with_the_call():
    found = reviewed("wards -> lab: {via: fw, allow: [sip, rtp, rdp]}", "  pc -> lis: {protocol: sip}\n")
    assert found[REVIEW].keeps["wards -> lab"] == ("rtp", "sip")


@pytest.mark.parametrize("status", ["leftover", "temporary"])
def test_a_link_that_is_said_to_be_left_over_goes(status):
    found = reviewed(f"wards -> lab: {{allow: rdp, status: {status}}}")
    assert done(found[LEFTOVER]) == ({}, ("wards -> lab",))
    assert done(found[REVIEW]) == ({}, ())


def test_a_link_said_to_be_left_over_that_a_flow_uses_is_a_question():
    found = reviewed("wards -> apps: {allow: https, status: leftover}")[LEFTOVER]
    assert (done(found), found.unknown) == (({}, ()), (Unknown("marked-but-used", ("wards -> apps",)),))


def test_an_open_link_that_no_flow_uses_goes_where_flows_are_written_at_both_ends():
    found = reviewed("wards -- lab: {}")
    assert done(found[LEFTOVER]) == ({}, ("wards -- lab",))
    assert done(found[ZONING]) == ({}, ("wards -- lab",))


def test_an_open_link_to_where_nobody_wrote_a_flow_is_a_question():
    found = reviewed("lab -- admin: {}")
    for one in (LEFTOVER, ZONING):
        assert (done(found[one]), found[one].unknown) == (({}, ()), (Unknown("silent-end", ("admin",)),))


def test_a_rule_that_names_services_and_that_no_flow_uses_is_a_question():
    found = reviewed("lab -> apps: {via: fw, allow: mssql}")
    assert found[LEFTOVER].unknown == (Unknown("no-flow", ("lab -> apps",)),)
    assert all(done(one) == ({}, ()) for one in found.values())


def test_a_link_that_its_author_needs_is_left_alone():
    found = reviewed("wards -- lab: {status: needed}")
    assert all(done(one) == ({}, ()) and not one.unknown for one in found.values())


def test_zoning_closes_what_no_flow_uses_from_people_to_care():
    assert done(reviewed("wards -> lab: {via: fw, allow: mssql}")[ZONING]) == ({}, ("wards -> lab",))


def test_zoning_shuts_visitors_out_without_asking_for_their_flows():
    assert done(reviewed("guests -> wards: {allow: print}")[ZONING]) == ({}, ("guests -> wards",))
    assert done(reviewed("guests -> net: {allow: https}")[ZONING]) == ({}, ())


def test_nobody_lists_who_comes_from_the_internet():
    assert all(done(one) == ({}, ()) for one in reviewed("net -> apps: {via: fw, allow: [https, rdp]}").values())


def test_a_flow_without_a_protocol_is_a_question():
    found = reviewed("wards -> apps: {via: fw, allow: unknown}", "  pc -> ehr / odd: {}\n")[REVIEW]
    assert (done(found), found.unknown) == (({}, ()), (Unknown("no-protocol", ("pc -> ehr / odd",)),))


def test_without_any_flow_nothing_is_closed():
    text = NETWORK[: NETWORK.index("flows:")] + "links: {wards -- lab: {}, wards -> apps: {via: fw}}\n"
    for found in narrowings(load_text(text)).values():
        assert (done(found), found.unknown) == (({}, ()), (Unknown("no-flows", ()),))


def test_devices_among_computers_are_told_to_zoning():
    text = NETWORK.replace("  lis:", "  monitor: {type: bedside-monitor, zone: wards}\n  lis:")
    found = narrowings(load_text(text + "links: {wards -> apps: {allow: https}}\n"))
    assert found[ZONING].unknown == (Unknown("mixed-zone", ("wards",)),)
    assert not found[REVIEW].unknown


SAMPLES = ["samples/cabinet", "samples/ehpad", "samples/programmer/bad.yaml", "samples/valmont"]


def blocked(model: Model) -> set[str]:
    return {flow.id for flow in Traffic(model, build_topology(model)).blocked()}


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("one", [REVIEW, LEFTOVER, ZONING])
def test_no_written_flow_is_ever_cut(sample, one):
    model: Any = typical_offer(load_model(sample)).model
    if one in model.measures:
        assert blocked(apply_measures(model, [one])) <= blocked(model)


@pytest.mark.parametrize("sample", SAMPLES)
def test_nor_by_all_of_them_together_which_then_have_nothing_left_to_close(sample):
    model = typical_offer(load_model(sample)).model
    chosen = [one for one in (REVIEW, LEFTOVER, ZONING) if one in model.measures]
    after = apply_measures(model, chosen)
    assert blocked(after) <= blocked(model)
    assert all(done(one) == ({}, ()) for one in narrowings(after).values())
