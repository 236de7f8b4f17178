"""The six national views, each with its drawing: small enough to be read on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from carto.atlas import palette
from carto.catalog.vocabulary import View
from carto.model.device import Device
from carto.model.edge import Link
from carto.model.vocabulary import AccountKind
from carto.report.document import Block, Heading, PageBreak, Paragraph, Picture, Tone
from carto.report.drawing import Drawing
from carto.report.map_drawing import Card, Item, Join, card_map, two_columns
from carto.report.material import Material

_MOST_CARDS: Final = 60
_MOST_ENDS: Final = 36
_MOST_JOINS: Final = 90
_LEVELS: Final = 6


def views(m: Material) -> Iterator[Block]:
    """Yield the chapter: what a view is, then each of them."""
    voice = m.voice
    yield Heading(voice.say("chapter.views"))
    yield Paragraph(voice.say("views.reading"))
    yield Paragraph(voice.say("views.legend"), Tone.NOTE)
    for view in View:
        yield from _view(m, view)
    yield PageBreak()


def whole_map(m: Material) -> Iterator[Block]:
    """Yield the map that a board reads: zones, how many devices, how much at risk."""
    voice = m.voice
    yield Heading(voice.say("chapter.map"))
    yield Paragraph(voice.say("views.board"))
    drawing = card_map(_rows(m, _zone_cards(m)), _zone_joins(m))
    if m.model.zones:
        yield Picture(voice.say("picture.whole"), voice.say("picture.whole-said", number=len(m.model.zones)), drawing)
        yield Paragraph(voice.say("views.board-legend"), Tone.NOTE)
    else:
        yield Paragraph(voice.say("missing.zones"), Tone.NOTE)


def _view(m: Material, view: View) -> Iterator[Block]:
    voice = m.voice
    yield Heading(voice.say(f"view.{view}"), 2)
    yield Paragraph(voice.say(f"view.{view}.what"))
    drawing, number = _DRAWN[view](m)
    if not number:
        yield Paragraph(voice.say("views.nothing"), Tone.NOTE)
        return
    said = voice.say("picture.view-said", number=number)
    yield Picture(voice.say("picture.view", view=voice.say(f"view.{view}")), said, drawing)
    if view is View.LOGICAL and len(m.model.zones) > _MOST_CARDS:
        yield Paragraph(voice.say("views.left-out", number=len(m.model.zones) - _MOST_CARDS), Tone.NOTE)
    if scores := [score for score in m.verdict.completeness.scores if score.view is view and score.share is not None]:
        shares = ", ".join(
            voice.say("views.score", level=one.level, share=voice.percent(one.share or 0.0)) for one in scores
        )
        yield Paragraph(voice.say("views.completeness", shares=shares), Tone.NOTE)


# -- cards -------------------------------------------------------------------------------------------------------------


def _rows(m: Material, cards: Iterable[Card]) -> list[list[Card]]:
    """Return cards in rows by trust, the most hostile first; of very many, those most at risk, then the fullest."""
    weighed = sorted(cards, key=lambda card: (-card.risk, -m.scene_count(card.id), -len(card.items), card.id))
    kept = sorted(weighed[:_MOST_CARDS], key=lambda card: (card.trust, card.title, card.id))
    return [row for trust in range(_LEVELS) if (row := [card for card in kept if card.trust == trust])]


def _zone_cards(m: Material) -> Iterator[Card]:
    for zone in m.scene.zones:
        devices = m.voice.counted("devices", zone.count)
        yield Card(zone.id, zone.name, zone.trust, zone.hostile, foot=devices, risk=zone.risk)


def _zone_joins(m: Material) -> list[Join]:
    """Return one line for each pair of zones that a link joins: red where nothing filters."""
    found: dict[tuple[str, str], Join] = {}
    for link in m.model.links.values():
        one, other = _zone_of(m, link.from_end), _zone_of(m, link.to_end)
        if one and other and one != other:
            pair = (min(one, other), max(one, other))
            if pair not in found or link.unfiltered:
                found[pair] = Join(*pair, _link_color(link), dashed=link.allow == ("unknown",))
    return [found[pair] for pair in sorted(found)][:_MOST_JOINS]


def _link_color(link: Link) -> str:
    return palette.ATTACK if link.unfiltered else palette.LINK


def _zone_of(m: Material, end: str) -> str:
    if end in m.model.devices:
        return next(iter(m.model.devices[end].zones), "")
    if end in m.model.parties:
        return m.model.parties[end].zone
    return end if end in m.model.zones else ""


def _device_cards(m: Material, devices: Iterable[Device]) -> list[Card]:
    """Return a card for each zone that holds some of the devices."""
    held: dict[str, list[Device]] = {}
    for device in devices:
        held.setdefault(next(iter(device.zones), ""), []).append(device)
    zones = {zone.id: zone for zone in m.scene.zones}
    cards = []
    for key, found in held.items():
        zone = zones.get(key)
        items = tuple(_item(m, device) for device in sorted(found, key=lambda one: _weight(m, one)))
        title = zone.name if zone else m.voice.say("no-zone")
        cards.append(Card(key, title, zone.trust if zone else 3, bool(zone and zone.hostile), items))
    return cards


def _weight(m: Material, device: Device) -> tuple[int, str]:
    return -(m.risks.get(device.id, 0) + 5 * device.target), device.id


def _item(m: Material, device: Device) -> Item:
    kind = m.types[device.id]
    text = f"{device.label} ({device.count})" if device.count > 1 else device.label
    color = palette.color_of(kind.category if kind else "")
    return Item(text, color, m.risks.get(device.id, 0), device.target, m.has_flag(device.id, "choke"))


def _applications(m: Material) -> tuple[Drawing, int]:
    devices = m.devices_of(View.APPLICATIONS)
    ids = {device.id for device in devices}
    pairs = Counter(
        (_zone_of(m, flow.from_device), _zone_of(m, flow.to_device))
        for flow in m.model.flows.values()
        if flow.from_device in ids and flow.to_device in ids
    )
    joins = [Join(one, other, palette.FLOW) for one, other in sorted(pairs) if one != other][:_MOST_JOINS]
    return card_map(_rows(m, _device_cards(m, devices)), joins, 3), len(devices)


def _logical(m: Material) -> tuple[Drawing, int]:
    return card_map(_rows(m, _zone_cards(m)), _zone_joins(m)), len(m.model.zones)


def _physical(m: Material) -> tuple[Drawing, int]:
    """Draw the equipment by site and place: rooms where the model names them, else zones."""
    outside = {zone.id for zone in m.model.zones.values() if m.is_outside(zone.id)}
    devices = [one for one in m.model.devices.values() if not outside.issuperset(one.zones) or not one.zones]
    held: dict[tuple[str, str], list[Device]] = {}
    for device in devices:
        held.setdefault(_place(m, device), []).append(device)
    cards = [
        Card(f"{site}/{room}", f"{site}, {room}" if room else site, 4, items=tuple(
            _item(m, one) for one in sorted(found, key=lambda one: _weight(m, one))))
        for (site, room), found in sorted(held.items())
    ]  # fmt: skip
    return card_map([cards[:_MOST_CARDS]], _cables(m), 3), len(devices)


def _place(m: Material, device: Device) -> tuple[str, str]:
    zone = m.model.zones.get(next(iter(device.zones), ""))
    site = m.model.sites.get(zone.site) if zone else None
    return site.label if site else m.voice.say("no-site"), device.room


def _cables(m: Material) -> list[Join]:
    joins = set()
    for link in m.model.links.values():
        one, other = m.model.devices.get(link.from_end), m.model.devices.get(link.to_end)
        if one and other:
            ends = ["/".join(_place(m, end)) for end in (one, other)]
            joins.add((min(ends), max(ends)))
    return [Join(one, other) for one, other in sorted(joins) if one != other][:_MOST_JOINS]


# -- columns -----------------------------------------------------------------------------------------------------------


def _columns(
    m: Material, titles: tuple[str, str], left: Mapping[str, Item], right: Mapping[str, Item], joins: Iterable[Join]
) -> tuple[Drawing, int]:
    """Draw two columns; of very long ones, the ends that have the most lines."""
    lines = list(joins)
    used = Counter(join.one for join in lines), Counter(join.other for join in lines)
    shown = _busiest(left, used[0]), _busiest(right, used[1])
    drawing = two_columns((m.voice.say(titles[0]), m.voice.say(titles[1])), *shown, lines)
    return drawing, len(left) and len(left) + len(right)


def _busiest(items: Mapping[str, Item], used: Counter[str]) -> dict[str, Item]:
    kept = set(sorted(items, key=lambda key: (-used[key], key))[:_MOST_ENDS])
    return {key: item for key, item in items.items() if key in kept}


def _ecosystem(m: Material) -> tuple[Drawing, int]:
    joins = []
    for party in m.model.parties.values():
        supplied = {*party.supplies, *(device.id for device in m.model.devices.values() if device.supplier == party.id)}
        reached = {key for account in party.accounts if account in m.model.accounts
                   for key in m.model.accounts[account].opens}  # fmt: skip
        joins += [Join(party.id, key, palette.LINK) for key in sorted(supplied - reached)]
        joins += [Join(party.id, key, palette.ADMINISTRATION, dashed=True) for key in sorted(reached)]
        joins += [Join(party.id, party.zone, palette.FLOW)] if party.zone else []
    left = {party.id: Item(party.label, palette.FAMILY["outside"]) for party in m.model.parties.values()}
    right = _ends(m, (join.other for join in joins))
    return _columns(m, ("views.parties", "views.supplied"), left, right, joins)


def _business(m: Material) -> tuple[Drawing, int]:
    joins = [Join(care.id, key, palette.LINK) for care in m.scene.care for key in care.depends_on]
    grave = sorted(m.scene.care, key=lambda care: (-care.patient_safety, care.id))
    left = {care.id: Item(care.name, palette.FAMILY["care"]) for care in grave}
    return _columns(m, ("views.care", "views.needed"), left, _ends(m, (join.other for join in joins)), joins)


def _administration(m: Material) -> tuple[Drawing, int]:
    joins, left = [], {}
    for account in m.model.accounts.values():
        if account.kind in {AccountKind.ADMIN, AccountKind.DOMAIN_ADMIN} or "admin" in account.opens.values():
            left[account.id] = Item(account.label, palette.FAMILY["identity"])
            joins += [Join(account.id, key, palette.ADMINISTRATION, dashed=True)
                      for key, right in sorted(account.opens.items()) if right == "admin"]  # fmt: skip
    below: dict[str, set[str]] = {}
    for device in m.model.devices.values():
        for manager in device.managed_by:
            below.setdefault(manager, set()).add(device.id)
    for device in m.model.devices.values():
        managed = {*device.manages, *below.get(device.id, ())}
        if managed:
            left[device.id] = _item(m, device)
            joins += [Join(device.id, key, palette.ADMINISTRATION) for key in sorted(managed)]
    right = _ends(m, (join.other for join in joins))
    return _columns(m, ("views.managers", "views.managed"), left, right, joins)


def _ends(m: Material, ids: Iterable[str]) -> dict[str, Item]:
    return {
        key: _item(m, m.model.devices[key]) if key in m.model.devices else Item(m.name(key))
        for key in dict.fromkeys(ids)
    }


_DRAWN: Final[Mapping[View, Callable[[Material], tuple[Drawing, int]]]] = {
    View.ECOSYSTEM: _ecosystem,
    View.BUSINESS: _business,
    View.APPLICATIONS: _applications,
    View.ADMINISTRATION: _administration,
    View.LOGICAL: _logical,
    View.PHYSICAL: _physical,
}
