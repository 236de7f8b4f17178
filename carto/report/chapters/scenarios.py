"""Scenarios beside the establishment as it stands: what each changes for attackers, care and money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.analysis.care import STATES
from carto.atlas.scene import SceneComparison
from carto.report.document import ROWS_ON_PAPER, Block, Cell, Heading, PageBreak, Paragraph, Tone
from carto.report.material import Material
from carto.report.tables import listing

_CHANGES_ON_PAPER: Final = 12
_FOR_BOARD: Final = 5
_HARDLY: Final = 0.005
"""Change of a chance that is within what is told in whole per cent."""


def scenarios(m: Material) -> Iterator[Block]:
    """Yield the chapter; nothing where the model has no scenario, or is seen under one."""
    voice, found = m.voice, m.scene.comparisons
    if not found:
        return
    yield Heading(voice.say("chapter.comparisons"))
    yield Paragraph(voice.say("comparisons.reading"))
    yield from scenario_table(m)
    for one in found:
        yield from _scenario(m, one)
    yield PageBreak()


def scenario_table(m: Material) -> Iterator[Block]:
    """Yield all scenarios in one table."""
    columns = "scenario:4 cost-eur:1.4 own-days:1 safer riskier fixed introduced care-better:1.4 care-worse:1.4"
    most = _FOR_BOARD if m.audience.is_board else ROWS_ON_PAPER
    yield from listing(m.voice, "comparisons", columns, (_row(one) for one in m.scene.comparisons), most)


def _row(one: SceneComparison) -> tuple[Cell, ...]:
    safer = sum(target.after < target.before - _HARDLY for target in one.targets)
    riskier = sum(target.after > target.before + _HARDLY for target in one.targets)
    ranks = {
        state: rank for rank, state in enumerate(STATES)
    }  # care that only one side has is neither better nor worse
    shifts = [ranks[s.after] - ranks[s.before] for s in one.care if s.before in ranks and s.after in ranks]
    better, worse = sum(shift < 0 for shift in shifts), sum(shift > 0 for shift in shifts) + len(one.care_stopped)
    return one.title, one.cost_eur, one.days, safer, riskier, one.fixed, one.introduced, better, worse


def _scenario(m: Material, one: SceneComparison) -> Iterator[Block]:
    voice = m.voice
    yield Heading(one.title, 2)
    if one.rationale:
        yield Paragraph(one.rationale)
    money = voice.euros(one.cost_eur, one.cost_eur) or voice.say("comparisons.nothing")
    yearly = voice.euros(one.yearly_eur, one.yearly_eur) or voice.say("comparisons.nothing")
    yield Paragraph(voice.say("comparisons.cost", cost=money, yearly=yearly, days=voice.days(one.days)))
    if one.care_stopped:
        names = m.names(one.care_stopped)
        yield Paragraph(voice.say("comparisons.stopped", names=names), Tone.CAUTION)
    targets = [
        (shift.label, voice.percent(shift.before), voice.percent(shift.after), len(shift.falls), shift.appears)
        for shift in one.targets
    ]
    yield from listing(voice, "comparison-targets", "target:4 before after paths-gone paths-new", targets)
    care = [(s.name, voice.say(f"state.{s.before}"), voice.say(f"state.{s.after}")) for s in one.care]
    if care:
        yield from listing(voice, "comparison-care", "name:4 before:2 after:2", care)
    changes = [
        (voice.say(f"change.{change.kind}"), voice.one_of(f"sheet.{change.section}", change.section), change.name)
        for change in one.changes
    ]
    yield from listing(voice, "comparison-changes", "change section:2 object:6", changes, _CHANGES_ON_PAPER)
