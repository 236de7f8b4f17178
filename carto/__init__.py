"""Health establishments as maps: attack paths, choke points, and what they mean for care.

    import carto

    model = carto.load_model("samples/valmont")
    graph = carto.attack_graph(model)
    target = carto.goal_of(model, "ehr-db")
    for attack in carto.best_attacks(graph, target, k=3).attacks:
        print(attack.likelihood, attack.steps)
    print(carto.choke_points(graph, target).of_kind("asset"))
    html = carto.render_atlas(model)

Every name is imported on first use, so that ``import carto`` costs nothing. Nothing inside the package imports this
module.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # what checkers take for typing's own, without its price on every start
if TYPE_CHECKING:
    from carto import errors as errors
    from carto.analysis.best import best_attacks as best_attacks
    from carto.analysis.blast import blast_radius as blast_radius
    from carto.analysis.care import care_impact as care_impact
    from carto.analysis.choke import choke_points as choke_points
    from carto.analysis.closure import derive as derive
    from carto.analysis.compare import compare as compare
    from carto.analysis.cut import cheapest_cut as cheapest_cut
    from carto.analysis.grouping import distinct_ways as distinct_ways
    from carto.analysis.impact import impact_of as impact_of
    from carto.analysis.missing import explain_absence as explain_absence
    from carto.analysis.planning import plan as plan
    from carto.analysis.probability import success_probability as success_probability
    from carto.analysis.ranking import rank_assets as rank_assets
    from carto.analysis.resilience import care_weak_points as care_weak_points
    from carto.analysis.resilience import flow_weak_points as flow_weak_points
    from carto.atlas.gathering import render_atlas as render_atlas
    from carto.atlas.pyvis_page import to_pyvis as to_pyvis
    from carto.attack.build import build_attack_graph as attack_graph
    from carto.attack.build import goal_of as goal_of
    from carto.attack.build import targets_of as targets_of
    from carto.attack.graph import AttackGraph as AttackGraph
    from carto.attack.graph import Step as Step
    from carto.exporters.networkx_graph import to_networkx as to_networkx
    from carto.load.model import load_model as load_model
    from carto.load.model import load_text as load_text
    from carto.model.establishment_map import Model as Model
    from carto.topology.exposure import exposure as exposure
    from carto.topology.network import build_topology as build_topology

_PLACES = {
    "AttackGraph": "carto.attack.graph",
    "Model": "carto.model.establishment_map",
    "Step": "carto.attack.graph",
    "attack_graph": "carto.attack.build:build_attack_graph",
    "best_attacks": "carto.analysis.best",
    "blast_radius": "carto.analysis.blast",
    "build_topology": "carto.topology.network",
    "care_impact": "carto.analysis.care",
    "care_weak_points": "carto.analysis.resilience",
    "cheapest_cut": "carto.analysis.cut",
    "choke_points": "carto.analysis.choke",
    "compare": "carto.analysis.compare",
    "derive": "carto.analysis.closure",
    "distinct_ways": "carto.analysis.grouping",
    "explain_absence": "carto.analysis.missing",
    "exposure": "carto.topology.exposure",
    "flow_weak_points": "carto.analysis.resilience",
    "goal_of": "carto.attack.build",
    "impact_of": "carto.analysis.impact",
    "load_model": "carto.load.model",
    "load_text": "carto.load.model",
    "plan": "carto.analysis.planning",
    "rank_assets": "carto.analysis.ranking",
    "render_atlas": "carto.atlas.gathering",
    "success_probability": "carto.analysis.probability",
    "targets_of": "carto.attack.build",
    "to_networkx": "carto.exporters.networkx_graph",
    "to_pyvis": "carto.atlas.pyvis_page",
}
"""Public name -> module that defines it, with the name it has there where that differs."""

__all__ = [
    "AttackGraph",
    "Model",
    "Step",
    "attack_graph",
    "best_attacks",
    "blast_radius",
    "build_topology",
    "care_impact",
    "care_weak_points",
    "cheapest_cut",
    "choke_points",
    "compare",
    "derive",
    "distinct_ways",
    "errors",
    "explain_absence",
    "exposure",
    "flow_weak_points",
    "goal_of",
    "impact_of",
    "load_model",
    "load_text",
    "plan",
    "rank_assets",
    "render_atlas",
    "success_probability",
    "targets_of",
    "to_networkx",
    "to_pyvis",
]


def __getattr__(name: str) -> object:
    """Import a public name from the module that defines it."""
    if name == "errors":
        return import_module("carto.errors")
    if name not in _PLACES:
        raise AttributeError(f"module 'carto' has no attribute {name!r}")
    module, _, own = _PLACES[name].partition(":")
    found = getattr(import_module(module), own or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
