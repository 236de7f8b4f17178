"""Scenarios beside the model as it stands: what each one changes, for the switch of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from carto.analysis.changes import Change
from carto.analysis.compare import CareChange
from carto.atlas.additions import additions_of
from carto.atlas.beside import Beside
from carto.atlas.columns import Ends
from carto.atlas.layout import Layout
from carto.atlas.scene import CareShift, SceneAddition, SceneChange, SceneComparison, Sheet, Story, TargetShift
from carto.atlas.sheets import sheets_among
from carto.atlas.story import steps_of
from carto.atlas.wording import Wording
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model

_DRAWN = ("sites", "zones", "devices", "links", "flows", "accounts", "care", "parties", "data")
_Edge = Link | Flow
_MOST_CHANGED = 300  # things of which the page says what changes; of more it only says that they do


def comparisons_of(
    base: Model,
    found: Sequence[Beside],
    stories: Sequence[Story],
    ends: Ends,
    layout: Layout,
) -> tuple[SceneComparison, ...]:
    """Return the scenarios as the page shows them."""
    told = (_Told(base, one, ends, additions_of(one.model, layout)) for one in found)
    return tuple(one.comparison(stories) for one in told)


@dataclass(frozen=True, slots=True)
class _Told:
    base: Model
    beside: Beside
    ends: Ends
    additions: tuple[SceneAddition, ...] = ()

    def comparison(self, stories: Sequence[Story]) -> SceneComparison:
        found, after = self.beside.comparison, self.beside.model
        scenario = self.base.scenarios.get(after.scenario)
        return SceneComparison(
            id=after.scenario,
            title=(scenario.title or scenario.label) if scenario else after.scenario,
            rationale=scenario.rationale if scenario else "",
            changes=tuple(self._changes(found.changes)),
            additions=self.additions,
            sheets=self._sheets(found.changes),
            targets=tuple(self._targets(stories)),
            care=tuple(self._care(one) for one in found.care),
            care_stopped=found.care_stopped,
            fixed=self.beside.fixed,
            introduced=self.beside.introduced,
            cost_eur=found.cost.cost_eur,
            yearly_eur=found.cost.yearly_eur,
            days=found.cost.days,
        )

    def _sheets(self, changes: Sequence[Change]) -> tuple[Sheet, ...]:
        """Return what the scenario says of what it adds, and of the first things that it changes."""
        after, shown = self.beside.model, [one for one in changes if one.section in _DRAWN]
        changed = [one for one in shown if one.kind == "changed"][:_MOST_CHANGED]
        wanted = [(one.section, one.id, None) for one in shown if one.kind == "added"]
        told = [(one.section, one.id, frozenset(field.field for field in one.fields)) for one in changed]
        return sheets_among(after, Wording.of(after), [*wanted, *told]) if wanted or told else ()

    def _care(self, change: CareChange) -> CareShift:
        return CareShift(id=change.id, name=self._name(change.id), before=change.before, after=change.after)

    def _name(self, thing: str) -> str:
        known = self.base.find(thing) or self.beside.model.find(thing)
        return known[1].label if known else thing

    def _changes(self, changes: Sequence[Change]) -> list[SceneChange]:
        return [self._change(one) for one in changes if one.section in _DRAWN]

    def _change(self, change: Change) -> SceneChange:
        kind: Literal["added", "removed", "changed"] = "changed"
        if change.kind in {"added", "removed"}:
            kind = "added" if change.kind == "added" else "removed"
        side = self.beside.model if kind == "added" else self.base
        entity = side.section(change.section).get(change.id)
        ends = _ends_of(entity) if isinstance(entity, _Edge) else ("", "")
        a, b = (self.ends.get(one) for one in ends)
        return SceneChange(
            id=change.id,
            section=change.section,
            kind=kind,
            name=self._told_name(change.id, side, entity),
            at=self._at(change, side),
            a=a,
            b=b,
            a_new=self._new(ends[0]),
            b_new=self._new(ends[1]),
        )

    def _new(self, end: str) -> str:
        """Return an end that this scene does not know, when the scenario adds it."""
        is_new = self.ends.get(end) is None and any(one.id == end for one in self.additions)
        return end if is_new else ""

    def _told_name(self, key: str, side: Model, entity: object) -> str:
        if isinstance(entity, _Edge) and not entity.name:
            return " → ".join(self._end_name(side, one) for one in _ends_of(entity))
        found = side.find(key)
        return found[1].label if found else key

    def _end_name(self, side: Model, key: str) -> str:
        found = side.find(key)
        return found[1].label if found else key

    def _at(self, change: Change, side: Model) -> str:
        """Return where it shows: itself when it is drawn now, else the zone it will be in."""
        if self.ends.get(change.id) is not None or change.id in side.links or change.id in side.flows:
            return change.id
        device = side.devices.get(change.id)
        zones = device.zones if device else ()
        return next((zone for zone in zones if self.ends.get(zone) is not None), "")

    def _targets(self, stories: Sequence[Story]) -> list[TargetShift]:
        working = {step.id for step in self.beside.graph.steps if step.likelihood > 0}
        return [
            TargetShift(
                id=one.id,
                label=self._name(one.id),
                before=round(one.chances.before.value, 4),
                after=round(one.chances.after.value, 4),
                falls=tuple(story.id for story in stories if story.target == one.id and not steps_of(story) <= working),
                appears=sum(path.state == "appears" for path in one.paths),
            )
            for one in self.beside.comparison.targets
        ]


def _ends_of(edge: _Edge) -> tuple[str, str]:
    return (edge.from_end, edge.to_end) if isinstance(edge, Link) else (edge.from_device, edge.to_device)
