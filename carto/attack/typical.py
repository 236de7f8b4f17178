"""The catalogue's measures as candidates for one establishment: what each would change in its model, and its price.

Most are told from types alone. Those that close openings or accounts are told from what the model says of its own use
(``carto.attack.openings``); where it does not say, they are not applied, and what is missing is told instead. Backups,
restore tests, drills, control of what goes out and health mail soften what follows an attack and stop none: they are no
candidates against attacks. Effects and prices are assumptions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from carto.attack.measures import changes_anything
from carto.attack.openings import Narrowing, narrowings
from carto.attack.typical_effects import AFTERWARDS, EFFECTS, Changes, TypicalEffect, is_medical
from carto.catalog.reference import catalog
from carto.i18n.messages import Language
from carto.model.annotation import Selection
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.model.vocabulary import AccountKind, EstablishmentKind

_SMALL: Final = frozenset({EstablishmentKind.GP_PRACTICE, EstablishmentKind.HEALTH_CENTRE})
_LARGE: Final = frozenset({EstablishmentKind.UNIVERSITY_HOSPITAL, EstablishmentKind.GROUP})
TYPICAL: Final = "catalogue"
"""Source of the measures that come from the catalogue."""

_CLINICAL: Final = frozenset({"hl7-mllp", "dicom"})
_OF_THE_OLD: Final = frozenset({"unsupported-os", "legacy-smb"})
_HALF_A_YEAR: Final = 180
_HALF_A_DAY: Final = 0.5
_STRONG: Final = frozenset({AccountKind.ADMIN, AccountKind.DOMAIN_ADMIN, AccountKind.SUPPLIER})


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A measure of the catalogue that is no candidate, or only in part.

    Attributes:
        measure: Its id.
        reason: ``afterwards`` where it stops no attack; else what the model does not say (``Unknown.reason``,
            ``no-last-use`` or ``no-date``).
        things: What somebody has to write about, sorted.
    """

    measure: str
    reason: str
    things: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Offer:
    """What the catalogue has for an establishment.

    Attributes:
        model: The establishment with the catalogue's measures beside its own.
        unapplied: What was not offered and why, by measure and reason.
    """

    model: Model
    unapplied: tuple[Unapplied, ...] = ()


def typical_offer(model: Model, language: Language = "en") -> Offer:
    """Return the catalogue's measures beside the model's own, which win where an id is the same.

    Args:
        model: The establishment.
        language: Of their names.

    Only measures that would change something here are offered. A measure of the model with the ``kind`` of one of
    these is that one, told better: only one of the two is taken, and whatever requires the catalogue's requires it
    instead.

    Complexity: that of ``narrowings``, and O(measures x types).
    """
    own = {one.kind: one.id for one in model.measures.values() if one.kind}
    taken = {one.id for _, one in model.entities()} | own.keys()
    from_types = {one: (_scope(model, effect), effect.changes) for one, effect in EFFECTS.items()}
    told, unknown = _told(model)
    made = {
        one: _measure(model, one, scope, _requiring(changes, own), language)
        for one, (scope, changes) in {**from_types, **told}.items()
        if one not in taken and scope is not None
    }
    known = {one: each for one, each in made.items() if each is not None and changes_anything(model, each)}
    there = known.keys() | model.measures.keys()
    able = {one: measure for one, measure in known.items() if there >= set(measure.requires)}
    beside = [Unapplied(one, "afterwards") for one in AFTERWARDS]
    sold = [one for one in (*unknown, *beside) if _price(model, one.measure) is not None]
    measures = dict(sorted({**able, **model.measures}.items()))
    unapplied = tuple(one for one in sold if one.measure not in taken)
    return Offer(dataclasses.replace(model, measures=measures), unapplied)


def _requiring(changes: Changes, own: Mapping[str, str]) -> Changes:
    """Return changes that require the model's own measures where they are the catalogue's, told better."""
    needed = [own.get(one, one) for one in changes.get("requires", ())]
    return {**changes, "requires": needed} if needed else changes


def _scope(model: Model, effect: TypicalEffect) -> Selection | None:
    """Return what a measure bears on; None when nothing is of its types.

    What is done to one's own machines is not done to those of others: outside zones are left out, but for measures
    that bear on few types, which say themselves whose they are.
    """
    places = _inside(model) if effect.bears_on else ()
    there = set(places)
    owned = (device for device in model.devices.values() if not there or not there.isdisjoint(device.zones))
    present = {device.type for device in owned}
    types = tuple(kind.id for kind in catalog().device_types if kind.id in present and effect.picks(kind))
    if not types:
        return None
    return Selection() if effect.bears_on == "everything" else Selection(types=tuple(sorted(types)), zones=places)


def _inside(model: Model) -> tuple[str, ...]:
    """Return the zones of the establishment itself; none where no device stands elsewhere."""
    types = {zone.id: catalog().zone_type(zone.type) for zone in model.zones.values()}
    outside = {zone for zone, kind in types.items() if kind is not None and kind.outside}
    if not any(device.zones and outside.issuperset(device.zones) for device in model.devices.values()):
        return ()
    return tuple(sorted(model.zones.keys() - outside))


Told = tuple[Selection, Changes]


def _told(model: Model) -> tuple[dict[str, Told], list[Unapplied]]:
    """Return what measures would change that the establishment itself tells, and what it does not say."""
    unknown: list[Unapplied] = []
    dormant, questions = _dormant(model)
    found: dict[str, Told | None] = {
        "account-hygiene": _shut(dormant),
        "default-secret-change": _renewed_secrets(model),
        "exposure-reduction": _hidden(model),
        "flow-encryption": _ciphered(model),
        "renewal": _renewed(model),
    }
    for one, review in narrowings(model).items():
        found[one] = _closing(review)
        unknown += [Unapplied(one, each.reason, each.things) for each in review.unknown]
    return {one: told for one, told in found.items() if told is not None}, [*questions, *unknown]


