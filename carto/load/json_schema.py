"""JSON Schema of what an author writes, in English and in French, for editors: completion, hover help, red lines.

Made from the same classes that check a model, then widened to what an author may write for them: short forms, one word
where a list is meant, numbers where a text is meant. References between entities are left to the loader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from carto.catalog.reference import Catalog, catalog
from carto.catalog.vocabulary import StepKind
from carto.i18n.messages import Language, say
from carto.load.edges import EDGE_SECTIONS
from carto.load.merge import TABLES, VERSION, VERSION_KEY
from carto.load.patches import PATCHED
from carto.load.shapes import ENTITIES, WORD_MEANS, keys_of
from carto.load.tables import Table
from carto.load.written import SINGLES, TEMPLATES
from carto.model.assumptions import Assumptions
from carto.model.entity import ID_PATTERN, Entity, Part
from carto.model.establishment import Establishment
from carto.model.establishment_map import SECTIONS

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_EDGE_PATTERN: Final = r"->|--|^[A-Za-z0-9][A-Za-z0-9._-]*$"
_ROOTS: Final[tuple[type[Part], ...]] = (Establishment, Assumptions, Table, *dict.fromkeys(ENTITIES.values()))
_ANY_DEVICE: Final = "Device"


def schema(language: Language) -> Schema:
    """Return the schema of a model's YAML, its help in one language. The same bytes at every call."""
    parts = _parts(language)
    words = _vocabularies(catalog())
    return {
        "$schema": DIALECT,
        "title": say("fields.schema.title", language),
        "description": say("fields.schema.description", language),
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": _sections(language),
        "$defs": {**{name: parts[name] for name in sorted(parts)}, **words},
    }


def _vocabularies(reference: Catalog) -> dict[str, Schema]:
    """Return the catalogue's words; where a model may add its own, the list only helps to complete."""
    devices = _words(reference.device_types)
    zones = _words(reference.zone_types)
    port = {"type": "string", "pattern": r"^(tcp|udp)/\d{1,5}(-\d{1,5})?$"}
    return {
        "device-type": {"enum": devices},
        "zone-type": {"enum": zones},
        "any-type": {"enum": sorted({*devices, *zones})},
        "service": {"anyOf": [{"enum": _words(reference.services)}, port]},
        "weakness": {"enum": _words(reference.weaknesses)},
        "data-class": {"anyOf": [{"enum": _words(reference.data_classes)}, {"type": "string"}]},
        "flaw": {"anyOf": [{"enum": _words(reference.flaws)}, {"type": "string"}]},
        "step": {"enum": sorted(str(step) for step in StepKind)},
    }


def _words(entries: Iterable[Any]) -> list[str]:
    return sorted({word for entry in entries for word in (entry.id, *entry.aliases)})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _keyed(item: Schema, names: Schema | None = None) -> Schema:
    made: Schema = {"type": "object", "additionalProperties": item}
    return {**made, "propertyNames": names} if names else made


def _short_or_map(word: Schema, setting: Schema) -> Schema:
    """Return a field that takes a word, a list of words, or a map from words to settings."""
    return {"anyOf": [word, {"type": "array", "items": word}, _keyed(setting, word)]}


def _number_or(made: Schema) -> Schema:
    return {"anyOf": [{"type": "number", "minimum": 0}, made]}


