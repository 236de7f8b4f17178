"""What a review of the network would close: from declared flows to links that go, or that let fewer services pass.

A flow that somebody wrote says what it needs; what no flow needs is closed only where the model can tell that nobody
needs it. It can where flows are written at both ends of a link. Kept in any case: what every machine uses and nobody
writes (names, time, log-in, updates), administration from where administrators stand, links that their author calls
needed, and whatever comes from the Internet, whose users nobody lists.

What the model cannot tell comes back as a question, with the things that somebody has to write about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from carto.catalog.entities import ZoneType
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Category
from carto.model.device import Device
from carto.model.edge import Link
from carto.model.establishment_map import Model
from carto.model.vocabulary import LinkMedium, LinkStatus
from carto.topology.network import OTHER, Topology, build_topology
from carto.topology.traffic import EVERYDAY, Traffic

_ALWAYS: Final = EVERYDAY | {"web-proxy", "wsus", "backup-agent"}
_WITH: Final = {"rtp": "sip", "srtp": "sip"}
"""Services that another one opens: voice goes with the call."""
_OF_THE_DIRECTORY: Final = frozenset({"smb", "rpc"})
"""What every machine of a domain asks of its directory, beside names and log-in."""
_VISITORS: Final = frozenset({"guest", "byod"})
_USERS: Final = frozenset({"users", "ward", "office", "wireless", "practice", "gp-office"})
_PEOPLE: Final = _VISITORS | _USERS | {"supplier", "partner"}
"""Zone types from which nothing comes to care or to the core unless a flow says so."""
_INNER: Final = 4
"""Trust of care, technique and core."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that the model does not say.

    Attributes:
        reason: ``no-flows``, ``no-flow``, ``silent-end``, ``no-protocol``, ``marked-but-used`` or ``mixed-zone``.
        things: What somebody has to write about, sorted.
    """

    reason: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What one kind of review does to links.

    Attributes:
        keeps: Link -> services that still pass.
        removes: Links that go, sorted.
        unknown: What it cannot tell, by reason.
    """

    keeps: Mapping[str, tuple[str, ...]]
    removes: tuple[str, ...]
    unknown: tuple[Unknown, ...]


def narrowings(model: Model) -> dict[str, Narrowing]:
    """Return what each measure that closes openings would do, by its id in the catalogue.

    ``leftover-removal`` takes away links that are said to be left over or temporary, and unfiltered ones that no flow
    uses. ``firewall-review`` keeps, on links that are filtered or that a device enforces, what flows need.
    ``network-zoning`` does so between any two zones of different trust or type, and closes what no flow uses between
    people, visitors, suppliers or partners and care or the core.

    Complexity: one search of the network per distinct pair of places and service, and O(links x services).
    """
    network = _Network(model)
    judged = [one for link in model.links.values() if (one := network.judged(link)) is not None]
    if not model.flows:
        silent = Unknown("no-flows", ())
        return {one: Narrowing({}, (), (silent,) if judged else ()) for one in _JUDGES}
    found = {one: _gathered(judge(link) for link in judged) for one, judge in _JUDGES.items()}
    mixed = network.mixed_zones()
    if mixed:
        zoning = found["network-zoning"]
        questions = (*zoning.unknown, Unknown("mixed-zone", mixed))
        found["network-zoning"] = Narrowing(zoning.keeps, zoning.removes, questions)
    return found


@dataclass(frozen=True, slots=True)
class _Judged:
    """A link, and what the model says of its use.

    Attributes:
        link: The link.
        nodes: Zone types at its ends: where it comes from, where it leads.
        trusts: Lowest trust at the one, highest at the other.
        used: Services that flows carry over it.
        needed: What has to pass, as the link would name it.
        silent: Ends at which nobody has written a flow.
        nameless: Flows over it whose protocol nobody has written.
    """

    link: Link
    nodes: tuple[frozenset[str], frozenset[str]]
    trusts: tuple[int, int]
    used: frozenset[str]
    needed: tuple[str, ...]
    silent: tuple[str, ...]
    nameless: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Tell whether more passes than has to."""
        return self.link.unfiltered or set(self.needed) < set(self.link.allow or ())


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a review says of one link: services it keeps, none to take it away; or a question."""

    link: str
    keeps: tuple[str, ...] = ()
    reason: str = ""
    things: tuple[str, ...] = ()


