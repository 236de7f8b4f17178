"""Zones: where devices reach each other."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from carto.model.entity import Coordinate, Entity, as_list
from carto.model.notation import Cidr
from carto.model.vocabulary import PhysicalAccess, Tri


class Zone(Entity):
    """A part of the network that shares one trust level.

    Attributes:
        type: Zone type of the catalogue.
        trust: 0 hostile .. 5 core.
        isolated: Devices of the zone do not reach each other.
        transit: Packets that come in by one link may leave by another; false where a proxy or gateway breaks the
            protocol.
    """

    type: str
    site: str = ""
    parent: str = Field(default="", alias="in")
    trust: Annotated[int, Field(ge=0, le=5)] = 3
    isolated: Tri = False
    transit: bool = True
    vlan: Annotated[int, Field(ge=1, le=4094)] | None = None
    cidr: Annotated[tuple[Cidr, ...], BeforeValidator(as_list)] = ()
    physical_access: PhysicalAccess = PhysicalAccess.UNKNOWN
    device_authentication: Tri = "unknown"
    logged: Tri = "unknown"
    position: tuple[Coordinate, Coordinate] | None = Field(default=None, alias="at")