_BOOLEAN: Final[Schema] = {"type": ["boolean", "null"]}
_FORMS: Final[Mapping[str, Callable[[Schema], Schema]]] = {
    "Device.type": lambda _: _ref("device-type"),
    "Device.services": lambda _: _short_or_map(_ref("service"), {"anyOf": [_BOOLEAN, _ref("ServiceSetting")]}),
    "Device.vulnerabilities": lambda _: _short_or_map(
        _ref("flaw"), {"anyOf": [{"enum": ["present", "patched", "unknown", None]}, _ref("FlawSetting")]}
    ),
    "Device.weaknesses": lambda _: _one_or_more(_ref("weakness")),
    "Device.exposed_to": lambda _: _short_or_map(
        {"type": "string"}, {"anyOf": [{"type": "null"}, *_one_or_more(_ref("service"))["anyOf"]]}
    ),
    "Device.holds": lambda _: _short_or_map(_ref("data-class"), {"type": ["integer", "null"], "minimum": 0}),
    "Device.os": lambda made: {"anyOf": [_TEXT, made]},
    "Device.patched": lambda made: {"anyOf": [{"type": "boolean"}, made]},
    "ServiceSetting.patched": lambda made: {"anyOf": [{"type": "boolean"}, made]},
    "FlawSetting.reach": lambda _: _one_or_more(_ref("service")),
    "Zone.type": lambda _: _ref("zone-type"),
    "Link.allow": lambda _: _one_or_more({"anyOf": [_ref("service"), {"enum": ["any", "unknown"]}]}),
    "Flow.protocol": lambda _: _ref("service"),
    "Flow.data": lambda _: _one_or_more(_ref("data-class")),
    "Account.opens": lambda made: {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, made]},
    "CareProcess.depends_on": lambda _: _one_or_more({"anyOf": [{"type": "string"}, _ref("Need")]}),
    "Need.any": lambda _: _one_or_more({"anyOf": [{"type": "string"}, _ref("Need")]}),
    "Need.all": lambda _: _one_or_more({"anyOf": [{"type": "string"}, _ref("Need")]}),
    "CareProcess.degraded_mode": lambda made: {"anyOf": [{"type": "string"}, made]},
    "Measure.adds": lambda _: _patch(),
    "Measure.closes": lambda _: _one_or_more({"anyOf": [_ref("weakness"), _ref("flaw")]}),
    "Measure.stops": lambda _: _one_or_more(_ref("step")),
    "Measure.hardens": lambda made: {**made, "propertyNames": _ref("step")},
    "Attacker.kinds": lambda _: _one_or_more(_ref("step")),
    "Attacker.without": lambda _: _one_or_more(_ref("step")),
    "Scenario.patch": lambda _: _patch(),
    "Selection.types": lambda _: _one_or_more(_ref("any-type")),
    "Establishment.record_value_eur": _number_or,
    "Assumptions.record_value_eur": _number_or,
    "Data.value_eur": _number_or,
    "Table.delimiter": lambda made: made,
    "Table.separator": lambda _: {"type": "string"},
}
"""Class and key -> what an author may write there, from what the class itself takes."""


def _patch() -> Schema:
    return {"type": "object", "propertyNames": {"enum": sorted(PATCHED)}, "additionalProperties": {"type": "object"}}


def _parts(language: Language) -> dict[str, Schema]:
    """Return the schema of every class, by its name."""
    made = models_json_schema([(part, "validation") for part in _ROOTS], ref_template="#/$defs/{model}")[1]
    classes = {part.__name__: part for part in _with_inner(_ROOTS)}
    return {name: _part(classes[name], made["$defs"][name], made["$defs"], language) for name in classes}


def _with_inner(roots: Iterable[type[Part]]) -> list[type[Part]]:
    """Return the roots and every class that their fields lead to."""
    found: list[type[Part]] = []
    waiting: list[Any] = list(roots)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, type) and issubclass(one, Part):
            if one not in found:
                found.append(one)
                waiting.extend(field.annotation for field in one.model_fields.values())
        else:
            waiting.extend(getattr(one, "__args__", ()))
    return found


def _part(part: type[Part], made: Schema, known: Mapping[str, Schema], language: Language) -> Schema:
    """Return the schema of one class as an author writes it."""
    properties = {
        key: _described(part, key, _property(part, key, made["properties"][key], known), language)
        for key in sorted(keys_of(part) & made["properties"].keys())
    }
    required = sorted(set(made.get("required", ())) - {"id", "from", "to", *_TYPED_BY_TEMPLATE.get(part.__name__, ())})
    shape: Schema = {
        "type": "object",
        "description": say(f"fields.{part.__name__}", language),
        "additionalProperties": False,
        "properties": properties,
    }
    return {**shape, "required": required} if required else shape


