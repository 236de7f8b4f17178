"""Moving: from a device to its zones, from zone to zone, from a zone to a device's door."""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground
from carto.model.device import Device
from carto.model.vocabulary import Difficulty, Evidence
from carto.topology.network import Passage, is_network_device


def movement_steps(ground: Ground) -> Iterator[Step]:
    """Yield every step that moves and breaks nothing."""
    yield from _pivots(ground)
    yield from _sendings(ground)
    yield from _traversals(ground)
    yield from _openings(ground)
    yield from _arrivals(ground)


def _pivots(ground: Ground) -> Iterator[Step]:
    """Whoever controls a device is where it is connected."""
    for device in ground.model.devices.values():
        yield ground.step(
            "admin-includes-user",
            [facts.controls(device.id, "admin")],
            facts.controls(device.id, "user"),
            assets=[device.id],
            device=device.id,
        )
        for zone in device.zones:
            yield ground.step(
                "pivot",
                [facts.controls(device.id, "user")],
                facts.at(zone),
                assets=[device.id, zone],
                origin=[f"devices:{device.id}:zone"],
                device=device.id,
                zone=zone,
            )


def _sendings(ground: Ground) -> Iterator[Step]:
    """Whoever is in a zone sends anything to its devices, unless the zone keeps them apart."""
    for zone in ground.model.zones.values():
        if zone.isolated is True:
            continue
        evidence = Evidence.ASSUMED if zone.isolated == "unknown" else Evidence.CONFIRMED
        for group in ground.topology.groups:
            yield ground.step(
                "send",
                [facts.at(zone.id)],
                facts.sends(group, zone.id),
                evidence=evidence,
                assets=[zone.id],
                service=group,
                zone=zone.id,
            )


def _traversals(ground: Ground) -> Iterator[Step]:
    """A link carries packets on, of the services it allows."""
    for passage in ground.topology.passages:
        for group in ground.topology.groups:
            if passage.carries(group):
                for sender in _senders(ground, passage, group):
                    yield _traversal(ground, passage, group, sender)


def _senders(ground: Ground, passage: Passage, group: str) -> Iterator[str]:
    """Facts that put packets on a link: a position at its end, or packets that come through."""
    zone = ground.model.zones.get(passage.source)
    if zone is None:
        yield facts.controls(passage.source, "user")
        if is_network_device(ground.model.devices[passage.source]):
            yield facts.sends(group, passage.source)
        return
    if zone.transit:
        yield facts.sends(group, zone.id)
    if zone.isolated is not False or not zone.transit:
        yield facts.at(zone.id)


def _traversal(ground: Ground, passage: Passage, group: str, sender: str) -> Step:
    return ground.step(
        "traverse",
        [sender],
        facts.sends(group, passage.sink),
        name=f"traverse {passage.link}",
        evidence=Evidence.CONFIRMED if passage.known else Evidence.ASSUMED,
        assets=[passage.link],
        origin=[f"links:{passage.link}"],
        link=passage.link,
        from_zone=passage.source,
        zone=passage.sink,
        service=group,
    )


def _openings(ground: Ground) -> Iterator[Step]:
    """Whoever administers the device that enforces a link stands at all its ends."""
    for link in ground.model.links.values():
        if not link.via:
            continue
        for end in {link.from_end, link.to_end} & ground.model.zones.keys():
            yield ground.step(
                "open-filter",
                [facts.controls(link.via, "admin")],
                facts.at(end),
                name=f"open {link.id}",
                difficulty=Difficulty.TRIVIAL,
                evidence=Evidence.DECLARED,
                assets=[link.via, end],
                origin=[f"links:{link.id}:via"],
                techniques=("T1562.004",),
                device=link.via,
                link=link.id,
                zone=end,
            )


def _arrivals(ground: Ground) -> Iterator[Step]:
    """Packets of a service come to the devices of the zone that answer it."""
    for device in ground.model.devices.values():
        for service in ground.topology.offers[device.id]:
            for node in ground.topology.heard_at(device, service):
                if device.isolated is True and node in device.zones:
                    continue
                yield _arrival(ground, device, service, node)


def _arrival(ground: Ground, device: Device, service: str, node: str) -> Step:
    exposed = node in device.exposed_to
    return ground.step(
        "traverse" if exposed else "send",
        [facts.sends(ground.topology.group(service), node)],
        facts.reaches(device.id, service),
        assets=[device.id],
        evidence=Evidence.ASSUMED if device.isolated == "unknown" and not exposed else Evidence.CONFIRMED,
        origin=[f"devices:{device.id}:{'exposed_to' if exposed else 'services'}"],
        device=device.id,
        service=service,
        zone=node,
    )
