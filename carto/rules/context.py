"""What rules look at: the model, its network, and indices that several rules need, each made on first use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeVar

from carto.attack.standing import Standing
from carto.catalog.entities import DeviceType, ZoneType
from carto.catalog.reference import Catalog, catalog
from carto.catalog.vocabulary import Category
from carto.model.account import Account
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.model.vocabulary import EstablishmentKind
from carto.model.zone import Zone
from carto.rules.attacks import Attacks
from carto.topology.network import Topology, build_topology
from carto.topology.traffic import Traffic

ThingT = TypeVar("ThingT")

USER_ZONES: Final = frozenset({"users", "ward", "office", "wireless", "practice", "gp-office"})
"""Zone types where people work at ordinary computers."""
CARE_CLASS: Final = 3
"""Patient-safety class from which a failure may do serious harm."""
LIFE_CLASS: Final = 4
"""Patient-safety class of an immediate threat to life."""
_CORE: Final = frozenset({"identity", "management", "infrastructure", "backup"})


class RuleContext:
    """An establishment as rules see it.

    Attributes:
        model: The establishment.
        topology: Its network.
        catalog: The reference data.
        today: The day that ages are counted from; None when nobody has said.
    """

    def __init__(
        self,
        model: Model,
        topology: Topology | None = None,
        today: dt.date | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Keep the stages; compute nothing yet. A graph that is already built serves where it answers the same."""
        self.model = model
        self.topology = topology or (standing.topology if standing else build_topology(model))
        self.catalog: Catalog = catalog()
        self.today = today or model.establishment.date
        self._standing = standing

    @property
    def kind(self) -> EstablishmentKind:
        """Kind of the establishment."""
        return self.model.establishment.kind

    @property
    def devices(self) -> Iterable[Device]:
        """Every device, by id."""
        return self.model.devices.values()

    @cached_property
    def attacks(self) -> Attacks:
        """What attackers from outside come to."""
        return Attacks(self.model, self.topology, self._standing)

    def label(self, thing: str) -> str:
        """Return the name of a device or zone, or the id where there is none."""
        known = self.model.devices.get(thing) or self.model.zones.get(thing)
        return known.label if known else thing

    # -- kinds ---------------------------------------------------------------------------------------------------------

    @cached_property
    def types(self) -> Mapping[str, DeviceType | None]:
        """Device type of each device, by device id."""
        return {device.id: self.catalog.device_type(device.type) for device in self.devices}

    @cached_property
    def zone_types(self) -> Mapping[str, ZoneType | None]:
        """Zone type of each zone, by zone id."""
        return {zone.id: self.catalog.zone_type(zone.type) for zone in self.model.zones.values()}

    def is_medical(self, device: Device) -> bool:
        """Tell whether a device is a medical device."""
        kind = self.types[device.id]
        return kind is not None and kind.medical_device

    def acts(self, device: Device) -> bool:
        """Tell whether a device acts on a patient or on a building."""
        kind = self.types[device.id]
        return kind is not None and kind.commands

    def category(self, device: Device) -> Category | None:
        """Return the family of a device, or None where its type is not known."""
        kind = self.types[device.id]
        return kind.category if kind else None

    def of_type(self, *types: str) -> Iterator[Device]:
        """Yield the devices of some types."""
        for device in self.devices:
            if device.type in types:
                yield device

    def is_carrying(self, device: Device) -> bool:
        """Tell whether a device filters or carries the traffic of others."""
        kind = self.types[device.id]
        return kind is not None and (kind.filters or kind.category in {Category.NETWORK, Category.SECURITY})

    def in_care(self, device: Device) -> bool:
        """Tell whether a failure of the device may do serious harm."""
        return device.patient_safety >= CARE_CLASS

    def is_own(self, device: Device) -> bool:
        """Tell whether a device stands inside: not only in zones that are outside or hostile."""
        return device.id in self._own

    def is_outside(self, zone: str) -> bool:
        """Tell whether a zone stands on no site, or is hostile."""
        kind = self.zone_types[zone]
        return self.model.zones[zone].trust == 0 or (kind is not None and (kind.outside or kind.hostile))

    @cached_property
    def _own(self) -> frozenset[str]:
        outside = {zone for zone in self.model.zones if self.is_outside(zone)}
        return frozenset(d.id for d in self.devices if not d.zones or not outside.issuperset(d.zones))

    def zone_is(self, zone: str, *types: str) -> bool:
        """Tell whether a zone has one of some types."""
        kind = self.zone_types.get(zone)
        return kind is not None and kind.id in types

    def is_user_zone(self, zone: str) -> bool:
        """Tell whether people work at ordinary computers in a zone."""
        return self.zone_is(zone, *USER_ZONES)

    def is_core(self, device: Device) -> bool:
        """Tell whether a device stands in the core: directory, administration, virtualisation, backup."""
        return any(self.zone_is(zone, *_CORE) for zone in device.zones)

    def trust(self, device: Device) -> int:
        """Return the lowest trust of the zones where a device stands; 3 where it stands in none."""
        return min((self.model.zones[zone].trust for zone in device.zones), default=3)

    def faces_outside(self, device: Device) -> bool:
        """Tell whether a device is reached from a hostile zone where it does not stand."""
        own = any(self.model.zones[zone].trust == 0 for zone in device.zones)
        return not own and (bool(self.exposed(device)) or any(self.is_outside(zone) for zone in device.exposed_to))

    def is_unsupported(self, device: Device) -> bool:
        """Tell whether the maker of a device's system no longer mends it."""
        if device.os is None:
            return "unsupported-os" in device.weaknesses
        ended = bool(device.os.support_ends and self.today and device.os.support_ends < self.today)
        return device.os.supported is False or ended or "unsupported-os" in device.weaknesses

    def declaring(self, *weaknesses: str) -> Iterator[tuple[Device, str]]:
        """Yield the devices that declare one of some weaknesses, with the first that they declare."""
        for device in self.devices:
            found = next((one for one in weaknesses if one in device.weaknesses), "")
            if found:
                yield device, found

    # -- indices -------------------------------------------------------------------------------------------------------

    @cached_property
    def members(self) -> Mapping[str, tuple[Device, ...]]:
        """Devices of each zone."""
        found: dict[str, list[Device]] = {zone: [] for zone in self.model.zones}
        for device in self.devices:
            for zone in device.zones:
                found[zone].append(device)
        return {zone: tuple(devices) for zone, devices in found.items()}

    @cached_property
    def flows_to(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that end at each device."""
        return _grouped(self.model.flows.values(), lambda flow: [flow.to_device])

    @cached_property
    def flows_from(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that start at each device."""
        return _grouped(self.model.flows.values(), lambda flow: [flow.from_device])

    @cached_property
    def opening(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts that name each device or zone as what they open."""
        return _grouped(self.model.accounts.values(), lambda account: account.opens)

    @cached_property
    def traffic(self) -> Traffic:
        """What declared flows use of the network."""
        return Traffic(self.model, self.topology)

    @cached_property
    def secrets_on(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts whose secret is stored on each device."""
        return _grouped(self.model.accounts.values(), lambda account: account.stored_on)

    def ends(self, link: Link) -> tuple[Zone, Zone] | None:
        """Return the zones at both ends of a link, or None where an end is a device."""
        one, other = self.model.zones.get(link.from_end), self.model.zones.get(link.to_end)
        return (one, other) if one and other else None

    def directions(self, link: Link) -> tuple[tuple[str, str], ...]:
        """Return the ways packets go over a link: (from, to), and back where it goes both ways."""
        there = (link.from_end, link.to_end)
        return (there, (link.to_end, link.from_end)) if link.both_ways else (there,)

    def zones_at(self, end: str) -> tuple[str, ...]:
        """Return the zones behind the end of a link or flow: itself, or those of the device."""
        device = self.model.devices.get(end)
        return device.zones if device else (end,) if end in self.model.zones else ()

    def devices_at(self, end: str) -> tuple[Device, ...]:
        """Return the devices behind the end of a link: itself, or the members of the zone."""
        device = self.model.devices.get(end)
        return (device,) if device else self.members.get(end, ())

    def flow_ends(self, flow: Flow) -> tuple[Device, ...]:
        """Return the devices at both ends of a flow, those that are devices."""
        ends = (self.model.devices.get(flow.from_device), self.model.devices.get(flow.to_device))
        return tuple(end for end in ends if end is not None)

    def crosses_zones(self, flow: Flow) -> bool:
        """Tell whether a flow leaves the zones of its source."""
        ends = self.flow_ends(flow)
        return len(ends) == 2 and not set(ends[0].zones) & set(ends[1].zones)  # noqa: PLR2004 -- both ends

    def carries_health(self, flow: Flow) -> bool:
        """Tell whether a flow carries health data."""
        return any(self.is_health(one) for one in flow.data)

    def is_health(self, data: str) -> bool:
        """Tell whether a class of data is health data; the author's own classes are, where they are personal."""
        known = self.catalog.data_class(data)
        own = self.model.data.get(data)
        return known.health if known else own is not None and own.personal is True

    def holds_health(self, device: Device) -> bool:
        """Tell whether a device holds health data."""
        return any(self.is_health(one) for one in device.holds)

    def opened_by(self, account: Account) -> tuple[Device, ...]:
        """Return the devices that an account opens, a zone standing for its members; by id."""
        found = {device.id: device for place in account.opens for device in self.devices_at(place)}
        return tuple(found[device] for device in sorted(found))

    # -- reach ---------------------------------------------------------------------------------------------------------

    def exposed(self, device: Device) -> tuple[str, ...]:
        """Return the services of a device that are reached from a hostile zone where it does not stand; sorted."""
        return self._exposed[device.id]

    def open_to_users(self, device: Device) -> tuple[str, ...]:
        """Return the services of a device that are reached from user zones; sorted."""
        return self._open_to_users[device.id]

    def reach_from(self, zones: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Return where packets of each service group come to from some zones. O(groups x passages)."""
        starts = tuple(zones)
        return {group: frozenset(self.topology.reach(starts, group)) for group in self.topology.groups}

    @cached_property
    def _exposed(self) -> Mapping[str, tuple[str, ...]]:
        hostile = {zone.id for zone in self.model.zones.values() if zone.trust == 0}
        nodes = self.reach_from(sorted(hostile))
        return {d.id: self._heard(d, nodes) if hostile.isdisjoint(d.zones) else () for d in self.devices}

    @cached_property
    def _open_to_users(self) -> Mapping[str, tuple[str, ...]]:
        nodes = self.reach_from(zone for zone in self.model.zones if self.is_user_zone(zone))
        return {device.id: self._heard(device, nodes) for device in self.devices}

    def _heard(self, device: Device, nodes: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        return tuple(
            service
            for service in self.topology.offers[device.id]
            if not nodes[self.topology.group(service)].isdisjoint(self.topology.heard_at(device, service))
        )

    # -- care and age --------------------------------------------------------------------------------------------------

    @cached_property
    def care_of(self) -> Mapping[str, frozenset[str]]:
        """Care processes that lean on each thing, directly, through other care, or through what runs on it."""
        found: dict[str, set[str]] = {}
        for care in self.model.care.values():
            for thing in self._needs(care.id):
                found.setdefault(thing, set()).add(care.id)
        for device in self.devices:
            for host in device.hosted_on:
                found.setdefault(host, set()).update(found.get(device.id, ()))
        return {thing: frozenset(cares) for thing, cares in found.items()}

    def days_since(self, day: dt.date | None) -> int | None:
        """Return how many days ago a day was, or None where it or today is not known."""
        return (self.today - day).days if day and self.today else None

    def _needs(self, care: str) -> set[str]:
        found: set[str] = set()
        waiting = [care]
        while waiting:
            process = self.model.care.get(waiting.pop())
            ids = {one for need in process.depends_on for one in need.ids()} if process else set()
            waiting += sorted(ids - found)
            found |= ids
        return found


def _grouped(things: Iterable[ThingT], places: Callable[[ThingT], Iterable[str]]) -> dict[str, tuple[ThingT, ...]]:
    found: dict[str, list[ThingT]] = {}
    for thing in things:
        for place in places(thing):
            found.setdefault(place, []).append(thing)
    return {place: tuple(listed) for place, listed in found.items()}
