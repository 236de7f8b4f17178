"""The base of everything an author may write, and the field types that several entities share.

Author keys are English; their descriptions in both languages live in ``carto/i18n/texts/fields.json``
(``Device.zone``...).
Values arrive as text (``carto.load`` reads YAML scalars as text) and are typed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=128)]
Ids = Annotated[tuple[str, ...], BeforeValidator(as_list)]
"""One id, or a list of ids."""
Words = Annotated[tuple[str, ...], BeforeValidator(as_list)]
"""One text, or a list of texts."""
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
SafetyClass = Annotated[int, Field(ge=0, le=4)]
Range = Annotated[tuple[Amount, Amount], BeforeValidator(lambda v: [v, v] if isinstance(v, str | int | float) else v)]
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
