"""From the material to the document: which chapters each audience gets, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from carto.report.chapters.annex import assumptions, glossary, notes
from carto.report.chapters.attacks import attack_paths, care_stories
from carto.report.chapters.care import critical_care
from carto.report.chapters.exchanges import exchanges
from carto.report.chapters.front import contents, cover, missing, scope
from carto.report.chapters.gaps import gaps
from carto.report.chapters.inventory import flow_matrix, inventories
from carto.report.chapters.plan import decisions, findings_and_plan
from carto.report.chapters.scenarios import scenarios
from carto.report.chapters.since import since_for_board, since_last_time
from carto.report.chapters.synthesis import key_page, synthesis
from carto.report.chapters.views import views, whole_map
from carto.report.document import Audience, Block, Contents, Dossier, PageBreak, Table, retold
from carto.report.material import Material

Chapter = Callable[[Material], Iterator[Block]]

_WHOLE: Final[tuple[Chapter, ...]] = (
    cover,
    contents,
    scope,
    synthesis,
    since_last_time,
    views,
    inventories,
    flow_matrix,
    exchanges,
    attack_paths,
    critical_care,
    findings_and_plan,
    scenarios,
    gaps,
    notes,
    assumptions,
    glossary,
)
_FEW: Final = 25
"""Entries of devices up to which a dossier needs no page for each chapter."""
_LENGTH: Final = {Audience.ARCHITECT: 4}
"""How many times longer than for others the tables on paper may be."""
CHAPTERS: Final[Mapping[Audience, tuple[Chapter, ...]]] = {
    Audience.BOARD: (cover, key_page, whole_map, missing, since_for_board, care_stories, decisions),
    Audience.DSI: _WHOLE,
    Audience.ARCHITECT: _WHOLE,
    Audience.CLIENT: _WHOLE,
}
"""Every chapter of each audience, in order."""


def build_dossier(material: Material) -> Dossier:
    """Return the document for the material's audience and language. The same material gives the same document."""
    voice, meta = material.voice, material.scene.meta
    house = material.model.establishment
    name = house.name or voice.say("untitled")
    dossier = Dossier(
        title=voice.say("document-title", title=voice.say(f"title.{material.audience}"), name=name),
        language=material.language,
        marking=voice.tell(meta.marking),
        author=house.author,
        date=material.day,
        blocks=tuple(block for chapter in CHAPTERS[material.audience] for block in chapter(material)),
    )
    if len(material.model.devices) <= _FEW:
        dossier = _flowing(dossier)
    tidy = _at_length(retold(dossier, voice.tidy), material.audience)
    return retold(tidy, voice.without_flaws) if material.audience.is_board else tidy


def _flowing(dossier: Dossier) -> Dossier:
    """Return the dossier of a small house: chapters follow one another, only the contents have a page of their own."""
    blocks = dossier.blocks
    kept = (
        block
        for place, block in enumerate(blocks)
        if not isinstance(block, PageBreak) or (place and isinstance(blocks[place - 1], Contents))
    )
    return replace(dossier, blocks=tuple(kept))


def _at_length(dossier: Dossier, audience: Audience) -> Dossier:
    """Return the dossier with tables on paper as long as the audience wants them."""
    times = _LENGTH.get(audience, 1)
    blocks = (
        replace(block, most_on_paper=block.most_on_paper * times) if isinstance(block, Table) else block
        for block in dossier.blocks
    )
    return replace(dossier, blocks=tuple(blocks))
