"""Care processes and what they depend on: a graph of its own, apart from the attack graph."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from carto.model.entity import Amount, Count, Entity, Part, SafetyClass
from carto.model.needs import SecurityNeeds
from carto.model.vocabulary import Tri


def _need(value: object) -> object:
    """Accept an id, ``{any: [...]}`` or ``{all: [...]}``."""
    return {"id": value} if isinstance(value, str) else value


def _fallback(value: object) -> object:
    return {"description": value} if isinstance(value, str) else value


def _needs(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


class Need(Part):
    """One dependency: a thing, any of several, or all of several. Exactly one of the three is given."""

    id: str = ""
    any: Annotated[tuple[OneNeed, ...], BeforeValidator(_needs)] = ()
    all: Annotated[tuple[OneNeed, ...], BeforeValidator(_needs)] = ()

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if (self.id != "") + bool(self.any) + bool(self.all) != 1:
            raise PydanticCustomError("one_need", "exactly one of id, any and all")
        return self

    def ids(self) -> tuple[str, ...]:
        """Return every id named in it, in the order written."""
        inner = tuple(one for need in (*self.any, *self.all) for one in need.ids())
        return (self.id, *inner) if self.id else inner


OneNeed = Annotated[Need, BeforeValidator(_need)]


class DegradedMode(Part):
    """How care goes on without its systems."""

    description: str = ""
    hours: Amount | None = None
    tested: Tri = "unknown"


class CareProcess(Entity):
    """Something done for patients.

    Attributes:
        depends_on: What it needs, all of it; each may be a choice.
        max_outage_hours: Longest outage before harm (maximum tolerable outage); None when nobody has said.
        patient_safety: 0 none, 1 delay, 2 degraded care, 3 serious harm possible, 4 immediate threat to life.
        needs: How much its availability, integrity, confidentiality and evidence count.
    """

    depends_on: Annotated[tuple[OneNeed, ...], BeforeValidator(_needs)] = ()
    max_outage_hours: Amount | None = None
    patient_safety: SafetyClass = 0
    degraded_mode: Annotated[DegradedMode | None, BeforeValidator(_fallback)] = None
    patients_per_day: Count | None = None
    needs: SecurityNeeds | None = None
    site: str = ""


Need.model_rebuild()
CareProcess.model_rebuild()
