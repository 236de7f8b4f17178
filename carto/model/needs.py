"""What a thing needs to be safe: availability, integrity, confidentiality, evidence (DICP in French)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from carto.model.entity import Part

NeedLevel = Annotated[int, Field(ge=0, le=4)]
"""0 insignificant, 1 low, 2 medium, 3 strong, 4 very strong."""


class SecurityNeeds(Part):
    """How much each of the four counts; None where nobody has said."""

    availability: NeedLevel | None = None
    integrity: NeedLevel | None = None
    confidentiality: NeedLevel | None = None
    evidence: NeedLevel | None = None

    def levels(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Return the four levels: availability, integrity, confidentiality, evidence."""
        return self.availability, self.integrity, self.confidentiality, self.evidence

    def told(self, letters: str) -> str:
        """Return the needs as people write them, one letter each: ``D4 I3 C2 P?``."""
        pairs = zip(letters, self.levels(), strict=True)
        return " ".join(f"{letter}{'?' if level is None else level}" for letter, level in pairs)
