"""From an establishment and its network to its attack graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from carto.attack import facts
from carto.attack.attackers import ANYONE, profile_of, start_of
from carto.attack.controls import controlled
from carto.attack.graph import AttackGraph, Step
from carto.attack.ground import Ground
from carto.attack.standing import Inquiry, Standing
from carto.attack.steps.accounts import account_steps
from carto.attack.steps.consequences import consequence_steps
from carto.attack.steps.flaws import flaw_steps
from carto.attack.steps.flows import flow_steps
from carto.attack.steps.movement import movement_steps
from carto.attack.steps.people import people_steps
from carto.attack.steps.proximity import proximity_steps
from carto.attack.twins import Folded, fold_twins
from carto.errors import UnknownIdError
from carto.model.collector import collector_paused
from carto.model.establishment_map import Model
from carto.topology.network import Topology, build_topology

RULES = (movement_steps, flaw_steps, account_steps, people_steps, flow_steps, proximity_steps, consequence_steps)


def build_attack_graph(
    model: Model,
    topology: Topology | None = None,
    *,
    attacker: str = ANYONE,
    start: Iterable[str] = (),
    goals: Iterable[str] = (),
    fold: bool = True,
) -> AttackGraph:
    """Build the attack graph of an establishment.

    Args:
        model: The establishment.
        topology: Its network, when it is already built.
        attacker: ``anyone``, a profile of the catalogue, or one of the model's own.
        start: Zones, sites, devices, accounts, parties or facts to start from instead of the attacker's own start.
        goals: Devices or care processes that the question is about, beside the model's targets.
        fold: Compute look-alike devices once; one of them then stands for all, with their head count.

    Returns:
        A graph with a fact ``falls(device)`` for every target, goal and dependency of care, and ``stops(care)`` for
        each care process among the goals.

    Raises:
        UnknownIdError: ``unknown-attacker`` or ``unknown-start``.

    Complexity: O(links x service groups + devices x services + accounts x what they open + management pairs).
    """
    return build_standing(model, topology, Inquiry(attacker, tuple(start), tuple(goals), fold=fold)).graph


def build_standing(model: Model, topology: Topology | None, inquiry: Inquiry) -> Standing:
    """Return an establishment with its network and its attack graph, for everybody who asks about this state.

    Raises:
        UnknownIdError: ``unknown-attacker`` or ``unknown-start``.

    Complexity: that of ``build_attack_graph``.
    """
    with collector_paused():
        return _built(model, topology, inquiry)


def _built(model: Model, topology: Topology | None, inquiry: Inquiry) -> Standing:
    asked, begins = _with_dependencies(model, inquiry.goals), inquiry.start
    named = {*asked, *begins, *targets_of(model), *_named_in((*asked, *begins))}
    folded = fold_twins(model, named) if inquiry.fold else Folded(model, {})
    watched = folded.standing_for(inquiry.watched)
    network = topology if topology and folded.model is model else build_topology(folded.model)
    ground = Ground(folded.model, network, asked.union(watched))
    profile = profile_of(ground, inquiry.attacker)
    begin = {fact for thing in begins for fact in start_of(ground, thing)} or set(profile.start)
    steps = controlled(ground, steps_of(ground))
    graph = AttackGraph(_distinct(step for step in steps if profile.takes(step)), begin)
    whole = network if folded.model is model else topology
    return Standing(model, folded, graph, replace(inquiry, watched=watched), whole)


def steps_of(ground: Ground) -> Iterator[Step]:
    """Yield every step of every rule; a step that two rules give comes twice."""
    for rule in RULES:
        yield from rule(ground)


def targets_of(model: Model) -> tuple[str, ...]:
    """Return the ids a question without a target is about: declared targets, else whatever holds most records."""
    declared = sorted(device.id for device in model.devices.values() if device.target)
    if declared:
        return tuple(declared)
    holding = [device for device in model.devices.values() if sum(device.holds.values())]
    return tuple(device.id for device in sorted(holding, key=lambda d: (-sum(d.holds.values()), d.id))[:1])


def goal_of(model: Model, wanted: str) -> str:
    """Return the fact that a question about something asks for.

    Args:
        model: The establishment.
        wanted: A device (it falls), an account (it is held), a zone (a position in it), a care process (it stops), or
            any fact as text.

    Raises:
        UnknownIdError: ``unknown-target``.
    """
    if facts.parse(wanted):
        return facts.canonical(wanted)
    kinds = (
        (model.devices, facts.falls),
        (model.accounts, facts.holds),
        (model.zones, facts.at),
        (model.care, facts.stops),
    )
    for section, fact in kinds:
        if wanted in section:
            return fact(wanted)
    raise UnknownIdError("unknown-target", id=wanted, among=[thing for section, _ in kinds for thing in section])


def _named_in(things: Iterable[str]) -> set[str]:
    """Return the ids that facts name."""
    return {argument for thing in things if (parsed := facts.parse(thing)) for argument in parsed[1]}


def _with_dependencies(model: Model, goals: Iterable[str]) -> frozenset[str]:
    """Return the goals, and the care processes that care goals lean on."""
    found: set[str] = set()
    waiting = list(goals)
    while waiting:
        goal = waiting.pop()
        if goal not in found:
            found.add(goal)
            care = model.care.get(goal)
            waiting += [one for need in care.depends_on for one in need.ids()] if care else []
    return frozenset(found)


def _distinct(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield each step once; of two with the same id, the likelier, then the better known."""
    best: dict[str, Step] = {}
    for step in steps:
        other = best.get(step.id)
        if other is None or (step.likelihood, -step.evidence.weakness) > (other.likelihood, -other.evidence.weakness):
            best[step.id] = step
    return iter(best.values())
