"""The same establishment without anything that tells whose it is: for maps that are shown to strangers.

Ids and names become pseudonyms ("device 12"); addresses, tags, free text, notes and the places in the author's files
are gone. What stays is structure: kinds, zones and trust, links and flows, services, weaknesses, numbers, dates. What
is neither a number, a word of a closed vocabulary, a word of the catalogue nor a reference does not stay: a field that
this module knows nothing of is left out. Everything else is computed afterwards, so no sentence can hold an old name.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Radio, StepKind
from carto.i18n.messages import Language, say
from carto.model.edge import Flow, Link
from carto.model.entity import NO, YES, Entity
from carto.model.establishment_map import SECTIONS, Model, Nowhere
from carto.rules.registry import all_rules

PartT = TypeVar("PartT", bound=BaseModel)

_WORDS: Final = frozenset(
    {
        "type",
        "protocol",
        "allow",
        "services",
        "weaknesses",
        "vulnerabilities",
        "reach",
        "gain",
        "types",
        "kinds",
        "without",
        "closes",
        "stops",
        "hardens",
        "kind",
        "radio",
        "horizon",
        "friction",
        "access",
        "perspective",
        "language",
        "family",
        "transport",
        "status",
        "rule",
    }
)
_REFERENCES: Final = frozenset(
    {
        "zones",
        "site",
        "parent",
        "via",
        "from_end",
        "to_end",
        "from_device",
        "to_device",
        "account",
        "data",
        "exposed_to",
        "holds",
        "manages",
        "managed_by",
        "hosted_on",
        "opens",
        "stored_on",
        "sessions_on",
        "party",
        "accounts",
        "supplies",
        "zone",
        "supplier",
        "on",
        "id",
        "any",
        "all",
        "depends_on",
        "scope",
        "removes",
        "requires",
        "excludes",
        "measures",
        "start",
        "near",
        "ids",
        "sites",
        "show",
        "provider",
    }
)
_DROPPED: Final = frozenset(
    {"ip", "mac", "cidr", "vlan", "position", "patch", "seen_on", "replies", "like", "compensating"}
)
_FIELD_OF: Final = {"zone": "zones", "from": "from_end", "to": "to_end", "in": "parent", "at": "position"}
"""What the model calls a field that authors write by a shorter word."""
_KEYED: Final = frozenset({"services", "vulnerabilities", "holds", "opens", "exposed_to", "hardens"})
"""Maps whose keys are words or ids, not fields."""
_LEFT_OUT: Final = frozenset({"notes"})
_CLOSED: Final = frozenset(
    {
        "user",
        "admin",
        "reads",
        "alters",
        "denies",
        "commands",
        "secrets",
        "read",
        "write",
        "read-write",
        "tcp",
        "udp",
        "present",
        "patched",
        "unknown",
        "now",
        "12-months",
        "3-years",
        "none",
        "low",
        "medium",
        "high",
        "ecosystem",
        "business",
        "applications",
        "administration",
        "logical",
        "physical",
        "fr",
        "en",
        "any",
        "windows",
        "linux",
        "macos",
        "android",
        "ios",
        "embedded",
        "*",
    }
)
_SILENT: Final = frozenset({"name", "title", "description", "note", "text", "marking", "version", "author"})
WITHHELD: Final = "…"
"""What stands for a text that was written: rules must not find that nobody wrote it."""
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_FLAW: Final = re.compile(r"CVE-\d{4}-\d{4,}")


class Unplaced(Nowhere):
    """The locator of an anonymous model: where things were written is not told."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What each id is called instead.

    Attributes:
        ids: Id -> pseudonym.
        tags: Tag -> pseudonym.
        language: Language of the names that are made.
    """

    ids: Mapping[str, str]
    tags: Mapping[str, str]
    language: Language
    _edges: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, *models: Model) -> Pseudonyms:
        """Return pseudonyms that hold across several states of one establishment; numbers follow the order of ids."""
        ids: dict[str, str] = {}
        added = _ids_added(models)
        for section in SECTIONS:
            if section not in {"links", "flows"}:
                keys = sorted({key for model in models for key in model.section(section)} | added.get(section, set()))
                ids |= {key: f"{_WORD_OF.get(section, section)}-{number}" for number, key in enumerate(keys, 1)}
        tags = sorted({tag for model in models for _, entity in model.entities() for tag in entity.tags})
        named = {tag: f"tag-{number}" for number, tag in enumerate(tags, 1)}
        return cls(ids, named, models[0].establishment.language or "fr")

    def get(self, name: str) -> str:
        """Return the pseudonym of an id, or "" for a name that nothing bears."""
        return self.ids.get(name, "") or self._edges.get(name, "")

    def name(self, pseudonym: str) -> str:
        """Return the name that people read for a pseudonym."""
        word, _, number = pseudonym.rpartition("-")
        return say(f"atlas.pseudonym.{word}", self.language, number=number)


def _ids_added(models: Sequence[Model]) -> dict[str, set[str]]:
    """Return the ids of what measures would add, by section."""
    found: dict[str, set[str]] = {}
    measures = (measure for model in models for measure in model.measures.values())
    for section, entries in (item for measure in measures for item in measure.adds.items()):
        found.setdefault(section, set()).update(map(str, entries) if isinstance(entries, Mapping) else ())
    known = {key for model in models for name in SECTIONS for key in model.section(name)}
    return {section: keys - known for section, keys in found.items()}


_WORD_OF: Final[Mapping[str, str]] = {
    "sites": "site",
    "zones": "zone",
    "devices": "device",
    "accounts": "account",
    "parties": "party",
    "data": "data",
    "care": "care",
    "measures": "measure",
    "scenarios": "scenario",
    "attackers": "attacker",
    "views": "view",
    "waivers": "waiver",
    "notes": "note",
}


def anonymous(model: Model, names: Pseudonyms | None = None) -> Model:
    """Return a model that says the same of nobody.

    Args:
        model: The establishment.
        names: Pseudonyms shared with its other states; its own by default.

    Complexity: linear in the text of the model.
    """
    names = names or Pseudonyms.of(model)
    edges: list[Link | Flow] = [*model.links.values(), *model.flows.values()]
    taken = Counter(names._edges.values())  # noqa: SLF001 -- one object in two steps: edges need their ends
    for edge in sorted(edges, key=lambda edge: edge.id):
        _name_edge(edge, names, taken)
    sections: dict[str, Any] = {
        name: _section(model.section(name), names) for name in SECTIONS if name not in _LEFT_OUT
    }
    house = _blank(model.establishment, names, kept=frozenset({"language"}))
    house = house.model_copy(update={"name": say("atlas.anonymous", names.language)})
    return dataclasses.replace(
        model,
        **sections,
        notes={},
        establishment=house,
        scenario=names.get(model.scenario),
        applied_measures=tuple(map(names.get, model.applied_measures)),
        warnings=(),
        locator=Unplaced(),
    )


def _name_edge(edge: Link | Flow, names: Pseudonyms, taken: Counter[str]) -> None:
    """Call a line by its ends, with a number where another line is already called so."""
    ends = (edge.from_end, edge.to_end) if isinstance(edge, Link) else (edge.from_device, edge.to_device)
    arrow = "--" if isinstance(edge, Link) and edge.both_ways else "->"
    plain = f"{names.get(ends[0])} {arrow} {names.get(ends[1])}"
    own = names._edges.get(edge.id)  # noqa: SLF001 -- see anonymous()
    number, told = 2, plain
    while told != own and taken[told]:
        told, number = f"{plain} / {number}", number + 1
    taken.subtract([own] if own else [])
    taken[told] += 1
    names._edges[edge.id] = told  # noqa: SLF001 -- see anonymous()


def _section(section: Mapping[str, Entity], names: Pseudonyms) -> dict[str, Entity]:
    told = [_entity(entity, names) for entity in section.values()]
    return {entity.id: entity for entity in sorted(told, key=lambda entity: entity.id)}


def _entity(entity: Entity, names: Pseudonyms) -> Entity:
    bare = _blank(entity, names)
    key = names.get(entity.id)
    named = "" if isinstance(entity, Link | Flow) else names.name(key)
    tags = tuple(sorted(names.tags[tag] for tag in entity.tags))
    update: dict[str, Any] = {"id": key, "name": named, "tags": tags}
    if "title" in type(entity).model_fields:
        update["title"] = named
    return bare.model_copy(update=update)


def _blank(part: PartT, names: Pseudonyms, kept: frozenset[str] = frozenset()) -> PartT:
    """Return a part of the model with every text gone that is no reference and no word everybody knows."""
    fields = type(part).model_fields
    written = part.model_fields_set - kept
    told = {name: _value(name, getattr(part, name), names) for name in sorted(written - _DROPPED)}
    dropped = sorted(written & _DROPPED)
    gone = {name: fields[name].get_default(call_default_factory=True, validated_data={}) for name in dropped}
    return part.model_copy(update=told | gone)


def _value(name: str, value: object, names: Pseudonyms) -> object:
    if value is None or isinstance(value, bool | int | float | Enum | dt.date):
        return value
    if isinstance(value, BaseModel):
        return _blank(value, names)
    if isinstance(value, str):
        return _text(name, value, names)
    if isinstance(value, Mapping):
        return _added(value, names) if name == "adds" else _mapping(name, value, names)
    if isinstance(value, tuple):
        items = (_value(name, item, names) for item in value)
        return tuple(item for item in items if item not in ("", None))
    raise AssertionError(f"a field of a kind nobody thought of: {name}")


def _mapping(name: str, values: Mapping[str, object], names: Pseudonyms) -> dict[str, object]:
    if name == "sets":
        return {key: word for key, inner in sorted(values.items()) if (word := _setting(inner)) is not None}
    told = {_text(name, key, names): _value(name, inner, names) for key, inner in sorted(values.items())}
    return {key: inner for key, inner in told.items() if key}


def _added(adds: Mapping[str, object], names: Pseudonyms) -> dict[str, object]:
    """Return what a measure adds or changes, with every text gone that is no reference and no word everybody knows."""
    return {
        section: {_id_added(key, names): _raw(section, entry, names) for key, entry in sorted(entries.items())}
        for section, entries in sorted(adds.items())
        if section in SECTIONS and isinstance(entries, Mapping)
    }


def _id_added(key: str, names: Pseudonyms) -> str:
    """Return the pseudonym of what is added; a line that nobody drew yet is called by its ends."""
    known = names.get(key)
    if known:
        return known
    ends = key.partition(" / ")[0]
    arrow = " -- " if " -- " in ends else " -> "
    told = arrow.join(names.get(end) for end in ends.split(arrow))
    same = sum(1 for other in names._edges.values() if other.partition(" / ")[0] == told)  # noqa: SLF001 -- see anonymous()
    names._edges[key] = f"{told} / {same + 1}" if same else told  # noqa: SLF001 -- see anonymous()
    return names._edges[key]  # noqa: SLF001 -- see anonymous()


def _raw(name: str, value: object, names: Pseudonyms) -> object:
    """Return a value as authors write it, without what tells whose it is; None takes away, as in what was written."""
    field_name = _FIELD_OF.get(name, name)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return _raw_map(field_name, value, names)
    if isinstance(value, list | tuple):
        told = (_raw(field_name, item, names) for item in value)
        return [item for item in told if item not in ("", None)]
    if field_name in _REFERENCES and (reference := names.get(str(value))):
        return reference
    kept = _setting(value)
    return "" if kept is None else kept


def _raw_map(name: str, values: Mapping[str, object], names: Pseudonyms) -> dict[str, object]:
    if name in _KEYED:
        named = {
            names.get(key) or _word(key): _raw("" if isinstance(inner, Mapping) else name, inner, names)
            for key, inner in sorted(values.items())
        }
        return {key: inner for key, inner in named.items() if key}
    fields = {key: inner for key, inner in sorted(values.items()) if _FIELD_OF.get(key, key) not in _DROPPED | _SILENT}
    told = {key: _raw(key, inner, names) for key, inner in fields.items()}
    return {key: inner for key, inner in told.items() if inner != ""}


def _setting(value: object) -> object:
    """Return a value that a measure sets, when it is a number or a word that everybody knows; None otherwise."""
    if isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if text in YES | NO or _NUMBER.fullmatch(text) or _word(text) else None


def _text(name: str, text: str, names: Pseudonyms) -> str:
    if name == "tags":
        return names.tags.get(text, "")
    if text == "unknown":
        return text
    if name in _REFERENCES:
        return names.get(text) or (_word(text) if name in {"holds", "data", "exposed_to"} else "")
    if name in _WORDS:
        return _word(text)
    return "" if name in _SILENT or not text else WITHHELD


def _word(text: str) -> str:
    """Return a word that everybody knows, or ""."""
    known = catalog()
    tables = (known.device_type, known.zone_type, known.service, known.weakness, known.data_class, known.flaw)
    if text in _CLOSED or _FLAW.fullmatch(text) or any(table(text) is not None for table in tables):
        return text
    return text if text in _rules_and_kinds() else ""


@cache
def _rules_and_kinds() -> frozenset[str]:
    return frozenset([*(rule.id for rule in all_rules()), *(kind.value for kind in (*StepKind, *Radio))])
