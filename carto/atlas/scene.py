"""The scene: everything the page draws and says, and nothing it would have to compute.

This is the contract between Python and the page; ``schemas/scene.schema.json`` is generated from it. Coordinates are in
map units: a device is a cell of 1 x 1 around its centre; boxes are ``x, y`` (top left), ``w, h``. Things name each
other by index where there are many of them (columns) and by id where there are few (stories, choke points, notes).

An *end* of a link or flow is an integer: ``>= 0`` is a device index, ``< 0`` is zone index ``-end - 1``.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from carto.atlas.packing import Rectangle
from carto.i18n.bilingual import Bilingual
from carto.i18n.typography import glued

FORMAT = "carto.scene/1"


class Piece(BaseModel):
    """A frozen piece of the scene; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Words(Piece):
    """A text in both languages."""

    fr: str
    en: str

    @classmethod
    def of(cls, text: Bilingual) -> Words:
        """Return the words of a bilingual text, set as their language wants it."""
        return cls(fr=glued(text.fr, "fr"), en=text.en)


class Meta(Piece):
    """Whose map it is, of when, under which assumptions; ``scenario`` names the one it shows instead of today."""

    title: str
    kind: Words
    language: Literal["fr", "en"]
    date: str = ""
    version: str = ""
    author: str = ""
    marking: Words
    devices: int
    entries: int
    unknowns: int
    evidence: str = "assumed"
    attacker: Words
    assumptions: tuple[Words, ...] = ()
    caution: Words
    audience: Literal["internal", "client"] = "client"
    anonymous: bool = False
    scenario: str = ""
    analysed: bool = Field(default=True, description="whether attacks were looked for; false for the map alone")


class Box(Piece):
    """A rectangle in map units."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def of(cls, box: Rectangle) -> Box:
        """Return the rectangle as the scene carries it."""
        return cls(x=box.x, y=box.y, w=box.w, h=box.h)


class SceneSite(Piece):
    """A site: a box around its zones. The last "site" may be the outside world (id ``""``)."""

    id: str
    name: str
    box: Box
    count: int
    risk: int = 0


class SceneZone(Piece):
    """A zone: a box in its site or in its parent zone."""

    id: str
    name: str
    type: str
    site: int
    parent: int = -1
    trust: int
    hostile: bool = False
    isolated: bool = False
    box: Box
    count: int
    entries: int
    risk: int = 0


class SceneType(Piece):
    """A device type in use: how it is drawn."""

    id: str
    label: Words
    glyph: str
    category: str


class Devices(Piece):
    """Devices in columns; index = position. ``flags`` is a bit set, see ``FLAGS``. ``risk`` is 0 none .. 4 critical."""

    id: tuple[str, ...]
    name: tuple[str, ...]
    type: tuple[int, ...]
    zone: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    count: tuple[int, ...]
    risk: tuple[int, ...]
    flags: tuple[int, ...]
    more_zones: dict[str, tuple[int, ...]] = Field(default_factory=dict)


FLAGS = {
    "target": 1,
    "exposed": 2,
    "unknown": 4,
    "choke": 8,
    "medical": 16,
    "filter": 32,
    "weak": 64,
    "on-path": 128,
    "critical-care": 256,
}


class Edges(Piece):
    """Links or flows in columns. ``style`` indexes the styles; ``text`` is what the sheet says (services, account)."""

    id: tuple[str, ...]
    a: tuple[int, ...]
    b: tuple[int, ...]
    both_ways: tuple[int, ...]
    encrypted: tuple[int, ...] = Field(description="1 yes, 0 no, -1 unknown")
    style: tuple[int, ...]
    text: tuple[str, ...]


class Fact(Piece):
    """One line of a sheet: a field (key of ``labels``), a value, and where it was written."""

    field: str
    value: Words
    origin: Literal["author", "template", "catalogue", "assumption", "derived"] = "author"
    place: str = ""


class Sheet(Piece):
    """What the side panel says about one thing."""

    id: str
    section: str
    title: str
    subtitle: Words
    description: str = ""
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()


class StoryStep(Piece):
    """One numbered step of an attack, in words a director understands and a technician can check."""

    id: str
    kind: str
    text: Words
    why: Words
    at: str = Field(description="id of the thing on the map where the step lands, or empty")
    source: str = Field(default="", description="id of the thing it comes from, or empty")
    techniques: tuple[str, ...] = ()
    evidence: Literal["confirmed", "declared", "assumed"]
    difficulty: str = ""
    likelihood: float
    effort_days: float
    places: tuple[str, ...] = Field(default=(), description="file:line of each fact it rests on")
    stops: tuple[Words, ...] = Field(default=(), description="what would stop it")
    folded: tuple[str, ...] = Field(default=(), description="ids of the moves told with it, in order")


class CareEffect(Piece):
    """What happens to one care process."""

    id: str
    name: str
    state: Literal["works", "degraded", "stopped"]
    hours: float | None = None
    patient_safety: int = 0


class Story(Piece):
    """One attack, told step by step. ``alike`` counts the look-alike attacks it stands for, itself included."""

    id: str
    target: str
    title: Words
    by: Literal["likelihood", "effort", "time"]
    likelihood: float
    effort_days: float
    elapsed_days: float
    evidence: Literal["confirmed", "declared", "assumed"]
    proof: Literal["optimal", "bounded"]
    alike: int = 1
    steps: tuple[StoryStep, ...]
    care: tuple[CareEffect, ...] = ()
    records: int = 0
    value_eur: tuple[float, float] = (0, 0)


class SceneChokePoint(Piece):
    """Something without which a target falls to no attack. ``drop``: by how much the target's risk falls, 0..1."""

    target: str
    kind: Literal["fact", "step", "asset"]
    id: str
    at: str
    label: Words
    drop: float
    share: float
    why: Words
    falls: tuple[str, ...] = Field(default=(), description="ids of the stories that fall with it")


