"""What declared flows use of the network: their way, the links they cross, what nobody uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final

from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.topology.network import Topology

EVERYDAY: Final = frozenset({"dns", "ntp", "dhcp", "kerberos", "ldap", "ldaps", "syslog", "syslog-tls"})
"""Services that every machine uses and that nobody writes as flows: names, time, log-in, logs."""


class Traffic:
    """The flows of a model laid on its links.

    Attributes:
        model: The establishment.
    """

    def __init__(self, model: Model, topology: Topology) -> None:
        """Keep the stages; follow no flow yet."""
        self.model = model
        self._topology = topology

    @cached_property
    def ways(self) -> Mapping[str, tuple[str, ...] | None]:
        """Nodes that each flow between devices goes through; None where no link permits it.

        Complexity: one search of the network per distinct pair of places and service.
        """
        known: dict[tuple[tuple[str, ...], tuple[str, ...], str], tuple[str, ...] | None] = {}
        found: dict[str, tuple[str, ...] | None] = {}
        for flow in self.model.flows.values():
            ends = (self.model.devices.get(flow.from_device), self.model.devices.get(flow.to_device))
            if ends[0] is None or ends[1] is None:
                continue
            plain = flow.from_device not in self._topology.passages_from and not ends[1].exposed_to
            here = ends[0].zones if plain else (flow.from_device,)
            place = (here, self._topology.heard_at(ends[1], flow.protocol), flow.protocol)
            if place not in known:
                known[place] = self._topology.chain(ends[0], ends[1], flow.protocol)
            found[flow.id] = known[place]
        return found

    @cached_property
    def used(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Services that flows carry from one node to the next."""
        found: dict[tuple[str, str], set[str]] = {}
        for flow, way in self.ways.items():
            for pair in pairwise(way or ()):
                found.setdefault(pair, set()).add(self.model.flows[flow].protocol)
        return {pair: frozenset(services) for pair, services in found.items()}

    def on(self, link: Link) -> frozenset[str]:
        """Return the services that flows carry over a link, in either direction."""
        there = self.used.get((link.from_end, link.to_end), frozenset())
        back = self.used.get((link.to_end, link.from_end), frozenset())
        return there | back if link.both_ways else there

    def blocked(self) -> tuple[Flow, ...]:
        """Return the flows that no link permits, by id."""
        return tuple(self.model.flows[flow] for flow, way in self.ways.items() if way is None)
