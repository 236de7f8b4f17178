"""Beside what is left at stake: how likely the worst is, and how likely its easiest attack.

A plan is chosen by levels (``carto.analysis.portfolio``). These two figures are of another kind and shown beside it:
the chance that at least one of some facts falls, every step independent and counted once, and the likelihood of the
one best attack on any of them, the product of its steps. Whoever compares choices draws the same luck for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from carto.analysis.best import first_attacks
from carto.analysis.paired import Chance, share, trials_of
from carto.attack.graph import AttackGraph, Step

_ANY: Final = "~any"
"""No fact of a model begins like this."""
_WORDS: Final = 32


@dataclass(frozen=True, slots=True)
class Outlook:
    """How likely the worst is.

    Attributes:
        chance: That at least one of the facts falls, with its 95 % interval.
        likelihood: Of the best attack on any of them; 0 without one.
        is_proven: Whether no attack is likelier.
    """

    chance: Chance
    likelihood: float
    is_proven: bool

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {"chance": self.chance.as_json(), "likelihood": self.likelihood, "proven": self.is_proven}


def outlook(graph: AttackGraph, facts: Sequence[str], words: int = _WORDS, seed: int = 1) -> Outlook:
    """Return how likely it is that at least one of some facts falls.

    Args:
        graph: The attack graph.
        facts: What must not fall; one that the graph does not have never does.
        words: Trials, in words of 64.
        seed: Names the draws: equal seeds, equal luck.

    Complexity: one best attack, and ``words`` passes over the graph.
    """
    ends = (Step(f"{_ANY} {fact}", (fact,), _ANY) for fact in dict.fromkeys(facts))
    whole = AttackGraph((*graph.steps, *ends), graph.start)
    found = first_attacks(whole, _ANY) if facts else ()
    likelihood, is_proven = (found[0].likelihood, found[0].proof.status == "optimal") if found else (0.0, True)
    return Outlook(share(trials_of(whole, [_ANY], words, seed)[_ANY]), likelihood, is_proven)