class SceneTarget(Piece):
    """Something that matters, and what can happen to it."""

    id: str
    label: str
    reached: bool
    stories: tuple[str, ...]
    choke_points: tuple[int, ...]
    probability: float | None = None
    interval: tuple[float, float] | None = None
    why_not: Words | None = None


class Blast(Piece):
    """All that falls once one device has fallen: ids, with how many steps away."""

    id: str
    devices: dict[str, int]
    accounts: tuple[str, ...] = ()
    records: int = 0
    value_eur: tuple[float, float] = (0, 0)
    care: tuple[CareEffect, ...] = ()


class CareProcessView(Piece):
    """A care process, and what it depends on."""

    id: str
    name: str
    patient_safety: int
    max_outage_hours: float | None = None
    depends_on: tuple[str, ...]
    fallback: str = ""


class ExposureRow(Piece):
    """What one trust level can reach."""

    trust: int
    label: Words
    devices: int
    services: tuple[tuple[str, int], ...]


class Unknown(Piece):
    """A fact nobody has given, and the question to ask."""

    id: str
    field: str
    question: Words
    place: str = ""


class SceneReply(Piece):
    """An answer to a note."""

    text: str
    author: str = ""
    date: str = ""


class SceneNote(Piece):
    """A remark pinned to things of the map; the page numbers them in this order."""

    id: str
    on: tuple[str, ...]
    text: str
    author: str = ""
    date: str = ""
    severity: str = ""
    status: str = "open"
    visibility: str = "client"
    replies: tuple[SceneReply, ...] = ()


class SceneRule(Piece):
    """What a rule says, whatever it finds."""

    title: Words
    why: Words
    remedy: Words
    references: tuple[str, ...] = ()


class SceneFinding(Piece):
    """A weakness at a place of the model. ``rule`` is a key of the scene's rules; ``stories`` are those it feeds."""

    rule: str
    severity: Literal["low", "medium", "high", "critical"]
    on: tuple[str, ...]
    message: Words
    place: str = ""
    to_check: bool = False
    care: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()


class SceneView(Piece):
    """A view that the author saved: the indices of its devices, and its zones."""

    id: str
    title: str
    note: str = ""
    perspective: str = ""
    devices: tuple[int, ...]
    zones: tuple[int, ...] = ()


