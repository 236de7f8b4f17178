"""Devices, systems and fleets of like devices."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from carto.model.entity import (
    NO,
    YES,
    Coordinate,
    Count,
    Entity,
    Ids,
    Members,
    Part,
    SafetyClass,
    Words,
    all_texts,
    as_list,
)
from carto.model.notation import Date, Ip, Mac
from carto.model.vocabulary import (
    Difficulty,
    EndpointProtection,
    Ownership,
    PatchState,
    PhysicalAccess,
    Tri,
)

Gain = Literal["user", "admin", "reads", "alters", "denies", "commands", "secrets"]


def _system(value: object) -> object:
    return {"family": value} if isinstance(value, str) else value


def _services(value: object) -> object:
    """Accept a name, a list of names, or names with true, false or settings."""
    if isinstance(value, str):
        return {value: {}}
    if all_texts(value):
        return {item: {} for item in value}
    if isinstance(value, dict):
        return {name: _setting(setting) for name, setting in value.items()}
    return value


def _setting(value: object) -> object:
    word = str(value).lower()
    if value is None or word in NO:
        return {"present": False}
    return {} if word in YES else value


def _flaws(value: object) -> object:
    """Accept an id, a list of ids, or ids with a status or settings."""
    if isinstance(value, str):
        return {value: {}}
    if all_texts(value):
        return {item: {} for item in value}
    if isinstance(value, dict):
        return {k: {"status": v} if isinstance(v, str) else v or {} for k, v in value.items()}
    return value


def _exposure(value: object) -> object:
    """Accept a zone, a list of zones, or zones with the services they see."""
    if isinstance(value, str):
        return {value: []}
    return {item: [] for item in value} if all_texts(value) else value


def _counts(value: object) -> object:
    """Accept a data class, a list of them, or data classes with numbers of records."""
    if isinstance(value, str):
        return {value: 0}
    return dict.fromkeys(value, 0) if all_texts(value) else value


def _patched(value: object) -> object:
    word = str(value).lower()
    if word in YES:
        return PatchState.CURRENT
    return PatchState.LATE if word in NO else value


class OperatingSystem(Part):
    """What a device runs on."""

    family: str
    version: str = ""
    supported: Tri = "unknown"
    support_ends: Date | None = None


class ServiceSetting(Part):
    """A service that a device offers, where it differs from the catalogue's."""

    present: bool = True
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    transport: Literal["tcp", "udp"] = "tcp"
    second_factor: Tri | None = None
    default_secret: Tri | None = None
    authenticated: Tri | None = None
    encrypted: Tri | None = None
    patched: Annotated[PatchState | None, BeforeValidator(_patched)] = None


class FlawSetting(Part):
    """A known flaw on a device: whether it is still there, and what the author knows better than the catalogue."""

    status: Literal["present", "patched", "unknown"] = "present"
    reach: Ids | None = None
    gain: Annotated[tuple[Gain, ...], BeforeValidator(as_list)] | None = None
    difficulty: Difficulty | None = None
    exposed_before_patch: Tri = "unknown"
    compromise_checked: Tri = "unknown"


class Device(Entity):
    """A device, a system, or a fleet of ``count`` like devices.

    Attributes:
        type: Device type of the catalogue.
        zones: Where it is connected; several for a firewall or a bridge. Key: ``zone``.
        exposed_to: Zones from which it is reached directly -> services they see (empty: all of them).
        services: Services it offers, catalogue defaults included; a service set to false is not there.
        vulnerabilities: Known flaws by id.
        weaknesses: Declared weaknesses of the catalogue.
        holds: Data class -> number of records.
        target: The author wants to know every path to it.
        manages: Devices or zones that whoever administers it controls.
        managed_by: The same, written at the other end.
        hosted_on: Hypervisors it runs on.
    """

    type: str
    like: str = ""
    zones: Ids = Field(default=(), alias="zone")
    count: Members = 1
    exposed_to: Annotated[dict[str, Ids], BeforeValidator(_exposure)] = Field(default_factory=dict)
    services: Annotated[dict[str, ServiceSetting], BeforeValidator(_services)] = Field(default_factory=dict)
    vulnerabilities: Annotated[dict[str, FlawSetting], BeforeValidator(_flaws)] = Field(default_factory=dict)
    weaknesses: Words = ()
    patched: Annotated[PatchState, BeforeValidator(_patched)] = PatchState.UNKNOWN
    os: Annotated[OperatingSystem | None, BeforeValidator(_system)] = None
    vendor: str = ""
    model: str = ""
    version: str = ""
    serial: str = ""
    ip: Annotated[tuple[Ip, ...], BeforeValidator(as_list)] = ()
    mac: Annotated[tuple[Mac, ...], BeforeValidator(as_list)] = ()
    room: str = ""
    rack: str = ""
    ownership: Ownership = Ownership.ESTABLISHMENT
    endpoint_protection: EndpointProtection = EndpointProtection.UNKNOWN
    default_secret: Tri = "unknown"
    secret_changeable: Tri = "unknown"
    second_factor: Tri = "unknown"
    encrypted_storage: Tri = "unknown"
    internet_access: Tri = "unknown"
    logged: Tri = "unknown"
    backed_up: Tri = "unknown"
    physical_access: PhysicalAccess = PhysicalAccess.UNKNOWN
    removable_media: Tri = "unknown"
    radio: Words = ()
    staffed: bool = False
    mail: Tri = False
    web: Tri = False
    isolated: Tri = False
    redundant: Tri = "unknown"
    patient_safety: SafetyClass = 0
    holds: Annotated[dict[str, Count], BeforeValidator(_counts)] = Field(default_factory=dict)
    target: bool = False
    manages: Ids = ()
    managed_by: Ids = ()
    hosted_on: Ids = ()
    supplier: str = ""
    position: tuple[Coordinate, Coordinate] | None = Field(default=None, alias="at")
