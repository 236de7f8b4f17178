"""Who can send what to whom, from zones, links and services.

Conventions
- Devices of one zone reach each other, unless the zone is isolated.
- A link without ``allow`` carries everything; with ``allow``, only the named services, in the stated direction.
- Links chain: packets that enter a zone leave it again by its other links, unless its ``transit`` is false.
- A device that has a zone speaks through its zone: a cable between it and a switch, an access point, a router or a
  firewall documents the physical network and adds no reach. Network devices without a zone carry packets on.
- A service that rides on another's port (FHIR on HTTPS) passes with it; consoles of administration do not.
- Services that no ``allow`` names behave alike; they are followed together, as the group ``*``.

Nothing is expanded device by device: the cost grows with zones, links and exposed services.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Category
from carto.model.device import Device, ServiceSetting
from carto.model.edge import Link
from carto.model.establishment_map import Model

OTHER = "*"
"""The group of all services that no link names."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One direction of a link.

    Attributes:
        link: Id of the link.
        source: Where packets come from: a zone or a device.
        sink: Where they arrive.
        groups: Service groups that pass; None when everything does.
        via: Device that enforces it, or "".
        known: False when nobody knows what passes.
    """

    link: str
    source: str
    sink: str
    groups: frozenset[str] | None
    via: str
    known: bool

    def carries(self, group: str) -> bool:
        """Tell whether a group of services passes."""
        return self.groups is None or group in self.groups


@dataclass(frozen=True)
class Topology:
    """The network as a graph of zones and network devices.

    Attributes:
        model: What it was built from.
        passages: Every direction of every link that adds reach, by link then source.
        offers: Device id -> service id -> its settings; services that flows use on a device are among them.
        named: Services that some link names.
    """

    model: Model
    passages: tuple[Passage, ...]
    offers: Mapping[str, Mapping[str, ServiceSetting]]
    named: frozenset[str]

    def group(self, service: str) -> str:
        """Return the group of a service: itself or what carries it where a link names either, else ``*``."""
        if service in self.named:
            return service
        known = catalog().service(service)
        carrier = known.carrier if known is not None and not known.administration else None
        return carrier if carrier in self.named and carrier is not None else OTHER

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Groups of services that some device offers, sorted."""
        return tuple(sorted({self.group(service) for services in self.offers.values() for service in services}))

    @cached_property
    def sinks(self) -> frozenset[str]:
        """Devices at which a passage ends."""
        return frozenset(passage.sink for passage in self.passages if passage.sink in self.model.devices)

    @cached_property
    def passages_from(self) -> Mapping[str, tuple[Passage, ...]]:
        """Passages by where they start."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.source, []).append(passage)
        return {node: tuple(listed) for node, listed in found.items()}

    def forwards(self, node: str) -> bool:
        """Tell whether packets that come in at a node may leave by another passage."""
        zone = self.model.zones.get(node)
        return zone.transit if zone else is_network_device(self.model.devices[node])

    def heard_at(self, device: Device, service: str) -> tuple[str, ...]:
        """Return the nodes from which packets for a service of a device arrive: zones, exposures, link ends; sorted."""
        exposed = (zone for zone, seen in device.exposed_to.items() if not seen or service in seen)
        own = (device.id,) if device.id in self.sinks else ()
        return tuple(sorted({*device.zones, *exposed, *own}))

    def reach(self, starts: Iterable[str], group: str) -> dict[str, str]:
        """Return every node that packets of a group can come to, with the node before it on a shortest chain.

        Args:
            starts: Zones or devices where the sender stands; each maps to "".
            group: Service group.

        Complexity: O(nodes + passages).
        """
        before = dict.fromkeys(sorted(starts), "")
        queue = deque(before)
        origin = set(before)
        while queue:
            node = queue.popleft()
            if node not in origin and not self.forwards(node):
                continue
            for passage in self.passages_from.get(node, ()):
                if passage.sink not in before and passage.carries(group):
                    before[passage.sink] = node
                    queue.append(passage.sink)
        return before

    def chain(self, source: Device, target: Device, service: str) -> tuple[str, ...] | None:
        """Return the nodes a flow goes through, ends included, or None when no link permits it."""
        starts = (*source.zones, *((source.id,) if source.id in self.passages_from else ()))
        before = self.reach(starts, self.group(service))
        arrivals = [node for node in self.heard_at(target, service) if node in before]
        if not arrivals:
            return None
        chains = sorted((_unwind(before, node) for node in arrivals), key=lambda nodes: (len(nodes), nodes))
        return chains[0]


def is_network_device(device: Device) -> bool:
    """Tell whether a device carries the packets of others: switch, access point, router, firewall.

    A proxy or a bastion does not: it breaks every exchange and makes it anew.
    """
    known = catalog().device_type(device.type)
    return known is not None and known.category is Category.NETWORK


def build_topology(model: Model) -> Topology:
    """Build the topology of a model. O(links + services)."""
    named = {service for link in model.links.values() for service in link.allow or ()} - {"unknown"}
    passages = (passage for link in model.links.values() for passage in _passages(model, link))
    return Topology(
        model=model,
        passages=tuple(sorted(passages, key=lambda one: (one.link, one.source))),
        offers=_offers(model),
        named=frozenset(named),
    )


def _unwind(before: Mapping[str, str], node: str) -> tuple[str, ...]:
    chain = [node]
    while before[chain[-1]]:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def _passages(model: Model, link: Link) -> Iterable[Passage]:
    if _is_cable(model, link):
        return
    groups = None if link.unfiltered else frozenset(link.allow or ())
    known = link.allow is None or not link.unfiltered
    yield Passage(link.id, link.from_end, link.to_end, groups, link.via, known)
    if link.both_ways:
        yield Passage(link.id, link.to_end, link.from_end, groups, link.via, known)


def _is_cable(model: Model, link: Link) -> bool:
    """Tell whether a link only documents the physical network: a network device at one end, a zoned device at one.

    Whoever writes what such a link allows means more than a cable.
    """
    if link.allow is not None:
        return False
    ends = [model.devices.get(link.from_end), model.devices.get(link.to_end)]
    devices = [end for end in ends if end is not None]
    is_between_devices = len(devices) == len(ends)
    return is_between_devices and any(map(is_network_device, devices)) and any(device.zones for device in devices)


def _offers(model: Model) -> dict[str, dict[str, ServiceSetting]]:
    offers = {
        device.id: {name: setting for name, setting in sorted(device.services.items()) if setting.present}
        for device in model.devices.values()
    }
    for flow in model.flows.values():
        target = model.devices.get(flow.to_device)
        if flow.protocol and target and flow.protocol not in target.services:
            offers[target.id].setdefault(flow.protocol, ServiceSetting())
    for device in model.devices.values():
        for service in _implied(device, offers[device.id]):
            offers[device.id][service] = ServiceSetting()
    return offers


def _implied(device: Device, offered: Mapping[str, ServiceSetting]) -> tuple[str, ...]:
    """Return the services through which a device's flaws are used, of flaws that none of its services explains.

    Whoever writes that a device has a flaw of a service says that the service is there.
    """
    present = (number for number, setting in device.vulnerabilities.items() if setting.status != "patched")
    needed = [flaw.needs.reach for number in present if (flaw := catalog().flaw(number)) is not None]
    refused = {name for name, setting in device.services.items() if not setting.present}
    return tuple(doors[0] for doors in needed if doors and not {*offered, *refused} & set(doors))