class SceneData(Piece):
    """A class of data: indices of the devices that hold it and of the flows that carry it."""

    id: str
    label: Words
    devices: tuple[int, ...]
    flows: tuple[int, ...] = ()


class SceneMeasure(Piece):
    """Something the establishment could do."""

    id: str
    name: str
    cost_eur: float = 0
    yearly_eur: float = 0
    days: float = 0
    horizon: str = ""


class SceneCut(Piece):
    """Listed stories that can no longer be told once all of these measures are done."""

    when: tuple[str, ...]
    stories: tuple[str, ...]


class SceneChange(Piece):
    """One thing that a scenario changes. ``at`` is the id on the map where it shows, or empty."""

    id: str
    section: str
    kind: Literal["added", "removed", "changed"]
    name: str
    at: str = ""
    a: int | None = Field(default=None, description="for a link or flow: its ends in this scene")
    b: int | None = None
    a_new: str = Field(default="", description="id of the addition at an end that is not in this scene")
    b_new: str = ""


class SceneAddition(Piece):
    """A device, zone or site that a scenario adds, or a device that it moves, in the place kept for it."""

    id: str
    section: Literal["devices", "zones", "sites"]
    name: str
    zone: int = Field(default=-1, description="index of the innermost zone of this scene around it, or -1")
    box: Box
    type: str = ""
    label: Words | None = Field(default=None, description="for a device: what it is")
    glyph: str = "server"
    category: str = "server"
    count: int = 1
    trust: int = 3
    hostile: bool = False


class TargetShift(Piece):
    """What a scenario changes for one target: chance that it falls, before and after."""

    id: str
    label: str
    before: float
    after: float
    falls: tuple[str, ...] = Field(default=(), description="ids of the listed stories that are no longer possible")
    appears: int = 0


class CareShift(Piece):
    """What a scenario changes for one care process once everything within reach has fallen."""

    id: str
    name: str
    before: str
    after: str


class SceneComparison(Piece):
    """A scenario beside the model as it stands."""

    id: str
    title: str
    rationale: str = ""
    changes: tuple[SceneChange, ...] = ()
    additions: tuple[SceneAddition, ...] = ()
    sheets: tuple[Sheet, ...] = Field(
        default=(), description="of what it adds; of what it changes, with the fields that change and what they become"
    )
    targets: tuple[TargetShift, ...] = ()
    care: tuple[CareShift, ...] = ()
    care_stopped: tuple[str, ...] = ()
    fixed: int = 0
    introduced: int = 0
    cost_eur: float = 0
    yearly_eur: float = 0
    days: float = 0


class Scene(Piece):
    """Everything the page draws and says."""

    format: Literal["carto.scene/1"] = "carto.scene/1"
    meta: Meta
    bounds: Box
    labels: dict[str, Words]
    sites: tuple[SceneSite, ...]
    zones: tuple[SceneZone, ...]
    types: tuple[SceneType, ...]
    devices: Devices
    link_styles: tuple[str, ...] = Field(description="medium of each link style")
    links: Edges
    flow_styles: tuple[str, ...] = Field(description="data, update, command, administration")
    flows: Edges
    sheets: tuple[Sheet, ...]
    targets: tuple[SceneTarget, ...]
    stories: tuple[Story, ...]
    choke_points: tuple[SceneChokePoint, ...]
    blasts: tuple[Blast, ...] = ()
    care: tuple[CareProcessView, ...] = ()
    exposure: tuple[ExposureRow, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    notes: tuple[SceneNote, ...] = ()
    rules: dict[str, SceneRule] = Field(default_factory=dict)
    findings: tuple[SceneFinding, ...] = ()
    findings_total: int = Field(
        default=-1, description="findings there are, also when not all of them are listed; -1 when no rule was run"
    )
    views: tuple[SceneView, ...] = ()
    data: tuple[SceneData, ...] = ()
    owners: dict[str, tuple[int, ...]] = Field(default_factory=dict, description="owner -> indices of devices")
    measures: tuple[SceneMeasure, ...] = ()
    cuts: tuple[SceneCut, ...] = ()
    comparisons: tuple[SceneComparison, ...] = ()