def _closing(review: Narrowing) -> Told | None:
    """Return what a review of links closes."""
    links = tuple(sorted({*review.keeps, *review.removes}))
    narrowed = {link: {"allow": list(services)} for link, services in sorted(review.keeps.items())}
    adds = {"adds": {"links": narrowed}} if narrowed else {}
    return (Selection(ids=links), {"removes": list(review.removes), **adds}) if links else None


def _shut(accounts: tuple[str, ...]) -> Told | None:
    off = {account: {"enabled": False} for account in accounts}
    return (Selection(ids=accounts), {"adds": {"accounts": off}}) if accounts else None


def _renewed_secrets(model: Model) -> Told:
    """Change every factory secret of one's own but those that cannot be changed."""
    devices, places = model.devices.values(), _inside(model)
    free = tuple(one.id for one in devices if one.secret_changeable is not False and one.default_secret is not False)
    ids = () if all(one.secret_changeable is not False for one in devices) else free
    return Selection(ids=ids, zones=places), {"sets": {"default_secret": False}, "closes": ["default-secret"]}


def _renewed(model: Model) -> Told | None:
    """Replace what its maker no longer mends."""
    old = tuple(sorted(one.id for one in model.devices.values() if _is_unsupported(model, one)))
    return (Selection(ids=old), {"sets": {"patched": "current"}, "closes": sorted(_OF_THE_OLD)}) if old else None


def _ciphered(model: Model) -> Told | None:
    """Encrypt the exchanges of results and images, and mend what their ends say of clear traffic."""
    flows = [one for one in model.flows.values() if one.protocol in _CLINICAL and one.encrypted is not True]
    ends = {model.devices[end].id for flow in flows for end in (flow.from_device, flow.to_device)}
    clear = {one for one in ends if "clear-traffic" in model.devices[one].weaknesses}
    scope = Selection(ids=tuple(sorted({*(one.id for one in flows), *clear})))
    return (scope, {"sets": {"encrypted": True}, "closes": ["clear-traffic"]}) if flows else None


def _hidden(model: Model) -> Told | None:
    """Take away what the Internet should not see."""
    seen = {one.id: less for one in model.devices.values() if (less := _less_exposed(model, one))}
    patch = {one: {"exposed_to": less} for one, less in sorted(seen.items())}
    if not seen:
        return None
    return Selection(ids=tuple(sorted(seen))), {"adds": {"devices": patch}, "closes": ["exposed-management"]}


def _is_unsupported(model: Model, device: Device) -> bool:
    """Tell whether the maker of a device's system no longer mends it."""
    system, today = device.os, model.establishment.date
    ended = bool(system and today and system.support_ends and system.support_ends < today)
    return ended or bool(system and system.supported is False) or not _OF_THE_OLD.isdisjoint(device.weaknesses)


def _less_exposed(model: Model, device: Device) -> dict[str, list[str] | None]:
    """Return what the Internet would still see of a device: of a medical one nothing, of others no administration."""
    found: dict[str, list[str] | None] = {}
    kind = catalog().device_type(device.type)
    for place, seen in device.exposed_to.items():
        zone = catalog().zone_type(model.zones[place].type) if place in model.zones else None
        if zone is None or not zone.hostile or kind is None:
            continue
        shown = [*(seen or (one for one, setting in device.services.items() if setting.present))]
        left = [] if is_medical(kind) else [one for one in shown if not _administers(one)]
        if is_medical(kind) or len(left) < len(shown):
            found[place] = left or None
    return found


def _administers(service: str) -> bool:
    known = catalog().service(service)
    return known is not None and known.administration


def _dormant(model: Model) -> tuple[tuple[str, ...], list[Unapplied]]:
    """Return the accounts not used for half a year that still open, and what the model does not say of others."""
    today = model.establishment.date
    live = [one for one in model.accounts.values() if one.enabled is not False]
    dated = {one.id: one.last_used for one in live if one.last_used}
    silent = tuple(sorted(one.id for one in live if one.kind in _STRONG and one.id not in dated))
    questions = [Unapplied("account-hygiene", "no-last-use", silent)] if silent else []
    if today is None:
        return (), [*questions, *([Unapplied("account-hygiene", "no-date")] if dated else [])]
    return tuple(sorted(one for one, day in dated.items() if (today - day).days > _HALF_A_YEAR)), questions


def _measure(model: Model, one: str, scope: Selection, changes: Changes, language: Language) -> Measure | None:
    """Return a measure at the establishment's size; None where it makes no sense there."""
    entry, price = catalog().measures.get(one), _price(model, one)
    if entry is None or price is None:
        return None
    return Measure.model_validate(
        {
            "id": one,
            "name": entry.label.told(language),
            "description": entry.effect.told(language),
            "cost_eur": price[0],
            "days": price[1],
            "friction": entry.friction,
            "scope": scope,
            "source": TYPICAL,
            "confidence": "low",
            "kind": one,
            **changes,
        }
    )


def _price(model: Model, one: str) -> tuple[float, float] | None:
    """Return euros and days at the size of the establishment; None where the measure makes no sense.

    The catalogue gives days for a medium establishment: elsewhere they are in proportion to the cost, and what costs
    nothing takes half a day.
    """
    entry, kind = catalog().measures.get(one), model.establishment.kind
    if entry is None:
        return None
    medium = entry.cost_keur.medium
    cost = entry.cost_keur.small if kind in _SMALL else entry.cost_keur.large if kind in _LARGE else medium
    if cost is None:
        return None
    return cost * 1000, round(entry.days * (cost / medium if medium else 1.0), 1) if cost else _HALF_A_DAY
