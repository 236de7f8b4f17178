"""The three lengths of everything: a word, a short map, a full map; all become maps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from carto.load.edges import is_id, read_edge
from carto.model.account import Account
from carto.model.annotation import Note, View, Waiver
from carto.model.care import CareProcess
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.entity import Entity, Part
from carto.model.establishment import Data, Party, Site
from carto.model.planning import Attacker, Measure, Scenario
from carto.model.zone import Zone

Raw = dict[str, object]

ENTITIES: Final[Mapping[str, type[Entity]]] = {
    "templates": Device,
    "sites": Site,
    "zones": Zone,
    "devices": Device,
    "links": Link,
    "flows": Flow,
    "accounts": Account,
    "parties": Party,
    "data": Data,
    "care": CareProcess,
    "measures": Measure,
    "scenarios": Scenario,
    "attackers": Attacker,
    "notes": Note,
    "views": View,
    "waivers": Waiver,
}
"""Section -> what stands in it."""

WORD_MEANS: Final[Mapping[str, str]] = {
    "templates": "type",
    "devices": "type",
    "zones": "type",
    "links": "allow",
    "flows": "protocol",
    "sites": "name",
    "parties": "name",
    "data": "name",
}
"""Section -> the field that a lone word gives."""

VERBATIM: Final[Mapping[str, frozenset[str]]] = {
    "scenarios": frozenset({"patch"}),
    "measures": frozenset({"set", "adds"}),
}
"""Section -> fields that hold author text of their own, where an empty value is a word."""

END_KEYS: Final = frozenset({"from", "to"})


def as_map(section: str, raw: object) -> Raw | None:
    """Return an entity as a map, whatever the length it was written in; None when it is nothing that can be one."""
    if isinstance(raw, dict):
        return raw
    if raw is None:
        return {}
    word = WORD_MEANS.get(section)
    if word is None or (isinstance(raw, list) and section != "links"):
        return None
    return {word: raw}


@cache
def keys_of(part: type[Part]) -> frozenset[str]:
    """Return the keys that an author may write in a part of the model."""
    named = {field.alias or name for name, field in part.model_fields.items()}
    return frozenset(named - {"id"}) if issubclass(part, Entity) else frozenset(named)


def with_ends(section: str, entity: str, own: Raw) -> Raw:
    """Return an edge with the ends that its key spells out."""
    edge = None if is_id(entity) else read_edge(entity)
    if edge is None:
        return own
    ends: Raw = {"from": edge.from_end, "to": edge.to_end}
    if section == "links" and "both_ways" not in own:
        ends["both_ways"] = edge.both_ways
    return {**own, **ends}


def tidy(raw: Raw, verbatim: frozenset[str] = frozenset()) -> Raw:
    """Return a map without its empty values, at every depth: what is left empty was not said."""
    kept: Raw = {}
    for key, value in raw.items():
        if type(value) is str or key in verbatim:
            kept[key] = value
        elif type(value) is dict:
            kept[key] = tidy(value)
        elif type(value) is list:
            kept[key] = [tidy(item) if type(item) is dict else item for item in value]
        elif value is not None:
            kept[key] = value
    return kept
