"""An establishment as its attackers find it: what is built once, for everybody who asks about the same state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from carto.attack.attackers import ANYONE
from carto.attack.graph import AttackGraph
from carto.attack.twins import Folded
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.topology.network import Topology, build_topology

HARMFUL: Final = 3
"""Patient-safety class from which the fall of a device is told, target or not."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a graph is built for.

    Attributes:
        attacker: ``anyone``, a profile of the catalogue, or one of the model's own.
        start: Zones, sites, devices, accounts, parties or facts to start from instead of the attacker's own start.
        goals: Devices or care processes that the question is about, beside the model's targets.
        watched: Devices whose fall is told as well; unlike goals, look-alikes among them stand for each other.
        fold: Compute look-alike devices once; one of them then stands for all, with their head count.
    """

    attacker: str = ANYONE
    start: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    fold: bool = True


@dataclass(frozen=True, eq=False)
class Standing:
    """One state of an establishment, with its network and its attack graph.

    Attributes:
        model: The establishment.
        folded: The model that the graph speaks of: without its look-alikes where those were folded.
        graph: What attackers can do, whatever it rests on.
        inquiry: What the graph was built for, one of the watched devices for each class of look-alikes.
        known_topology: Its network, where that is already built.
    """

    model: Model
    folded: Folded
    graph: AttackGraph
    inquiry: Inquiry
    known_topology: Topology | None = None

    @cached_property
    def topology(self) -> Topology:
        """Network of the establishment, look-alikes included."""
        return self.known_topology or build_topology(self.model)

    @cached_property
    def declared(self) -> AttackGraph:
        """The graph without what is only assumed."""
        weakness = Evidence.DECLARED.weakness
        return self.graph.barring(at for at, step in enumerate(self.graph.steps) if step.evidence.weakness > weakness)


def harmful_in(model: Model) -> tuple[str, ...]:
    """Return the devices that are targets or whose failure may do serious harm, by id."""
    return tuple(sorted(d.id for d in model.devices.values() if d.target or d.patient_safety >= HARMFUL))
