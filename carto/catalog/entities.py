"""What the catalogue holds: one frozen model per kind of entry.

An entry says of each of its values whether it is verified or an assumption (``basis``) and names its sources.
A field that ``basis`` does not name is an assumption: silence never turns into a fact.
Unknown keys are refused, so that a slip of the pen in our own data fails a test instead of being ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from carto.catalog.vocabulary import (
    Basis,
    Category,
    Effect,
    Gain,
    Glyph,
    Held,
    ManagesRole,
    Matrix,
    Patchability,
    Position,
    Radio,
    StepKind,
    View,
)
from carto.i18n.bilingual import Bilingual
from carto.model.vocabulary import Difficulty, EstablishmentKind, Tri

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Port = Annotated[str, Field(pattern=r"^(tcp|udp)/\d{1,5}(-\d{1,5})?$")]
FlawId = Annotated[str, Field(pattern=r"^CVE-\d{4}-\d{4,}$")]
TechniqueId = Annotated[str, Field(pattern=r"^T\d{4}(\.\d{3})?$")]
Metrics = Annotated[str, Field(pattern=r"^([A-Z]{1,3}:[A-Z](/[A-Z]{1,3}:[A-Z])*)?$")]


class Frozen(BaseModel):
    """Base of everything in the catalogue: frozen, no unknown key."""

    # Validators are built when a table is first read: most runs need four tables out of eleven.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Entry(Frozen):
    """What every entry of the catalogue has.

    Attributes:
        id: Unique in its table.
        label: What people read.
        aliases: Other ids that mean the same.
        basis: Field name -> what its value rests on.
        sources: Ids of the sources of what is verified.
    """

    id: str
    label: Bilingual
    aliases: tuple[str, ...] = ()
    basis: Mapping[str, Basis] = {}
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _basis_names_fields(self) -> Self:
        unknown = sorted(self.basis.keys() - type(self).model_fields.keys())
        if unknown:
            raise ValueError(f"basis names no field: {unknown}")
        return self

    def basis_of(self, field: str) -> Basis:
        """Return what the value of ``field`` rests on; what nobody verified is an assumption."""
        return self.basis.get(field, Basis.ASSUMPTION)


class Source(Frozen):
    """Where a verified value comes from.

    Attributes:
        id: Unique among the sources.
        title: As published, in its own language.
        publisher: Who stands behind it.
        version: Version, date or commit that was read.
        address: Where it can be read.
    """

    id: Slug
    title: str
    publisher: str
    version: str
    address: str


class DeviceType(Entry):
    """What a kind of device usually is; a model may override every value for a device of its own.

    Attributes:
        id: Unique among device types.
        category: Its family.
        glyph: Its drawing.
        zones: Types of zone it usually stands in, the usual one first.
        services: Ids of the services it listens on by default.
        patchability: How fast a flaw can be mended.
        data: Ids of the classes of data it usually holds.
        patient_safety: What is at stake when it fails: 0 nothing, 1 delay, 2 degraded care or wrong information,
            3 serious harm possible, 4 immediate threat to life.
        medical_device: Whether it is a medical device in the regulatory sense.
        staffed: Whether a person logs in and works at it.
        mail: Whether people read their mail on it.
        web: Whether people browse the Web on it.
        removable_media: Whether media are plugged into it in normal use.
        radio: How it speaks without a wire.
        manages_role: Through what it controls other devices.
        filters: Whether it enforces what links allow.
        commands: Whether it acts on a patient or on a building.
        view: The national view that it belongs to.
        note: What a reader should know, or None.
    """

    id: Slug
    category: Category
    glyph: Glyph
    zones: tuple[Slug, ...]
    services: tuple[Slug, ...] = ()
    patchability: Patchability
    data: tuple[Slug, ...] = ()
    patient_safety: Annotated[int, Field(ge=0, le=4)] = 0
    medical_device: bool = False
    staffed: bool = False
    mail: bool = False
    web: bool = False
    removable_media: Tri = False
    radio: tuple[Radio, ...] = ()
    manages_role: ManagesRole = ManagesRole.NONE
    filters: bool = False
    commands: bool = False
    view: View
    note: Bilingual | None = None


class ZoneType(Entry):
    """What a kind of zone usually is.

    Attributes:
        id: Unique among zone types.
        trust: 0 hostile, 1 external and known, 2 exposed, 3 users, 4 clinical and technical, 5 core.
        target_level: Suggested IEC 62443 target security level, or None where none applies.
        hostile: Whether attackers are assumed to be there.
        transit: Whether traffic may cross the zone; false where every exchange is broken and made anew.
        outside: Whether it stands on no site of the establishment.
        tier: Row in the drawing, 0 on top: Internet, outside, edge, demilitarised, users, clinical, technical, core.
        usual_flows: What usually goes in and out.
    """

    id: Slug
    trust: Annotated[int, Field(ge=0, le=5)]
    target_level: Annotated[int, Field(ge=1, le=4)] | None = None
    hostile: bool = False
    transit: bool = True
    outside: bool = False
    tier: Annotated[int, Field(ge=0, le=7)]
    usual_flows: Bilingual


class Service(Entry):
    """A protocol that devices listen on.

    Attributes:
        id: Unique among services.
        ports: Usual ports, ``tcp/443`` or ``udp/16384-32767``; empty when there is no usual one.
        encrypted: Whether the traffic cannot be read on the way.
        authenticated: Whether the protocol asks who is calling before it obeys.
        login: Whether an account opens it, interactively or for administration.
        administration: Whether it serves to administer the device.
        remote_code: Whether logging in gives control of the device itself.
        industrial: Whether it commands machines (buildings, automation).
        clear_alternative_of: The protected service that should replace it, or None.
        carrier: The service on whose port it rides (FHIR on HTTPS), or None.
    """

    id: Slug
    ports: tuple[Port, ...] = ()
    encrypted: Tri
    authenticated: Tri
    login: bool = False
    administration: bool = False
    remote_code: bool = False
    industrial: bool = False
    clear_alternative_of: Slug | None = None
    carrier: Slug | None = None


class Amount(Frozen):
    """A range of euros, both ends included."""

    low: float
    high: float


class DataClass(Entry):
    """A kind of data that devices hold and flows carry.

    Attributes:
        id: Unique among data classes.
        value_eur: What one record may be worth to a thief, or None where a record has no price.
        personal: Whether it is personal data.
        health: Whether it is health data in the sense of the GDPR.
    """

    id: Slug
    value_eur: Amount | None = None
    personal: bool
    health: bool


class Score(Frozen):
    """One authority's score of a flaw; authorities contradict each other and all are kept.

    Attributes:
        score: CVSS base score, 0..10; temporal where ``kind`` says so.
        vector: The metrics that were read, in CVSS notation; those that were not are left out.
        source: Id of the source.
        kind: ``base`` or ``temporal``.
    """

    score: Annotated[float, Field(ge=0, le=10)]
    vector: Metrics
    source: Slug
    kind: Literal["base", "temporal"] = "base"


class FlawNeeds(Frozen):
    """What an attacker must already have for a flaw to work; every part is needed.

    Attributes:
        reach: Services of the device, reach of any one suffices; empty when no network reach is needed.
        privilege: Control of the device already held.
        account: Whether any account that opens the device is needed.
        position: Where the attacker must stand, besides.
        interaction: Whether a person must do something (open, click, plug).
        also: Flaws of the same device that must be used first.
    """

    reach: tuple[Slug, ...] = ()
    privilege: Held = Held.NONE
    account: bool = False
    position: Position = Position.NONE
    interaction: bool = False
    also: tuple[FlawId, ...] = ()


class Flaw(Entry):
    """A published flaw, with our reading of what it needs and gives.

    Attributes:
        id: CVE number.
        product: The product or component that has it.
        types: Types of device that may have it.
        scores: Every score with its authority.
        kev: When it entered the catalogue of exploited flaws, or None when it is not in the edition that was read.
        advisory: Number of the advisory, or "".
        needs: What must be held beforehand.
        gain: What it gives on the device.
        difficulty: How hard it is to use.
        note: Our reading of it.
    """

    id: FlawId
    product: str
    types: tuple[Slug, ...]
    scores: tuple[Score, ...] = ()
    kev: date | None = None
    advisory: str = ""
    needs: FlawNeeds
    gain: Annotated[tuple[Gain, ...], Field(min_length=1)]
    difficulty: Difficulty
    note: Bilingual


class Weakness(Entry):
    """A weakness that an author may declare on a device.

    Attributes:
        id: What the author writes.
        why: Why it matters for patients.
        effect: How it enters the attack graph.
        services: Services through which it is used; empty means any that the device exposes.
        account: Whether any account that opens the device is needed.
        gain: What it gives on the device.
        difficulty: How hard it is to use.
        techniques: ATT&CK ids.
    """

    id: Slug
    why: Bilingual
    effect: Effect
    services: tuple[Slug, ...] = ()
    account: bool = False
    gain: Annotated[tuple[Gain, ...], Field(min_length=1)]
    difficulty: Difficulty
    techniques: tuple[TechniqueId, ...] = ()


class Technique(Entry):
    """An ATT&CK technique; the English label is its official name, the French one is ours.

    Attributes:
        id: ATT&CK number.
        matrix: Which matrix it belongs to.
        steps: Kinds of step that it describes.
    """

    id: TechniqueId
    matrix: Matrix
    steps: tuple[StepKind, ...] = ()


class AttackerStart(Frozen):
    """Where an attacker begins, in words of the catalogue; the model says which zones and devices these are.

    Attributes:
        trust: Zones of this trust, or None for none.
        outside: Only those on no site, only those on a site, or both (None).
        staffed: Whether the attacker works at a device of the staff.
        near: Who lets the attacker near: nobody, the public areas, or the staff areas.
        party: Whether the attacker stands where a third party stands.
    """

    trust: Annotated[int, Field(ge=0, le=5)] | None = None
    outside: bool | None = None
    staffed: bool = False
    near: Literal["none", "public", "staff"] = "none"
    party: bool = False


class AttackerProfile(Entry):
    """An attacker: where they begin and what they can do.

    Attributes:
        id: Unique among profiles.
        start: Where they begin.
        steps: Kinds of step they take; empty means all.
        excludes: Kinds of step they never take.
        max_difficulty: The hardest step they manage.
        with_accounts: Whether they use accounts they come by.
        note: Who is meant.
    """

    id: Slug
    start: AttackerStart
    steps: tuple[StepKind, ...] = ()
    excludes: tuple[StepKind, ...] = ()
    max_difficulty: Difficulty
    with_accounts: bool
    note: Bilingual


class EstablishmentProfile(Entry):
    """What may be asked of an establishment of a kind and size.

    Attributes:
        id: Unique among profiles.
        kinds: Kinds of establishment it fits.
        size: Typical size, in words.
        minimum_zones: How many zones its network should have at least.
        measures: Ids of the measures it must have, those of smaller profiles included.
        depends_on: On whom it leans, in words.
    """

    id: Slug
    kinds: tuple[EstablishmentKind, ...]
    size: Bilingual
    minimum_zones: Annotated[int, Field(ge=1)]
    measures: tuple[Slug, ...]
    depends_on: Bilingual


class CostBySize(Frozen):
    """Thousands of euros, first year, labour included; None where the measure makes no sense at that size.

    Attributes:
        small: A practice or health centre.
        medium: A hospital of 300 beds.
        large: A university hospital or group.
    """

    small: Annotated[float, Field(ge=0)] | None
    medium: Annotated[float, Field(ge=0)]
    large: Annotated[float, Field(ge=0)]


class Factor(Frozen):
    """What multiplies a likelihood, both ends included; 1 has no effect."""

    low: Annotated[float, Field(ge=0, le=1)]
    high: Annotated[float, Field(ge=0, le=1)]


class TypicalMeasure(Entry):
    """Something that establishments usually do about weaknesses.

    Attributes:
        id: Unique among measures.
        cost_keur: What it costs, by size of establishment.
        days: Person-days of a medium establishment's own team.
        factor: What it does to the likelihood of the steps it bears on.
        friction: How much it hinders care.
        effect: How to read the factor.
        treats: Ids of the rules whose findings it answers.
    """

    id: Slug
    cost_keur: CostBySize
    days: Annotated[float, Field(ge=0)]
    factor: Factor
    friction: Literal["none", "low", "medium", "high"]
    effect: Bilingual
    treats: tuple[Slug, ...]


class CostAnchor(Entry):
    """What an attack or its prevention has cost elsewhere, as published: an order of magnitude to compare with.

    Attributes:
        id: Unique among anchors.
        kind: ``attack``: what an attack cost; ``effort``: what is spent against it.
        amount_eur: The amount, or None where the label says something else than money.
        year: Of the publication.
    """

    id: Slug
    kind: Literal["attack", "effort"]
    amount_eur: Annotated[float, Field(gt=0)] | None
    year: Annotated[int, Field(ge=2000)]


class DifficultyReading(Entry):
    """What a level of difficulty is read as.

    Attributes:
        id: The level.
        likelihood: Chance that a step succeeds in one campaign, 0..1.
        effort_days: Working days that it takes.
    """

    id: Difficulty
    likelihood: Annotated[float, Field(ge=0, le=1)]
    effort_days: Annotated[float, Field(ge=0)]


class Assumptions(Frozen):
    """The numbers that every result rests on; shown with it, and open to change.

    Attributes:
        difficulties: One reading per level.
        record_value_eur: What one health record may be worth.
        record_value_sources: Where the two ends of that range come from.
        note: How to read them.
    """

    difficulties: tuple[DifficultyReading, ...]
    record_value_eur: Amount
    record_value_sources: tuple[Slug, ...]
    note: Bilingual

    def likelihood(self, difficulty: Difficulty) -> float:
        """Return the chance that a step of this difficulty succeeds in one campaign."""
        return self._reading(difficulty).likelihood

    def effort_days(self, difficulty: Difficulty) -> float:
        """Return the working days that a step of this difficulty takes."""
        return self._reading(difficulty).effort_days

    def _reading(self, difficulty: Difficulty) -> DifficultyReading:
        return next(reading for reading in self.difficulties if reading.id is difficulty)
