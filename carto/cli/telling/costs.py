"""What money figures can be held against: the value of a record, and what attacks have cost elsewhere."""

from __future__ import annotations

from carto.catalog.reference import catalog
from carto.cli import figures
from carto.cli.console import Page
from carto.i18n.messages import say
from carto.model.establishment_map import Model


def tell_anchors(page: Page, model: Model) -> None:
    """Write what attacks have cost elsewhere, with source and year; that it holds here is an assumption."""
    page.title("cost.anchors")
    page.item("-", _record(page, model), indent=2)
    for anchor in (one for one in catalog().cost_anchors if one.kind == "attack"):
        source = catalog().sources[anchor.sources[0]]
        page.item("-", f"{anchor.label.told(page.language)} ({source.publisher}, {anchor.year})", indent=2)


def _record(page: Page, model: Model) -> str:
    """Return what a record may be worth, and who says so."""
    known = catalog().assumptions
    own = model.assumptions.record_value_eur or model.establishment.record_value_eur
    low, high = own or (known.record_value_eur.low, known.record_value_eur.high)
    titles = (catalog().sources[one] for one in known.record_value_sources)
    return say(
        "cli.cost.record-own" if own else "cli.cost.record",
        page.language,
        low=figures.euros(low, page.language),
        high=figures.euros(high, page.language),
        sources="; ".join(f"{one.publisher or one.title}, {one.version}" for one in titles),
    )
