"""Shared builders of tests: models from raw sections, without reading any text."""

from __future__ import annotations

from typing import Any

from carto.model.account import Account
from carto.model.annotation import Note, View
from carto.model.care import CareProcess
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.establishment import Data, Establishment, Party, Site
from carto.model.establishment_map import Model
from carto.model.planning import Measure, Scenario
from carto.model.zone import Zone

KINDS = {
    "sites": Site,
    "zones": Zone,
    "devices": Device,
    "links": Link,
    "flows": Flow,
    "accounts": Account,
    "parties": Party,
    "data": Data,
    "care": CareProcess,
    "notes": Note,
    "views": View,
    "measures": Measure,
    "scenarios": Scenario,
}


def model_of(**sections: Any) -> Model:
    """Return a model of raw sections, as an author writes them but for the cascade: no templates, no catalogue."""
    made = {name: _collection(name, raw) for name, raw in sections.items() if name in KINDS}
    return Model(establishment=Establishment(**sections.get("establishment", {})), **made)


def _collection(name: str, raw: dict[str, Any]) -> dict[str, Any]:
    return {
        key: KINDS[name].model_validate({"id": key, **_ends(name, key, value)}) for key, value in sorted(raw.items())
    }


def _ends(name: str, key: str, value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"type": value}
    for arrow, both in ((" -> ", False), (" -- ", True)):
        if arrow in key:
            one, other = key.partition(" / ")[0].split(arrow)
            ends: dict[str, Any] = {"from": one, "to": other, **(value or {})}
            return ends | ({"both_ways": both} if name == "links" else {})
    return dict(value or {})
