"""From a model, its layout and what analyses found to the scene that is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from carto.atlas.anonymous import Unplaced
from carto.atlas.columns import (
    FLOW_STYLES,
    LINK_STYLES,
    UNMARKED,
    Ends,
    Marks,
    device_columns,
    flow_columns,
    link_columns,
    types_in_use,
)
from carto.atlas.comparing import comparisons_of
from carto.atlas.layout import Layout
from carto.atlas.notes import notes_of
from carto.atlas.outcome import NOTHING_FOUND, Outcome
from carto.atlas.outline import NOWHERE, OUTSIDE
from carto.atlas.perspectives import data_of, owners_of, views_of
from carto.atlas.planned import lay_out_beside
from carto.atlas.remedies import stories_cut
from carto.atlas.scene import (
    Box,
    CareProcessView,
    ExposureRow,
    Meta,
    Scene,
    SceneCut,
    SceneMeasure,
    SceneSite,
    SceneZone,
    Story,
    Words,
)
from carto.atlas.sheets import labels, locator_for, sheets_of
from carto.atlas.story import steps_of
from carto.atlas.telling import tell
from carto.atlas.unknowns import unknowns_of
from carto.atlas.weak_places import WeakPlaces, weak_places
from carto.atlas.wording import Wording, plain
from carto.catalog.reference import catalog
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import Language
from carto.model.establishment_map import Model
from carto.model.vocabulary import Difficulty


def build_scene(
    model: Model,
    outcome: Outcome = NOTHING_FOUND,
    language: Language | None = None,
    layout: Layout | None = None,
    *,
    private: bool = False,
) -> Scene:
    """Return everything the page draws and says.

    Args:
        model: What to show.
        outcome: What analyses found; none by default: the map alone.
        language: Language the page opens in; the model's own, else French.
        layout: Where things stand; computed afresh by default.
        private: Whether private notes are in it.

    Complexity: linear in the model and in what was found.
    """
    layout = layout or lay_out_beside(model, [one.model for one in outcome.beside])
    words = Wording.of(model)
    telling = tell(model, outcome, words)
    unknown_count, questions = unknowns_of(model)
    ends = Ends.of(model, layout)
    types = types_in_use(model)
    counts = _Counts(model, layout, telling.marks)
    flows = flow_columns(model, ends)
    weak = _weak(model, outcome, telling.stories, private=private)
    return Scene.model_construct(
        meta=_meta(model, outcome, language, unknown_count, private=private),
        bounds=Box.of(layout.bounds),
        labels=labels(),
        sites=tuple(_site(model, layout, counts, index) for index in range(len(layout.sites))),
        zones=tuple(_zone(model, layout, counts, index, words) for index in range(len(layout.zones))),
        types=types,
        devices=device_columns(model, layout, {kind.id: at for at, kind in enumerate(types)}, telling.marks),
        link_styles=LINK_STYLES,
        links=link_columns(model, ends),
        flow_styles=FLOW_STYLES,
        flows=flows,
        sheets=sheets_of(model, words),
        targets=telling.targets,
        stories=telling.stories,
        choke_points=telling.choke_points,
        blasts=telling.blasts,
        care=_care(model),
        exposure=_exposure(outcome),
        unknowns=questions,
        notes=notes_of(model, private=private),
        rules=weak.rules,
        findings=weak.findings,
        findings_total=weak.total if outcome.checked else -1,
        views=views_of(model, ends),
        data=data_of(model, words, ends, flows),
        owners=owners_of(model, layout.devices),
        measures=_measures(model),
        cuts=_cuts(outcome, telling.stories),
        comparisons=comparisons_of(model, outcome.beside, telling.stories, ends, layout),
    )


def _weak(model: Model, outcome: Outcome, stories: Sequence[Story], *, private: bool) -> WeakPlaces:
    findings = outcome.checked.findings if outcome.checked else ()
    return weak_places(model, findings, stories, locator_for(model), private=private)


def _measures(model: Model) -> tuple[SceneMeasure, ...]:
    return tuple(
        SceneMeasure(
            id=one.id,
            name=one.label,
            cost_eur=one.cost_eur,
            yearly_eur=one.yearly_eur,
            days=one.days,
            horizon=one.horizon or "",
        )
        for one in (model.measures[key] for key in sorted(model.measures))
        if not one.in_place
    )


def _cuts(outcome: Outcome, stories: Sequence[Story]) -> tuple[SceneCut, ...]:
    ended = stories_cut(outcome.remedies, {story.id: steps_of(story) for story in stories})
    return tuple(SceneCut(when=when, stories=ids) for when, ids in ended.items())


class _Counts:
    """Devices, entries and worst risk of each zone, what is nested in it included, and of each site."""

    def __init__(self, model: Model, layout: Layout, marks: Marks = UNMARKED) -> None:
        self.devices: Counter[int] = Counter()
        self.entries: Counter[int] = Counter()
        self.risk: dict[int, int] = {}
        for device, zone in layout.home.items():
            self.devices[zone] += model.devices[device].count
            self.entries[zone] += 1
            self.risk[zone] = max(self.risk.get(zone, 0), marks.risk.get(device, 0))
        self.site_devices: Counter[int] = Counter()
        self.site_risk: dict[int, int] = {}
        for index in reversed(range(len(layout.zones))):  # holders come before what they hold
            self._pass_up(layout, index)

    def _pass_up(self, layout: Layout, index: int) -> None:
        zone = layout.zones[index]
        risk = self.risk.get(index, 0)
        if zone.parent >= 0:
            self.devices[zone.parent] += self.devices[index]
            self.entries[zone.parent] += self.entries[index]
            self.risk[zone.parent] = max(self.risk.get(zone.parent, 0), risk)
        else:
            self.site_devices[zone.site] += self.devices[index]
            self.site_risk[zone.site] = max(self.site_risk.get(zone.site, 0), risk)


def _site(model: Model, layout: Layout, counts: _Counts, index: int) -> SceneSite:
    name, box = layout.sites[index]
    return SceneSite(
        id=name,
        name=_site_name(model, name),
        box=Box.of(box),
        count=counts.site_devices[index],
        risk=counts.site_risk.get(index, 0),
    )


def _site_name(model: Model, name: str) -> str:
    if name in model.sites:
        return model.sites[name].label
    language = model.establishment.language or "fr"
    if name == OUTSIDE:
        return both("atlas.site.outside").told(language)
    return model.establishment.name or both("atlas.site.here").told(language)


def _zone(model: Model, layout: Layout, counts: _Counts, index: int, words: Wording) -> SceneZone:
    placed = layout.zones[index]
    shared = {
        "id": placed.id,
        "site": placed.site,
        "parent": placed.parent,
        "box": Box.of(placed.box),
        "count": counts.devices[index],
        "entries": counts.entries[index],
        "risk": counts.risk.get(index, 0),
    }
    if placed.id == NOWHERE:
        name = both("atlas.zone.homeless").told(model.establishment.language or "fr")
        return SceneZone.model_validate(shared | {"name": name, "type": "", "trust": 3})
    zone = model.zones[placed.id]
    known = catalog().zone_type(zone.type)
    return SceneZone.model_validate(
        shared
        | {
            "name": words.name(zone.id).told(model.establishment.language or "fr"),
            "type": zone.type if known is None else known.id,
            "trust": zone.trust,
            "hostile": zone.trust == 0 or (known is not None and known.hostile),
            "isolated": zone.isolated is True,
        }
    )


def _meta(model: Model, outcome: Outcome, language: Language | None, unknown_count: int, *, private: bool) -> Meta:
    house = model.establishment
    spoken = language or house.language or "fr"
    return Meta(
        title=house.name or both("atlas.untitled").told(spoken),
        kind=Words.of(both(f"atlas.kind.{house.kind}")),
        language=spoken,
        date=house.date.isoformat() if house.date else "",
        version=house.version,
        author=house.author,
        marking=Words.of(plain(house.marking) if house.marking else both("atlas.marking")),
        devices=model.device_count,
        entries=len(model.devices),
        unknowns=unknown_count,
        evidence=outcome.evidence,
        attacker=Words.of(outcome.attacker),
        assumptions=tuple(Words.of(text) for text in _assumptions(model)),
        caution=Words.of(both("atlas.caution")),
        audience="internal" if private else "client",
        analysed=outcome.graph is not None,
        anonymous=isinstance(model.locator, Unplaced),
        scenario=_scenario(model),
    )


def _scenario(model: Model) -> str:
    """Return the title of the scenario that the model is under, or ""."""
    known = model.scenarios.get(model.scenario)
    return (known.title or known.label) if known else model.scenario


def _assumptions(model: Model) -> list[Bilingual]:
    said = [both("atlas.assumption.scenario", name=_scenario(model))] if model.scenario else []
    said += [both("atlas.assumption.unpatched"), both("atlas.assumption.difficulty")]
    own = model.assumptions
    if own.likelihood:
        said.append(both("atlas.assumption.likelihood", values=_levels(own.likelihood)))
    if own.effort_days:
        said.append(both("atlas.assumption.effort", values=_levels(own.effort_days)))
    return said


def _levels(values: Mapping[Difficulty, float]) -> str:
    return ", ".join(f"{level.value} {values[level]:g}" for level in Difficulty if level in values)


def _care(model: Model) -> tuple[CareProcessView, ...]:
    return tuple(
        CareProcessView(
            id=care.id,
            name=care.label,
            patient_safety=care.patient_safety,
            max_outage_hours=care.max_outage_hours,
            depends_on=tuple(dict.fromkeys(key for need in care.depends_on for key in need.ids())),
            fallback=care.degraded_mode.description if care.degraded_mode else "",
        )
        for care in (model.care[key] for key in sorted(model.care))
    )


def _exposure(outcome: Outcome) -> tuple[ExposureRow, ...]:
    return tuple(
        ExposureRow(
            trust=row.trust,
            label=Words.of(both(f"atlas.exposure.{row.trust}")),
            devices=len(row.devices),
            services=tuple((service, len(devices)) for service, devices in row.reached.items()),
        )
        for row in outcome.exposure
    )
