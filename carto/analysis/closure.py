"""What falls at all: the least fixpoint, with the moment and the proof of each fact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from carto.attack.graph import AttackGraph
from carto.attack.kernel import Chain, chain


@dataclass(frozen=True, eq=False)
class Closure:
    """All that an attacker can come to hold.

    Attributes:
        graph: The graph asked about.
        chain: Depth and supporting step of each fact, by position in ``graph.facts``.
    """

    graph: AttackGraph
    chain: Chain

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Facts that fall; sorted."""
        return tuple(self.graph.facts[fact] for fact in np.flatnonzero(self.chain.held).tolist())

    @property
    def rounds(self) -> int:
        """Depth of the deepest fact: how many waves of steps it takes."""
        return int(self.chain.depth.max(initial=0))

    def __contains__(self, fact: object) -> bool:
        """Tell whether a fact falls; an unknown fact does not."""
        position = self.graph.fact_index.get(fact) if isinstance(fact, str) else None
        return position is not None and bool(self.chain.held[position])

    def depth(self, fact: str) -> int | None:
        """Return the round in which a fact falls: 0 at the start, None never.

        Raises:
            UnknownIdError: ``unknown-fact``.
        """
        depth = int(self.chain.depth[self.graph.fact_at(fact)])
        return None if depth < 0 else depth

    def support(self, fact: str) -> str | None:
        """Return the id of a step that gives a fact as early as can be; None at the start, or when it does not fall.

        Raises:
            UnknownIdError: ``unknown-fact``.
        """
        step = int(self.chain.support[self.graph.fact_at(fact)])
        return None if step < 0 else self.graph.steps[step].id

    def proof(self, fact: str) -> tuple[str, ...]:
        """Return the ids of steps that make a fact fall, in an order in which they can be done; empty at the start.

        Raises:
            UnknownIdError: ``unknown-fact``.
        """
        kernel = self.graph.kernel
        steps = self.chain.proof(kernel, self.graph.fact_at(fact))
        order = np.lexsort((steps, self.chain.depth[kernel.heads[steps]]))
        return tuple(self.graph.steps[step].id for step in steps[order].tolist())

    def as_json(self) -> dict[str, object]:
        """Return every fact that falls, with its depth and its step."""
        return {
            "facts": [{"fact": fact, "depth": self.depth(fact), "step": self.support(fact)} for fact in self.facts],
            "rounds": self.rounds,
        }


def derive(graph: AttackGraph) -> Closure:
    """Return what falls from the starting facts.

    Complexity: linear in the number of preconditions.
    """
    return Closure(graph, chain(graph.kernel))
