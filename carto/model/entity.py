"""The base of everything an author may write, and the field types that several entities share.

Author keys are English; their descriptions in both languages live in ``carto/i18n/texts/fields.json``
(``Device.zone``...).
Values arrive as text (``carto.load`` reads YAML scalars as text) and are typed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, TypeGuard

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from carto.model.notation import Date
from carto.model.vocabulary import Confidence

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"


YES: Final = frozenset({"true", "yes", "on"})
NO: Final = frozenset({"false", "no", "off"})


def as_list(value: object) -> object:
    """Accept one text where a list of texts is meant."""
    return [value] if isinstance(value, str) else value


def all_texts(value: object) -> TypeGuard[Sequence[str]]:
    """Tell whether ``value`` is a list of texts, which may then stand as keys."""
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _as_range(value: object) -> object:
    return [value, value] if isinstance(value, str | int | float) else value


def _in_order(ends: tuple[float, float]) -> tuple[float, float]:
    if ends[0] > ends[1]:
        raise PydanticCustomError("range_order", "the low end is above the high one")
    return ends


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=128)]
Ids = Annotated[tuple[str, ...], BeforeValidator(as_list)]
"""One id, or a list of ids."""
Words = Annotated[tuple[str, ...], BeforeValidator(as_list)]
"""One text, or a list of texts."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
# Bounds above are far beyond any establishment; they keep sums and products finite whatever a model says.
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10**12)]
Members = Annotated[int, Field(ge=1, le=10**7)]
"""How many like things one entry stands for."""
SafetyClass = Annotated[int, Field(ge=0, le=4)]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Range = Annotated[tuple[Amount, Amount], BeforeValidator(_as_range), AfterValidator(_in_order)]
"""A low and a high value; one number stands for both."""


class Part(BaseModel):
    """A frozen piece of an entity; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Entity(Part):
    """Something with an id: the key under which it was written.

    Every entity carries its provenance: where the author has it from, when it was last seen, how sure the author is.
    """

    id: str
    name: str = ""
    description: str = ""
    tags: Words = ()
    owner: str = ""
    source: str = ""
    seen_on: Date | None = None
    confidence: Confidence | None = None

    @property
    def label(self) -> str:
        """Return the name, or the id where there is none."""
        return self.name or self.id