def _narrowed(one: _Judged) -> _Verdict | None:
    """Keep what flows need, of a link that some flow uses."""
    if one.nameless:
        return _Verdict(one.link.id, reason="no-protocol", things=one.nameless)
    return _Verdict(one.link.id, one.needed) if one.is_wide else None


def _closed(one: _Judged) -> _Verdict:
    """Take away a link that no flow uses, where flows are written at both ends."""
    if one.silent:
        return _Verdict(one.link.id, reason="silent-end", things=one.silent)
    return _Verdict(one.link.id, one.needed)


def _left_over(one: _Judged) -> _Verdict | None:
    if one.link.status.is_passing:
        reason = "marked-but-used" if one.used else ""
        return _Verdict(one.link.id, reason=reason, things=(one.link.id,) if reason else ())
    if one.used:
        return None
    if one.link.unfiltered:
        return _closed(one)
    return _Verdict(one.link.id, reason="no-flow", things=(one.link.id,)) if one.is_wide else None


def _reviewed(one: _Judged) -> _Verdict | None:
    if one.link.status.is_passing or not (one.link.via or one.link.allow):
        return None
    if one.used:
        return _narrowed(one)
    return _closed(one) if one.link.unfiltered else None


def _zoned(one: _Judged) -> _Verdict | None:
    source, sink = one.nodes
    if source == sink and one.trusts[0] == one.trusts[1]:
        return None
    if one.used:
        return _narrowed(one)
    if source & _VISITORS and one.trusts[1] >= _INNER - 1:
        return _Verdict(one.link.id)
    if one.link.unfiltered or (source & _PEOPLE and one.trusts[1] >= _INNER and one.is_wide):
        return _closed(one)
    return None


_JUDGES: Final = {"firewall-review": _reviewed, "leftover-removal": _left_over, "network-zoning": _zoned}


def _gathered(verdicts: Iterable[_Verdict | None]) -> Narrowing:
    keeps: dict[str, tuple[str, ...]] = {}
    removes: list[str] = []
    asked: dict[str, set[str]] = {}
    for verdict in verdicts:
        if verdict is None:
            continue
        if verdict.reason:
            asked.setdefault(verdict.reason, set()).update(verdict.things)
        elif verdict.keeps:
            keeps[verdict.link] = verdict.keeps
        else:
            removes.append(verdict.link)
    unknown = tuple(Unknown(reason, tuple(sorted(asked[reason]))) for reason in sorted(asked))
    return Narrowing(keeps, tuple(sorted(removes)), unknown)


