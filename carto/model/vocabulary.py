"""The closed vocabularies of the model, each word documented."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Tri = bool | Literal["unknown"]
"""True, false, or not known: never read "unknown" as safe."""


class EstablishmentKind(StrEnum):
    """What the establishment is; rules and measures scale with it."""

    GP_PRACTICE = "gp-practice"
    HEALTH_CENTRE = "health-centre"
    NURSING_HOME = "nursing-home"
    CLINIC = "clinic"
    HOSPITAL = "hospital"
    UNIVERSITY_HOSPITAL = "university-hospital"
    GROUP = "group"


class Privilege(StrEnum):
    """What control over a device is worth."""

    USER = "user"
    ADMIN = "admin"


class PatchState(StrEnum):
    """How current the software of a device is."""

    CURRENT = "current"
    LATE = "late"
    UNKNOWN = "unknown"


class EndpointProtection(StrEnum):
    """What watches the programs of a device."""

    NONE = "none"
    MONITOR = "monitor"
    BLOCK = "block"
    UNKNOWN = "unknown"


class PhysicalAccess(StrEnum):
    """Who can touch a device."""

    PUBLIC = "public"
    STAFF = "staff"
    LOCKED = "locked"
    UNKNOWN = "unknown"


class Ownership(StrEnum):
    """Whose device it is."""

    ESTABLISHMENT = "establishment"
    PERSONAL = "personal"
    THIRD_PARTY = "third-party"


class AccountKind(StrEnum):
    """What an account is for."""

    USER = "user"
    ADMIN = "admin"
    DOMAIN_ADMIN = "domain-admin"
    SERVICE = "service"
    SHARED = "shared"
    SUPPLIER = "supplier"


class PartyKind(StrEnum):
    """What an outside organisation is to the establishment."""

    SUPPLIER = "supplier"
    HOST = "host"
    PARTNER = "partner"
    AUTHORITY = "authority"
    PAYER = "payer"


class LinkMedium(StrEnum):
    """What carries the packets."""

    COPPER = "copper"
    FIBRE = "fibre"
    WIFI = "wifi"
    RADIO = "radio"
    VPN = "vpn"
    WAN = "wan"
    VIRTUAL = "virtual"
    SERIAL = "serial"
    UNKNOWN = "unknown"


class LinkStatus(StrEnum):
    """Whether a link is still wanted, as its author says."""

    NEEDED = "needed"
    TEMPORARY = "temporary"
    LEFTOVER = "leftover"
    UNKNOWN = "unknown"

    @property
    def is_passing(self) -> bool:
        """Tell whether the link was not meant to stay."""
        return self in {LinkStatus.TEMPORARY, LinkStatus.LEFTOVER}


class FlowKind(StrEnum):
    """What a flow is for: updates and commands change their target, data does not."""

    DATA = "data"
    UPDATE = "update"
    COMMAND = "command"
    ADMINISTRATION = "administration"


class Difficulty(StrEnum):
    """How hard a step is; likelihood and effort tables are data (``assumptions``)."""

    TRIVIAL = "trivial"
    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"
    VERY_HARD = "very-hard"


class Evidence(StrEnum):
    """What a step rests on, from strongest to weakest."""

    CONFIRMED = "confirmed"
    DECLARED = "declared"
    ASSUMED = "assumed"

    @property
    def weakness(self) -> int:
        """Return 0 for confirmed, 1 for declared, 2 for assumed."""
        return _EVIDENCE_ORDER.index(self)


_EVIDENCE_ORDER = (Evidence.CONFIRMED, Evidence.DECLARED, Evidence.ASSUMED)


class Confidence(StrEnum):
    """How sure the author is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Visibility(StrEnum):
    """Who may read a note."""

    CLIENT = "client"
    PRIVATE = "private"


class NoteStatus(StrEnum):
    """Where a note stands."""

    OPEN = "open"
    RESOLVED = "resolved"


class Level(StrEnum):
    """A plain three-step scale, with a fourth for what cannot wait."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"
