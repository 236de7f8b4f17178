"""Sheets: what the side panel says about each thing, field by field, each with the place it was written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from carto.atlas.scene import Fact, Sheet, Words
from carto.atlas.wording import Wording, plain
from carto.catalog.reference import catalog
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import has, texts
from carto.model.device import Device
from carto.model.entity import Entity
from carto.model.establishment_map import Locator, Model, Nowhere
from carto.model.vocabulary import PatchState
from carto.model.zone import Zone

SECTIONS_TOLD = ("sites", "zones", "devices", "links", "flows", "accounts", "parties", "data", "care")
DETAILED_UP_TO = 20_000  # things; above, sheets keep what is telling and leave out where it was written
REPEATING_UP_TO = 3_000  # things; above, sheets leave out what the columns of the scene say already
_IN_COLUMNS = frozenset(
    [
        "type",
        "zones",
        "count",
        "from_end",
        "to_end",
        "from_device",
        "to_device",
        "both_ways",
        "encrypted",
        "protocol",
        "allow",
        "account",
        "medium",
    ]
)
_ELSEWHERE = frozenset({"id", "name", "description", "tags", "position", "like", "target"})
_TELLING = frozenset({"vulnerabilities", "weaknesses", "exposed_to", "holds", "ip", "manages", "opens", "patched"})

_ENDS = frozenset({"from_end", "to_end", "from_device", "to_device", "both_ways"})
_NOTHING = Words(fr="—", en="—")


def labels() -> dict[str, Words]:
    """Return the label of every field that a sheet may show."""
    names = sorted(key.removeprefix("field.") for key in texts("atlas") if key.startswith("field."))
    return {name: Words.of(both(f"atlas.field.{name}")) for name in names}


def sheets_of(model: Model, words: Wording) -> tuple[Sheet, ...]:
    """Return a sheet for everything that has something to say, in reading order."""
    total = _size(model)
    locator = locator_for(model)
    hidden = _ELSEWHERE if total <= REPEATING_UP_TO else _ELSEWHERE | _IN_COLUMNS
    found = (
        _sheet(section, entity, words, locator, hidden)
        for section in SECTIONS_TOLD
        for entity in _in_order(model.section(section))
    )
    return tuple(sheet for sheet in found if total <= REPEATING_UP_TO or sheet.facts or sheet.description)


def sheets_among(
    model: Model, words: Wording, wanted: Iterable[tuple[str, str, Collection[str] | None]]
) -> tuple[Sheet, ...]:
    """Return the sheets of a few things, in the order given.

    Args:
        model: What they are part of.
        words: The words of that model.
        wanted: Section and id of each; and the fields to tell, as authors write them, or None for all.
    """
    locator = locator_for(model)
    return tuple(
        _sheet(section, entity, words, locator, _ELSEWHERE, fields)
        for section, key, fields in wanted
        if section in SECTIONS_TOLD and (entity := model.section(section).get(key)) is not None
    )


def locator_for(model: Model) -> Locator | None:
    """Return what tells where things were written; None for a model so large that looking up every place is slow."""
    return model.locator if _size(model) <= DETAILED_UP_TO else None


def _size(model: Model) -> int:
    return sum(len(model.section(name)) for name in SECTIONS_TOLD)


def _in_order(section: Mapping[str, Entity]) -> Iterator[Entity]:
    return (section[key] for key in sorted(section))


def _sheet(
    section: str,
    entity: Entity,
    words: Wording,
    locator: Locator | None,
    hidden: frozenset[str],
    only: Collection[str] | None = None,
) -> Sheet:
    facts = _facts(section, entity, words, locator, hidden) if only is None else _changed(entity, words, only)
    return Sheet.model_construct(
        id=entity.id,
        section=section,
        title=entity.label,
        subtitle=_subtitle(section, entity),
        description=entity.description,
        facts=tuple(facts),
        tags=entity.tags,
    )


def _facts(
    section: str, entity: Entity, words: Wording, locator: Locator | None, hidden: frozenset[str]
) -> Iterator[Fact]:
    for name in _fields_shown(entity, hidden, detailed=locator is not None):
        value = getattr(entity, name)
        if name != "allow" and (value is None or value in ("", (), {})):
            continue
        span = locator.locate(_route(section, entity, name)) if locator is not None else None
        if span is None and hidden is not _ELSEWHERE and not isinstance(locator, Nowhere | None):
            continue  # a large model: what the catalogue says of every device of a type is not repeated for each
        yield Fact.model_construct(
            field=name,
            value=words.say(name, value),
            origin="author" if span is not None or locator is None else "catalogue",
            place=f"{span.file}:{span.line}" if span is not None else "",
        )


def _route(section: str, entity: Entity, name: str) -> str:
    """Return where a field is written; the ends of an edge may stand in its key."""
    whole = f"{section}:{entity.id}"
    return whole if name in _ENDS and section in {"links", "flows"} else f"{whole}:{_key(entity, name)}"


def _changed(entity: Entity, words: Wording, only: Collection[str]) -> Iterator[Fact]:
    """Yield what some fields became; one that says nothing any more is a dash."""
    for name in type(entity).model_fields:
        if _key(entity, name) in only and name not in _ELSEWHERE:
            value = getattr(entity, name)
            is_said = name == "allow" or (value is not None and value not in ("", (), {}))
            yield Fact.model_construct(
                field=name, value=words.say(name, value) if is_said else _NOTHING, origin="author", place=""
            )


def _fields_shown(entity: Entity, hidden: frozenset[str], *, detailed: bool) -> list[str]:
    written = entity.model_fields_set - hidden
    shown = [name for name in type(entity).model_fields if name in written]
    return shown if detailed else [name for name in shown if name in _TELLING and _is_remarkable(getattr(entity, name))]


def _is_remarkable(value: object) -> bool:
    return bool(value) and value is not PatchState.CURRENT


def _key(entity: Entity, name: str) -> str:
    """Return how the author writes a field."""
    return type(entity).model_fields[name].alias or name


def _subtitle(section: str, entity: Entity) -> Words:
    kind = _kind(section, entity)
    if isinstance(entity, Device) and entity.count > 1:
        return Words.of(both("atlas.fleet", kind=kind, count=entity.count))
    return Words.of(kind)


def _kind(section: str, entity: Entity) -> Bilingual:
    if isinstance(entity, Device | Zone):
        table = catalog().device_type if isinstance(entity, Device) else catalog().zone_type
        known = table(entity.type)
        return plain(entity.type) if known is None else known.label
    key = f"atlas.value.{getattr(entity, 'kind', '')}"
    return both(key) if has(key) else both(f"atlas.section.{section}")
