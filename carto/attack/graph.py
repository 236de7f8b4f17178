"""The attack graph: facts, steps, and nothing else.

A monotone AND/OR graph. A *fact* is something an attacker holds; a *step* is something an attacker does: it needs all its
preconditions (AND) and gives one fact; any step may give a fact (OR). Attackers lose nothing, so a least fixpoint says what
can be reached. Cycles, self-loops, steps without preconditions, parallel steps and zero effort are all legal.

The graph knows no establishment: it is built from plain steps and starting facts, by ``carto.attack.build`` from a model or
by anyone from their own parts, and every analysis takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from carto.model.vocabulary import Difficulty, Evidence

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an attacker can do.

    Attributes:
        id: Unique in its graph.
        preconditions: Facts needed, all of them; sorted, each once.
        postcondition: The fact it gives.
        likelihood: Chance that it works in one campaign, 0..1.
        effort_days: Working days it takes, >= 0.
        assets: Ids of what it goes through (devices, accounts, links, flows, zones); sorted.
        kind: Kind of step (``exploit-known``, ``log-in``...), key of its words; "" for a plain graph.
        techniques: ATT&CK ids.
        evidence: What it rests on.
        difficulty: The level that likelihood and effort come from; None when they were given, or the step is free.
        origin: Routes into the model of the facts it rests on (``devices.programmer.exposed_to``).
        detail: What fills its words (device, service, account, flaw, zone...): ids, never labels.
        count: How many interchangeable devices it stands for (a fleet), >= 1.
        flaw: Steps of one flaw or secret work or fail together (common cause); "" for a cause of its own.
    """

    id: str
    preconditions: tuple[str, ...]
    postcondition: str
    likelihood: float = 1.0
    effort_days: float = 0.0
    assets: tuple[str, ...] = ()
    kind: str = ""
    techniques: tuple[str, ...] = ()
    evidence: Evidence = Evidence.CONFIRMED
    difficulty: Difficulty | None = None
    origin: tuple[str, ...] = ()
    detail: Mapping[str, str] = field(default=_NOTHING)
    count: int = 1
    flaw: str = ""


class AttackGraph:
    """Facts and steps, indexed.

    Attributes:
        start: Facts held at the start; sorted.
        steps: All steps, sorted by id.
    """

    def __init__(self, steps: Iterable[Step], start: Iterable[str]) -> None:
        """Index the steps by id.

        Raises:
            GraphError: ``duplicate-step``: two steps share an id. ``bad-likelihood``, ``bad-effort``: a number out of range.
        """
        raise NotImplementedError
