"""What the map does not say: how complete it is, what is unknown, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.vocabulary import View
from carto.report.document import Block, Cell, Heading, PageBreak, Paragraph
from carto.report.material import Material
from carto.report.tables import listing
from carto.rules.completeness import MissingFact, ViewScore

_QUESTIONS_ON_PAPER = 30


def gaps(m: Material) -> Iterator[Block]:
    """Yield the chapter."""
    voice, found = m.voice, m.verdict.completeness
    yield Heading(voice.say("chapter.gaps"))
    yield Paragraph(voice.say("gaps.reading"))
    yield from listing(voice, "completeness", "view:3 level-1:2 level-2:2 level-3:2", _scores(m))
    yield Heading(voice.say("gaps.unknowns"), 2)
    yield Paragraph(voice.say("gaps.unknowns-text", number=voice.whole(m.scene.meta.unknowns)))
    inside = m.audience.is_inside
    questions = ((voice.tell(one.question), m.name(one.id), one.place if inside else "") for one in m.scene.unknowns)
    yield from listing(voice, "questions", "question:6 object:3 -place", questions, _QUESTIONS_ON_PAPER)
    yield Heading(voice.say("gaps.missing"), 2)
    yield Paragraph(voice.say("gaps.missing-text", number=voice.whole(len(found.missing))))
    columns = "question:6 whom:3 view:2 level -id"
    yield from listing(voice, "missing", columns, (_missing(m, fact) for fact in found.missing), _QUESTIONS_ON_PAPER)
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


def _missing(m: Material, fact: MissingFact) -> tuple[Cell, ...]:
    want = fact.expectation
    return (
        m.voice.tell(fact.question),
        m.voice.tell(want.asked),
        m.voice.say(f"view.{want.view}"),
        want.level,
        fact.subject,
    )
