"""What scenarios add, in its own place: as the page draws it, faintly today and plainly under its scenario."""

from __future__ import annotations

from carto.atlas.columns import type_id
from carto.atlas.layout import Layout, Planned
from carto.atlas.scene import Box, SceneAddition, Words
from carto.catalog.reference import catalog
from carto.i18n.bilingual import Bilingual
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.zone import Zone


def additions_of(after: Model, layout: Layout) -> tuple[SceneAddition, ...]:
    """Return what a scenario adds or moves.

    Args:
        after: The establishment under the scenario.
        layout: The places of everything, those kept for scenarios included.
    """
    return tuple(_addition(after, one) for one in layout.planned if one.scenario == after.scenario)


def _addition(after: Model, planned: Planned) -> SceneAddition:
    thing = after.section(planned.section)[planned.id]
    place = {"zone": planned.zone, "box": Box.of(planned.box)}
    told = {"id": planned.id, "section": planned.section, "name": thing.label, **place}
    if isinstance(thing, Device):
        told |= _of_device(thing)
    elif isinstance(thing, Zone):
        told |= {"trust": thing.trust, "hostile": thing.trust == 0}
    return SceneAddition.model_validate(told)


def _of_device(device: Device) -> dict[str, object]:
    known = catalog().device_type(device.type)
    label = Bilingual(device.type, device.type) if known is None else known.label
    looks = {} if known is None else {"glyph": known.glyph, "category": known.category}
    return {"type": type_id(device.type), "label": Words.of(label), "count": device.count, **looks}
