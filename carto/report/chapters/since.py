"""What changed since an earlier state: paths, findings and care, in plain words; nothing where nobody asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from carto.analysis.care import STATES
from carto.analysis.changes import Change
from carto.analysis.compare import CareChange, TargetChange
from carto.report.document import ROWS_ON_PAPER, Block, Bullets, Cell, Heading, PageBreak, Paragraph, Tone
from carto.report.material import Material
from carto.report.since import PathSince, Since
from carto.report.tables import listing
from carto.rules.finding import Finding, rank
from carto.rules.published import known_rule

_PATHS: Final = 12
_FOR_BOARD: Final = 3
_ROWS_FOR_BOARD: Final = 5
_CHANGES: Final = 25
_TOLD: Final = frozenset({
    "sites", "zones", "devices", "links", "flows", "accounts", "care", "parties", "data", "measures", "waivers"
})  # fmt: skip
"""Sections whose changes are changes of the establishment, or of what it does about it."""
_HARDLY: Final = 0.005
"""Change of a chance that is within what is told in whole per cent."""


def since_last_time(m: Material) -> Iterator[Block]:
    """Yield the chapter."""
    if m.since is None:
        return
    yield Heading(m.voice.say("chapter.since"))
    yield from _opening(m, m.since)
    if m.since.comparison.is_same:
        yield PageBreak()
        return
    yield Paragraph(m.voice.say("since.reading"), Tone.NOTE)
    yield from _paths(m, m.since, _PATHS)
    yield from listing(m.voice, "since-targets", "target:4 before after paths-gone paths-new", _targets(m, m.since))
    yield from _care(m, m.since)
    yield Heading(m.voice.say("since.findings"), 2)
    yield from listing(m.voice, "since-findings", "change severity title:3 object:4 -rule", _findings(m, m.since))
    yield Heading(m.voice.say("since.changes"), 2)
    yield from listing(m.voice, "since-changes", "change section:2 object:4 fields:4", _changes(m, m.since), _CHANGES)
    yield PageBreak()


def since_for_board(m: Material) -> Iterator[Block]:
    """Yield the same for people who decide: the sums, the paths, findings by kind."""
    if m.since is None:
        return
    yield Heading(m.voice.say("chapter.since"))
    yield from _opening(m, m.since)
    if m.since.comparison.is_same:
        return
    yield Paragraph(m.voice.say("since.reading-board"), Tone.NOTE)
    yield from _paths(m, m.since, _FOR_BOARD)
    yield from _care(m, m.since)
    rows = _by_rule(m, m.since.findings.fixed, m.since.findings.introduced)
    yield from listing(m.voice, "since-rules", "title:4 severity fixed introduced", rows, _ROWS_FOR_BOARD)


def _opening(m: Material, since: Since) -> Iterator[Block]:
    """Yield what it is compared with, then the sums in one sentence each."""
    voice, told = m.voice, since.comparison
    if told.is_same:
        yield Paragraph(voice.say("since.same", before=_which(m, since)), Tone.LEAD)
        return
    yield Paragraph(voice.say("since.opening", before=_which(m, since), changes=voice.whole(len(_changed(since)))))
    care = [_direction(change) for change in told.care]
    numbers = {
        "paths": (len(since.fallen), len(since.appeared)),
        "targets": _shifts(told.targets),
        "findings": (len(since.findings.fixed), len(since.findings.introduced)),
        "care": (sum(way < 0 for way in care), sum(way > 0 for way in care) + len(told.care_stopped)),
    }
    listed = [voice.say(f"since.sum.{key}", good=voice.whole(a), bad=voice.whole(b)) for key, (a, b) in numbers.items()]
    if accepted := len(since.findings.accepted):
        listed.append(voice.say("since.accepted", number=voice.whole(accepted)))
    yield Bullets(tuple(listed))


def _which(m: Material, since: Since) -> str:
    """Return which state it was: its day and version, as far as it tells them; never where its file is."""
    voice, house = m.voice, since.before.establishment
    scenario = since.before.scenarios.get(since.before.scenario)
    parts = [
        voice.say("since.of-day", day=voice.day(house.date.isoformat())) if house.date else "",
        voice.say("since.of-version", version=house.version) if house.version else "",
        voice.say("since.of-scenario", scenario=scenario.title or scenario.label) if scenario else "",
    ]
    return ", ".join(part for part in parts if part) or voice.say("since.earlier")


def _shifts(targets: Iterable[TargetChange]) -> tuple[int, int]:
    """Return how many targets fall less easily, and how many more easily."""
    shifts = [one.chances.after.value - one.chances.before.value for one in targets]
    return sum(shift < -_HARDLY for shift in shifts), sum(shift > _HARDLY for shift in shifts)


def _direction(change: CareChange) -> int:
    """Return -1 or less for care that holds better, 1 or more for less well, 0 where one state lacks it."""
    if change.before not in STATES or change.after not in STATES:
        return 0
    return STATES.index(change.after) - STATES.index(change.before)


def _paths(m: Material, since: Since, most: int) -> Iterator[Block]:
    for key, paths in (("since.appeared", since.appeared), ("since.fallen", since.fallen)):
        if paths:
            yield Paragraph(m.voice.say(key), Tone.LEAD)
            yield Bullets(tuple(_told(m, paths, most)))


def _told(m: Material, paths: Iterable[PathSince], most: int) -> Iterator[str]:
    """Yield attacks by their title, the likeliest first, like ones once."""
    counted = Counter(m.voice.tell(path.title) for path in paths)
    best = {m.voice.tell(path.title): path.likelihood for path in sorted(paths, key=lambda one: one.likelihood)}
    ordered = sorted(counted, key=lambda title: (-best[title], title))
    for title in ordered[:most]:
        told = m.voice.say("since.path", title=title, likelihood=m.voice.likelihood(best[title]))
        yield f"{told} {m.voice.say('since.ways', number=counted[title])}" if counted[title] > 1 else told
    if len(ordered) > most:
        yield m.voice.say("since.more-paths", number=m.voice.whole(len(ordered) - most))


def _targets(m: Material, since: Since) -> Iterator[tuple[Cell, ...]]:
    for one in since.comparison.targets:
        states = Counter(path.state for path in one.paths)
        chances = (m.voice.percent(one.chances.before.value), m.voice.percent(one.chances.after.value))
        yield _name(m, since, one.id), *chances, states["falls"], states["appears"]


def _care(m: Material, since: Since) -> Iterator[Block]:
    rows = [
        (_name(m, since, one.id), m.voice.say(f"state.{one.before}"), m.voice.say(f"state.{one.after}"))
        for one in since.comparison.care
    ]
    most = _ROWS_FOR_BOARD if m.audience.is_board else ROWS_ON_PAPER
    if rows:
        yield from listing(m.voice, "since-care", "name:4 before:2 after:2", rows, most)
    if since.comparison.care_stopped:
        names = m.names(since.comparison.care_stopped)
        yield Paragraph(m.voice.say("comparisons.stopped", names=names), Tone.CAUTION)


def _name(m: Material, since: Since, thing: str) -> str:
    """Return what a thing is called now, or was called when it was still there."""
    return m.name(thing) if m.model.find(thing) else m.voice.tell(since.wording.name(thing))


def _findings(m: Material, since: Since) -> list[tuple[Cell, ...]]:
    """Return a row a finding: new ones, then fixed ones, then those accepted meanwhile."""
    kinds = {
        "introduced": since.findings.introduced,
        "fixed": since.findings.fixed,
        "accepted": since.findings.accepted,
    }
    return [_finding(m, since, kind, finding) for kind, found in kinds.items() for finding in found]


def _finding(m: Material, since: Since, kind: str, finding: Finding) -> tuple[Cell, ...]:
    voice = m.voice
    asked = f" ({voice.say('to-check')})" if finding.to_check else ""
    names = voice.listed([_name(m, since, one) for one in finding.subjects], 6)
    return (
        voice.say(f"since.kind.{kind}"),
        voice.say(f"level.{finding.severity}") + asked,
        voice.tell(known_rule(finding.rule).text("title")),
        names,
        finding.rule,
    )


def _by_rule(m: Material, fixed: Iterable[Finding], introduced: Iterable[Finding]) -> list[tuple[Cell, ...]]:
    """Return a row a kind of finding, the gravest first, then those that moved most."""
    gone, came = Counter(one.rule for one in fixed), Counter(one.rule for one in introduced)
    worst: dict[str, Finding] = {}
    for finding in (*fixed, *introduced):
        if finding.rule not in worst or rank(finding.severity) > rank(worst[finding.rule].severity):
            worst[finding.rule] = finding
    ordered = sorted(worst, key=lambda rule: (-rank(worst[rule].severity), -gone[rule] - came[rule], rule))
    return [
        (
            m.voice.tell(known_rule(rule).text("title")),
            m.voice.say(f"level.{worst[rule].severity}"),
            gone[rule],
            came[rule],
        )
        for rule in ordered
    ]


def _changed(since: Since) -> list[Change]:
    return [one for one in since.comparison.changes if one.section in _TOLD]


def _changes(m: Material, since: Since) -> Iterator[tuple[Cell, ...]]:
    for one in _changed(since):
        name = _name(m, since, one.renamed or one.id)
        fields = m.voice.listed([m.field(part.field) for part in one.fields], 4)
        yield m.voice.say(f"change.{one.kind}"), m.voice.say(f"sheet.{one.section}"), name, fields
