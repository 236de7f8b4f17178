"""Two states of an establishment side by side: what was changed, and what it changes for attackers and for care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from carto.analysis.changes import Change, changes_between, renamed_ids
from carto.analysis.impact import Impact
from carto.analysis.paired import Paired, pair
from carto.analysis.side import Side
from carto.analysis.stakes import care_stopped_by
from carto.attack.attackers import ANYONE
from carto.attack.build import build_standing, goal_of, targets_of
from carto.attack.graph import AttackGraph
from carto.attack.kernel import chain
from carto.attack.standing import Inquiry, harmful_in
from carto.errors import UnknownIdError
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence

_LARGE: Final = 5_000


@dataclass(frozen=True, slots=True)
class PathChange:
    """What became of one attack.

    Attributes:
        state: ``falls`` (possible before only), ``remains`` (on both sides), ``appears`` (after only).
        steps: Its steps, in an order in which they can be done.
        likelihood: Where it was found.
        likelihood_after: After, for one that remains; None otherwise.
        missing: Its steps that cannot be done on the other side.
    """

    state: str
    steps: tuple[str, ...]
    likelihood: float
    likelihood_after: float | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetChange:
    """What changed for one thing that must not fall.

    Attributes:
        id: Its id; before, where it was renamed.
        likelihood: Of the best attack before; 0 without one.
        likelihood_after: Of the best attack after.
        chances: Chance that it falls, under the same luck.
        paths: The best attacks of both sides, and what became of them.
        chokes_lost: Assets that every attack went through, and no longer.
        chokes_gained: Assets that every attack now goes through.
    """

    id: str
    likelihood: float
    likelihood_after: float
    chances: Paired
    paths: tuple[PathChange, ...]
    chokes_lost: tuple[str, ...]
    chokes_gained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What one trust level reaches on one side only: (service, device) pairs, sorted."""

    trust: int
    lost: tuple[tuple[str, str], ...]
    gained: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CareChange:
    """What happens to one care process when everything within reach has fallen."""

    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What the measures done on the second side alone cost, and those given up."""

    done: tuple[str, ...]
    undone: tuple[str, ...]
    cost_eur: float
    yearly_eur: float
    days: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two states of an establishment.

    Attributes:
        changes: What was changed.
        reach: What trust levels reach on one side only; levels without a difference are left out.
        targets: What changed for each target, those that matter on either side.
        impact: All that falls before.
        impact_after: All that falls after.
        care: Care processes whose state differs once everything within reach has fallen.
        care_stopped: Care that the measures of the second side stop by themselves.
        cost: What the change costs.
    """

    changes: tuple[Change, ...]
    reach: tuple[Reach, ...]
    targets: tuple[TargetChange, ...]
    impact: Impact
    impact_after: Impact
    care: tuple[CareChange, ...]
    care_stopped: tuple[str, ...]
    cost: Cost

    @property
    def is_same(self) -> bool:
        """Tell whether the two states say the same."""
        return not self.changes


def compare(
    before: Model,
    after: Model,
    *,
    to: Iterable[str] = (),
    attacker: str = ANYONE,
    start: Iterable[str] = (),
    evidence: Evidence = Evidence.ASSUMED,
) -> Comparison:
    """Return what differs between two states.

    Args:
        before: The first state.
        after: The second state.
        to: Ids of what must not fall; the targets of both states when empty.
        attacker: Who attacks.
        start: What the attacker holds at first instead.
        evidence: Weakest evidence that a step may rest on.

    Raises:
        UnknownIdError: What the question names is in neither state.
    """
    sides = sides_between(before, after, to=to, attacker=attacker, start=start, evidence=evidence)
    return compare_sides(*sides, to)


def sides_between(
    before: Model,
    after: Model,
    *,
    to: Iterable[str] = (),
    attacker: str = ANYONE,
    start: Iterable[str] = (),
    evidence: Evidence = Evidence.ASSUMED,
) -> tuple[Side, Side]:
    """Return two states, each with its graph built for what ``compare_sides`` asks; arguments are those of ``compare``.

    Complexity: two attack graphs.
    """
    goals, fold, begins = goals_of_both(before, after, to), is_large(before, after), tuple(start)
    first, second = (
        Side(build_standing(model, None, Inquiry(attacker, begins, there, harmful_in(model), fold)), evidence)
        for model, there in zip((before, after), goals, strict=True)
    )
    return first, second


def compare_sides(before: Side, after: Side, to: Iterable[str] = ()) -> Comparison:
    """Return what differs between two states that are already built, each for its ``goals_of_both``.

    Args:
        before: The first state.
        after: The second state.
        to: Ids of what must not fall; the targets of both states when empty.

    Raises:
        UnknownIdError: What the question names is in neither state.
    """
    changes = changes_between(before.model, after.model)
    renamed = renamed_ids(changes)
    pairs = _pairs(before.model, after.model, tuple(dict.fromkeys(to)), renamed)
    return Comparison(
        changes=changes,
        reach=_reach(before, after, renamed),
        targets=_targets(before, after, pairs),
        impact=before.impact,
        impact_after=after.impact,
        care=_care(before.impact, after.impact, renamed),
        care_stopped=_stopped(before.model, after.model),
        cost=_cost(before.model, after.model),
    )


