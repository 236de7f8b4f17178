"""What analyses found, gathered for the scene. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carto.analysis.best import BestAttacks
from carto.analysis.choke import ChokePoints
from carto.analysis.probability import WeakSpot
from carto.atlas.beside import Beside
from carto.atlas.remedies import Remedy
from carto.atlas.scene import Blast
from carto.attack.graph import AttackGraph
from carto.i18n.bilingual import Bilingual, both
from carto.model.vocabulary import Evidence
from carto.rules.engine import Checked
from carto.topology.exposure import TrustExposure


@dataclass(frozen=True, slots=True)
class ChokeFigures:
    """What a choke point is worth: by how much the target's risk drops without it, and its share of best attacks."""

    drop: float
    share: float


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """What was found about one thing that matters.

    Attributes:
        target: Id of the device or care process.
        attacks: Its best attacks, likeliest first.
        choke_points: What every attack goes through; None when it was not computed.
        figures: (kind, id) of a choke point -> what it is worth; a missing one is told from the attacks listed.
        probability: Chance that the target falls in one campaign; None when it was not computed.
        interval: Its 95 % interval; None when the probability is exact.
        why_not: Facts that are missing when no attack reaches it.
        weak_spots: Assets on the attacks found that are no choke point, with the risk that goes with each; most first.
        alike: How many attacks each listed one stands for, in their order; empty when nobody counted: the stories do.
    """

    target: str
    attacks: BestAttacks
    choke_points: ChokePoints | None = None
    figures: Mapping[tuple[str, str], ChokeFigures] = field(default_factory=dict)
    probability: float | None = None
    interval: tuple[float, float] | None = None
    why_not: tuple[str, ...] = ()
    weak_spots: tuple[WeakSpot, ...] = ()
    alike: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found about a model.

    Attributes:
        graph: The attack graph that every result speaks of; None when no analysis was made.
        targets: One outcome per target, most at risk first.
        attacker: Who attacks, in words.
        evidence: The weakest evidence that was used.
        exposure: What each trust level reaches.
        blasts: What falls with one device.
        checked: What the rules say; None when nobody asked.
        remedies: What measures do to the steps of the attacks found.
        beside: Scenarios that were looked at.
    """

    graph: AttackGraph | None = None
    targets: tuple[TargetOutcome, ...] = ()
    attacker: Bilingual = field(default_factory=lambda: both("atlas.attacker.anyone"))
    evidence: Evidence = Evidence.ASSUMED
    exposure: tuple[TrustExposure, ...] = ()
    blasts: tuple[Blast, ...] = ()
    checked: Checked | None = None
    remedies: tuple[Remedy, ...] = ()
    beside: tuple[Beside, ...] = ()


NOTHING_FOUND = Outcome()
"""No analysis: the map alone."""
