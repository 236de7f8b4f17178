"""What each trust level can reach, on which service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from carto.topology.network import Topology


@dataclass(frozen=True, slots=True)
class TrustExposure:
    """What is reached from the zones of one trust level, without attacking anything.

    Attributes:
        trust: The level, 0 hostile .. 5 core.
        zones: Its zones, sorted.
        reached: Service -> devices that answer it, outside the level's own zones; sorted.
    """

    trust: int
    zones: tuple[str, ...]
    reached: Mapping[str, tuple[str, ...]]

    @property
    def devices(self) -> tuple[str, ...]:
        """Every device reached, sorted."""
        return tuple(sorted({device for devices in self.reached.values() for device in devices}))


def exposure(topology: Topology) -> tuple[TrustExposure, ...]:
    """Return the exposure of each trust level present, from hostile to core.

    Complexity: O(levels x groups x (nodes + passages) + levels x offered services).
    """
    levels = sorted({zone.trust for zone in topology.model.zones.values()})
    return tuple(_level(topology, trust) for trust in levels)


def _level(topology: Topology, trust: int) -> TrustExposure:
    zones = tuple(sorted(zone.id for zone in topology.model.zones.values() if zone.trust == trust))
    nodes = {group: set(topology.reach(zones, group)) for group in topology.groups}
    reached: dict[str, list[str]] = {}
    for device in topology.model.devices.values():
        if set(device.zones) & set(zones):
            continue
        for service in topology.offers[device.id]:
            if not nodes[topology.group(service)].isdisjoint(topology.heard_at(device, service)):
                reached.setdefault(service, []).append(device.id)
    return TrustExposure(trust, zones, {service: tuple(sorted(reached[service])) for service in sorted(reached)})
