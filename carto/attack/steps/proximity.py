"""Being there: hands on a device, a plug in the wall, a radio in the room, a key in a port.

Physical and radio positions never mix with Internet reach: only a device that an attacker controls bridges them.
"""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground, harder
from carto.catalog.reference import catalog
from carto.model.device import Device
from carto.model.edge import Link
from carto.model.vocabulary import Difficulty, Evidence, LinkMedium, PhysicalAccess
from carto.model.zone import Zone

_CLINICAL = 4  # highest trust of a zone that visitors may come near to when nobody has said (assumption)


def proximity_steps(ground: Ground) -> Iterator[Step]:
    """Yield every step that needs a body, a radio or a medium on the spot."""
    for zone in ground.model.zones.values():
        yield from _plug_in(ground, zone)
    for device in ground.model.devices.values():
        yield from _sit_down(ground, device)
        yield from _media(ground, device)
    for site in sorted({site for zone in ground.model.zones if (site := ground.site_of(zone))}):
        yield from _walk_in(ground, site)
    for link in ground.model.links.values():
        yield from _radio(ground, link)


def _plug_in(ground: Ground, zone: Zone) -> Iterator[Step]:
    """A socket that visitors can touch, in a zone that asks no device who it is, lets them in."""
    site = ground.site_of(zone.id)
    open_socket = zone.physical_access is PhysicalAccess.PUBLIC
    staff_only = zone.physical_access is PhysicalAccess.STAFF
    if not site or zone.device_authentication is True or not (open_socket or staff_only or _may_be_open(zone)):
        return
    declared = open_socket and zone.device_authentication is False
    yield ground.step(
        "physical",
        [facts.inside(site) if staff_only else facts.near(site)],
        facts.at(zone.id),
        name=f"plug in {zone.id}",
        difficulty=Difficulty.MODERATE if open_socket or staff_only else Difficulty.HARD,
        evidence=Evidence.DECLARED if declared else Evidence.ASSUMED,
        assets=[zone.id],
        origin=[f"zones:{zone.id}:{'device_authentication' if open_socket else 'physical_access'}"],
        techniques=("T1200",),
        flaw=f"socket@{zone.id}",
        zone=zone.id,
        site=site,
    )


def _may_be_open(zone: Zone) -> bool:
    known = catalog().zone_type(zone.type)
    within = known is None or not known.outside
    return zone.physical_access is PhysicalAccess.UNKNOWN and within and zone.trust <= _CLINICAL


def _sit_down(ground: Ground, device: Device) -> Iterator[Step]:
    """A staffed device that one can touch is used as its user left it, if he left it open: nobody has said so."""
    if not device.staffed:
        return
    for fact, levels, _evidence in ground.hands_on(device):
        yield ground.step(
            "physical",
            [fact],
            facts.controls(device.id, "user"),
            name=f"sit down at {device.id}",
            difficulty=harder(Difficulty.MODERATE, levels),
            evidence=Evidence.ASSUMED,
            assets=[device.id],
            origin=[f"devices:{device.id}:physical_access"],
            techniques=("T1200",),
            count=device.count,
            flaw=f"seat@{device.id}",
            device=device.id,
            site=fact[fact.index("(") + 1 : -1],
        )


def _media(ground: Ground, device: Device) -> Iterator[Step]:
    """Removable media go from device to device of a site."""
    if device.removable_media is False:
        return
    for site in ground.sites_of(device):
        yield ground.step(
            "removable",
            [facts.controls(device.id, "user")],
            facts.carries(site),
            name=f"infect media at {device.id}",
            difficulty=Difficulty.EASY,
            evidence=Evidence.DECLARED if device.removable_media is True else Evidence.ASSUMED,
            assets=[device.id],
            origin=[f"devices:{device.id}:removable_media"],
            techniques=("T1091",),
            device=device.id,
            site=site,
        )
        yield ground.step(
            "removable",
            [facts.carries(site)],
            facts.controls(device.id, "user"),
            name=f"plug media into {device.id}",
            difficulty=Difficulty.HARD,
            evidence=Evidence.ASSUMED,
            assets=[device.id],
            origin=[f"devices:{device.id}:removable_media"],
            techniques=("T1091",),
            count=device.count,
            flaw=f"media@{device.id}",
            device=device.id,
            site=site,
        )


def _walk_in(ground: Ground, site: str) -> Iterator[Step]:
    """A visitor goes where only staff should, or leaves a medium behind."""
    origin = [f"sites:{site}"] if site in ground.model.sites else []
    ways = (
        (facts.inside(site), "walk into", Difficulty.HARD),
        (facts.carries(site), "drop media at", Difficulty.MODERATE),
    )
    for gives, name, difficulty in ways:
        yield ground.step(
            "physical" if gives.startswith("inside") else "removable",
            [facts.near(site)],
            gives,
            name=f"{name} {site}",
            difficulty=difficulty,
            evidence=Evidence.ASSUMED,
            origin=origin,
            techniques=("T1200",) if gives.startswith("inside") else ("T1091",),
            site=site,
        )


def _radio(ground: Ground, link: Link) -> Iterator[Step]:
    """A radio link obeys whoever controls its other end, and stands in the room."""
    if link.medium is not LinkMedium.RADIO:
        return
    for one, other in ((link.from_end, link.to_end), (link.to_end, link.from_end)):
        speaker, listener = ground.model.devices.get(one), ground.model.devices.get(other)
        kind = ground.types.get(other)
        if speaker is None or listener is None or kind is None or not kind.commands:
            continue
        yield ground.step(
            "radio",
            [facts.controls(one, "user")],
            facts.commands(other),
            name=f"radio {link.id}",
            difficulty=Difficulty.MODERATE,
            evidence=Evidence.DECLARED,
            assets=[link.id, one, other],
            origin=[f"links:{link.id}:medium"],
            techniques=("T0855",),
            flaw=f"radio@{link.id}",
            device=other,
            from_device=one,
            link=link.id,
        )
