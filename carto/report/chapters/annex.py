"""Notes, assumptions and glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.catalog.reference import catalog
from carto.i18n.messages import texts
from carto.model.annotation import Note
from carto.model.vocabulary import Visibility
from carto.report.document import Block, Bullets, Cell, Heading, Paragraph, Tone
from carto.report.material import Material
from carto.report.tables import by_name, listing

_TERM: Final = "glossary."


def notes(m: Material) -> Iterator[Block]:
    """Yield the chapter of notes: private ones only for the establishment's own team."""
    voice = m.voice
    yield Heading(voice.say("chapter.notes"))
    if any(note.visibility is Visibility.PRIVATE for note in m.notes):
        yield Paragraph(voice.say("notes.private"), Tone.CAUTION)
    columns = "rank object:3 text:6 severity author:2 date:1.5 status replies:4"
    if m.audience.is_inside:
        columns += " visibility"
    rows = (_note(m, at, one)[: len(columns.split())] for at, one in enumerate(m.notes, start=1))
    yield from listing(voice, "notes", columns, rows)


def _note(m: Material, number: int, note: Note) -> tuple[Cell, ...]:
    replies = "; ".join(f"{reply.author} : {reply.text}" if reply.author else reply.text for reply in note.replies)
    return (
        number,
        m.names(note.on),
        note.text,
        m.voice.say(f"level.{note.severity}") if note.severity else "",
        note.author,
        note.date or "",
        m.value("status", note.status),
        replies,
        m.value("visibility", note.visibility),
    )


def assumptions(m: Material) -> Iterator[Block]:
    """Yield what every figure rests on."""
    voice, known, own = m.voice, catalog().assumptions, m.model.assumptions
    yield Heading(voice.say("chapter.assumptions"))
    yield Bullets(tuple(voice.tell(text) for text in m.scene.meta.assumptions))
    yield Paragraph(voice.tell(known.note))
    rows: list[tuple[Cell, ...]] = [
        (
            voice.tell(one.label),
            voice.percent(own.likelihood.get(one.id, one.likelihood)),
            voice.days(own.effort_days.get(one.id, one.effort_days)),
            voice.say("assumptions.own" if {one.id} & {*own.likelihood, *own.effort_days} else "assumptions.catalogue"),
        )
        for one in known.difficulties
    ]
    yield from listing(voice, "difficulties", "difficulty:2 likelihood:2 effort:2 from-whom:2", rows)
    yield Paragraph(_record_value(m))
    rows = [(grade, voice.say(f"safety.{grade}")) for grade in range(5)]
    yield from listing(voice, "safety", "safety meaning:6", rows)
    yield Paragraph(voice.say("dicp.reading"))
    rows = [(level, voice.say(f"dicp.{level}")) for level in range(5)]
    yield from listing(voice, "dicp", "dicp-level meaning:6", rows)
    if m.is_small_practice:  # what attacks cost hospitals says nothing of a practice
        return
    yield Paragraph(voice.say("assumptions.anchors-reading"))
    yield from listing(voice, "anchors", "anchor:5 anchor-amount:1.5 anchor-year anchor-source:3", _anchors(m))


def _record_value(m: Material) -> str:
    """Return what a record may be worth: by the model, else by two publications that disagree."""
    known = catalog().assumptions
    own = m.model.assumptions.record_value_eur or m.model.establishment.record_value_eur
    published = known.record_value_eur.low, known.record_value_eur.high
    ends = [m.voice.decimal(end) for end in (*(own or published), *published)]
    sources = (catalog().sources[one] for one in known.record_value_sources)
    return m.voice.say(
        "assumptions.record-own" if own else "assumptions.record",
        **dict(zip(("low", "high", "least", "most"), ends, strict=True)),
        sources="; ".join(f"{one.publisher or one.title}, {one.version}" for one in sources),
    )


def _anchors(m: Material) -> Iterator[tuple[Cell, ...]]:
    """Yield what attacks and their prevention have cost elsewhere."""
    for anchor in catalog().cost_anchors:
        amount = m.voice.euros(anchor.amount_eur, anchor.amount_eur) if anchor.amount_eur else ""
        sources = ", ".join(catalog().sources[one].publisher for one in anchor.sources)
        yield m.voice.tell(anchor.label), amount, str(anchor.year), sources


def glossary(m: Material) -> Iterator[Block]:
    """Yield the words of the dossier."""
    voice = m.voice
    yield Heading(voice.say("chapter.glossary"))
    terms = sorted(key.removeprefix(_TERM) for key in texts("report") if key.startswith(_TERM) and key.count(".") == 1)
    rows = sorted(((voice.say(f"{_TERM}{term}"), voice.say(f"{_TERM}{term}.means")) for term in terms), key=by_name)
    yield from listing(voice, "glossary", "term:2 meaning:6", rows)
    yield Paragraph(voice.tell(m.scene.meta.caution), Tone.CAUTION)
