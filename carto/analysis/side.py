"""One side of a comparison: a state of an establishment, and what analyses find about it, each found once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from carto.analysis.attacks import costs_by
from carto.analysis.best import first_attacks
from carto.analysis.choke import choke_points
from carto.analysis.closure import derive
from carto.analysis.impact import Impact, impact_of
from carto.analysis.paired import trials_of
from carto.analysis.relevant import Approach
from carto.attack.graph import AttackGraph
from carto.attack.kernel import FloatArray
from carto.attack.standing import Standing
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.topology.exposure import exposure

ATTACKS: Final = 3
"""Best attacks looked at on each side."""

Listed = list[tuple[tuple[str, ...], float]]
"""Steps and likelihood of attacks."""


class Side:
    """One state, compared with as many others as one likes.

    Attributes:
        standing: The establishment with its attack graph.
        evidence: Weakest evidence that a step may rest on.
        graph: What attackers can do, at this evidence.
    """

    def __init__(self, standing: Standing, evidence: Evidence = Evidence.ASSUMED) -> None:
        """Keep the state; look at nothing yet."""
        self.standing = standing
        self.evidence = evidence
        self.graph: AttackGraph = standing.graph.at_evidence(evidence)
        self._best: dict[str, Listed] = {}
        self._chokes: dict[str, frozenset[str]] = {}
        self._trials: dict[str, FloatArray] = {}

    @property
    def model(self) -> Model:
        """The establishment."""
        return self.standing.model

    @cached_property
    def _approach(self) -> Approach:
        return Approach(self.graph.kernel, costs_by(self.graph, "likelihood"))

    @cached_property
    def impact(self) -> Impact:
        """All that falls."""
        return impact_of(self.model, derive(self.graph).facts)

    @cached_property
    def reached(self) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        """Trust level -> service -> devices that it reaches."""
        return {level.trust: level.reached for level in exposure(self.standing.topology)}

    def best(self, fact: str) -> Listed:
        """Return the best attacks on a fact; none on one that the graph does not know."""
        if fact not in self._best:
            found = first_attacks(self.graph, fact, k=ATTACKS, approach=self._approach) if self.knows(fact) else ()
            self._best[fact] = [(attack.steps, attack.likelihood) for attack in found]
        return self._best[fact]

    def chokes(self, fact: str) -> frozenset[str]:
        """Return the assets that every attack on a fact goes through."""
        if fact not in self._chokes:
            found = choke_points(self.graph, fact).of_kind("asset") if self.knows(fact) else ()
            self._chokes[fact] = frozenset(found)
        return self._chokes[fact]

    def trials(self, facts: Sequence[str]) -> list[FloatArray]:
        """Return, for each fact, in which sampled worlds it falls."""
        new = [fact for fact in dict.fromkeys(facts) if fact not in self._trials]
        if new:
            self._trials |= trials_of(self.graph, new)
        return [self._trials[fact] for fact in facts]

    def knows(self, fact: str) -> bool:
        """Tell whether the graph speaks of a fact."""
        return fact in self.graph.fact_index
