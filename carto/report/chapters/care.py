"""Critical care: how long it may stop, what it needs, what takes it down alone."""

from __future__ import annotations

from collections.abc import Iterator

from carto.analysis.care import STATES
from carto.analysis.resilience import care_weak_points, flow_weak_points
from carto.model.care import CareProcess
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph, Picture, Tone
from carto.report.figures_drawing import Gauge, gauges
from carto.report.material import Material
from carto.report.tables import listing

_GAUGES = 24
_CARE = "name:3 safety dicp:1.3 outage:1.5 needs:5 fallback:3 holds-out:1.5 tested patients"


def critical_care(m: Material) -> Iterator[Block]:
    """Yield the chapter."""
    voice, care = m.voice, m.model.care.values()
    yield Heading(voice.say("chapter.care"))
    yield Paragraph(voice.say("care.reading"))
    if not care:
        yield Paragraph(voice.say("missing.care"), Tone.NOTE)
        yield PageBreak()
        return
    yield from care_table(m, 60)
    unsaid = [one.label for one in care if one.max_outage_hours is None]
    untried = [one.label for one in care if one.degraded_mode is None or one.degraded_mode.tested is not True]
    if unsaid:
        yield Paragraph(voice.say("care.unsaid", names=voice.listed(sorted(unsaid), 12)))
    if untried:
        yield Paragraph(voice.say("care.untried", names=voice.listed(sorted(untried), 12)))
    yield Heading(voice.say("care.attacked"), 2)
    yield from _care_hit(m)
    yield Heading(voice.say("care.alone"), 2)
    yield Paragraph(voice.say("care.alone-reading"))
    yield from listing(voice, "weak-points", "name:3 number care:5 redundant", _weak_points(m), 30)
    yield from (
        listing(voice, "flow-points", "flow:4 network nodes:4 links:3", _flow_points(m), 0) if m.model.flows else ()
    )
    yield PageBreak()


def _care_hit(m: Material) -> Iterator[Block]:
    """Yield the care that the attacks told would stop or degrade."""
    yield from listing(m.voice, "care-hit", "name:3 target:3 state outage:1.5 likelihood:2", _hit(m))


def care_gauges(m: Material) -> Iterator[Block]:
    """Yield every care process with the worst that the attacks told do to it, the gravest care first."""
    voice = m.voice
    worst = worst_states(m)
    ordered = sorted(m.model.care.values(), key=lambda care: (-care.patient_safety, care.id))
    shown = [Gauge(care.label, worst[care.id], _gauge(m, care, worst[care.id])) for care in ordered[:_GAUGES]]
    yield Picture(voice.say("picture.gauges"), voice.say("picture.gauges-said", number=len(shown)), gauges(shown))
    more = len(ordered) - len(shown)
    yield Paragraph(voice.say("care.gauges-more", number=more) if more else voice.say("care.gauges"), Tone.NOTE)


def worst_states(m: Material) -> dict[str, str]:
    """Return the worst state of each care process under the attacks told."""
    worst = dict.fromkeys(m.model.care, "works")
    for effect in (effect for story in m.scene.stories for effect in story.care if effect.id in worst):
        worst[effect.id] = max(worst[effect.id], effect.state, key=STATES.index)
    return worst


def _gauge(m: Material, care: CareProcess, state: str) -> str:
    said = m.voice.say(f"state.{state}")
    if state == "works":
        return said
    if care.max_outage_hours is None:
        return m.voice.say("care.gauge-open", state=said)
    return m.voice.say("care.gauge", state=said, hours=m.voice.decimal(care.max_outage_hours))


def care_table(m: Material, most: int) -> Iterator[Block]:
    """Yield care processes, the gravest first."""
    ordered = sorted(m.model.care.values(), key=lambda care: (-care.patient_safety, care.id))
    yield from listing(m.voice, "care", _CARE, (_care(m, care) for care in ordered), most)


def _care(m: Material, care: CareProcess) -> tuple[Cell, ...]:
    fallback = care.degraded_mode
    return (
        care.label,
        care.patient_safety,
        m.value("needs", care.needs),
        m.voice.hours(care.max_outage_hours),
        m.value("depends_on", care.depends_on) or m.voice.say("not-said"),
        fallback.description or m.voice.say("not-said") if fallback else m.voice.say("care.no-fallback"),
        m.voice.hours(fallback.hours) if fallback else "",
        m.voice.yes_no(fallback.tested) if fallback else "",
        care.patients_per_day if care.patients_per_day is not None else "",
    )


def _hit(m: Material) -> Iterator[tuple[Cell, ...]]:
    """Yield each care process with the likeliest attack that stops or degrades it."""
    stories = sorted(m.scene.stories, key=lambda story: (-story.likelihood, story.id))
    for care in m.scene.care:
        found = next(((s, e) for s in stories for e in s.care if e.id == care.id and e.state != "works"), None)
        if found:
            story, effect = found
            state, hours = m.voice.say(f"state.{effect.state}"), m.voice.hours(care.max_outage_hours)
            yield care.name, m.name(story.target), state, hours, m.voice.likelihood(story.likelihood)


def _weak_points(m: Material) -> Iterator[tuple[Cell, ...]]:
    for point in care_weak_points(m.model):
        yield m.name(point.id), len(point.care), m.names(point.care, 6), m.voice.yes_no(point.declared_redundant)


def _flow_points(m: Material) -> Iterator[tuple[Cell, ...]]:
    for point in flow_weak_points(m.model):
        yield m.name(point.flow), m.voice.say(f"network.{point.network}"), m.names(point.nodes), m.names(point.links)