def goals_of_both(before: Model, after: Model, to: Iterable[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the graph of each side must speak of: the goals of both, those that are there."""
    pairs = _pairs(before, after, tuple(dict.fromkeys(to)), renamed_ids(changes_between(before, after)))
    return _there(before, pairs), _there(after, pairs)


def is_large(*models: Model) -> bool:
    """Tell whether look-alikes must be folded: folded graphs may name a class by another member on each side."""
    return any(len(model.devices) > _LARGE for model in models)


def _pairs(
    before: Model, after: Model, wanted: tuple[str, ...], renamed: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return (id before, id after) of what must not fall."""
    if not wanted:
        wanted = targets_of(before)
        old = set(wanted) | {renamed.get(one, one) for one in wanted}
        wanted = (*wanted, *(one for one in targets_of(after) if one not in old))
    return tuple((one, renamed.get(one, one)) for one in wanted)


def _there(model: Model, pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({one for pair in pairs for one in pair if one in model.devices or one in model.care}))


def _fact(models: tuple[Model, Model], pair: tuple[str, str], side: int) -> str:
    """Return the fact of a target on one side; what is only on the other side cannot fall here."""
    try:
        return goal_of(models[side], pair[side])
    except UnknownIdError:
        goal_of(models[1 - side], pair[1 - side])
        return ""


def _targets(before: Side, after: Side, pairs: Iterable[tuple[str, str]]) -> tuple[TargetChange, ...]:
    models, listed = (before.model, after.model), list(pairs)
    facts = [(_fact(models, one, 0), _fact(models, one, 1)) for one in listed]
    trials = zip(before.trials([fact for fact, _ in facts]), after.trials([fact for _, fact in facts]), strict=True)
    found = zip(listed, facts, trials, strict=True)
    return tuple(_target(name, before, after, fact, pair(*worlds)) for (name, _), fact, worlds in found)


def _target(name: str, before: Side, after: Side, facts: tuple[str, str], chances: Paired) -> TargetChange:
    old, new = before.best(facts[0]), after.best(facts[1])
    paths = [_path("falls", after.graph, facts[1], *one) for one in old]
    known = {path.steps for path in paths}
    back = (_path("appears", before.graph, facts[0], *one) for one in new if one[0] not in known)
    paths += [path for path in back if path.state == "appears"]
    chokes = [before.chokes(facts[0]), after.chokes(facts[1])]
    return TargetChange(
        id=name,
        likelihood=max((likelihood for _, likelihood in old), default=0.0),
        likelihood_after=max((likelihood for _, likelihood in new), default=0.0),
        chances=chances,
        paths=tuple(paths),
        chokes_lost=tuple(sorted(chokes[0] - chokes[1])) if new else (),
        chokes_gained=tuple(sorted(chokes[1] - chokes[0])) if old else (),
    )


def _path(otherwise: str, there: AttackGraph, fact: str, steps: tuple[str, ...], likelihood: float) -> PathChange:
    """Tell whether an attack found on one side can be done on the other: all of its steps, one after another."""
    missing = tuple(step for step in steps if not _works(there, step))
    if not missing and fact in there.fact_index and _executes(there, steps, fact):
        after = float(np.prod([there.step(step).likelihood for step in steps]))
        return PathChange("remains", steps, likelihood, after, ())
    return PathChange(otherwise, steps, likelihood, None, missing)


def _works(graph: AttackGraph, step: str) -> bool:
    position = graph.step_index.get(step)
    return position is not None and graph.steps[position].likelihood > 0


def _executes(graph: AttackGraph, steps: Iterable[str], fact: str) -> bool:
    alive = np.zeros(len(graph.steps), np.bool_)
    alive[[graph.step_index[step] for step in steps]] = True
    return bool(chain(graph.kernel, alive).held[graph.fact_index[fact]])


def _reach(before: Side, after: Side, renamed: Mapping[str, str]) -> tuple[Reach, ...]:
    sides = [before.reached, after.reached]
    found = []
    for trust in sorted(sides[0].keys() | sides[1].keys()):
        old = {(s, renamed.get(d, d)) for s, devices in sides[0].get(trust, {}).items() for d in devices}
        new = {(s, d) for s, devices in sides[1].get(trust, {}).items() for d in devices}
        if old != new:
            found.append(Reach(trust, tuple(sorted(old - new)), tuple(sorted(new - old))))
    return tuple(found)


def _care(before: Impact, after: Impact, renamed: Mapping[str, str]) -> tuple[CareChange, ...]:
    old = {renamed.get(one.id, one.id): one.state for one in before.care}
    new = {one.id: one.state for one in after.care}
    absent = "absent"
    listed = ((one, old.get(one, absent), new.get(one, absent)) for one in sorted(old.keys() | new.keys()))
    return tuple(CareChange(*one) for one in listed if one[1] != one[2])


def _stopped(before: Model, after: Model) -> tuple[str, ...]:
    done = [one for one in _done(after) - _done(before) if one in before.measures]
    return tuple(sorted(care_stopped_by(before, done)))


def _done(model: Model) -> frozenset[str]:
    return frozenset(measure.id for measure in model.measures.values() if measure.in_place)


def _cost(before: Model, after: Model) -> Cost:
    """Return what the measures done after and not before cost; a scenario that names its own cost is believed."""
    done = _done(after) - _done(before)
    measures = [after.measures[one] for one in sorted(done)]
    scenario = after.scenarios.get(after.scenario)
    told = scenario.cost_eur if scenario else None
    return Cost(
        done=tuple(sorted(done)),
        undone=tuple(sorted(_done(before) - _done(after))),
        cost_eur=told if told is not None else sum(measure.cost_eur for measure in measures),
        yearly_eur=sum(measure.yearly_eur for measure in measures),
        days=sum(measure.days for measure in measures),
    )
