"""What every published answer is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from carto.model.vocabulary import Evidence


class Shape(BaseModel):
    """A piece of an answer; unknown keys are refused, so that nothing is published by accident."""

    model_config = ConfigDict(extra="forbid")


class Context(Shape):
    """What an answer rests on."""

    model_date: str | None = Field(description="Date of the model, ISO 8601; null where the model has none.")
    scenario: str | None
    attacker: str | None = Field(description="Attacker profile; null for a plain attack graph.")
    start: list[str] | None = Field(description="What the attacker holds at first, when the question said so.")
    evidence: Evidence = Field(description="Weakest evidence that a step may rest on.")
