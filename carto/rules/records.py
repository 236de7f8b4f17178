"""How many records lie where findings are, and what they may be worth."""

from __future__ import annotations

from collections.abc import Iterable

from carto.analysis.impact import record_value
from carto.model.establishment_map import Model


def records_at(model: Model, things: Iterable[str]) -> tuple[int, tuple[float, float]]:
    """Return the records kept on devices, each device once, and their low and high value in euros.

    Args:
        model: The establishment.
        things: Ids; those that are no device hold nothing.
    """
    known = [model.devices[one] for one in sorted(set(things)) if one in model.devices]
    held = [(record_value(model, data), count) for device in known for data, count in sorted(device.holds.items())]
    low, high = (sum(value[end] * count for value, count in held) for end in (0, 1))
    return sum(count for _value, count in held), (low, high)
