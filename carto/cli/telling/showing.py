"""Values of one thing in a table: key, value, origin."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from carto.cli.console import Page
from carto.cli.use_cases.showing import Shown
from carto.load.provenance import Origin, ResolvedValue


def tell_values(page: Page, shown: Shown, *, everything: bool) -> None:
    """Write the values that somebody gave, or all of them."""
    page.table(("key", "value", "origin"), _rows(page, shown, everything=everything))
    left_out = 0 if everything else sum(_is_silent(one) for one in shown.values)
    if left_out:
        page.line(page.counted("silent", left_out), style="dim")


def _rows(page: Page, shown: Shown, *, everything: bool) -> Iterator[Sequence[object]]:
    for one in shown.values:
        if everything or not _is_silent(one):
            yield one.key, _text(one.value), _told(page, one.origin)


def _is_silent(one: ResolvedValue) -> bool:
    return one.origin.kind == "default"


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case list():
            return ", ".join(_text(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {_text(item)}" for key, item in value.items() if item is not None)
        case _:
            return json.dumps(value)


def _told(page: Page, origin: Origin) -> str:
    parts = [page.word(f"origin.{origin.kind}"), origin.by, page.word(f"basis.{origin.basis}") if origin.basis else ""]
    place = f"{origin.span.file}:{origin.span.line}" if origin.span else ""
    return " ".join(part for part in (*parts, place) if part)
