"""What attackers from hostile zones come to, as far as the model declares it: the steps that lead to what matters.

Only what is confirmed or declared counts here: a severity is not raised by what one merely has to assume.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain as joined
from typing import Final

import numpy as np

from carto.attack import facts
from carto.attack.attackers import ANYONE
from carto.attack.build import build_standing
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import BoolArray, IntArray, Kernel, chain
from carto.attack.standing import Inquiry, Standing, harmful_in
from carto.attack.twins import Folded
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.rules.feeding import Feeding
from carto.topology.network import Topology

_DETOURS: Final = 100_000
"""Steps of a graph up to which detours are looked at too."""


class Attacks:
    """The part of the attack graph that leads from outside to what matters.

    Look-alike devices are computed once; answers name every one of them.

    Attributes:
        model: The establishment.
    """

    def __init__(self, model: Model, topology: Topology, standing: Standing | None = None) -> None:
        """Keep the stages; a graph that nobody has built yet is built on first use."""
        self.model = model
        self._topology = topology
        self._given = standing if standing is not None and _answers(standing) else None

    @cached_property
    def standing(self) -> Standing:
        """The establishment as anyone from outside finds it."""
        return self._given or build_standing(self.model, self._topology, inquiry_about(self.model))

    @property
    def folded(self) -> Folded:
        """The model without its look-alikes."""
        return self.standing.folded

    @property
    def goals(self) -> tuple[str, ...]:
        """Targets, and devices whose failure may do serious harm; look-alikes once; sorted."""
        return self.standing.inquiry.watched

    @property
    def graph(self) -> AttackGraph:
        """The attack graph from hostile zones and public sites, without what is only assumed."""
        return self.standing.declared

    @cached_property
    def on_path(self) -> frozenset[str]:
        """Assets on a computed path to something that matters."""
        return frozenset(self.folded.expanded(joined.from_iterable(step.assets for step in self.steps)))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps on a computed path to something that matters, in order of id.

        A step counts when it comes no later than the fact it gives: detours through what is already held do not.

        Complexity: O(premises) after one forward pass.
        """
        kernel, index = self.graph.kernel, self.graph.fact_index
        wanted = [index[fact] for goal in self.goals if (fact := facts.falls(goal)) in index]
        is_timely = _timely(kernel, chain(kernel).depth)
        return tuple(self.graph.steps[step] for step in _leading_to(kernel, wanted, is_timely))

    @cached_property
    def usable(self) -> tuple[Step, ...]:
        """Steps that can be done and lead to something that matters, detours included; ``steps`` of a very large graph.

        Complexity: O(premises) after one forward pass.
        """
        kernel, index = self.graph.kernel, self.graph.fact_index
        if len(self.graph.steps) > _DETOURS:
            return self.steps
        wanted = [index[fact] for goal in self.goals if (fact := facts.falls(goal)) in index]
        can_be_done = _possible(kernel, chain(kernel).depth)
        return tuple(self.graph.steps[step] for step in _leading_to(kernel, wanted, can_be_done))

    @cached_property
    def exploitable(self) -> Mapping[str, tuple[str, ...]]:
        """Known flaws by device whose preconditions attackers come to hold, as confirmed; sorted."""
        kernel, found = self.graph.kernel, dict[str, set[str]]()
        held = chain(kernel).held.tolist()
        needs = kernel.premises.as_lists()
        for position, step in enumerate(self.graph.steps):
            known = step.kind == "exploit-known" and step.evidence is Evidence.CONFIRMED
            if known and kernel.usable[position] and all(held[need] for need in needs[position]):
                found.setdefault(step.detail["device"], set()).add(step.flaw)
        everyone = {member: found[one] for one in found for member in self.folded.expanded([one])}
        return {device: tuple(sorted(everyone[device])) for device in sorted(everyone)}

    @cached_property
    def feeding(self) -> Feeding:
        """Which steps a finding feeds."""
        return Feeding(self.model, self.usable, self.folded)

    def leads_through(self, ids: Iterable[str]) -> bool:
        """Tell whether a computed path goes through one of some things."""
        return not self.on_path.isdisjoint(ids)


def inquiry_about(model: Model, attacker: str = ANYONE, goals: Iterable[str] = ()) -> Inquiry:
    """Return what to build a graph for so that rules can use it as well: what may do serious harm is watched."""
    return Inquiry(attacker, goals=tuple(goals), watched=harmful_in(model))


def _answers(standing: Standing) -> bool:
    """Tell whether a graph that was built for another question answers that of the rules."""
    asked = standing.inquiry
    watched = standing.folded.standing_for(harmful_in(standing.model))
    return asked.attacker == ANYONE and not asked.start and asked.watched == watched


def _leading_to(kernel: Kernel, wanted: Iterable[int], counts: BoolArray) -> list[int]:
    """Return the steps, of those that count, that lead to some facts, directly or not; ascending."""
    givers = kernel.givers
    seen, kept = set(wanted), set[int]()
    waiting = list(seen)
    while waiting:
        steps = givers.row(waiting.pop())
        for step in steps[counts[steps]].tolist():
            kept.add(step)
            fresh = [need for need in kernel.premises.row(step).tolist() if need not in seen]
            seen.update(fresh)
            waiting += fresh
    return sorted(kept)


def _possible(kernel: Kernel, depth: IntArray) -> BoolArray:
    """Return which steps can be done: all that they need is held in the end."""
    can_be_done = kernel.usable.copy()
    steps = kernel.bound_steps
    needed, offsets = kernel.premises.gather(steps)
    can_be_done[steps] &= np.minimum.reduceat(depth[needed], offsets) >= 0
    return can_be_done


def _timely(kernel: Kernel, depth: IntArray) -> BoolArray:
    """Return which steps can be done before the fact they give falls another way."""
    is_timely = kernel.usable.copy()
    steps = kernel.bound_steps
    needed, offsets = kernel.premises.gather(steps)
    first, last = (fold.reduceat(depth[needed], offsets) for fold in (np.minimum, np.maximum))
    is_timely[steps] &= (first >= 0) & (last < depth[kernel.heads[steps]])
    return is_timely
