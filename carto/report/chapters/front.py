"""Cover, scope, sources and limits: what the reader must know before the first figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from carto.report.document import Block, Bullets, Contents, Cover, Heading, PageBreak, Paragraph, Tone
from carto.report.material import Material
from carto.report.tables import listing

_MOST_SOURCES = 15


def cover(m: Material) -> Iterator[Block]:
    """Yield the first page."""
    voice, house = m.voice, m.model.establishment
    facts = {
        "kind": voice.tell(m.scene.meta.kind),
        "version": house.version,
        "date": voice.day(m.day) if m.day else voice.say("not-said"),
        "author": _signed(m, house.author),
        "approved": _signed(m, house.approved_by),
        "scenario": _scenario(m),
        "attacker": voice.tell(m.scene.meta.attacker),
        "evidence": voice.say(f"evidence-from.{m.scene.meta.evidence}"),
        "audience": voice.say(f"audience.{m.audience}"),
        "marking": voice.tell(m.scene.meta.marking),
    }
    told = tuple((voice.say(f"cover.{key}"), value) for key, value in facts.items() if value)
    title = house.name or voice.say("untitled")
    yield Cover(voice.say(f"title.{m.audience}"), title, told, voice.say("caution"))


def _scenario(m: Material) -> str:
    known = m.model.scenarios.get(m.model.scenario)
    return (known.title or known.label) if known else m.model.scenario


def _signed(m: Material, name: str) -> str:
    """Return a name on the cover, or why there is none."""
    if m.is_anonymous:
        return m.voice.say("withheld")
    return name or m.voice.say("not-said")


def contents(m: Material) -> Iterator[Block]:
    """Yield the table of contents."""
    yield Heading(m.voice.say("chapter.contents"))
    yield Contents()
    yield PageBreak()


def scope(m: Material) -> Iterator[Block]:
    """Yield purpose, scope, sources and limits."""
    voice, house = m.voice, m.model.establishment
    yield Heading(voice.say("chapter.scope"))
    yield Paragraph(voice.say("scope.purpose", name=house.name or voice.say("untitled")))
    if m.is_anonymous:
        yield Paragraph(voice.say("scope.anonymous"), Tone.NOTE)
    yield Heading(voice.say("scope.perimeter"), 2)
    yield Paragraph(house.scope or voice.say("scope.perimeter-not-said"))
    yield Paragraph(voice.say("scope.counts", counts=counts_of(m)))
    yield Heading(voice.say("scope.sources"), 2)
    yield from _sources(m)
    yield Heading(voice.say("scope.limits"), 2)
    if house.limits:
        yield Paragraph(voice.say("scope.limits-said", limits=house.limits.rstrip(".")))
    yield Bullets(tuple(voice.say(f"scope.limit.{name}") for name in ("facts", "reach", "likelihood", "absence")))
    yield from missing(m)


def counts_of(m: Material) -> str:
    """Return what the model holds, in words."""
    numbers = {
        "sites": len(m.model.sites),
        "zones": len(m.model.zones),
        "devices": m.model.device_count,
        "links": len(m.model.links),
        "flows": len(m.model.flows),
        "accounts": len(m.model.accounts),
        "parties": len(m.model.parties),
        "care": len(m.model.care),
    }
    return ", ".join(m.voice.counted(name, number) for name, number in numbers.items() if number)


def missing(m: Material) -> Iterator[Block]:
    """Yield what the model does not hold, and what the dossier can therefore not say."""
    lacking = [name for name in ("zones", "devices", "flows", "care", "parties") if not m.model.section(name)]
    lacking += [] if _holds_data(m) else ["data"]
    lacking += [] if m.scene.targets else ["targets"]
    if lacking:
        yield Heading(m.voice.say("scope.missing"), 2)
        yield Bullets(tuple(m.voice.say(f"missing.{name}") for name in lacking))


def _holds_data(m: Material) -> bool:
    return bool(m.model.data) or any(device.holds for device in m.model.devices.values())


def _sources(m: Material) -> Iterator[Block]:
    voice, ages = m.voice, m.verdict.completeness.ages
    said = Counter(entity.source for _, entity in m.model.entities() if entity.source)
    days = sorted(entity.seen_on for _, entity in m.model.entities() if entity.seen_on)
    if days:
        yield Paragraph(
            voice.say("scope.seen", first=voice.day(days[0].isoformat()), last=voice.day(days[-1].isoformat()))
        )
    yield Paragraph(
        voice.say("scope.ages", recent=voice.whole(ages.recent), old=voice.whole(len(ages.old)),
                  undated=voice.whole(ages.undated))
    )  # fmt: skip
    rows = sorted(said.items(), key=lambda pair: (-pair[1], pair[0]))
    yield from listing(voice, "sources", "source:4 objects", rows, _MOST_SOURCES)


def closing(m: Material) -> Iterator[Block]:
    """Yield the line that no reader may miss, once more."""
    yield Paragraph(m.voice.tell(m.scene.meta.caution), Tone.CAUTION)
