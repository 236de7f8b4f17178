"""What attackers come to, as rules see it: paths to what matters, look-alikes included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carto.attack.build import build_standing
from carto.attack.standing import Inquiry
from carto.load.model import load_text
from carto.rules.attacks import Attacks, inquiry_about
from carto.rules.finding import Finding
from carto.topology.network import build_topology

TEXT = """carto: 1
zones: {internet: internet, edge: {type: edge, transit: false}, wards: ward, far: laboratory}
devices:
  vpn:
    {type: vpn-gateway, zone: edge, exposed_to: {internet: ssl-vpn}, vulnerabilities: CVE-2024-21762, patched: current}
  pc1: {type: server, zone: wards, services: rdp, patched: late}
  pc2: {type: server, zone: wards, services: rdp, patched: late}
  pump: {type: infusion-pump, zone: wards, services: rdp, patched: late, target: true}
  aside: {type: analyser, zone: far, patched: late}
links:
  edge -> pc1: {allow: rdp}
  edge -> pc2: {allow: rdp}
  pc1 -> wards: {}
"""


@pytest.fixture(scope="module")
def attacks():
    model = load_text(TEXT)
    return Attacks(model, build_topology(model))


def test_goals_are_targets_and_what_may_do_serious_harm(attacks):
    assert set(attacks.goals) == {"pump", "aside"}


def test_a_path_is_told_by_its_assets_and_leaves_the_others_out(attacks):
    assert {"vpn", "pump"} <= attacks.on_path
    assert not attacks.leads_through(["aside"])
    assert attacks.leads_through(["aside", "vpn"])


def test_every_step_of_a_path_is_declared_and_can_be_done(attacks):
    assert attacks.steps
    assert {step.evidence.value for step in attacks.steps} <= {"confirmed", "declared"}


def test_a_flaw_is_exploitable_where_its_preconditions_are_held(attacks):
    assert attacks.exploitable == {"vpn": ("CVE-2024-21762",)}


def test_look_alikes_are_told_like_the_one_that_stands_for_them():
    alike = "{type: analyser, zone: lab, services: smb1, vulnerabilities: CVE-2017-0144, patched: current}"
    twins = "".join(f"  t{number}: {alike}\n" for number in range(4))
    text = (
        "carto: 1\nzones: {internet: internet, lab: laboratory}\ndevices:\n"
        f"  door: {{type: server, zone: lab, exposed_to: {{internet: rdp}}, services: rdp, patched: late}}\n{twins}"
    )
    model = load_text(text)
    found = Attacks(model, build_topology(model))
    assert found.folded.members == {"t0": ("t0", "t1", "t2", "t3")}
    assert set(found.exploitable) == {"t0", "t1", "t2", "t3"}
    assert {"t0", "t3"} <= found.on_path
    flaw = Finding("reachable-flaw", "devices", "t0", "vulnerabilities", values={"flaws": "CVE-2017-0144"})
    assert found.feeding.steps_of(flaw)
    assert found.feeding.steps_of(flaw) == found.feeding.steps_of(replace(flaw, subject="t3"))


@pytest.mark.parametrize("fold", [True, False])
def test_a_graph_built_for_others_serves_the_rules_as_their_own_does(fold):
    model = load_text(TEXT)
    topology = build_topology(model)
    standing = build_standing(model, topology, replace(inquiry_about(model, goals=["pump"]), fold=fold))
    shared, own = Attacks(model, topology, standing), Attacks(model, topology)
    assert shared.standing is standing
    for name in ("on_path", "steps", "exploitable", "goals"):
        assert getattr(shared, name) == getattr(own, name), name


@pytest.mark.parametrize(
    "inquiry",
    [
        Inquiry(),
        Inquiry("visitor", watched=("aside", "pump")),
        Inquiry(start=("wards",), watched=("aside", "pump")),
    ],
)
def test_a_graph_built_for_another_question_does_not_serve_them(inquiry):
    model = load_text(TEXT)
    topology = build_topology(model)
    standing = build_standing(model, topology, inquiry)
    assert Attacks(model, topology, standing).standing is not standing
