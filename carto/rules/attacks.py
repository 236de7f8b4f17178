"""What attackers from hostile zones come to, as far as the model declares it: the steps that lead to what matters.

Only what is confirmed or declared counts here: a severity is not raised by what one merely has to assume.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain as joined

from carto.attack import facts
from carto.attack.build import build_attack_graph, targets_of
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import chain
from carto.attack.twins import Folded, fold_twins
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.topology.network import Topology

_MATTERS = 3  # patient-safety class from which a device is a goal by itself


class Attacks:
    """The part of the attack graph that leads from outside to what matters.

    Look-alike devices are computed once; answers name every one of them.

    Attributes:
        model: The establishment.
    """

    def __init__(self, model: Model, topology: Topology) -> None:
        """Keep the stages; the graph is built on first use."""
        self.model = model
        self._topology = topology

    @cached_property
    def folded(self) -> Folded:
        """The model without its look-alikes."""
        return fold_twins(self.model, targets_of(self.model))

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Targets, and devices whose failure may do serious harm; look-alikes once; sorted."""
        first = {member: one for one, members in self.folded.members.items() for member in members}
        wanted = (d.id for d in self.model.devices.values() if d.target or d.patient_safety >= _MATTERS)
        return tuple(sorted({first.get(device, device) for device in wanted}))

    @cached_property
    def graph(self) -> AttackGraph:
        """The attack graph from hostile zones and public sites, without what is only assumed."""
        folded = self.folded.model
        topology = self._topology if folded is self.model else None
        whole = build_attack_graph(folded, topology, goals=self.goals, fold=False)
        return whole.at_evidence(Evidence.DECLARED)

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
        kernel = self.graph.kernel
        depth = chain(kernel).depth.tolist()
        needs, heads = kernel.premises.as_lists(), kernel.head_list
        givers: dict[int, list[int]] = {}
        for step, head in enumerate(heads):
            if kernel.usable[step] and all(0 <= depth[need] < depth[head] for need in needs[step]):
                givers.setdefault(head, []).append(step)
        index = self.graph.fact_index
        wanted = [index[fact] for goal in self.goals if (fact := facts.falls(goal)) in index]
        return tuple(self.graph.steps[step] for step in sorted(_backward(wanted, givers, needs)))

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
    def steps_at(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of those steps by the route of the model that they rest on; sorted."""
        found: dict[str, list[str]] = {}
        for step in self.steps:
            for route in dict.fromkeys(one for origin in step.origin for one in self._routes(origin)):
                found.setdefault(route, []).append(step.id)
        return {route: tuple(ids) for route, ids in found.items()}

    def _routes(self, origin: str) -> tuple[str, ...]:
        """Return the route of every look-alike of the device that a route names."""
        section, _, rest = origin.partition(":")
        device, _, field = rest.partition(":")
        if section != "devices" or device not in self.folded.members:
            return (origin,)
        return tuple(f"{section}:{one}:{field}" for one in self.folded.members[device])

    def leads_through(self, ids: Iterable[str]) -> bool:
        """Tell whether a computed path goes through one of some things."""
        return not self.on_path.isdisjoint(ids)


def _backward(wanted: list[int], givers: Mapping[int, list[int]], needs: list[list[int]]) -> set[int]:
    """Return the steps that lead to some facts, directly or not."""
    seen, kept = set(wanted), set[int]()
    waiting = list(wanted)
    while waiting:
        for step in givers.get(waiting.pop(), ()):
            kept.add(step)
            fresh = [need for need in needs[step] if need not in seen]
            seen.update(fresh)
            waiting += fresh
    return kept
