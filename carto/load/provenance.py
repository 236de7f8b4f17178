"""Where every value of a thing comes from: its own lines, a template, a scenario, the catalogue, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from carto.catalog.entities import Entry
from carto.catalog.reference import catalog
from carto.errors import UnknownIdError
from carto.load.cascade import MAP_FIELDS, TYPE_FIELDS
from carto.load.edges import read_edge
from carto.load.problem import Step
from carto.load.suggestions import closest
from carto.load.written import TEMPLATES, InFile, InRow, Places
from carto.model.device import Device
from carto.model.diagnostic import Span
from carto.model.entity import Entity
from carto.model.establishment_map import Model
from carto.model.zone import Zone

OriginKind = Literal["written", "template", "scenario", "catalogue", "default"]
_ZONE_FIELDS: Final = ("trust", "transit")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    Attributes:
        kind: What gave it; ``default`` when nobody said anything.
        span: The line, when it was written.
        by: The template or scenario, or the catalogue's entry.
        basis: ``verified`` or ``assumption`` for what the catalogue says.
    """

    kind: OriginKind
    span: Span | None = None
    by: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ResolvedValue:
    """One value of a thing.

    Attributes:
        key: The author's key; ``services.rdp`` for an entry of a map.
        value: Plain data: text, number, boolean, list, map or None.
        origin: Where it comes from.
    """

    key: str
    value: object
    origin: Origin


def explain_values(model: Model, wanted: str) -> tuple[ResolvedValue, ...]:
    """Return every value of a thing of a loaded model, in the order of its fields.

    Args:
        model: A model that was read from text; of one made in Python every value is a default.
        wanted: Id; an edge may be spelled as people do.

    Raises:
        UnknownIdError: The model has no such thing.
    """
    found = model.find(wanted) or _edge(model, wanted)
    if found is None:
        known = [entity.id for _, entity in model.entities()]
        raise UnknownIdError("unknown-id", id=wanted, meant=closest(wanted, known))
    section, entity = found
    return tuple(_values(model, section, entity))


def _edge(model: Model, wanted: str) -> tuple[str, Entity] | None:
    edge = read_edge(wanted)
    if edge is None:
        return None
    return model.find(str(edge)) or (model.find(str(edge.turned())) if edge.both_ways else None)


def _values(model: Model, section: str, entity: Entity) -> Iterator[ResolvedValue]:
    plain = entity.model_dump(mode="json", by_alias=True, exclude={"id"})
    for key, value in plain.items():
        if isinstance(value, dict) and key in MAP_FIELDS and key != "os":
            for name, setting in value.items():
                yield ResolvedValue(f"{key}.{name}", setting, _origin(model, section, entity, (key, name)))
        else:
            yield ResolvedValue(key, value, _origin(model, section, entity, (key,)))


def _origin(model: Model, section: str, entity: Entity, path: tuple[Step, ...]) -> Origin:
    written = _written(model, section, entity.id, path)
    from_catalogue = written or _of_type(entity, path)
    if from_catalogue:
        return from_catalogue
    # An entry under another of its names: at least its field was written.
    return (_written(model, section, entity.id, path[:1]) if len(path) > 1 else None) or Origin("default")


def _written(model: Model, section: str, entity: str, path: tuple[Step, ...]) -> Origin | None:
    places = model.locator
    if not isinstance(places, Places):
        return None
    for layer in places.written.layers(section, entity):
        span, _, exact = layer.at(places.written.texts, path, key=True)
        if isinstance(layer, InRow):  # a column is not yet a cell that says something
            exact = _says(places.written.sections[section].get(entity), path)
        if exact:
            top = layer.route[:2] if isinstance(layer, InFile) else ()
            kinds: dict[Any, OriginKind] = {TEMPLATES: "template", "scenarios": "scenario", "measures": "scenario"}
            kind = kinds.get(top[0], "written") if top and top != (section, entity) else "written"
            return Origin(kind, span, str(top[1]) if kind != "written" else "")
    return None


def _says(raw: object, path: tuple[Step, ...]) -> bool:
    """Tell whether a row says a field, or an entry of it."""
    if not isinstance(raw, dict) or path[0] not in raw:
        return False
    inner = raw[str(path[0])]
    return len(path) == 1 or not isinstance(inner, dict) or path[1] in inner


def _of_type(entity: Entity, path: tuple[Step, ...]) -> Origin | None:
    """Return what the catalogue's type says of a field, when it says anything."""
    entry: Entry | None = None
    field = str(path[0])
    if isinstance(entity, Device) and (field in {*TYPE_FIELDS, "radio"} or _usual_service(entity, path)):
        entry = catalog().device_type(entity.type)
    elif isinstance(entity, Zone) and field in _ZONE_FIELDS:
        entry = catalog().zone_type(entity.type)
    return Origin("catalogue", None, entry.id, str(entry.basis_of(field))) if entry else None


def _usual_service(device: Device, path: tuple[Step, ...]) -> bool:
    kind = catalog().device_type(device.type)
    return path[0] == "services" and kind is not None and path[-1] in kind.services
