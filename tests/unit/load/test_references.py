from __future__ import annotations

import pytest

from carto.load.model import load_text
from tests.unit.load.told import HEAD, codes, only

WORLD = (
    HEAD
    + "devices: {pc: workstation, srv: server}\naccounts: {svc: {}}\nparties: {acme: Acme}\nmeasures: {mfa: {}}\n"
    + "sites: {north: Nord}\n"
)

DANGLING = [
    ("devices: {x: {type: server, exposed_to: nowhere}}", "unknown-zone"),
    ("devices: {x: {type: server, exposed_to: {office: [htpps]}}}", "unknown-service"),
    ("devices: {x: {type: server, manages: nowhere}}", "unknown-end"),
    ("devices: {x: {type: server, managed_by: nowhere}}", "unknown-device"),
    ("devices: {x: {type: server, hosted_on: nowhere}}", "unknown-device"),
    ("devices: {x: {type: server, vulnerabilities: {VENDOR-1: {gain: user}}}}", "unknown-flaw"),
    ("devices: {x: {type: server, vulnerabilities: {VENDOR-1: {reach: htpps, gain: user}}}}", "unknown-service"),
    ("links: {office -> data: {provider: nobody}}", "unknown-party"),
    ("links: {office -> data: {allow: [any]}}", "unknown-service"),
    ("links: {x: {from: office, to: nowhere}}", "unknown-end"),
    ("flows: {pc -> srv: {protocol: 443}}", "unknown-service"),
    ("flows: {pc -> srv: {data: nothing-known}}", "unknown-data"),
    ("accounts: {a: {opens: nowhere}}", "unknown-end"),
    ("accounts: {a: {stored_on: office}}", "unknown-device"),
    ("accounts: {a: {sessions_on: [nowhere]}}", "unknown-device"),
    ("accounts: {a: {party: nobody}}", "unknown-party"),
    ("parties: {p: {zone: nowhere}}", "unknown-zone"),
    ("parties: {p: {accounts: nobody}}", "unknown-account"),
    ("parties: {p: {supplies: nothing}}", "unknown-id"),
    ("care: {c: {site: nowhere}}", "unknown-site"),
    ("care: {c: {depends_on: {any: [pc, {all: [srv, nothing]}]}}}", "unknown-id"),
    ("measures: {m: {excludes: none}}", "unknown-measure"),
    ("measures: {m: {closes: nothing-at-all-like-it}}", "unknown-weakness"),
    ("measures: {m: {stops: magic}}", "unknown-step"),
    ("measures: {m: {hardens: {magic: hard}}}", "unknown-step"),
    ("measures: {m: {scope: {ids: nothing}}}", "unknown-id"),
    ("measures: {m: {set: {secnd_factor: true}}}", "unknown-key"),
    ("measures: {m: {removes: nothing}}", "unknown-id"),
    ("scenarios: {s: {measures: none, patch: {zones: {z: dmz}}}}", "unknown-measure"),
    ("attackers: {a: {near: nowhere}}", "unknown-site"),
    ("attackers: {a: {without: magic}}", "unknown-step"),
    ("notes: {n: {on: nothing, text: x}}", "unknown-id"),
    ("views: {v: {show: {zones: nowhere}}}", "unknown-zone"),
    ("views: {v: {show: {sites: nowhere}}}", "unknown-site"),
    ("views: {v: {show: {types: nothing-at-all-like-it}}}", "unknown-type"),
    ("waivers: {w: {rule: r, reason: x, on: nothing}}", "unknown-id"),
    ("zones: {z: {type: dmz, in: nowhere}}", "unknown-zone"),
    ("zones: {z: {type: dmz, site: nowhere}}", "unknown-site"),
]


def merged(text: str) -> str:
    """Return the world with a section added: as a second file would add it."""
    section = text.partition(":")[0]
    lines = [line for line in WORLD.splitlines() if not line.startswith(f"{section}:")]
    kept = next((line for line in WORLD.splitlines() if line.startswith(f"{section}:")), "")
    if not kept:
        return WORLD + text
    inner = kept.partition("{")[2][:-1]
    return "\n".join(lines) + "\n" + text.replace("{", "{" + inner + ", ", 1)


@pytest.mark.parametrize(("text", "code"), DANGLING, ids=[text for text, _ in DANGLING])
def test_every_word_must_name_something(text: str, code: str):
    assert codes(merged(text), head="") == [code]


@pytest.mark.parametrize("service", ["tcp/8555", "udp/5000-5010", "TCP/8556"])
def test_a_port_may_stand_for_a_service(service: str):
    model = load_text(HEAD + f"links: {{office -> data: {{allow: {service}}}}}\n")
    assert model.links["office -> data"].allow == (service.lower(),)


