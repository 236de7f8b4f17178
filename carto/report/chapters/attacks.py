"""Attack paths told step by step, and the points that every attack goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from carto.atlas.scene import CareEffect, SceneChokePoint, SceneTarget, Story, StoryStep
from carto.catalog.reference import catalog
from carto.model.care import CareProcess
from carto.report.document import Audience, Block, Bullets, Cell, Heading, PageBreak, Paragraph, Picture, Tone
from carto.report.map_drawing import Stop, strip
from carto.report.material import Material
from carto.report.tables import listing

_STORIES_TOLD = 2
_STORIES_FOR_ARCHITECTS = 5
_TARGETS_TOLD = 12
_MOST_PLACES = 16
_TOLD_TO_BOARD = 3
_BESIDE_NEWS = 1
"""Attacks told to a board that also reads what changed since last time."""
_STEPS_FOR_BOARD = 4
_CARE_FOR_BOARD = 2
_NAMED_ALIKE = 30
_BLASTS = "fallen:3 devices records value:2 care:4"


def attack_paths(m: Material) -> Iterator[Block]:
    """Yield the chapter: each target, its attacks, its choke points; then who reaches what."""
    voice = m.voice
    yield Heading(voice.say("chapter.attacks"))
    yield Paragraph(voice.say("attacks.reading"))
    if not m.scene.targets:
        yield Paragraph(voice.say("missing.targets"), Tone.NOTE)
    for target in m.scene.targets[:_TARGETS_TOLD]:
        yield from _target(m, target)
    if len(m.scene.targets) > _TARGETS_TOLD:
        yield Paragraph(voice.say("attacks.more", number=len(m.scene.targets) - _TARGETS_TOLD), Tone.NOTE)
    yield Heading(voice.say("attacks.levers"), 2)
    yield Paragraph(voice.say("attacks.levers-reading"))
    yield from levers(m, 60, "levers")
    if m.scene.blasts:
        yield Heading(voice.say("attacks.blasts"), 2)
        yield Paragraph(voice.say("attacks.blasts-reading"))
        rows = list(_blasts(m))
        yield from listing(voice, "blasts-alike", _BLASTS, _alike(m, rows), 30, paper_only=True)
        yield from listing(voice, "blasts", _BLASTS, rows, 0)
    yield from (
        listing(voice, "steps", "target:2 story step text:4 why:4 evidence", _step_rows(m), 0)
        if (m.scene.stories)
        else ()
    )
    if m.audience.is_inside:
        yield Heading(voice.say("attacks.exposure"), 2)
        yield Paragraph(voice.say("attacks.exposure-reading"))
        yield from listing(voice, "exposure", "trust from:2 devices services:5", _exposure_rows(m))
    yield PageBreak()


def levers(m: Material, most: int, key: str) -> Iterator[Block]:
    """Yield what to make safe: choke points of the most targets first, then what lowers most risk."""
    rows = (
        (m.voice.tell(lever.point.label), m.names(lever.freed, 6), m.names(lever.eased, 6), m.voice.percent(lever.drop))
        for lever in m.levers[:most]
    )
    yield from listing(m.voice, key, "point:3 freed:3 eased:3 drop", rows)


def care_stories(m: Material) -> Iterator[Block]:
    """Yield the gravest attacks as care stories, for people who decide."""
    voice = m.voice
    yield Heading(voice.say("chapter.scenarios"))
    yield Paragraph(voice.say("scenarios.reading"))
    if not m.worst_stories:
        yield Paragraph(voice.say("scenarios.none"), Tone.NOTE)
    most = _TOLD_TO_BOARD if m.since is None else _BESIDE_NEWS
    for number, story in enumerate(m.worst_stories[:most], start=1):
        yield Heading(voice.say("scenarios.one", number=number, target=m.name(story.target)), 2)
        yield Paragraph(_figures(m, story))
        shown = tuple(voice.tell(step.text) for step in story.steps[:_STEPS_FOR_BOARD])
        more = len(story.steps) - len(shown)
        yield Bullets((*shown, voice.counted("more-steps", more)) if more > 0 else shown, numbered=True)
        yield Paragraph(consequence(m, story), Tone.LEAD)
        hit = [effect for effect in story.care if effect.state != "works"]
        if told := _fallbacks(m, hit[:_CARE_FOR_BOARD]):
            yield Paragraph(told)
    if m.worst_stories:
        yield Paragraph(_money_told(m), Tone.NOTE)
    yield PageBreak()


def _fallbacks(m: Material, hit: Sequence[CareEffect]) -> str:
    """Return how care that is hit goes on, and how many patients a day it concerns."""
    return " ".join(_fallback(m, m.model.care[effect.id]) for effect in hit if effect.id in m.model.care)


def _fallback(m: Material, care: CareProcess) -> str:
    voice, fallback = m.voice, care.degraded_mode
    if fallback is None:
        told = voice.say("scenarios.no-fallback", care=care.label)
    else:
        tried = "tried" if fallback.tested is True else "untried"
        told = voice.say(
            f"scenarios.fallback-{tried}",
            care=care.label,
            fallback=fallback.description.rstrip(".") or voice.say("not-said"),
            hours=voice.hours(fallback.hours),
        )
    if care.patients_per_day is None:
        return told
    return f"{told} {voice.say('scenarios.patients', number=voice.whole(care.patients_per_day))}"


def _money_told(m: Material) -> str:
    """Return what the money of the scenarios can be held against, and what a leak obliges to."""
    anchors = catalog().cost_anchors
    if m.is_small_practice:
        return m.voice.say("scenarios.leak")
    known = [one for one in (anchors.get("crisis"), anchors.get("lost-revenue")) if one]
    told = [f"{m.voice.tell(one.label)} ({catalog().sources[one.sources[0]].publisher}, {one.year})" for one in known]
    return m.voice.say("scenarios.money", anchors=" ; ".join(told) if m.language == "fr" else "; ".join(told))


def consequence(m: Material, story: Story) -> str:
    """Return what a story means: care first, then records, then money."""
    voice = m.voice
    hit = [effect for effect in story.care if effect.state != "works"]
    parts = [
        voice.say("attacks.care", care="; ".join(_effect(m, effect) for effect in hit))
        if hit
        else voice.say("attacks.no-care")
    ]
    if story.records:
        parts.append(voice.say("attacks.records", records=voice.whole(story.records)))
    if money := voice.euros(*story.value_eur):
        parts.append(voice.say("attacks.money", money=money))
    return " ".join(parts)


def _effect(m: Material, effect: CareEffect) -> str:
    key = "attacks.effect" if effect.hours is not None else "attacks.effect-unknown"
    state = m.voice.say(f"state.{effect.state}")
    return m.voice.say(key, care=effect.name, state=state, hours=m.voice.hours(effect.hours))


def _target(m: Material, target: SceneTarget) -> Iterator[Block]:
    voice = m.voice
    yield Heading(m.name(target.id), 2)
    if not target.reached:
        yield Paragraph(voice.say("attacks.not-reached", why=voice.tell(target.why_not)))
        return
    stories = [m.stories[name] for name in target.stories]
    yield Paragraph(f"{voice.say('attacks.reached', number=len(stories))} {_chance(m, target)}".strip())
    told = _STORIES_FOR_ARCHITECTS if m.audience is Audience.ARCHITECT else _STORIES_TOLD
    for number, story in enumerate(stories[:told], start=1):
        yield from _story(m, story, number, drawn=number == 1)
    chokes = [m.scene.choke_points[at] for at in target.choke_points]
    if musts := [point for point in chokes if point.drop >= 1.0]:
        yield Paragraph(voice.say("attacks.chokes"), Tone.LEAD)
        yield Bullets(tuple(voice.tell(point.why) for point in musts[:8]))
    else:
        yield Paragraph(voice.say("attacks.no-choke"))
    if helps := [point for point in chokes if point.drop < 1.0]:
        yield Paragraph(voice.say("attacks.weak-spots"), Tone.LEAD)
        yield Bullets(tuple(_weak_spot(m, point) for point in helps[:5]))


def _weak_spot(m: Material, point: SceneChokePoint) -> str:
    return m.voice.say("attacks.weak-spot", point=m.voice.tell(point.label), drop=m.voice.percent(point.drop))


def _chance(m: Material, target: SceneTarget) -> str:
    """Return how likely a target is to fall in one campaign, where it was computed."""
    if target.probability is None:
        return ""
    if target.interval is None:
        return m.voice.say("attacks.chance", chance=m.voice.percent(target.probability))
    low, high = (m.voice.percent(end) for end in target.interval)
    return m.voice.say("attacks.chance-range", chance=m.voice.percent(target.probability), low=low, high=high)


def _story(m: Material, story: Story, number: int, *, drawn: bool) -> Iterator[Block]:
    voice = m.voice
    yield Heading(voice.say("attacks.path", number=number, title=voice.tell(story.title)), 3)
    yield Paragraph(_figures(m, story))
    if drawn:
        yield _strip(m, story)
    yield Bullets(tuple(_step(m, step) for step in story.steps), numbered=True)
    stops = list(dict.fromkeys(voice.tell(stop) for step in story.steps for stop in step.stops[:1]))
    if stops:
        yield Paragraph(voice.say("attacks.stops"), Tone.LEAD)
        yield Bullets(tuple(stops[:6]))
    yield Paragraph(consequence(m, story), Tone.LEAD)


def _figures(m: Material, story: Story) -> str:
    voice = m.voice
    return voice.say(
        "attacks.figures",
        likelihood=voice.likelihood(story.likelihood),
        effort=voice.days(story.effort_days),
        evidence=voice.say(f"evidence.{story.evidence}"),
        alike=voice.say("attacks.alike", number=story.alike) if story.alike > 1 else "",
    ).strip()


def _step(m: Material, step: StoryStep) -> str:
    text = f"{m.voice.tell(step.text)} {m.voice.tell(step.why)}".strip()
    if not m.audience.is_inside:
        return text
    techniques = f", {', '.join(step.techniques)}" if step.techniques else ""
    places = f", {', '.join(step.places[:3])}" if step.places else ""
    return f"{text} [{m.voice.say(f'evidence.{step.evidence}')}{techniques}{places}]"


def _strip(m: Material, story: Story) -> Picture:
    stops = _stops(m, story)
    said = m.voice.say("picture.path-said", places=" > ".join(stop.name for stop in stops))
    return Picture(m.voice.say("picture.path", title=m.voice.tell(story.title)), said, strip(stops[:_MOST_PLACES]))


def _stops(m: Material, story: Story) -> list[Stop]:
    """Return where an attack comes, in order: steps taken at one place are told together."""
    chokes = {point.at for point in m.scene.choke_points if point.target == story.target and point.drop >= 1.0}
    runs = [
        (place, [number for number, _ in steps])
        for place, steps in groupby(
            enumerate((step.at or story.target for step in story.steps), start=1), key=lambda pair: pair[1]
        )
    ]
    stops = [Stop(m.name(place), _run(numbers), place in chokes) for place, numbers in runs]
    start = story.steps[0].source if story.steps else ""
    return [Stop(m.name(start), choke=start in chokes), *stops] if start and start != runs[0][0] else stops


def _run(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"


def _step_rows(m: Material) -> Iterator[tuple[Cell, ...]]:
    for story in m.scene.stories:
        for number, step in enumerate(story.steps, start=1):
            words = (m.voice.tell(step.text), m.voice.tell(step.why))
            yield m.name(story.target), story.id, number, *words, m.voice.say(f"evidence.{step.evidence}")


def _blasts(m: Material) -> Iterator[tuple[Cell, ...]]:
    """Yield what falls with each thing: those that take most care with them first."""
    hit = {blast.id: [effect for effect in blast.care if effect.state != "works"] for blast in m.scene.blasts}
    for blast in sorted(m.scene.blasts, key=lambda one: (-len(hit[one.id]), -len(one.devices), one.id)):
        care = m.voice.listed([effect.name for effect in hit[blast.id]], 6)
        yield m.name(blast.id), len(blast.devices), blast.records, m.voice.euros(*blast.value_eur), care


def _alike(m: Material, rows: Sequence[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Yield one row for all things with which the same falls."""
    grouped: dict[tuple[Cell, ...], list[str]] = {}
    for name, *lost in rows:
        grouped.setdefault(tuple(lost), []).append(str(name))
    for fallen, names in grouped.items():
        yield m.voice.listed(names, _NAMED_ALIKE), *fallen


def _exposure_rows(m: Material) -> Iterator[tuple[Cell, ...]]:
    for row in m.scene.exposure:
        services = [f"{m.name(service)} ({number})" for service, number in row.services]
        yield row.trust, m.voice.tell(row.label), row.devices, m.voice.listed(services, 14)
