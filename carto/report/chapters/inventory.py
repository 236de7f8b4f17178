"""Inventories by type of object, and the matrix of flows."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.reference import catalog
from carto.model.account import Account
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.establishment import Data, Site
from carto.model.zone import Zone
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph
from carto.report.material import Material
from carto.report.tables import by_name, listing

_SITES = "name:3 public:2 address:4 -id -owner -source -seen"
_ZONES = "name:3 type:3 trust site:2 network:2 devices isolated -id -owner -source -seen"
_DEVICES = (
    "name:3 type:3 zone:2 number system:2 patched safety risk -id -vendor -model -version -serial -ip -mac -room -rack "
    "-exposed -services -flaws -weaknesses -holds -protection -backed-up -supplier -hosted -owner -source -seen"
)
_LINKS = "one-end:3 other-end:3 passes:3 via:2 medium encrypted -both-ways -always-on -id -source -seen"
_ACCOUNTS = (
    "name:3 kind:2 opens:4 second-factor number party:2 -stored -sessions -enabled -used -id -owner -source -seen"
)
_DATA = "name:3 number:2 value:2 dicp:1.5 holders:4 -personal -id"
_FLOWS = (
    "from:3 to:3 protocol:2 port encrypted data:2 justification:3 -kind -account -access -authenticated -frequency -id"
)


def inventories(m: Material) -> Iterator[Block]:
    """Yield the chapter: one table an object type."""
    voice, model = m.voice, m.model
    yield Heading(voice.say("chapter.inventory"))
    yield Paragraph(voice.say("inventory.reading"))
    tables: tuple[tuple[str, str, list[tuple[Cell, ...]]], ...] = (
        ("sites", _SITES, sorted((_site(m, one) for one in model.sites.values()), key=by_name)),
        ("zones", _ZONES, sorted((_zone(m, one) for one in model.zones.values()), key=by_name)),
        ("devices", _DEVICES, [_device(m, one) for one in _worst_first(m)]),
        ("links", _LINKS, sorted((_link(m, one) for one in model.links.values()), key=by_name)),
        ("accounts", _ACCOUNTS, sorted((_account(m, one) for one in model.accounts.values()), key=by_name)),
        ("data", _DATA, sorted(_data(m), key=by_name)),
    )
    for key, columns, rows in tables:
        yield Heading(voice.say(f"sheet.{key}"), 2)
        yield from listing(voice, key, columns, rows)
    yield PageBreak()


def _worst_first(m: Material) -> list[Device]:
    """Return the devices by name, those on attack paths before the others: paper may not show all."""
    return sorted(m.model.devices.values(), key=lambda one: (-m.risks.get(one.id, 0), by_name((one.label, one.id))))


def flow_matrix(m: Material) -> Iterator[Block]:
    """Yield the chapter: who exchanges what with whom, how, and why."""
    voice = m.voice
    yield Heading(voice.say("chapter.flows"))
    yield Paragraph(voice.say("flows.reading"))
    flows = m.model.flows.values()
    clear = sum(1 for flow in flows if flow.encrypted is False)
    asked = sum(1 for flow in flows if flow.encrypted == "unknown")
    bare = sum(1 for flow in flows if not flow.justification)
    if flows:
        yield Paragraph(voice.say("flows.counts", total=len(flows), clear=clear, unknown=asked, bare=bare))
    yield from listing(voice, "flows", _FLOWS, sorted((_flow(m, flow) for flow in flows), key=by_name), 150)
    yield PageBreak()


def _origin(thing: Site | Zone | Device | Link | Account) -> tuple[Cell, ...]:
    return thing.source, thing.seen_on or ""


def _site(m: Material, site: Site) -> tuple[Cell, ...]:
    return site.label, m.voice.yes_no(site.open_to_public), site.address, site.id, site.owner, *_origin(site)


def _zone(m: Material, zone: Zone) -> tuple[Cell, ...]:
    network = " ".join([*([f"VLAN {zone.vlan}"] if zone.vlan else []), *zone.cidr])
    held = m.members[zone.id]
    site = m.name(zone.site) if zone.site else ""
    isolated = m.voice.yes_no(zone.isolated)
    return (
        m.name(zone.id),
        m.value("type", zone.type),
        zone.trust,
        site,
        network,
        held,
        isolated,
        zone.id,
        zone.owner,
        *_origin(zone),
    )


def _device(m: Material, device: Device) -> tuple[Cell, ...]:
    value = m.value
    return (
        device.label,
        value("type", device.type),
        m.names(device.zones),
        device.count,
        value("os", device.os),
        value("patched", device.patched),
        device.patient_safety,
        m.voice.say(f"risk.{m.risks.get(device.id, 0)}"),
        device.id,
        device.vendor,
        device.model,
        device.version,
        device.serial,
        ", ".join(device.ip),
        ", ".join(device.mac),
        device.room,
        device.rack,
        value("exposed_to", device.exposed_to),
        value("services", device.services),
        value("vulnerabilities", device.vulnerabilities),
        value("weaknesses", device.weaknesses),
        value("holds", device.holds),
        value("endpoint_protection", device.endpoint_protection),
        m.voice.yes_no(device.backed_up),
        m.name(device.supplier) if device.supplier else "",
        m.names(device.hosted_on),
        device.owner,
        *_origin(device),
    )


def _link(m: Material, link: Link) -> tuple[Cell, ...]:
    return (
        m.name(link.from_end),
        m.name(link.to_end),
        m.voice.tell(m.wording.say("allow", link.allow)),
        m.name(link.via) if link.via else "",
        m.value("medium", link.medium),
        m.voice.yes_no(link.encrypted),
        m.voice.yes_no(link.both_ways),
        m.voice.yes_no(link.always_on),
        link.id,
        *_origin(link),
    )


def _account(m: Material, account: Account) -> tuple[Cell, ...]:
    return (
        account.label,
        m.value("kind", account.kind),
        m.value("opens", account.opens),
        m.voice.yes_no(account.second_factor),
        account.count,
        m.name(account.party) if account.party else "",
        m.names(account.stored_on),
        m.names(account.sessions_on),
        m.voice.yes_no(account.enabled),
        account.last_used or "",
        account.id,
        account.owner,
        *_origin(account),
    )


def _data(m: Material) -> list[tuple[Cell, ...]]:
    """Return each class of data with how much of it there is and where."""
    held: dict[str, dict[str, int]] = {key: {} for key in m.model.data}
    for device in m.model.devices.values():
        for data, number in device.holds.items():
            held.setdefault(data, {})[device.id] = number
    return [_held(m, key, holders) for key, holders in sorted(held.items())]


def _held(m: Material, key: str, holders: dict[str, int]) -> tuple[Cell, ...]:
    own: Data | None = m.model.data.get(key)
    value = m.voice.euros(*own.value_eur) if own and own.value_eur else ""
    by_size = sorted(holders, key=lambda device: (-holders[device], device))
    personal = m.voice.yes_no(own.personal) if own else ""
    needs = m.value("needs", own.needs) if own else ""
    return m.name(key), max(holders.values(), default=0), value, needs, m.names(by_size, 6), personal, key


def _flow(m: Material, flow: Flow) -> tuple[Cell, ...]:
    return (
        m.name(flow.from_device),
        m.name(flow.to_device),
        m.name(flow.protocol) if flow.protocol else m.voice.say("unknown"),
        _port(flow),
        m.voice.yes_no(flow.encrypted),
        m.names(flow.data),
        flow.justification,
        m.value("kind", flow.kind),
        m.name(flow.account) if flow.account else "",
        m.value("access", flow.access),
        m.voice.yes_no(flow.authenticated),
        flow.frequency,
        flow.id,
    )


def _port(flow: Flow) -> str:
    """Return the port that the author gives, else the usual one of the protocol."""
    if flow.port is not None:
        return str(flow.port)
    known = catalog().service(flow.protocol)
    return ", ".join(known.ports[:2]) if known else ""
