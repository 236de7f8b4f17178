"""The establishment itself, its sites, the organisations around it, and the data it keeps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from carto.model.entity import Amount, Coordinate, Count, Entity, Ids, Part, Range, Share
from carto.model.needs import SecurityNeeds
from carto.model.notation import Date
from carto.model.vocabulary import EstablishmentKind, PartyKind, Tri


class Establishment(Part):
    """Whose map it is."""

    name: str = ""
    kind: EstablishmentKind = EstablishmentKind.HOSPITAL
    language: Literal["fr", "en"] | None = None
    records: Count = 0
    record_value_eur: Range | None = None
    beds: Count = 0
    staff: Count = 0
    trained_share: Share | Literal["unknown"] = "unknown"
    incident_plan: Tri = "unknown"
    leavers_process: Tri = "unknown"
    logs_reviewed: Tri = "unknown"
    restore_tested_on: Date | None = None
    risk_analysis_on: Date | None = None
    version: str = ""
    date: Date | None = None
    author: str = ""
    approved_by: str = ""
    marking: str = ""
    scope: str = ""
    limits: str = ""
    budget_eur: Amount | None = None
    team_days: Amount | None = None


class Site(Entity):
    """A place: people can be near what stands there."""

    open_to_public: Tri = "unknown"
    address: str = ""
    position: tuple[Coordinate, Coordinate] | None = Field(default=None, alias="at")


class Party(Entity):
    """An outside organisation: supplier, host, partner, authority, payer."""

    kind: PartyKind = PartyKind.SUPPLIER
    zone: str = ""
    accounts: Ids = ()
    supplies: Ids = ()
    second_factor: Tri = "unknown"
    health_hosting: Tri = "unknown"
    in_eea: Tri = "unknown"
    contract: str = ""
    contact: str = ""


class Data(Entity):
    """A class of data; the catalogue has the usual ones."""

    value_eur: Range | None = None
    personal: Tri = "unknown"
    needs: SecurityNeeds | None = None
