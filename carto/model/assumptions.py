"""What the author assumes instead of the catalogue."""

from __future__ import annotations

from pydantic import Field

from carto.model.entity import Amount, Part, Range, Share
from carto.model.vocabulary import Difficulty


class Assumptions(Part):
    """Numbers behind the levels; the catalogue has defaults, every output shows what was used."""

    likelihood: dict[Difficulty, Share] = Field(default_factory=dict)
    effort_days: dict[Difficulty, Amount] = Field(default_factory=dict)
    record_value_eur: Range | None = None
