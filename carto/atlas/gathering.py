"""From an attack graph to all that the atlas tells: every analysis, asked about everything that matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from carto.atlas.blasts import blasts_of
from carto.atlas.comparing import look_at
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page
from carto.atlas.remedies import LARGEST, remedies
from carto.atlas.scene_build import build_scene
from carto.atlas.targets import IN_DETAIL, assets_of, targets_found
from carto.attack.attackers import ANYONE
from carto.attack.build import build_attack_graph, goal_of, targets_of
from carto.attack.graph import AttackGraph
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.rules.engine import check_model
from carto.topology.exposure import exposure
from carto.topology.network import Topology, build_topology


def render_atlas(
    model: Model,
    *,
    attacker: str = ANYONE,
    language: Language | None = None,
    scenarios: Sequence[Model] = (),
) -> str:
    """Return the atlas of a model: every analysis made, one HTML page that needs nothing else.

    Args:
        model: The establishment.
        attacker: ``anyone``, a profile of the catalogue, or one of the model's own.
        language: Language the page opens in; the model's own by default.
        scenarios: The establishment under each scenario to show beside it.
    """
    topology = build_topology(model)
    targets = {target: goal_of(model, target) for target in targets_of(model)}
    graph = build_attack_graph(model, topology, attacker=attacker, goals=targets)
    outcome = gather(topology, graph, targets, attacker=attacker, scenarios=scenarios)
    return render_page(build_scene(model, outcome, language))


def gather(
    topology: Topology,
    graph: AttackGraph,
    targets: Mapping[str, str],
    *,
    evidence: Evidence = Evidence.ASSUMED,
    attacker: str = ANYONE,
    scenarios: Sequence[Model] = (),
    stage: Callable[[str], None] = lambda _target: None,
) -> Outcome:
    """Return what analyses find about every target, most at risk first.

    Args:
        topology: The network of the establishment.
        graph: Its attack graph, at the evidence asked for.
        targets: Id -> fact of what must not fall.
        evidence: The weakest evidence in the graph.
        attacker: Who attacks in it.
        scenarios: The establishment under each scenario to show beside it.
        stage: Told each target before it is looked at.
    """
    model, found = topology.model, targets_found(topology.model, graph, targets, stage)
    checked = check_model(model, topology) if len(model.devices) <= LARGEST else None

    def build(changed: Model) -> AttackGraph:
        return build_attack_graph(changed, attacker=attacker, goals=tuple(targets)).at_evidence(evidence)

    return Outcome(
        graph,
        tuple(found),
        evidence=evidence,
        exposure=exposure(topology),
        blasts=blasts_of(model, graph, _told_of(model, graph, found)),
        checked=checked,
        remedies=remedies(topology, build, (attack for one in found for attack in one.attacks.attacks)),
        beside=tuple(look_at(model, one, attacker=attacker, evidence=evidence, checked=checked) for one in scenarios),
    )


def _told_of(model: Model, graph: AttackGraph, found: Sequence[TargetOutcome]) -> set[str]:
    """Return the devices and accounts that the answers speak of: targets, what attacks go through, choke points."""
    things: set[str] = set()
    for one in found[:IN_DETAIL]:
        things.add(one.target)
        things.update(asset for attack in one.attacks.attacks for asset in assets_of(graph, attack))
        things.update(one.choke_points.of_kind("asset") if one.choke_points else ())
    return {thing for thing in things if thing in model.devices or thing in model.accounts}
