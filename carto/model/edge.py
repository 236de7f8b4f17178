"""What joins devices and zones: links carry packets, flows say who exchanges what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from carto.model.entity import Amount, Entity, Ids
from carto.model.vocabulary import FlowKind, LinkMedium, LinkStatus, Tri


def _allowed(value: object) -> object:
    """Accept one service, a list of services, ``any`` (the same as leaving it out) or ``unknown``."""
    if value is None or value == "any":
        return None
    return [value] if isinstance(value, str) else value


class Link(Entity):
    """Something that carries packets between two ends, each a device or a zone.

    Attributes:
        from_end: First end. Key: ``from``, or the left side of ``a -- b``.
        to_end: Second end.
        both_ways: ``a -- b`` rather than ``a -> b``.
        allow: Services that pass; None when nothing filters; ("unknown",) when nobody knows.
        via: Device that enforces it.
        status: Needed even where no flow says so, temporary, or left over from something.
    """

    from_end: str = Field(alias="from")
    to_end: str = Field(alias="to")
    both_ways: bool = True
    allow: Annotated[tuple[str, ...] | None, BeforeValidator(_allowed)] = None
    via: str = ""
    medium: LinkMedium = LinkMedium.UNKNOWN
    status: LinkStatus = LinkStatus.UNKNOWN
    encrypted: Tri = "unknown"
    always_on: Tri = "unknown"
    logged: Tri = "unknown"
    provider: str = ""
    bandwidth_mbps: Amount | None = None
    redundant: Tri = "unknown"

    @property
    def unfiltered(self) -> bool:
        """Tell whether everything passes, or may pass for all anyone knows."""
        return self.allow is None or "unknown" in self.allow


class Flow(Entity):
    """Who exchanges what with whom, and how.

    Attributes:
        from_device: Who opens it. Key: ``from``, or the left side of ``a -> b``.
        to_device: Who answers.
        protocol: Service of the catalogue.
        account: Account it logs in with.
        data: Data classes it carries.
        access: What it may do on its target.
    """

    from_device: str = Field(alias="from")
    to_device: str = Field(alias="to")
    kind: FlowKind = FlowKind.DATA
    protocol: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    account: str = ""
    data: Ids = ()
    access: Literal["read", "write", "read-write"] = "read-write"
    encrypted: Tri = "unknown"
    authenticated: Tri = "unknown"
    justification: str = ""
    frequency: str = ""
