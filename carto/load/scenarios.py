"""What scenarios would do, checked on every load: a scenario that cannot be applied is found before it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from carto.catalog.reference import Catalog
from carto.load.cascade import missing_template, template_problems
from carto.load.entities import Typed, Typist, single_problems
from carto.load.journal import Journal
from carto.load.known import Known
from carto.load.patches import Patching, added_by, copied, listed_measures, patched_by
from carto.load.problem import Problem, Spot
from carto.load.references import References
from carto.load.written import TEMPLATES, Places, Written
from carto.model.diagnostic import Diagnostic
from carto.model.entity import Entity
from carto.model.establishment_map import SECTIONS

_SPEAK_OF_THE_PAST: Final = frozenset({"scenarios", "notes", "views", "waivers"})
"""Sections whose words may name what is gone."""


def scenario_problems(written: Written, typed: Typed, catalog: Catalog) -> list[Diagnostic]:
    """Return what is wrong with scenarios and with what measures add.

    Each scenario is tried on what it builds on, and only what it changes there is looked at. Those that build on one
    another in a ring are left out: the ring itself is told elsewhere.

    Complexity: what each patch touches; where one removes something, one look at every reference of the model. What
    measures add is tried again under each scenario that has them.
    """
    rehearsal = _Rehearsal(written, typed, catalog)
    for measure in rehearsal.adding:
        rehearsal.try_measure(measure)
    for scenario, begins in tour(written.sections["scenarios"]):
        if begins:
            rehearsal.begin(scenario)
        else:
            rehearsal.end()
    return rehearsal.found


def tour(scenarios: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    """Yield each scenario when it begins (True) and when all that build on it are done (False). Linear."""
    above = {name: raw.get("on") if isinstance(raw, dict) else None for name, raw in scenarios.items()}
    below: dict[object, list[str]] = {}
    for name in sorted(above, reverse=True):
        base = above[name]
        below.setdefault(base if isinstance(base, str) and base in above else None, []).append(name)
    waiting = [(name, True) for name in below.get(None, ())]
    while waiting:
        name, begins = waiting.pop()
        yield name, begins
        if begins:
            waiting.append((name, False))
            waiting.extend((one, True) for one in below.get(name, ()))


class _Rehearsal:
    """A copy of what is written, on which one patch after another is tried and taken back.

    Attributes:
        adding: Measures that add something, as written.
        found: What is wrong, its places looked up while they are as the patch made them.
    """

    def __init__(self, written: Written, typed: Typed, catalog: Catalog) -> None:
        self._written = copied(written)
        self._typed = {section: dict(entities) for section, entities in typed.sections.items()}
        self._catalog = catalog
        self._journal = Journal()
        self._fresh: list[Problem] = []
        self._typist = Typist(self._written, catalog, self._fresh)
        self._removed: dict[str, Spot] = {}
        self._chosen: tuple[str, ...] = ()
        self._frames: list[tuple[int, Typist, dict[str, Spot], tuple[str, ...]]] = []
        measures = sorted(written.sections["measures"].items())
        self.adding = {measure: raw for measure, raw in measures if isinstance(raw, dict) and raw.get("adds")}
        self.found: list[Diagnostic] = []

    def try_measure(self, measure: str) -> None:
        """Tell what is wrong with what a measure adds to the model as it stands."""
        mark = self._journal.mark()
        self._check([added_by(self._written, measure, self._journal)])
        self._journal.back_to(mark)

    def begin(self, scenario: str) -> None:
        """Apply a scenario for good, until its end; with what its measures add, only to see what is wrong."""
        self._frames.append((self._journal.mark(), self._typist, self._removed, self._chosen))
        patching = patched_by(self._written, scenario, self._journal)
        listed = listed_measures(self._written, scenario)
        self._chosen = tuple(dict.fromkeys((*self._chosen, *(one for one in listed if one in self.adding))))
        mark = self._journal.mark()
        additions = self._additions()
        typed = self._check([patching, *additions])
        self._journal.back_to(mark)
        self._removed = still_removed(self._removed, [patching])
        if patching.templates:
            self._typist = Typist(self._written, self._catalog, self._fresh)
            self._fresh.clear()  # told by the check
        only_added = {key for addition in additions for key in addition.touched} - patching.touched
        for section, entity in typed.keys() - only_added:
            self._journal.put(self._typed[section], entity, typed[section, entity])

    def end(self) -> None:
        """Take the last scenario back."""
        mark, self._typist, self._removed, self._chosen = self._frames.pop()
        self._journal.back_to(mark)

    def _additions(self) -> list[Patching]:
        there = self._written.sections["measures"]
        return [added_by(self._written, one, self._journal) for one in self._chosen if one in there]

    def _check(self, done: list[Patching]) -> dict[tuple[str, str], Entity]:
        """Tell what is wrong now that patches are applied; return what they touched, typed."""
        self._fresh += [problem for patching in done for problem in patching.problems]
        removed = still_removed(self._removed, done)
        references = References(Known(self._written, self._catalog), removed)
        touched = self._touched(done)
        templates = any(patching.templates for patching in done)
        typist = Typist(self._written, self._catalog, self._fresh) if templates else self._typist
        typed = dict(self._entities(touched, typist, references))
        if any(patching.removed for patching in done):
            self._check_the_rest(references, touched)
        for section in sorted({section for patching in done for section in patching.singles}):
            self._fresh += single_problems(self._written, section)
        places = Places(self._written)
        self.found += [places.settle(problem) for problem in (*self._fresh, *references.problems)]
        self._fresh.clear()
        return typed

    def _touched(self, done: list[Patching]) -> set[tuple[str, str]]:
        """Return what patches touched, and whatever is like a template that they touched."""
        touched = {key for patching in done for key in patching.touched}
        templates = {template for patching in done for template in patching.templates}
        if templates:
            of_devices = self._written.sections["devices"]
            touched |= {
                ("devices", one) for one in of_devices if not templates.isdisjoint(self._written.chain("devices", one))
            }
            self._fresh += template_problems(self._written)
        else:
            self._fresh += filter(None, (missing_template(self._written, *key) for key in touched))
        return touched

    def _entities(
        self, touched: Iterable[tuple[str, str]], typist: Typist, references: References
    ) -> Iterator[tuple[tuple[str, str], Entity]]:
        for section, entity in sorted(touched):
            if section != TEMPLATES and entity in self._written.sections[section]:
                yield (section, entity), references.check(section, typist.entity(section, entity))

    def _check_the_rest(self, references: References, touched: set[tuple[str, str]]) -> None:
        """Look for what still needs something that was removed."""
        for section in SECTIONS:
            if section in _SPEAK_OF_THE_PAST:
                continue
            there = self._written.sections[section]
            for entity, one in self._typed[section].items():
                if entity in there and (section, entity) not in touched:
                    references.check(section, one)


def still_removed(before: Mapping[str, Spot], done: list[Patching]) -> dict[str, Spot]:
    """Return what is gone after some more patches -> where they say so; what a later one brings back is there again."""
    removed = dict(before)
    for patching in done:
        removed |= patching.removed
        for _, entity in patching.touched:
            removed.pop(entity, None)
    return removed
