"""stub"""

from __future__ import annotations

from dataclasses import dataclass

from carto.atlas.columns import UNMARKED, Marks
from carto.atlas.outcome import Outcome
from carto.atlas.scene import Blast, SceneChokePoint, SceneTarget, Story
from carto.atlas.wording import Wording
from carto.model.establishment_map import Model


@dataclass(frozen=True, slots=True)
class Telling:
    """What the scene says of attacks."""

    targets: tuple[SceneTarget, ...] = ()
    stories: tuple[Story, ...] = ()
    choke_points: tuple[SceneChokePoint, ...] = ()
    blasts: tuple[Blast, ...] = ()
    marks: Marks = UNMARKED


def tell(model: Model, outcome: Outcome, words: Wording) -> Telling:
    """Tell."""
    return Telling()