_TYPED_BY_TEMPLATE: Final[Mapping[str, tuple[str, ...]]] = {_ANY_DEVICE: ("type",)}


def _property(part: type[Part], key: str, made: Schema, known: Mapping[str, Schema]) -> Schema:
    form = _FORMS.get(f"{part.__name__}.{key}")
    written = _written(made, known)
    if form:
        written = form(written)
    if part.__name__ == _ANY_DEVICE:  # in a device, an empty value removes what its type or template says
        written = {"anyOf": [{"type": "null"}, *written.get("anyOf", [written])]}
    return written


def _written(made: Schema, known: Mapping[str, Schema]) -> Schema:
    """Return a field's schema, widened to what YAML gives for it."""
    if "$ref" in made:
        name = made["$ref"].rpartition("/")[2]
        return dict(made) if "properties" in known[name] else {"enum": known[name]["enum"]}
    if "anyOf" in made:
        return _either([_written(one, known) for one in made["anyOf"] if one.get("type") != "null"])
    kept = {key: value for key, value in made.items() if key not in {"title", "default", "description"}}
    if "const" in kept:
        return {"enum": [kept["const"]]}
    if kept.get("type") == "string" and not kept.keys() & {"enum", "format", "pattern"}:
        return dict(_TEXT)
    if "additionalProperties" in kept:
        kept["additionalProperties"] = _written_inside(kept["additionalProperties"], known)
    if "propertyNames" in kept:
        kept["propertyNames"] = _written(kept["propertyNames"], known)
    if "items" in kept:
        return _one_or_more(_written(kept["items"], known))
    return kept


def _written_inside(inner: Any, known: Mapping[str, Schema]) -> Any:  # noqa: ANN401 -- a schema, true or false
    return _written(inner, known) if isinstance(inner, dict) else inner


def _either(arms: list[Schema]) -> Schema:
    if len(arms) == 1:
        return arms[0]
    if {"type": "boolean"} in arms and {"enum": ["unknown"]} in arms:
        return {"enum": [True, False, "unknown"]}
    return {"anyOf": arms}


def _described(part: type[Part], key: str, made: Schema, language: Language) -> Schema:
    return {"description": say(f"fields.{text_key(part, key)}", language), **made}


def text_key(part: type[Part], key: str) -> str:
    """Return the key under which the help of a field stands; what all entities share stands once."""
    shared = issubclass(part, Entity) and key in keys_of(Entity)
    return f"Entity.{key}" if shared else f"{part.__name__}.{key}"


def _sections(language: Language) -> dict[str, Schema]:
    """Return the top of a file."""
    made: dict[str, Schema] = {
        VERSION_KEY: {"enum": [int(VERSION), VERSION]},
        **{name: _ref(part.__name__) for name, part in zip(SINGLES, (Establishment, Assumptions), strict=True)},
        TABLES: {"type": ["array", "null"], "items": _ref("Table")},
        **{section: _section(section) for section in (TEMPLATES, *SECTIONS)},
    }
    return {
        key: {"description": say(f"fields.section.{key}", language), **_or_nothing(one)} for key, one in made.items()
    }


def _or_nothing(made: Schema) -> Schema:
    """Accept a heading with nothing under it yet."""
    return {"anyOf": [{"type": "null"}, made]} if "$ref" in made else made


def _section(section: str) -> Schema:
    pattern = _EDGE_PATTERN if section in EDGE_SECTIONS else ID_PATTERN
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": pattern},
        "additionalProperties": _entry(section),
    }


def _entry(section: str) -> Schema:
    """Return what stands under an id: a full map, or the short form of the section."""
    full = _ref(ENTITIES[section].__name__)
    if section == "devices":
        full = {**full, "anyOf": [{"required": ["type"]}, {"required": ["like"]}]}
    if section == "links":
        return {"anyOf": [{"type": "null"}, *_FORMS["Link.allow"]({})["anyOf"], full]}
    word = WORD_MEANS.get(section)
    if word is None:
        return full
    form = _FORMS.get(f"{ENTITIES[section].__name__}.{word}")
    return {"anyOf": [form({}) if form else dict(_TEXT), full]}
