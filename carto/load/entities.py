"""Written maps to typed entities, one by one; what they say of each other is checked later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from pydantic import ValidationError

from carto.catalog.reference import Catalog
from carto.load.cascade import Cascade, empty_entries, template_problems
from carto.load.edges import EDGE_SECTIONS, read_edge
from carto.load.known import MOST_SUGGESTIONS
from carto.load.problem import Problem, Spot
from carto.load.shapes import END_KEYS, ENTITIES, VERBATIM, Raw, as_map, keys_of, tidy, with_ends
from carto.load.translate import broken_fields, problems_of, shown, sticks_together, unknown_key
from carto.load.written import TEMPLATES, Written
from carto.model.assumptions import Assumptions
from carto.model.entity import Entity
from carto.model.establishment import Establishment
from carto.model.establishment_map import SECTIONS

PartT = TypeVar("PartT", Establishment, Assumptions)


@dataclass(slots=True)
class Typed:
    """Typed entities, and what is wrong with them.

    Attributes:
        sections: Section -> id -> entity; where something is wrong, what is right in it, so that this is checked too.
    """

    establishment: Establishment = field(default_factory=Establishment)
    assumptions: Assumptions = field(default_factory=Assumptions)
    sections: dict[str, dict[str, Entity]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def type_everything(written: Written, catalog: Catalog) -> Typed:
    """Return every entity of a model. O(everything written)."""
    typed = Typed(problems=template_problems(written))
    typed.establishment = _single(written, "establishment", Establishment, typed.problems)
    typed.assumptions = _single(written, "assumptions", Assumptions, typed.problems)
    typist = Typist(written, catalog, typed.problems)
    for section in SECTIONS:
        typed.sections[section] = dict(typist.entities(section))
    return typed


def _single(written: Written, section: str, part: type[PartT], problems: list[Problem]) -> PartT:
    raw = tidy(_known(section, None, written.singles[section], keys_of(part), problems))
    try:
        return part.model_validate(raw)
    except ValidationError as error:
        problems.extend(problems_of(error, (section,), part, raw))
        return part()


def single_problems(written: Written, section: str) -> list[Problem]:
    """Return what is wrong with the establishment or with the assumptions."""
    problems: list[Problem] = []
    if section == "establishment":
        _single(written, section, Establishment, problems)
    else:
        _single(written, section, Assumptions, problems)
    return problems


def _known(section: str, entity: str | None, own: Raw, known: frozenset[str], problems: list[Problem]) -> Raw:
    """Return a map without the keys that mean nothing, which are told."""
    strange = own.keys() - known
    start = (section,) if entity is None else (section, entity)
    problems.extend(unknown_key((*start, key), known) for key in sorted(strange))
    return {key: value for key, value in own.items() if key in known} if strange else own


class Typist:
    """Types the entities of one model."""

    def __init__(self, written: Written, catalog: Catalog, problems: list[Problem]) -> None:
        """Check the templates at once: what is wrong in one is told there, once."""
        self._written = written
        self._catalog = catalog
        self._problems = problems
        self._suggested: dict[str, list[str]] = {}
        templates = {name: self._own(TEMPLATES, name, raw) for name, raw in written.sections[TEMPLATES].items()}
        self._cascade = Cascade(written, templates, catalog)
        for name, own in templates.items():
            self._check(TEMPLATES, name, tidy({"type": "?", **own}))
            self._known_type(TEMPLATES, name, own, self._catalog.device_type)
        self._finish: dict[str, Callable[[str, Raw], Raw]] = {
            "devices": self._device,
            "zones": self._zone,
            "measures": lambda _entity, own: self._measure(own),
            "links": lambda entity, own: with_ends("links", entity, own),
            "flows": lambda entity, own: with_ends("flows", entity, own),
        }

    def entities(self, section: str) -> Iterator[tuple[str, Entity]]:
        """Yield (id, entity) of one section by id; of those that are wrong, what is right in them."""
        for entity in sorted(self._written.sections[section]):
            yield entity, self.entity(section, entity)

    def entity(self, section: str, entity: str) -> Entity:
        """Return one entity; where something is wrong in it, it is told, and what is right is returned."""
        finish = self._finish.get(section)
        own = self._own(section, entity, self._written.sections[section][entity])
        full = finish(entity, own) if finish else own
        return self._check(section, entity, tidy(full, VERBATIM.get(section, frozenset())))

    def _own(self, section: str, entity: str, raw: object) -> Raw:
        own = as_map(section, raw)
        if own is None:
            self._problems.append(Problem("not-a-map", Spot((section, entity)), {"field": entity, "value": shown(raw)}))
            return {}
        if section in EDGE_SECTIONS:
            self._problems.extend(_edge_problems(section, entity, own))
        return _known(section, entity, own, keys_of(ENTITIES[section]), self._problems)

    def _check(self, section: str, entity: str, full: Raw) -> Entity:
        part = ENTITIES[section]
        try:
            return part.model_validate({"id": entity, **full})
        except ValidationError as error:
            self._problems.extend(problems_of(error, (section, entity), part, full))
            right = {key: value for key, value in full.items() if key not in broken_fields(error)}
            return right_parts(part, entity, right)

    def _device(self, entity: str, own: Raw) -> Raw:
        self._known_type("devices", entity, own, self._catalog.device_type)
        self._problems.extend(empty_entries(self._written, entity, own, self._cascade.base(own)))
        return self._cascade.device(own)

    def _zone(self, entity: str, own: Raw) -> Raw:
        self._known_type("zones", entity, own, self._catalog.zone_type)
        return self._cascade.zone(own)

    def _measure(self, own: Raw) -> Raw:
        """Return a measure whose new devices say what their templates say: later on, templates are no more."""
        adds = own.get("adds")
        devices = adds.get("devices") if isinstance(adds, dict) else None
        if not isinstance(adds, dict) or not isinstance(devices, dict):
            return own
        full = {key: self._added_device(key, raw) for key, raw in devices.items()}
        return {**own, "adds": {**adds, "devices": full}}

    def _added_device(self, key: str, raw: object) -> object:
        is_new = key not in self._written.sections["devices"]
        return tidy(self._cascade.device(raw)) if is_new and isinstance(raw, dict) and "like" in raw else raw

    def _known_type(self, section: str, entity: str, own: Raw, find: Callable[[str], object]) -> None:
        word = own.get("type")
        if not isinstance(word, str) or find(word) is not None:
            return
        meant = self._meant("zone_types" if section == "zones" else "device_types", word)
        code = "unknown-zone-type" if section == "zones" else "unknown-device-type"
        hint = f"diagnostic.{code}.meant" if meant else ""
        if sticks_together(word):
            hint = "diagnostic.hint.space-after-colon"
        values = {"type": word[:80], "meant": ", ".join(meant)}
        self._problems.append(Problem(code, Spot((section, entity, "type")), values, hint))

    def _meant(self, table: Literal["zone_types", "device_types"], word: str) -> list[str]:
        if word not in self._suggested and len(self._suggested) < MOST_SUGGESTIONS:
            self._suggested[word] = self._catalog.suggest(table, word)
        return self._suggested.get(word, [])


def right_parts(part: type[Entity], entity: str, right: Raw) -> Entity:
    """Return an entity of the fields that are right; required ones that are not among them are empty."""
    required = {
        field.alias or name: "" if field.annotation is str else ()
        for name, field in part.model_fields.items()
        if field.is_required()
    }
    return part.model_validate({**required, **right, "id": entity})


def _edge_problems(section: str, entity: str, own: Raw) -> Iterator[Problem]:
    """Yield what is wrong with how an edge names its ends."""
    edge = read_edge(entity)
    if edge is None:
        return
    for key in sorted(own.keys() & END_KEYS):
        yield Problem("ends-told-twice", Spot((section, entity, key), key=True), {"id": entity, "key": key})
    if section == "flows" and edge.both_ways:
        turned = f"{edge.from_end} -> {edge.to_end}"
        yield Problem("flow-has-one-way", Spot((section, entity), key=True), {"id": entity, "meant": turned})
