"""What the map does not say: how complete it is, what is unknown, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from carto.atlas.scene import Unknown
from carto.catalog.vocabulary import View
from carto.i18n.bilingual import both
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph
from carto.report.material import Material
from carto.report.tables import listing
from carto.rules.completeness import MissingFact, ViewScore
from carto.rules.expectations import Expectation

_QUESTIONS_ON_PAPER = 30
_NAMED = 6
_ANY = "…"
"""Stands for the object in a question that many objects raise."""


def gaps(m: Material) -> Iterator[Block]:
    """Yield the chapter."""
    voice, found = m.voice, m.verdict.completeness
    yield Heading(voice.say("chapter.gaps"))
    yield Paragraph(voice.say("gaps.reading"))
    yield from listing(voice, "completeness", "view:3 level-1:2 level-2:2 level-3:2", _scores(m))
    yield Heading(voice.say("gaps.unknowns"), 2)
    yield Paragraph(voice.say("gaps.unknowns-text", number=voice.whole(m.scene.meta.unknowns)))
    columns = "question:6 object:3 -place" if m.audience.is_inside else "question:6 object:3"
    questions = ((_question(m, one), m.name(one.id), one.place)[: len(columns.split())] for one in m.scene.unknowns)
    yield from listing(voice, "questions", columns, questions, _QUESTIONS_ON_PAPER)
    yield Heading(voice.say("gaps.missing"), 2)
    yield Paragraph(voice.say("gaps.missing-text", number=voice.whole(len(found.missing))))
    columns = "question:3 number whom:2 view:2 level objects:4"
    yield from listing(voice, "missing-alike", columns, _alike(m), _QUESTIONS_ON_PAPER, paper_only=True)
    if found.missing:
        columns = "question:6 whom:3 view:2 level -id"
        yield from listing(voice, "missing", columns, (_missing(m, fact) for fact in found.missing), 0)
    yield PageBreak()


def _scores(m: Material) -> Iterator[tuple[Cell, ...]]:
    scores = {(score.view, score.level): score for score in m.verdict.completeness.scores}
    for view in View:
        cells = [_score(m, scores[view, level]) if (view, level) in scores else "" for level in (1, 2, 3)]
        yield m.voice.say(f"view.{view}"), *cells


def _score(m: Material, score: ViewScore) -> str:
    if score.share is None:
        return m.voice.say("gaps.nothing")
    return m.voice.say("gaps.score", share=m.voice.percent(score.share), complete=score.complete, total=score.concerned)


def _question(m: Material, unknown: Unknown) -> str:
    """Return what to ask, with both ends of a link or flow instead of its id."""
    if unknown.id in m.model.links or unknown.id in m.model.flows:
        return m.voice.tell(both(f"atlas.question.{unknown.field}", name=m.name(unknown.id)))
    return m.voice.tell(unknown.question)


def _alike(m: Material) -> Iterator[tuple[Cell, ...]]:
    """Yield one row for a question that many objects raise: the lowest level first, then what is asked most."""
    grouped: dict[Expectation, list[str]] = {}
    for fact in m.verdict.completeness.missing:
        grouped.setdefault(fact.expectation, []).append(m.name(fact.subject))
    for want, labels in sorted(grouped.items(), key=lambda pair: (pair[0].level, -len(pair[1]))):
        question, whom = m.voice.tell(want.question(_ANY)), m.voice.tell(want.asked)
        yield question, len(labels), whom, m.voice.say(f"view.{want.view}"), want.level, m.voice.listed(labels, _NAMED)


def _missing(m: Material, fact: MissingFact) -> tuple[Cell, ...]:
    want = fact.expectation
    return (
        m.voice.tell(want.question(m.name(fact.subject))),
        m.voice.tell(want.asked),
        m.voice.say(f"view.{want.view}"),
        want.level,
        fact.subject,
    )
