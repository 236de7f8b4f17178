"""From an attack graph to all that the atlas tells: every analysis, asked about everything that matters."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from carto.atlas.beside import look_at_each
from carto.atlas.blasts import blasts_of
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page
from carto.atlas.remedies import remedies
from carto.atlas.scene_build import build_scene
from carto.atlas.targets import IN_DETAIL, assets_of, targets_found
from carto.attack.attackers import ANYONE
from carto.attack.build import build_standing, goal_of, targets_of
from carto.attack.graph import AttackGraph
from carto.attack.standing import Standing
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.rules.attacks import inquiry_about
from carto.rules.engine import check_model
from carto.topology.exposure import exposure

_PILLARS = 24  # devices that much leans on: what falls with each is told, attacked or not


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
    return render_page(build_scene(model, survey_model(model, attacker=attacker, scenarios=scenarios), language))


def survey_model(
    model: Model,
    *,
    attacker: str = ANYONE,
    evidence: Evidence = Evidence.ASSUMED,
    scenarios: Sequence[Model] = (),
) -> Outcome:
    """Return what analyses find about a model and its own targets: all that the atlas tells.

    Args:
        model: The establishment.
        attacker: ``anyone``, a profile of the catalogue, or one of the model's own.
        evidence: The weakest evidence that a step may rest on.
        scenarios: The establishment under each scenario to show beside it.
    """
    targets = {target: goal_of(model, target) for target in targets_of(model)}
    standing = build_standing(model, None, inquiry_about(model, attacker, targets))
    return survey(standing, targets, evidence=evidence, scenarios=scenarios)


def survey(
    standing: Standing,
    targets: Mapping[str, str],
    *,
    evidence: Evidence = Evidence.ASSUMED,
    scenarios: Sequence[Model] = (),
    today: dt.date | None = None,
    stage: Callable[[str], None] = lambda _target: None,
) -> Outcome:
    """Return what analyses find about every target, most at risk first.

    Args:
        standing: The establishment and its attack graph: best one for ``inquiry_about``, which serves the rules too.
        targets: Id -> fact of what must not fall.
        evidence: The weakest evidence that a step may rest on.
        scenarios: The establishment under each scenario to show beside it.
        today: The day that ages are counted from; the model's own date when None.
        stage: Told each target before it is looked at.
    """
    model, graph = standing.model, standing.graph.at_evidence(evidence)
    found = targets_found(model, graph, targets, stage)
    checked = check_model(model, standing.topology, today=today, standing=standing)
    return Outcome(
        graph,
        tuple(found),
        evidence=evidence,
        exposure=exposure(standing.topology),
        blasts=blasts_of(model, graph, _told_of(model, graph, found)),
        checked=checked,
        remedies=remedies(standing, evidence, (attack for one in found for attack in one.attacks.attacks)),
        beside=look_at_each(standing, evidence, scenarios, checked),
    )


def _told_of(model: Model, graph: AttackGraph, found: Sequence[TargetOutcome]) -> set[str]:
    """Return the devices and accounts that the answers speak of: targets, what attacks go through, choke points."""
    things: set[str] = set()
    for one in found[:IN_DETAIL]:
        things.add(one.target)
        things.update(asset for attack in one.attacks.attacks for asset in assets_of(graph, attack))
        things.update(one.choke_points.of_kind("asset") if one.choke_points else ())
    things.update(_leant_on(model))
    return {thing for thing in things if thing in model.devices or thing in model.accounts}


def _leant_on(model: Model) -> list[str]:
    """Return the devices that most others lean on: they filter their links, administer or host them."""
    leaning = Counter(link.via for link in model.links.values() if link.via)
    for device in model.devices.values():
        leaning.update((*device.managed_by, *device.hosted_on))
        leaning[device.id] += len(device.manages)
    most = sorted((key for key in leaning if leaning[key] > 1), key=lambda key: (-leaning[key], key))
    return most[:_PILLARS]
