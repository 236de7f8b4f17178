"""The catalogue's measures as candidates for one establishment: what each would change in its model, and its price.

Most are told from types alone. Those that close openings or accounts are told from what the model says of its own use
(``carto.attack.openings``); where it does not say, they are not applied, and what is missing is told instead. Backups,
restore tests, drills, control of what goes out and health mail soften what follows an attack and stop none: they are no
candidates against attacks. Effects and prices are assumptions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from carto.attack.measures import changes_anything
from carto.attack.openings import narrowings
from carto.catalog.entities import DeviceType
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Category
from carto.i18n.messages import Language
from carto.model.annotation import Selection
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.model.vocabulary import AccountKind, EstablishmentKind

_SMALL: Final = frozenset({EstablishmentKind.GP_PRACTICE, EstablishmentKind.HEALTH_CENTRE})
_LARGE: Final = frozenset({EstablishmentKind.UNIVERSITY_HOSPITAL, EstablishmentKind.GROUP})
_IT: Final = frozenset(
    {
        Category.SERVER,
        Category.APPLICATION,
        Category.WORKSTATION,
        Category.INFRASTRUCTURE,
        Category.IDENTITY,
        Category.SECURITY,
        Category.NETWORK,
        Category.TELEPHONY,
    }
)
_PROTECTED: Final = frozenset({Category.SERVER, Category.APPLICATION, Category.WORKSTATION, Category.IDENTITY})

TYPICAL: Final = "catalogue"
"""Source of the measures that come from the catalogue."""

Pick = Callable[[DeviceType], bool]
Changes = Mapping[str, Any]


def _is_it(kind: DeviceType) -> bool:
    return kind.category in _IT and not kind.medical_device


def _is_protected(kind: DeviceType) -> bool:
    return kind.category in _PROTECTED and not kind.medical_device


def _is_medical(kind: DeviceType) -> bool:
    return kind.medical_device or kind.commands


def _is_read(kind: DeviceType) -> bool:
    return kind.staffed and (kind.mail or kind.web)


def _is(*names: str) -> Pick:
    return lambda kind: kind.id in names


_EFFECTS: Final[Mapping[str, tuple[Pick | None, Changes]]] = MappingProxyType(
    {
        "device-isolation": (
            _is_medical,
            {"hardens": {"exploit-assumed": "hard", "default-secret": "hard", "no-authentication": "hard"}},
        ),
        "remote-mfa": (
            _is("vpn-gateway", "remote-desktop-server", "supplier-remote-access", "application-gateway"),
            {"set": {"second_factor": True}},
        ),
        "record-second-factor": (_is("ehr", "ehr-database"), {"set": {"second_factor": True}}),
        "admin-bastion": (
            _is("server", "linux-server", "virtual-server", "hypervisor"),
            {"hardens": {"log-in": "hard"}},
        ),
        "directory-tiering": (_is("domain-controller"), {"hardens": {"log-in": "very-hard", "harvest": "hard"}}),
        "directory-hardening": (
            None,
            {
                "closes": [
                    "shared-local-admin",
                    "cached-admin-session",
                    "kerberoastable",
                    "unconstrained-delegation",
                    "weak-certificate-template",
                ]
            },
        ),
        "default-secret-change": (None, {"set": {"default_secret": False}, "closes": ["default-secret"]}),
        "it-patching": (_is_it, {"set": {"patched": "current"}, "closes": ["unpatched"]}),
        "device-patching": (_is_medical, {"set": {"patched": "current"}, "closes": ["unpatched"]}),
        "virtual-patching": (_is_it, {"hardens": {"exploit-known": "hard", "exploit-assumed": "hard"}}),
        "active-endpoint-protection": (
            _is_protected,
            {"set": {"endpoint_protection": "block"}, "hardens": {"harvest": "hard"}},
        ),
        "continuous-monitoring": (_is_it, {"detects": 0.5, "requires": ["active-endpoint-protection"]}),
        "network-detection": (_is_medical, {"detects": 0.3, "requires": ["continuous-monitoring"]}),
        "database-monitoring": (
            _is("ehr-database", "database-server", "data-warehouse"),
            {"detects": 0.3, "requires": ["continuous-monitoring"]},
        ),
        "network-access-control": (None, {"hardens": {"physical": "hard"}}),
        "mail-security": (_is_read, {"hardens": {"phish": "hard"}, "closes": ["macros-allowed", "unfiltered-mail"]}),
        "web-firewall": (
            _is("web-server", "patient-portal", "reverse-proxy", "online-application"),
            {"hardens": {"exploit-known": "hard", "exploit-assumed": "hard"}, "closes": ["sql-injection"]},
        ),
        "disk-encryption": (None, {"set": {"encrypted_storage": True}, "closes": ["clear-storage"]}),
        "flow-encryption": (None, {"set": {"encrypted": True}, "closes": ["clear-traffic"]}),
        "mobile-management": (
            lambda kind: kind.category is Category.MOBILE,
            {"hardens": {"phish": "hard", "exploit-assumed": "hard"}},
        ),
        "supplier-control": (None, {"hardens": {"supplier": "hard"}, "closes": ["standing-supplier-access"]}),
        "staff-training": (_is_read, {"hardens": {"phish": "moderate"}}),
        "programmer-rule": (
            _is("implant-programmer"),
            {
                "set": {"exposed_to": None, "internet_access": False, "removable_media": False},
                "closes": ["unsigned-update", "usb-allowed"],
            },
        ),
    }
)
"""Measure of the catalogue -> the device types it bears on (None: everything), and what it changes."""


_AFTERWARDS: Final = (
    "degraded-mode-drills",
    "egress-control",
    "offline-backup",
    "restore-tests",
    "secure-messaging",
)
"""Measures that stop no step: they keep care going, bring systems back or keep data in."""
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


def with_typical_measures(model: Model, language: Language = "en") -> Model:
    """Return the model with the catalogue's measures beside its own; see ``typical_offer``."""
    return typical_offer(model, language).model


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
    from_types = {one: (_scope(model, pick), changes) for one, (pick, changes) in _EFFECTS.items()}
    reviews, unknown = _reviews(model)
    made = {
        one: _measure(model, one, scope, _requiring(changes, own), language)
        for one, (scope, changes) in {**from_types, **reviews}.items()
        if one not in taken and scope is not None
    }
    known = {one: each for one, each in made.items() if each is not None and changes_anything(model, each)}
    there = known.keys() | model.measures.keys()
    able = {one: measure for one, measure in known.items() if there >= set(measure.requires)}
    beside = [Unapplied(one, "afterwards") for one in _AFTERWARDS]
    sold = [one for one in (*unknown, *beside) if _price(model, one.measure) is not None]
    measures = dict(sorted({**able, **model.measures}.items()))
    unapplied = tuple(one for one in sold if one.measure not in taken)
    return Offer(dataclasses.replace(model, measures=measures), unapplied)


