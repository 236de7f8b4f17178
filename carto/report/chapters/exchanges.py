"""Interconnections with the outside world, and remote maintenance."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.account import Account
from carto.model.establishment import Party
from carto.model.vocabulary import AccountKind
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph
from carto.report.material import Material
from carto.report.tables import by_name, listing


def exchanges(m: Material) -> Iterator[Block]:
    """Yield the chapter: partners, ways in from outside, supplier accounts."""
    voice = m.voice
    yield Heading(voice.say("chapter.exchanges"))
    yield Paragraph(voice.say("exchanges.reading"))
    yield Heading(voice.say("exchanges.parties"), 2)
    parties = sorted((_party(m, one) for one in m.model.parties.values()), key=by_name)
    yield from listing(
        voice, "parties", "name:3 kind:2 supplies:4 accounts:3 second-factor contract:2 -contact -hosting -eea", parties
    )
    yield Heading(voice.say("exchanges.links"), 2)
    yield from listing(
        voice,
        "outside-links",
        "one-end:3 other-end:3 passes:4 via:2 always-on encrypted",
        sorted(_links(m), key=by_name),
    )
    yield Heading(voice.say("exchanges.exposed"), 2)
    yield from listing(
        voice, "exposed", "name:3 type:3 exposed:4 second-factor patched", sorted(_exposed(m), key=by_name)
    )
    yield Heading(voice.say("exchanges.maintenance"), 2)
    yield Paragraph(voice.say("exchanges.maintenance-reading"))
    remote = (_account(m, one) for one in m.model.accounts.values() if one.party or one.kind is AccountKind.SUPPLIER)
    yield from listing(voice, "maintenance", "name:3 party:2 opens:4 second-factor enabled used", remote)
    yield PageBreak()


def _party(m: Material, party: Party) -> tuple[Cell, ...]:
    supplied = {*party.supplies, *(one.id for one in m.model.devices.values() if one.supplier == party.id)}
    return (
        party.label,
        m.value("kind", party.kind),
        m.names(sorted(supplied), 6),
        m.names(party.accounts, 4),
        m.voice.yes_no(party.second_factor),
        party.contract,
        party.contact,
        m.voice.yes_no(party.health_hosting),
        m.voice.yes_no(party.in_eea),
    )


def _links(m: Material) -> Iterator[tuple[Cell, ...]]:
    for link in m.model.links.values():
        if _is_outside(m, link.from_end) or _is_outside(m, link.to_end):
            yield (
                m.name(link.from_end),
                m.name(link.to_end),
                m.voice.tell(m.wording.say("allow", link.allow)),
                m.name(link.via) if link.via else m.voice.say("exchanges.no-filter"),
                m.voice.yes_no(link.always_on),
                m.voice.yes_no(link.encrypted),
            )


def _is_outside(m: Material, end: str) -> bool:
    return end in m.model.parties or m.is_outside(end)


def _exposed(m: Material) -> Iterator[tuple[Cell, ...]]:
    for device in m.model.devices.values():
        if device.exposed_to:
            yield (
                device.label,
                m.value("type", device.type),
                m.value("exposed_to", device.exposed_to),
                m.voice.yes_no(device.second_factor),
                m.value("patched", device.patched),
            )


def _account(m: Material, account: Account) -> tuple[Cell, ...]:
    return (
        account.label,
        m.name(account.party) if account.party else m.voice.say("not-said"),
        m.value("opens", account.opens),
        m.voice.yes_no(account.second_factor),
        m.voice.yes_no(account.enabled),
        account.last_used or m.voice.say("not-said"),
    )