class _Network:
    """The network of an establishment, as its flows use it."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._topology: Topology = build_topology(model)
        self._traffic = Traffic(model, self._topology)
        self._real = {passage.link for passage in self._topology.passages}
        flows = model.flows.values()
        self._spoken = {end for flow in flows for end in (flow.from_device, flow.to_device)}

    def judged(self, link: Link) -> _Judged | None:
        """Return what the model says of a link; None for one that no review touches."""
        ends = (link.from_end, link.to_end)
        kinds = [kind for end in ends for kind in self._kinds(end)]
        untouched = any(kind.hostile and kind.outside for kind in kinds) or all(kind.outside for kind in kinds)
        if link.id not in self._real or link.status is LinkStatus.NEEDED or (kinds and untouched):
            return None
        if link.medium is LinkMedium.RADIO:
            return None
        used = self._traffic.on(link)
        trusts = [[self._model.zones[zone].trust for zone in self._zones(end)] or [3] for end in ends]
        return _Judged(
            link,
            (self._types(link.from_end), self._types(link.to_end)),
            (min(trusts[0]), max(trusts[1])),
            used,
            tuple(sorted(self._needed(link, used - {""}))),
            tuple(end for end in ends if not self._spoken.intersection(self._devices(end))),
            self._nameless(link) if "" in used else (),
        )

    def mixed_zones(self) -> tuple[str, ...]:
        """Return the zones of people's computers with medical devices or building systems among them, sorted."""
        found: set[str] = set()
        for zone in self._model.zones.values():
            if zone.type in _USERS and zone.isolated is not True:
                kinds = [kind for one in self._members.get(zone.id, ()) if (kind := catalog().device_type(one.type))]
                apart = any(kind.medical_device or kind.category is Category.BUILDING for kind in kinds)
                found.update([zone.id] if apart else ())
        return tuple(sorted(found))

    def _needed(self, link: Link, used: Collection[str]) -> set[str]:
        """Return what has to pass: what flows carry, what everybody uses, what administers."""
        # A service that no link names yet keeps its own name; one that rides on another's port keeps that name.
        groups = {service: self._topology.group(service) for service in used}
        carried = {service if group == OTHER else group for service, group in groups.items()}
        carried |= {one for one, other in _WITH.items() if other in carried}
        if link.allow is not None and not link.unfiltered:
            return {one for one in link.allow if one in carried or one in used or self._stays(link, one)}
        offered = {one for end in self._arrivals(link) for d in self._devices(end) for one in self._topology.offers[d]}
        return carried | {one for one in offered if self._stays(link, one)}

    def _stays(self, link: Link, service: str) -> bool:
        """Tell whether a service passes even where no flow uses it."""
        of_directory = any("identity" in self._types(end) for end in self._arrivals(link))
        if service in _ALWAYS or (of_directory and service in _OF_THE_DIRECTORY):
            return True
        known = catalog().service(service)
        if known is None or not known.administration:
            return False
        ways = [(link.from_end, link.to_end), *([(link.to_end, link.from_end)] if link.both_ways else [])]
        return any("management" in self._types(one) or way in self._managing for way in ways for one in way[:1])

    @staticmethod
    def _arrivals(link: Link) -> tuple[str, ...]:
        return (link.to_end, link.from_end) if link.both_ways else (link.to_end,)

    def _nameless(self, link: Link) -> tuple[str, ...]:
        silent = {one.id for one in self._model.flows.values() if not one.protocol}
        pair = {link.from_end, link.to_end}
        return tuple(sorted(one for one in silent if pair <= set(self._traffic.ways.get(one) or ())))

    def _zones(self, end: str) -> tuple[str, ...]:
        return (end,) if end in self._model.zones else self._model.devices[end].zones

    def _types(self, end: str) -> frozenset[str]:
        return frozenset(self._model.zones[zone].type for zone in self._zones(end))

    def _kinds(self, end: str) -> Iterator[ZoneType]:
        for zone in sorted(self._types(end)):
            known = catalog().zone_type(zone)
            if known is not None:
                yield known

    def _devices(self, end: str) -> tuple[str, ...]:
        return tuple(one.id for one in self._members.get(end, ())) if end in self._model.zones else (end,)

    @cached_property
    def _members(self) -> Mapping[str, tuple[Device, ...]]:
        found: dict[str, list[Device]] = {}
        for device in self._model.devices.values():
            for zone in device.zones:
                found.setdefault(zone, []).append(device)
        return {zone: tuple(devices) for zone, devices in found.items()}

    @cached_property
    def _managing(self) -> frozenset[tuple[str, str]]:
        """Places from which something manages something at another place: zones, or devices themselves."""
        pairs: set[tuple[str, str]] = set()
        for device in self._model.devices.values():
            told = [(device.id, other) for other in device.manages]
            told += [(other, device.id) for other in (*device.managed_by, *device.hosted_on)]
            for manager, managed in told:
                pairs.update((one, other) for one in self._places(manager) for other in self._places(managed))
        return frozenset(pairs)

    def _places(self, thing: str) -> tuple[str, ...]:
        device = self._model.devices.get(thing)
        return (thing, *device.zones) if device else (thing,)
