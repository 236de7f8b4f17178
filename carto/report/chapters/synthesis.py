"""The synthesis: key figures, what an attacker reaches, what to cut first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.report.chapters.attacks import levers
from carto.report.chapters.care import care_gauges, worst_states
from carto.report.chapters.plan import measures_table
from carto.report.document import Block, Bullets, Cell, Heading, PageBreak, Paragraph, Tone
from carto.report.material import Material
from carto.report.tables import listing

_FIRST = 3


def synthesis(m: Material) -> Iterator[Block]:
    """Yield one page that says it all."""
    voice = m.voice
    yield Heading(voice.say("chapter.synthesis"))
    yield from opening(m)
    yield from listing(voice, "figures", "figure:3 value:2", key_figures(m))
    if m.worst_stories:
        yield Heading(voice.say("synthesis.paths"), 2)
        yield Bullets(tuple(_path(m, at) for at in range(min(_FIRST, len(m.worst_stories)))))
    if m.levers:
        yield Heading(voice.say("synthesis.levers"), 2)
        yield from levers(m, _FIRST, "levers-first")
    if rows := _recurring(m):
        yield Heading(voice.say("synthesis.findings"), 2)
        yield from listing(voice, "recurring", "title:4 severity number", rows)
    yield Heading(voice.say("synthesis.plan"), 2)
    yield Paragraph(voice.say("plan.reading"), Tone.NOTE)
    yield from measures_table(m, 5, "plan-first")
    yield Paragraph(voice.tell(m.scene.meta.caution), Tone.CAUTION)
    yield PageBreak()


def opening(m: Material) -> Iterator[Block]:
    """Yield the first sentences: how many targets fall."""
    voice, targets = m.voice, m.scene.targets
    if not targets:
        yield Paragraph(voice.say("synthesis.no-target"), Tone.LEAD)
        return
    reached = sum(target.reached for target in targets)
    key = "synthesis.none-reached" if not reached else "synthesis.reached"
    yield Paragraph(voice.say(key, reached=reached, total=len(targets)), Tone.LEAD)


def key_figures(m: Material) -> list[tuple[Cell, ...]]:
    """Return the figures of the first page: label and value."""
    voice, scene = m.voice, m.scene
    by_level = Counter(finding.severity for finding in m.findings if not finding.to_check)
    hit = [care for care, state in worst_states(m).items() if state != "works"]
    rows: dict[str, Cell] = {
        "devices": m.model.device_count,
        "zones": len(m.model.zones),
        "targets": f"{sum(target.reached for target in scene.targets)} / {len(scene.targets)}",
        "levers": sum(1 for lever in m.levers if lever.freed),
        "care": f"{len(hit)} / {len(m.model.care)}",
        "critical": by_level[Level.CRITICAL],
        "high": by_level[Level.HIGH],
        "to-check": sum(len(finding.subjects) for finding in m.findings if finding.to_check),
        "unknowns": scene.meta.unknowns,
        "waived": len(m.verdict.checked.waived),
    }
    return [(voice.say(f"figure.{name}"), value) for name, value in rows.items()]


def _path(m: Material, at: int) -> str:
    voice, story = m.voice, m.worst_stories[at]
    return voice.say(
        "synthesis.path",
        title=voice.tell(story.title),
        likelihood=voice.likelihood(story.likelihood),
        effort=voice.days(story.effort_days),
    )


def _recurring(m: Material) -> list[tuple[Cell, ...]]:
    firm = [finding for finding in m.findings if not finding.to_check]
    numbers = Counter(finding.rule for finding in firm)
    first = {finding.rule: finding for finding in reversed(firm)}
    worst_first = sorted(first.values(), key=lambda finding: (finding.key[0], -numbers[finding.rule], finding.rule))
    return [
        (
            m.voice.tell(m.rule(finding).text("title")),
            m.voice.say(f"level.{finding.severity}"),
            numbers[finding.rule],
        )
        for finding in worst_first[:6]
    ]


def key_page(m: Material) -> Iterator[Block]:
    """Yield the first page a board reads: how many targets fall, the figures, care, what to cut first."""
    voice = m.voice
    yield Heading(voice.say("chapter.situation"))
    yield from opening(m)
    yield from listing(voice, "figures", "figure:3 value:2", key_figures(m))
    if m.model.care:
        yield from care_gauges(m)
    yield Heading(voice.say("chapter.levers"), 2)
    yield Paragraph(voice.say("attacks.levers-reading"))
    yield from levers(m, _FIRST, "levers-first")
    yield PageBreak()