@pytest.mark.parametrize("service", ["tcp/0", "tcp/70000", "udp/9-3", "8443", "443/tcp", "tcp/"])
def test_a_port_must_be_one(service: str):
    assert codes(f"links: {{office -> data: {{allow: {service}}}}}\n") == ["unknown-service"]


def test_a_usual_port_is_its_service_and_an_alias_its_entry():
    model = load_text(
        WORLD.replace(
            "pc: workstation",
            "pc: {type: workstation, services: {tcp/3389: {second_factor: true}}, holds: {imaging: 3}}",
        )
        + "flows: {pc -> srv: tcp/443}\nlinks: {office -> data: {allow: [tcp/443, https]}}\n"
    )
    assert model.devices["pc"].services["rdp"].second_factor is True
    assert model.flows["pc -> srv"].protocol == "https"
    assert model.links["office -> data"].allow == ("https",)


def test_a_filter_that_nobody_knows_is_kept_as_such():
    model = load_text(HEAD + "links:\n  office -> data: unknown\n  data -> office: any\n")
    assert model.links["office -> data"].allow == ("unknown",)
    assert model.links["data -> office"].allow is None


def test_a_flaw_may_be_described_instead_of_known():
    text = "devices: {x: {type: server, vulnerabilities: {VENDOR-1: {reach: tcp/443, gain: [user]}, "
    text += "CVE-2099-1: {reach: [], gain: admin}}}}"
    assert set(load_text(HEAD + text).devices["x"].vulnerabilities) == {"VENDOR-1", "CVE-2099-1"}


@pytest.mark.parametrize("owner", ["devices: {x: {type: server, ", "templates: {t: {"])
def test_a_measure_may_close_a_flaw_that_the_model_describes(owner: str):
    flaw = "vulnerabilities: {VENDOR-1: {reach: https, gain: user}}}}\n"
    measures = "measures: {mend: {closes: [VENDOR-1]}}\n"
    assert load_text(HEAD + owner + flaw + measures).measures["mend"].closes == ("VENDOR-1",)
    assert codes(HEAD + owner + flaw + measures.replace("R-1]", "R-2]"), head="") == ["unknown-weakness"]


def test_a_flaw_is_found_by_its_number_in_any_case():
    model = load_text(HEAD + "devices: {x: {type: server, vulnerabilities: cve-2017-0144}}\n")
    assert set(model.devices["x"].vulnerabilities) == {"CVE-2017-0144"}


def test_an_edge_may_be_named_however_it_is_spaced_or_turned():
    text = "links: {office -- data: https}\nnotes: {a: {on: data--office, text: x}}\n"
    text += "care: {c: {depends_on: office--data}}\n"
    model = load_text(HEAD + text)
    assert model.notes["a"].on == ("office -- data",)
    assert model.care["c"].depends_on[0].id == "office -- data"


def test_a_link_and_a_flow_may_share_their_ends():
    model = load_text(WORLD + "links: {pc -> srv: https}\nflows: {pc -> srv: https}\n")
    assert model.links.keys() == model.flows.keys()


@pytest.mark.parametrize("start", ["office", "svc", "pc", "at(office)", "holds:svc"])
def test_an_attacker_starts_from_a_thing_or_a_fact(start: str):
    assert codes(WORLD + f"attackers: {{a: {{start: {start}}}}}\n", head="") == []


def test_the_hint_names_what_was_meant_and_where_it_is():
    problem = only("devices:\n  fw-core: firewall\nlinks:\n  office -> data: {via: fw-cor}\n")
    assert problem.advice("en") == "did you mean 'fw-core'? (written at model.yaml:4:3)"
    assert str(problem.span) == "model.yaml:6:25"


def test_the_hint_says_when_the_word_is_another_kind_of_thing():
    assert "'office' exists, but in 'zones'" in only("links:\n  office -> data: {via: office}\n").advice("en")


def test_what_is_wrong_in_itself_can_still_be_referred_to():
    assert codes("devices: {fw: {type: firewall, count: many}}\nlinks: {office -> data: {via: fw}}\n") == [
        "not-a-whole-number"
    ]


def test_an_implied_site_may_not_be_the_id_of_something_else():
    assert codes("devices: {north: server}\ncare: {c: {site: north}}\n") == ["unknown-site"]


def test_every_loop_is_told_once():
    text = (
        "zones: {a: {type: users, in: b}, b: {type: users, in: a}, c: {type: users, in: c}, d: {type: users, in: a}}\n"
    )
    assert codes("carto: 1\n" + text, head="") == ["zone-inside-itself", "zone-inside-itself"]
