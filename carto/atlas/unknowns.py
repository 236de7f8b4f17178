"""What nobody has said: counted, and put as questions to ask, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator

from carto.atlas.scene import Unknown, Words
from carto.atlas.sheets import locator_for
from carto.i18n.bilingual import both
from carto.model.device import Device
from carto.model.edge import Link
from carto.model.entity import Entity
from carto.model.establishment_map import Locator, Model

MOST_QUESTIONS = 500
_ASKED = {
    "sites": ("open_to_public",),
    "devices": ("patched", "default_secret"),
    "flows": ("encrypted", "authenticated"),
    "accounts": ("second_factor",),
    "care": ("max_outage_hours", "degraded_mode"),
}


def unknowns_of(model: Model) -> tuple[int, tuple[Unknown, ...]]:
    """Return how many facts are unknown, and the first questions to ask."""
    locator = locator_for(model)
    found = sorted(_unknown_facts(model), key=lambda fact: (-_pressing(model, fact[1]), fact[0], fact[1].id, fact[2]))
    return len(found), tuple(_question(locator, *fact) for fact in found[:MOST_QUESTIONS])


def _unknown_facts(model: Model) -> Iterator[tuple[str, Entity, str]]:
    for section, fields in _ASKED.items():
        for entity in model.section(section).values():
            asked = (*fields, *_more(entity)) if isinstance(entity, Device) else fields
            yield from ((section, entity, name) for name in asked if _is_unknown(getattr(entity, name)))
    yield from (("links", link, "allow") for link in model.links.values() if _is_vague(link))


def _is_unknown(value: object) -> bool:
    return value is None or value == "unknown"


def _is_vague(link: Link) -> bool:
    return link.allow is not None and "unknown" in link.allow


def _more(device: Device) -> tuple[str, ...]:
    held = ("backed_up", "encrypted_storage") if device.holds else ()
    return (*held, "second_factor") if device.exposed_to else held


def _pressing(model: Model, entity: Entity) -> int:
    """Return how much depends on knowing: what is exposed or matters comes first."""
    if isinstance(entity, Device):
        return entity.patient_safety + 4 * entity.target + 4 * bool(entity.exposed_to) + 2 * bool(entity.holds)
    weight = getattr(entity, "patient_safety", 2)
    return int(weight) if entity.id in model.care else 2


def _question(locator: Locator | None, section: str, entity: Entity, name: str) -> Unknown:
    span = locator.locate(f"{section}:{entity.id}") if locator is not None else None
    return Unknown(
        id=entity.id,
        field=name,
        question=Words.of(both(f"atlas.question.{name}", name=entity.label)),
        place=f"{span.file}:{span.line}" if span is not None else "",
    )
