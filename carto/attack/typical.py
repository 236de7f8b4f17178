"""The catalogue's measures as candidates for one establishment: what each would change in its model, and its price.

Only measures whose effect can be told from types alone are here. Zoning, rule reviews or the removal of leftover links
need somebody who knows the network: they are written in the model, thing by thing. Backups, restore tests and drills
shorten an outage and stop no attack: they are no candidates against attacks either. Effects and prices are assumptions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from carto.catalog.entities import DeviceType, TypicalMeasure
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Category
from carto.i18n.messages import Language
from carto.model.annotation import Selection
from carto.model.establishment_map import Model
from carto.model.planning import Measure
from carto.model.vocabulary import EstablishmentKind

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
        "exposure-reduction": (_is_medical, {"set": {"exposed_to": None}, "closes": ["exposed-management"]}),
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
        "renewal": (_is_it, {"set": {"patched": "current"}, "closes": ["unsupported-os", "legacy-smb"]}),
        "virtual-patching": (_is_it, {"hardens": {"exploit-known": "hard", "exploit-assumed": "hard"}}),
        "active-endpoint-protection": (
            _is_protected,
            {"set": {"endpoint_protection": "block"}, "hardens": {"harvest": "hard"}},
        ),
        "continuous-monitoring": (_is_it, {"detects": 0.5, "requires": ["active-endpoint-protection"]}),
        "network-detection": (_is_medical, {"detects": 0.3, "requires": ["continuous-monitoring"]}),
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


def with_typical_measures(model: Model, language: Language = "en") -> Model:
    """Return the model with the catalogue's measures beside its own, which win where an id is the same.

    Args:
        model: The establishment.
        language: Of their names.

    A measure of the model with the ``kind`` of one of these is that one, told better: only one of the two is taken.
    """
    taken = {one.id for _, one in model.entities()} | {one.kind for one in model.measures.values()}
    typical = {one: _measure(model, one, language) for one in sorted(_EFFECTS) if one not in taken}
    known = {one: measure for one, measure in typical.items() if measure is not None}
    able = {one: measure for one, measure in known.items() if all(need in known for need in measure.requires)}
    return dataclasses.replace(model, measures=dict(sorted({**able, **model.measures}.items())))


def _measure(model: Model, one: str, language: Language) -> Measure | None:
    """Return a measure at the establishment's size; None where it makes no sense, or nothing is in its scope."""
    entry = catalog().measures.get(one)
    cost = _cost(model, entry) if entry else None
    pick, changes = _EFFECTS[one]
    present = {device.type for device in model.devices.values()}
    types = tuple(kind.id for kind in catalog().device_types if kind.id in present and (pick is None or pick(kind)))
    if entry is None or cost is None or not types:
        return None
    return Measure.model_validate(
        {
            "id": one,
            "name": entry.label.told(language),
            "description": entry.effect.told(language),
            "cost_eur": cost * 1000,
            "days": _days(entry, cost),
            "friction": entry.friction,
            "scope": Selection() if pick is None else Selection(types=tuple(sorted(types))),
            "source": TYPICAL,
            "confidence": "low",
            "kind": one,
            **changes,
        }
    )


def _cost(model: Model, entry: TypicalMeasure) -> float | None:
    """Return thousands of euros at the size of the establishment; None where the measure makes no sense."""
    kind = model.establishment.kind
    if kind in _SMALL:
        return entry.cost_keur.small
    return entry.cost_keur.large if kind in _LARGE else entry.cost_keur.medium


def _days(entry: TypicalMeasure, cost: float) -> float:
    """Return days in proportion to the cost: the catalogue gives them for a medium establishment."""
    medium = entry.cost_keur.medium
    return round(entry.days * (cost / medium if medium else 1.0), 1)
