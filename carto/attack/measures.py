"""Measures done: from a model and some measures to the model once they are.

What a measure says of the establishment is applied to the model: fields set over its scope, things removed, things
added, weaknesses and flaws closed. What it says of attacks (steps stopped, hardened, detected) is applied where the
attack graph is built: a measure that was applied is ``in_place`` in the model that comes back.

A model that says a measure is in place already says what it did to the establishment: nothing is applied twice.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from carto.attack.controls import acts_on_steps
from carto.attack.scope import SCOPED, scope_of, settable
from carto.catalog.reference import catalog
from carto.errors import ModelError, UnknownIdError
from carto.model.account import Account
from carto.model.care import CareProcess, Need
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.establishment import Data, Party, Site
from carto.model.establishment_map import SECTIONS, Model
from carto.model.planning import Measure
from carto.model.zone import Zone

Raw = dict[str, Any]
EntityT = TypeVar("EntityT", bound=Entity)

_ADDABLE: Final[Mapping[str, type[Entity]]] = {
    "sites": Site,
    "zones": Zone,
    "devices": Device,
    "links": Link,
    "flows": Flow,
    "accounts": Account,
    "parties": Party,
    "data": Data,
    "care": CareProcess,
}
_ARROWS: Final = (("links", " -- ", True), ("links", " -> ", False), ("flows", " -> ", False))


def apply_measures(model: Model, ids: Iterable[str]) -> Model:
    """Return the model once measures are done; the model itself is unchanged.

    Args:
        model: The establishment.
        ids: Measures, each counted once; those in place already change nothing. They are done in the order of their
            ids: removals come last, so that nothing a measure removes is brought back by another one.

    Raises:
        UnknownIdError: ``unknown-measure``.
        ModelError: ``bad-measure``: what a measure sets or adds is no possible value.

    Complexity: O(measures x things).
    """
    chosen = tuple(sorted(set(ids)))
    missing = [one for one in chosen if one not in model.measures]
    if missing:
        raise UnknownIdError("unknown-measure", id=missing[0], among=list(model.measures))
    done = [model.measures[one] for one in chosen if not model.measures[one].in_place]
    if not done:
        return dataclasses.replace(model, applied_measures=())
    sections: dict[str, dict[str, Any]] = {name: dict(model.section(name)) for name in SECTIONS}
    for measure in done:
        _change(model, sections, measure)
    sections["measures"] |= {one.id: one.model_copy(update={"in_place": True}) for one in done}
    if not any(measure.removes or measure.adds for measure in done):
        kept: dict[str, Any] = dict(sections)
        return dataclasses.replace(model, **kept, applied_measures=())
    removed = frozenset(one for measure in done for one in (*measure.removes, *_emptied(measure)))
    return _without(dataclasses.replace(model, **_sorted(sections), applied_measures=()), removed)


def removed_by(model: Model, ids: Iterable[str]) -> frozenset[str]:
    """Return what measures take out of the establishment; a care process that is patched away is told by its patch."""
    done = [model.measures[one] for one in ids]
    emptied = {one for each in done for one in _emptied(each)}
    return frozenset(one for each in done for one in each.removes) | (emptied - model.care.keys())


def _emptied(measure: Measure) -> Iterator[str]:
    """Yield what a measure takes away by giving it an empty value."""
    for entries in measure.adds.values():
        if isinstance(entries, dict):
            yield from (key for key, raw in entries.items() if raw is None)


def changes_anything(model: Model, measure: Measure) -> bool:
    """Tell whether a measure does anything to an establishment, or to what attackers do there.

    Complexity: O(things).
    """
    if measure.removes or measure.adds or acts_on_steps(measure):
        return True
    scope, closes = scope_of(model, measure.scope), frozenset(measure.closes)
    if any(_is_open(model.devices[one], closes) for one in scope & model.devices.keys()):
        return True
    for section in SCOPED:
        things = model.section(section)
        changes = {key: value for key, value in measure.sets.items() if key in settable(section)}
        if any(not _has(things[one], changes) for one in scope & things.keys()):
            return True
    return False


def _has(entity: Entity, changes: Raw) -> bool:
    """Tell whether a thing has all of these values already."""
    fields = _fields(type(entity))
    return all(
        getattr(entity, fields[key][0]) == (fields[key][1] if value is None else value)
        for key, value in changes.items()
    )


@cache
def _fields(kind: type[Entity]) -> Mapping[str, tuple[str, object]]:
    """Return the name and the default of each field, by what authors call it."""
    fields = kind.model_fields.items()
    return {
        field.alias or name: (name, field.get_default(call_default_factory=True, validated_data={}))
        for name, field in fields
    }


def _is_open(device: Device, closes: Collection[str]) -> bool:
    """Tell whether a device has one of some weaknesses, or one of some flaws unmended."""
    flaws = (one for one, setting in device.vulnerabilities.items() if setting.status != "patched")
    return any(one in closes for one in (*device.weaknesses, *flaws))


def _sorted(sections: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {name: dict(sorted(entities.items())) for name, entities in sections.items()}


def _change(model: Model, sections: dict[str, dict[str, Any]], measure: Measure) -> None:
    """Apply one measure but for its removals; its scope is read on the model as it was."""
    scope = scope_of(model, measure.scope) if measure.sets or measure.closes else frozenset[str]()
    for section in SCOPED:
        changes = {key: value for key, value in measure.sets.items() if key in settable(section)}
        entities = sections[section]
        fresh = (
            [entities[one] for one in scope & entities.keys() if not _has(entities[one], changes)] if changes else []
        )
        entities.update((one.id, one) for one in _all_merged(fresh, changes, measure))
    closes = frozenset(measure.closes)
    for one in scope & sections["devices"].keys() if closes else ():
        if _is_open(sections["devices"][one], closes):
            sections["devices"][one] = _closed(sections["devices"][one], closes)
    for section, entries in measure.adds.items():
        if section not in _ADDABLE or not isinstance(entries, dict):
            raise ModelError("bad-measure", measure=measure.id, field=f"adds.{section}", reason="?")
        for key, raw in entries.items():
            _add(sections[section], section, key, raw, measure)


def _closed(device: Device, closed: Collection[str]) -> Device:
    """Return a device without some weaknesses, its flaws of these numbers mended."""
    weaknesses = tuple(one for one in device.weaknesses if one not in closed)
    mended = {number: flaw for number, flaw in device.vulnerabilities.items() if number in closed}
    fixed = {number: flaw.model_copy(update={"status": "patched"}) for number, flaw in mended.items()}
    return device.model_copy(update={"weaknesses": weaknesses, "vulnerabilities": device.vulnerabilities | fixed})


def _add(entities: dict[str, Any], section: str, key: str, raw: object, measure: Measure) -> None:
    """Add a thing, or patch the one that is there; an empty value takes it away, once everything is added."""
    if raw is None:
        return
    written = raw if isinstance(raw, dict) else {"type": raw} if section in {"zones", "devices"} else {"name": raw}
    if key in entities:
        entities[key] = _merged(entities[key], written, measure)
        return
    full = {**_ends(section, key), **_defaults(section, written), **_told(written), "id": key}
    entities[key] = _valid(_ADDABLE[section], full, measure)


def _ends(section: str, key: str) -> Raw:
    """Return the ends that the key of an edge spells out."""
    for place, arrow, both in _ARROWS:
        if place == section and arrow in key:
            one, other = key.split(" / ", maxsplit=1)[0].split(arrow, 1)
            return {"from": one, "to": other, **({"both_ways": both} if section == "links" else {})}
    return {}


def _defaults(section: str, written: Raw) -> Raw:
    """Return what the catalogue says of a thing of this type."""
    word = str(written.get("type", ""))
    if section == "devices" and (kind := catalog().device_type(word)):
        shared = ("patient_safety", "staffed", "mail", "web", "removable_media")
        services: Raw = {service: {} for service in kind.services}
        return {"radio": list(map(str, kind.radio)), "services": services} | {key: getattr(kind, key) for key in shared}
    if section == "zones" and (zone := catalog().zone_type(word)):
        return {"trust": zone.trust, "transit": zone.transit}
    return {}


def _told(raw: Raw) -> Raw:
    return {key: value for key, value in raw.items() if value is not None}


def _merged(entity: EntityT, changes: Raw, measure: Measure) -> EntityT:
    """Return an entity with fields merged over it: maps key by key, an empty value back to the default."""
    plain = entity.model_dump(mode="json", by_alias=True, exclude_unset=True)
    raw = {**plain, "id": entity.id}
    for key, value in changes.items():
        old = raw.get(key)
        raw[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
        if isinstance(raw[key], dict):
            raw[key] = _told(raw[key])
    return _valid(type(entity), _told(raw), measure)


def _all_merged(entities: Sequence[EntityT], changes: Raw, measure: Measure) -> Iterator[EntityT]:
    """Yield entities with the same fields merged over each; plain values are checked once for all of a kind."""
    if not entities:
        return
    first = _merged(entities[0], changes, measure)
    yield first
    if any(isinstance(value, dict) for value in changes.values()):
        yield from (_merged(one, changes, measure) for one in entities[1:])
        return
    names = [_fields(type(first))[key][0] for key in changes]
    values = {name: getattr(first, name) for name in names}
    yield from (one.model_copy(update=values) for one in entities[1:])


def _valid(kind: type[EntityT], raw: Raw, measure: Measure) -> EntityT:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise ModelError("bad-measure", measure=measure.id, field=field, reason=first["msg"]) from error


def _without(model: Model, removed: frozenset[str]) -> Model:
    """Return the model without some things, and without what names things that are not there."""
    sections = {name: {k: v for k, v in model.section(name).items() if k not in removed} for name in SECTIONS}
    there = frozenset().union(*(section.keys() for section in sections.values()))
    kept: dict[str, Any] = dict(sections)
    kept["devices"] = {one.id: _device(one, there) for one in model.devices.values() if one.id in there}
    kept["accounts"] = {one.id: _account(one, there) for one in model.accounts.values() if one.id in there}
    kept["links"] = {one.id: _link(one, there) for one in model.links.values() if _stands(one, there)}
    kept["flows"] = {one.id: _flow(one, there) for one in model.flows.values() if _stands(one, there)}
    kept["parties"] = {one.id: _party(one, there) for one in model.parties.values() if one.id in there}
    kept["care"] = {one.id: _care(one, removed) for one in model.care.values() if one.id not in removed}
    return dataclasses.replace(model, **kept)


def _stands(edge: Link | Flow, there: Collection[str]) -> bool:
    ends = (edge.from_end, edge.to_end) if isinstance(edge, Link) else (edge.from_device, edge.to_device)
    return edge.id in there and all(end in there for end in ends)


def _kept(ids: Iterable[str], there: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in there)


def _changed(entity: EntityT, changes: Raw) -> EntityT:
    real = {key: value for key, value in changes.items() if value != getattr(entity, key)}
    return entity.model_copy(update=real) if real else entity


def _device(device: Device, there: Collection[str]) -> Device:
    lists = {name: _kept(getattr(device, name), there) for name in ("zones", "manages", "managed_by", "hosted_on")}
    exposed = {zone: services for zone, services in device.exposed_to.items() if zone in there}
    return _changed(device, {**lists, "exposed_to": exposed})


def _account(account: Account, there: Collection[str]) -> Account:
    opens = {place: privilege for place, privilege in account.opens.items() if place in there}
    lists = {name: _kept(getattr(account, name), there) for name in ("stored_on", "sessions_on")}
    return _changed(account, {**lists, "opens": opens, "party": account.party if account.party in there else ""})


def _link(link: Link, there: Collection[str]) -> Link:
    return _changed(link, {"via": link.via if link.via in there else ""})


def _flow(flow: Flow, there: Collection[str]) -> Flow:
    return _changed(flow, {"account": flow.account if flow.account in there else ""})


def _party(party: Party, there: Collection[str]) -> Party:
    zone = party.zone if party.zone in there else ""
    return _changed(party, {"accounts": _kept(party.accounts, there), "zone": zone})


def _care(care: CareProcess, removed: Collection[str]) -> CareProcess:
    """Return a process that no longer names what is gone; losing it is told by ``care_cost``, not here."""
    needs = tuple(kept for need in care.depends_on if (kept := _need(need, removed)) is not None)
    return _changed(care, {"depends_on": needs})


def _need(need: Need, removed: Collection[str]) -> Need | None:
    if need.id:
        return None if need.id in removed else need
    any_of = tuple(kept for part in need.any if (kept := _need(part, removed)) is not None)
    all_of = tuple(kept for part in need.all if (kept := _need(part, removed)) is not None)
    return Need(any=any_of, all=all_of) if any_of or all_of else None
