"""Exposure in words: one table a trust level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from carto.cli import figures
from carto.cli.console import Page
from carto.cli.use_cases.exposure import Exposures
from carto.model.establishment_map import Model
from carto.topology.exposure import TrustExposure

_NAMED: Final = 3


def tell_exposure(page: Page, found: Exposures) -> None:
    """Write what each trust level reaches, from hostile to core."""
    for level in found.levels:
        page.title("exposure.level", trust=level.trust, zones=", ".join(level.zones))
        if level.reached:
            page.table(("service", "devices", "examples"), _rows(page, found.model, level), right=(1,))
        else:
            page.say("exposure.nothing")
    page.line()
    page.say("exposure.caution", style="dim")


def _rows(page: Page, model: Model, level: TrustExposure) -> Iterable[Sequence[object]]:
    ranked = sorted(level.reached.items(), key=lambda item: (-_devices(model, item[1]), item[0]))
    for service, devices in ranked:
        examples = ", ".join(model.devices[device].label for device in devices[:_NAMED])
        more = " ..." if len(devices) > _NAMED else ""
        yield service, figures.count(_devices(model, devices), page.language), examples + more


def _devices(model: Model, ids: Iterable[str]) -> int:
    return sum(model.devices[device].count for device in ids)
