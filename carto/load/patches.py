"""Scenarios: merge patches over what was written, before anything is understood.

A patch looks like a model. What it names is merged key by key, what it gives empty disappears, what it alone has is
added. Places of patched things lie in the patch, so that errors of a scenario point into the scenario.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from carto.load.cascade import MAP_FIELDS, spelled_out
from carto.load.edges import EDGE_SECTIONS, edge_id, is_id, read_edge
from carto.load.journal import Journal
from carto.load.problem import Problem, Spot, Step
from carto.load.shapes import Raw, as_map
from carto.load.translate import shown, unknown_key
from carto.load.written import KEPT_BY_ID, SINGLES, TEMPLATES, InFile, Written

PATCHED: Final = frozenset({*KEPT_BY_ID, *SINGLES} - {"scenarios"})


@dataclass(slots=True)
class Patching:
    """A patch being applied.

    Attributes:
        written: What it is applied to, and changed in place: a copy of what was read.
        journal: Remembers what was there before.
        start: Route of the patch from its section on: ``("scenarios", id, "patch")``.
        touched: (section, id) of everything that was added or changed.
        removed: Id -> where it was removed.
        templates: Templates that were added, changed or removed.
        singles: Those of ``establishment`` and ``assumptions`` that were changed.
    """

    written: Written
    start: tuple[str, str, str]
    journal: Journal = field(default_factory=Journal)
    problems: list[Problem] = field(default_factory=list)
    touched: set[tuple[str, str]] = field(default_factory=set)
    removed: dict[str, Spot] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    singles: set[str] = field(default_factory=set)
    changed: bool = False

    def apply(self, patch: object) -> None:
        """Apply a whole patch."""
        if not isinstance(patch, dict):
            return  # told when the scenario itself is typed
        for section, entries in patch.items():
            route = (*self.start, section)
            if section not in PATCHED:
                self.problems.append(unknown_key(route, PATCHED))
            elif not isinstance(entries, dict):
                self.problems.append(Problem("section-is-no-map", Spot(route), {"section": section}))
            elif section in SINGLES:
                self._single(section, entries)
            else:
                for key, raw in entries.items():
                    self._entity(section, key, raw)

    def _layer(self, section: str, key: str) -> InFile:
        home = self.written.homes[self.start[0]][self.start[1]]
        route: tuple[Step, ...] = home.route if isinstance(home, InFile) else self.start[:2]
        file = home.file if isinstance(home, InFile) else ""
        return InFile(file, (*route, self.start[2], section, key))

    def _over(self, section: str, entity: str, layer: InFile) -> None:
        above = self.written.overlays.get((section, entity), ())
        self.journal.put(self.written.overlays, (section, entity), (layer, *above))
        if entity not in self.written.homes[section]:
            self.journal.put(self.written.homes[section], entity, layer)

    def _single(self, section: str, entries: Raw) -> None:
        into = self.written.singles[section]
        self.singles.add(section)
        for key, value in entries.items():
            merged = merged_patch(into.get(key), value)
            self.changed |= merged != into.get(key)
            self.journal.put(into, key, merged)
            self._over(section, key, self._layer(section, key))

    def _entity(self, section: str, key: str, raw: object) -> None:
        spot = Spot((*self.start, section, key), key=True)
        entity = self._id(section, key, raw, spot)
        if entity is None:
            return
        if section == TEMPLATES:
            self.templates.add(entity)
        entities = self.written.sections[section]
        if raw is None:
            self._remove(section, entity, spot)
            return
        old, new = as_map(section, entities.get(entity)), as_map(section, raw)
        merged: object = raw
        if entity in entities and old is not None and new is not None:
            merged = self._merged(section, entity, old, new)
        self.changed |= merged != (old if entity in entities else None)
        self.journal.put(entities, entity, merged)
        self.touched.add((section, entity))
        self._over(section, entity, self._layer(section, key))

    def _id(self, section: str, key: str, raw: object, spot: Spot) -> str | None:
        entities = self.written.sections[section]
        if key in entities:
            return key
        if section not in EDGE_SECTIONS:
            return self._new_id(section, key, spot)
        entity = edge_id(key, raw)
        if entity is None:
            code = "removes-nothing" if raw is None else "bad-edge"
            self.problems.append(Problem(code, spot, {"key": key, "id": key, "section": section}))
            return None
        edge = read_edge(entity)
        turned = str(edge.turned()) if edge and edge.both_ways else ""
        return turned if entity not in entities and turned in entities else entity

    def _new_id(self, section: str, key: str, spot: Spot) -> str | None:
        """Return the id of something new, unless another section has it or it can be no id."""
        if not is_id(key):
            self.problems.append(Problem("bad-id", spot, {"id": shown(key)}))
            return None
        owner = next((name for name in PATCHED - {*SINGLES, TEMPLATES} if key in self.written.sections[name]), "")
        if owner and section != TEMPLATES:
            self.problems.append(Problem("duplicate-id", spot, {"id": key, "first": Spot((owner, key), key=True)}))
            return None
        return key

    def _remove(self, section: str, entity: str, spot: Spot) -> None:
        if not self.journal.drop(self.written.sections[section], entity):
            self.problems.append(Problem("removes-nothing", spot, {"id": entity, "section": section}))
            return
        self.changed = True
        self.touched.discard((section, entity))
        self.removed[entity] = spot

    def _merged(self, section: str, entity: str, old: Raw, new: Raw) -> Raw:
        merged = dict(old)
        for key, value in new.items():
            if key in MAP_FIELDS and isinstance(value, dict):
                low = spelled_out(key, old.get(key))
                for name in (name for name, entry in value.items() if entry is None and name in low):
                    self.journal.put(self.written.emptied, (section, entity, key, name), True)
                # An entry given empty stays as such: what the type or a template says of it goes as well.
                merged[key] = {**low, **{name: merged_entry(low.get(name), entry) for name, entry in value.items()}}
            else:
                merged[key] = merged_patch(old.get(key), value)
        return merged


def merged_patch(old: object, new: object) -> object:
    """Return ``new`` merged over ``old``: maps key by key, anything else replaced."""
    if not isinstance(new, dict):
        return new
    low = old if isinstance(old, dict) else {}
    merged = {key: merged_patch(low.get(key), value) for key, value in new.items()}
    return {**low, **merged}


def merged_entry(old: object, new: object) -> object:
    """Return one entry of a map field, patched."""
    return merged_patch(old, new) if isinstance(new, dict) and isinstance(old, dict) else new


def copied(written: Written) -> Written:
    """Return a copy that patches may change; what was written itself is never changed."""
    return Written(
        sections={name: dict(entities) for name, entities in written.sections.items()},
        singles={name: dict(values) for name, values in written.singles.items()},
        homes={name: dict(homes) for name, homes in written.homes.items()},
        overlays=dict(written.overlays),
        texts=written.texts,
        emptied=dict(written.emptied),
        complete=written.complete,
    )


def scenario_chain(written: Written, scenario: str) -> tuple[str, ...]:
    """Return a scenario and those it builds on, the deepest first; a loop or an unknown one ends the chain."""
    chain: dict[str, None] = {}
    here: object = scenario
    while isinstance(here, str) and here in written.sections["scenarios"] and here not in chain:
        chain[here] = None
        raw = written.sections["scenarios"][here]
        here = raw.get("on") if isinstance(raw, dict) else None
    return tuple(reversed(chain))


def apply_scenario(written: Written, scenario: str) -> tuple[Written, list[Patching]]:
    """Return what is written once a scenario and all it builds on are applied, and what each patch did.

    What the chosen measures add is text as well, and is added last.
    """
    patched, journal = copied(written), Journal()
    done = [patched_by(patched, one, journal) for one in scenario_chain(written, scenario)]
    measures = patched.sections["measures"]
    done += [added_by(patched, one, journal) for one in chosen_measures(written, scenario) if one in measures]
    return patched, done


def added_by(written: Written, measure: str, journal: Journal) -> Patching:
    """Add what a measure adds; return what that did."""
    patching = Patching(written, ("measures", measure, "adds"), journal)
    raw = written.sections["measures"][measure]
    patching.apply(raw.get("adds") if isinstance(raw, dict) else None)
    return patching


def patched_by(written: Written, scenario: str, journal: Journal) -> Patching:
    """Apply the patch of one scenario alone; return what that did."""
    patching = Patching(written, ("scenarios", scenario, "patch"), journal)
    raw = written.sections["scenarios"][scenario]
    patch = raw.get("patch") if isinstance(raw, dict) else None
    patching.apply(patch)
    if patch and not patching.changed and not patching.problems:
        place = Spot(("scenarios", scenario, "patch"), key=True)
        patching.problems.append(Problem("patch-changes-nothing", place, {"id": scenario}, severity="warning"))
    return patching


def chosen_measures(written: Written, scenario: str) -> Iterator[str]:
    """Yield the measures of a scenario and of those it builds on, in order, each once."""
    listed = (measure for one in scenario_chain(written, scenario) for measure in listed_measures(written, one))
    yield from dict.fromkeys(listed)


def listed_measures(written: Written, scenario: str) -> list[str]:
    """Return the measures that a scenario itself lists."""
    raw = written.sections["scenarios"][scenario]
    listed = raw.get("measures") if isinstance(raw, dict) else None
    words = [listed] if isinstance(listed, str) else listed
    return [one for one in words if isinstance(one, str)] if isinstance(words, list) else []
