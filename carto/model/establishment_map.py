"""The whole model: ordered collections, lookups by id, nothing derived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from carto.model.account import Account
from carto.model.annotation import Note, View, Waiver
from carto.model.assumptions import Assumptions
from carto.model.care import CareProcess
from carto.model.device import Device
from carto.model.diagnostic import Diagnostic, Span
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.establishment import Data, Establishment, Party, Site
from carto.model.planning import Attacker, Measure, Scenario
from carto.model.zone import Zone

SECTIONS = (
    "sites",
    "zones",
    "devices",
    "links",
    "flows",
    "accounts",
    "parties",
    "data",
    "care",
    "measures",
    "scenarios",
    "attackers",
    "notes",
    "views",
    "waivers",
)
"""Sections of the model that hold entities by id, in reading order."""


class Locator(Protocol):
    """Answers where something was written."""

    def locate(self, route: str) -> Span | None:
        """Return the place of ``section:id`` or ``section:id:field``, or None when nobody wrote it."""
        ...


class Nowhere:
    """The locator of a model made in Python: nothing was written anywhere."""

    def locate(self, route: str) -> Span | None:  # noqa: ARG002 -- the protocol's signature
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class Model:
    """An establishment as its author describes it: valid, resolved, and nothing derived.

    Each collection maps id to entity, sorted by id. References between entities are known to resolve.

    Attributes:
        scenario: Scenario that was applied to the text, or "".
        applied_measures: Measures of that scenario and of those it builds on, still to be applied, in order.
        warnings: Diagnostics that did not stop the load.
        locator: Where each thing was written.
    """

    establishment: Establishment = field(default_factory=Establishment)
    assumptions: Assumptions = field(default_factory=Assumptions)
    sites: Mapping[str, Site] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    devices: Mapping[str, Device] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    care: Mapping[str, CareProcess] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    attackers: Mapping[str, Attacker] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    scenario: str = ""
    applied_measures: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    locator: Locator = field(default_factory=Nowhere, compare=False, repr=False)

    def section(self, name: str) -> Mapping[str, Entity]:
        """Return the collection of one of ``SECTIONS``."""
        collection: Mapping[str, Entity] = getattr(self, name)
        return collection

    def find(self, wanted: str) -> tuple[str, Entity] | None:
        """Return (section, entity) of an id, or None."""
        return next(((name, self.section(name)[wanted]) for name in SECTIONS if wanted in self.section(name)), None)

    def entities(self) -> Iterator[tuple[str, Entity]]:
        """Yield (section, entity) for everything, in reading order."""
        for name in SECTIONS:
            for entity in self.section(name).values():
                yield name, entity

    def devices_in(self, zone: str) -> tuple[Device, ...]:
        """Return the devices connected to a zone, by id. O(devices)."""
        return tuple(device for device in self.devices.values() if zone in device.zones)

    @property
    def device_count(self) -> int:
        """Number of devices, counting every member of a fleet."""
        return sum(device.count for device in self.devices.values())
