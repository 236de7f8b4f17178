"""What to make safe first: assets by how much of the risk goes with them.

A choke point takes all of it. Where there is none, or where a choke point cannot be touched, the ranking says what
comes next. The share of the best attacks that go through an asset is shown beside the drop of risk, never instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from carto.analysis.best import first_attacks
from carto.analysis.choke import ChokePoints, choke_points
from carto.analysis.probability import weak_spots
from carto.attack.graph import AttackGraph

_ATTACKS: Final = 10


@dataclass(frozen=True, slots=True)
class RankedAsset:
    """An asset, and what making it safe is worth.

    Attributes:
        id: The asset.
        drop: By how much the chance that the target falls drops without it, 0..1, estimated in sampled worlds.
        share: Share of the best attacks that go through it, 0..1.
        is_choke_point: Whether no attack is left without it; its drop is then 1, by proof.
        count: How many interchangeable devices it stands for: above 1, a fleet.
    """

    id: str
    drop: float
    share: float
    is_choke_point: bool
    count: int = 1

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "asset": self.id,
            "drop": self.drop,
            "share": self.share,
            "choke_point": self.is_choke_point,
            "count": self.count,
        }


@dataclass(frozen=True, slots=True)
class ChokeRanking:
    """The choke points of a target, and every asset of its best attacks by what its safety is worth.

    Attributes:
        chokes: The choke points.
        ranked: Most valuable first, then by id.
        attacks: How many best attacks the shares are of.
    """

    chokes: ChokePoints
    ranked: tuple[RankedAsset, ...]
    attacks: int

    def as_json(self) -> dict[str, object]:
        """Return the published shape: that of the choke points, with the ranking beside."""
        ranked = [asset.as_json() for asset in self.ranked]
        return {**self.chokes.as_json(), "ranking": ranked, "attacks_ranked": self.attacks}


def rank_assets(graph: AttackGraph, target: str) -> ChokeRanking:
    """Return the choke points of a target and the ranking of what its ten best attacks go through.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: one search for ten best attacks, one pass over 1,024 sampled worlds for each asset.
    """
    chokes = choke_points(graph, target)
    attacks = [attack.steps for attack in first_attacks(graph, target, k=_ATTACKS)]
    through = [{asset for step in attack for asset in graph.step(step).assets} for attack in attacks]
    necessary = set(chokes.of_kind("asset"))
    drops = {spot.asset: spot.drop for spot in weak_spots(graph, target, set().union(*through, necessary))}
    ranked = (
        RankedAsset(
            asset,
            1.0 if asset in necessary else drop,
            sum(asset in crossed for crossed in through) / max(len(through), 1),
            asset in necessary,
            max(graph.steps[step].count for step in graph.steps_through(asset)),
        )
        for asset, drop in drops.items()
    )
    order = sorted(ranked, key=lambda one: (not one.is_choke_point, -one.drop, -one.share, one.id))
    return ChokeRanking(chokes, tuple(order), len(attacks))