def _requiring(changes: Changes, own: Mapping[str, str]) -> Changes:
    """Return changes that require the model's own measures where they are the catalogue's, told better."""
    needed = [own.get(one, one) for one in changes.get("requires", ())]
    return {**changes, "requires": needed} if needed else changes


def _scope(model: Model, pick: Pick | None) -> Selection | None:
    """Return what a measure bears on; None when nothing is of its types."""
    present = {device.type for device in model.devices.values()}
    types = tuple(kind.id for kind in catalog().device_types if kind.id in present and (pick is None or pick(kind)))
    if not types:
        return None
    return Selection() if pick is None else Selection(types=tuple(sorted(types)))


def _reviews(model: Model) -> tuple[dict[str, tuple[Selection, Changes]], list[Unapplied]]:
    """Return what reviews of links and accounts would change, and what they cannot tell."""
    found: dict[str, tuple[Selection, Changes]] = {}
    unknown: list[Unapplied] = []
    for one, review in narrowings(model).items():
        links = tuple(sorted({*review.keeps, *review.removes}))
        narrowed = {link: {"allow": list(services)} for link, services in sorted(review.keeps.items())}
        if links:
            found[one] = (
                Selection(ids=links),
                {"removes": list(review.removes), **({"adds": {"links": narrowed}} if narrowed else {})},
            )
        unknown += [Unapplied(one, each.reason, each.things) for each in review.unknown]
    dormant, questions = _dormant(model)
    if dormant:
        off = {"adds": {"accounts": {account: {"enabled": False} for account in dormant}}}
        found["account-hygiene"] = (Selection(ids=dormant), off)
    old = tuple(sorted(one.id for one in model.devices.values() if _is_unsupported(model, one)))
    if old:
        found["renewal"] = (Selection(ids=old), {"set": {"patched": "current"}, "closes": sorted(_OF_THE_OLD)})
    seen = {one.id: less for one in model.devices.values() if (less := _less_exposed(model, one))}
    if seen:
        patch = {"adds": {"devices": {one: {"exposed_to": less} for one, less in sorted(seen.items())}}}
        found["exposure-reduction"] = (Selection(ids=tuple(sorted(seen))), {**patch, "closes": ["exposed-management"]})
    return found, [*questions, *unknown]


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
        left = [] if _is_medical(kind) else [one for one in shown if not _administers(one)]
        if _is_medical(kind) or len(left) < len(shown):
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
