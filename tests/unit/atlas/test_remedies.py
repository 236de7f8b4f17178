"""What measures end, found on the part that attacks go through, is what they end in the whole establishment."""

from __future__ import annotations

import pytest

from carto.atlas.remedies import remedies
from carto.atlas.targets import targets_found
from carto.attack.build import build_attack_graph, build_standing, goal_of, targets_of
from carto.attack.ground import Ground
from carto.attack.typical import typical_offer
from carto.attack.whatif import what_if
from carto.load.model import load_model, load_text
from carto.model.vocabulary import Evidence
from carto.rules.attacks import inquiry_about

BUSY = """carto: 1
zones: {net: internet, users: workstations, data: data, far: laboratory}
devices:
  pc: {type: workstation, zone: users, exposed_to: [net], patched: late, mail: true, staffed: true}
  other: {type: workstation, zone: users, patched: late}
  aside: {type: analyser, zone: far, patched: late}
  app: {type: application-server, zone: data, patched: unknown}
  db: {type: database-server, zone: data, target: true, patched: late, holds: {health-record: 10}}
  asked: {type: analyser, zone: far, exposed_to: {net: [https]}, target: true, patched: late}
links: {users -> data: {allow: [mssql, https]}, users -- far: {allow: smb}}
flows:
  other -> app: {protocol: https, encrypted: false}
  app -> db: {protocol: mssql, encrypted: false, account: svc}
  aside -> other: {protocol: smb}
  aside -> asked: {protocol: https}
accounts: {svc: {kind: service, opens: {db: admin}, stored_on: [app, other]}}
measures:
  patch: {set: {patched: current}, scope: {types: [application-server, database-server, analyser]}}
  cut: {removes: [users -> data]}
  silence: {removes: [other -> app]}
  vault: {removes: [svc]}
"""


def models():
    """Yield models with measures to try."""
    yield load_text(BUSY)
    yield typical_offer(load_text(BUSY)).model
    yield typical_offer(load_model("samples/ehpad")).model
    yield typical_offer(load_model("samples/cabinet")).model


def ended_in_the_whole(standing, told):
    """Return (measures, steps ended) as the graph of the whole model under each measure gives them."""
    model = standing.model
    chosen = [one.id for one in model.measures.values() if not one.in_place]
    goals = standing.inquiry.goals
    numbers = Ground(model, standing.topology).numbers
    choices = what_if(model, chosen, lambda changed: build_attack_graph(changed, goals=goals), numbers).choices
    found: dict[frozenset[str], set[str]] = {}
    for effect in choices.effects:
        if effect.at_most <= 0 and effect.when and told & set(effect.steps):
            found.setdefault(effect.when, set()).update(told & set(effect.steps))
    return found


@pytest.mark.parametrize("model", list(models()), ids=["busy", "busy-typical", "ehpad", "cabinet"])
def test_the_part_that_attacks_go_through_is_enough(model):
    targets = {target: goal_of(model, target) for target in targets_of(model)}
    standing = build_standing(model, None, inquiry_about(model, goals=targets))
    found = targets_found(model, standing.graph, targets, lambda _target: None)
    attacks = [attack for one in found for attack in one.attacks.attacks]
    told = {step for attack in attacks for step in attack.steps}
    assert told
    ended = {remedy.when: set(remedy.steps) for remedy in remedies(standing, Evidence.ASSUMED, attacks)}
    assert ended
    assert ended == ended_in_the_whole(standing, told)
