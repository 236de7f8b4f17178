"""What the dossier is made from: the scene that the atlas shows, and what the rules say of the same model.

Nothing is analysed here a second time: paths, choke points and care come from the scene, findings from the rules.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from carto.analysis.planning import Plan
from carto.atlas.scene import FLAGS, Scene, SceneChokePoint, Story
from carto.atlas.wording import Wording
from carto.catalog.entities import DeviceType, ZoneType
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import View
from carto.i18n.messages import Language
from carto.model.annotation import Note
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.vocabulary import EstablishmentKind, Visibility
from carto.report.document import Audience
from carto.report.since import Since
from carto.report.voice import Voice
from carto.rules.base import Rule
from carto.rules.completeness import Completeness
from carto.rules.coverage import ClauseCoverage
from carto.rules.engine import Checked
from carto.rules.finding import Finding
from carto.rules.published import known_rule

_LIKELY = 0.05
"""Chance below which an attack is told after the others, however grave."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a model.

    Attributes:
        checked: Findings, waivers.
        completeness: What the map lacks.
        coverage: Clause by clause.
    """

    checked: Checked
    completeness: Completeness
    coverage: tuple[ClauseCoverage, ...] = ()


@dataclass(frozen=True, eq=False)
class Programme:
    """A plan, and the model with the measures it chose from.

    Attributes:
        model: The establishment, usual measures included where they were candidates.
        plan: What to do under the budget.
        pseudonyms: What is called otherwise in this edition: id -> name.
    """

    model: Model
    plan: Plan
    pseudonyms: Mapping[str, str] = field(default_factory=dict)

    def label(self, thing: str) -> str:
        """Return what this edition calls a thing of the model: its name, its pseudonym, or its id."""
        if thing in self.pseudonyms:
            return self.pseudonyms[thing]
        found = self.model.find(thing)
        return found[1].label if found else thing


@dataclass(frozen=True, slots=True)
class Lever:
    """Something to make safe.

    Attributes:
        point: As the scene tells it.
        freed: Targets that no attack reaches any more; sorted.
        eased: Targets whose risk falls, but not to nothing; sorted.
        drop: By how much the risk falls at best, 0..1.
    """

    point: SceneChokePoint
    freed: tuple[str, ...]
    eased: tuple[str, ...]
    drop: float

    @classmethod
    def of(cls, points: Sequence[SceneChokePoint]) -> Lever:
        """Return the lever that choke points of several targets are, all of the same thing."""
        freed = tuple(sorted({point.target for point in points if point.drop >= 1.0}))
        eased = tuple(sorted({point.target for point in points} - set(freed)))
        return cls(points[0], freed, eased, max(point.drop for point in points))


@dataclass(frozen=True)
class Material:
    """Everything the chapters draw on.

    Attributes:
        model: The establishment.
        scene: What the atlas shows of it.
        verdict: What the rules say of it.
        audience: Who reads.
        language: Language of the dossier.
        date: Day of the dossier; the model's own when None.
        programme: The best plan under a budget, when one was asked for.
        is_anonymous: Nothing may tell whose establishment it is.
        since: What changed since an earlier state, when one was given.
    """

    model: Model
    scene: Scene
    verdict: Verdict
    audience: Audience
    language: Language
    date: dt.date | None = None
    programme: Programme | None = None
    is_anonymous: bool = False
    since: Since | None = None

    @property
    def is_small_practice(self) -> bool:
        """A practice or a health centre: what is published of hospitals does not concern it."""
        return self.model.establishment.kind in {EstablishmentKind.GP_PRACTICE, EstablishmentKind.HEALTH_CENTRE}

    @cached_property
    def voice(self) -> Voice:
        """What speaks the dossier's language."""
        return Voice(self.language)

    @cached_property
    def wording(self) -> Wording:
        """What says values of the model."""
        return Wording.of(self.model)

    @property
    def day(self) -> str:
        """ISO date of the dossier, or ""."""
        day = self.date or self.model.establishment.date
        return day.isoformat() if day else ""

    def name(self, wanted: str) -> str:
        """Return what people call a thing."""
        return self.voice.tell(self.wording.name(wanted))

    def names(self, wanted: Iterable[str], most: int = 8) -> str:
        """Return what people call several things, as one text."""
        return self.voice.listed([self.name(one) for one in wanted], most)

    def value(self, field: str, value: object) -> str:
        """Return the value of a field in words; "" for none."""
        return "" if value in (None, "", (), {}) else self.voice.tell(self.wording.say(field, value))

    def field(self, name: str) -> str:
        """Return what the atlas calls a field."""
        return self.voice.tell(self.scene.labels[name]) if name in self.scene.labels else name

    # -- devices -------------------------------------------------------------------------------------------------------

    @cached_property
    def types(self) -> Mapping[str, DeviceType | None]:
        """Device id -> its type in the catalogue."""
        return {device.id: catalog().device_type(device.type) for device in self.model.devices.values()}

    @cached_property
    def zone_types(self) -> Mapping[str, ZoneType | None]:
        """Zone id -> its type in the catalogue."""
        return {zone.id: catalog().zone_type(zone.type) for zone in self.model.zones.values()}

    def is_outside(self, zone: str) -> bool:
        """Tell whether a zone stands outside the establishment."""
        kind = self.zone_types.get(zone)
        return (kind is not None and kind.outside) or (zone in self.model.zones and self.model.zones[zone].trust == 0)

    @cached_property
    def risks(self) -> Mapping[str, int]:
        """Device id -> its risk on the map, 0..4."""
        return dict(zip(self.scene.devices.id, self.scene.devices.risk, strict=True))

    @cached_property
    def _flags(self) -> Mapping[str, int]:
        return dict(zip(self.scene.devices.id, self.scene.devices.flags, strict=True))

    def has_flag(self, device: str, flag: str) -> bool:
        """Tell whether the map marks a device: a key of the scene's ``FLAGS``."""
        return bool(self._flags.get(device, 0) & FLAGS[flag])

    def devices_of(self, view: View) -> tuple[Device, ...]:
        """Return the devices that belong to a national view."""
        return tuple(
            device
            for device in self.model.devices.values()
            if (kind := self.types[device.id]) is not None and kind.view is view
        )

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return {zone.id: zone.count for zone in self.scene.zones}

    @cached_property
    def members(self) -> Counter[str]:
        """Zone id -> how many devices stand in it, fleets counted in full."""
        found: Counter[str] = Counter()
        for device in self.model.devices.values():
            found.update(dict.fromkeys(device.zones, device.count))
        return found

    def scene_count(self, zone: str) -> int:
        """Return how many devices a zone holds, what is nested in it included."""
        return self._counts.get(zone, 0)

    # -- attacks -------------------------------------------------------------------------------------------------------

    @cached_property
    def stories(self) -> Mapping[str, Story]:
        """Stories by id."""
        return {story.id: story for story in self.scene.stories}

    def best_story(self, target: str) -> Story | None:
        """Return the likeliest attack on a target, or None."""
        return next((story for story in self.scene.stories if story.target == target), None)

    @cached_property
    def worst_stories(self) -> tuple[Story, ...]:
        """The best attack on each target that falls: the gravest for patients first, then the likeliest."""
        best = (self.best_story(target.id) for target in self.scene.targets)
        return tuple(sorted((story for story in best if story), key=_gravest))

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """What to make safe, each thing once: choke points of the most targets first, then what lowers most risk."""
        found: dict[tuple[str, str], list[SceneChokePoint]] = {}
        for point in self.scene.choke_points:
            found.setdefault((point.kind, point.id), []).append(point)
        levers = (Lever.of(points) for points in found.values())
        return tuple(sorted(levers, key=lambda one: (-len(one.freed), -one.drop, one.point.kind, one.point.id)))

    # -- findings and notes --------------------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Findings that this audience may read, worst first."""
        hidden = {note.id for note in self.model.notes.values() if note not in self.notes}
        return tuple(
            one for one in self.verdict.checked.findings if not (one.section == "notes" and hidden & set(one.subjects))
        )

    def named(self, finding: Finding) -> Finding:
        """Return a finding whose message names both ends of a link or flow instead of its id."""
        if finding.section not in {"links", "flows"}:
            return finding
        values = {**finding.values, "thing": self.name(finding.subject)}
        if finding.grouped:
            values["names"] = self.names(finding.grouped, 6)
        return replace(finding, values=values)

    def rule(self, finding: Finding) -> Rule:
        """Return the rule of a finding."""
        return known_rule(finding.rule)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Notes that this audience may read: private ones stay inside."""
        open_to_all = self.audience.is_inside
        return tuple(
            note for note in self.model.notes.values() if open_to_all or note.visibility is not Visibility.PRIVATE
        )


def _gravest(story: Story) -> tuple[bool, int, float, str]:
    gravity = max((effect.patient_safety for effect in story.care if effect.state != "works"), default=0)
    return story.likelihood < _LIKELY, -gravity, -story.likelihood, story.id
