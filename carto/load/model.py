"""Text to model, in one call: everything that is wrong is told in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from carto.catalog.reference import catalog
from carto.errors import InvalidModelError, UnknownIdError
from carto.i18n.bilingual import both
from carto.i18n.messages import Language
from carto.load.decoding import clean, decode
from carto.load.entities import Typed, type_everything
from carto.load.events import read_yaml
from carto.load.files import Sources, as_given, read_sources
from carto.load.known import Known
from carto.load.locate import Texts
from carto.load.merge import VERSION, VERSION_KEY, Merge, mirrored_links
from carto.load.patches import Patching, apply_scenario, chosen_measures
from carto.load.problem import Problem
from carto.load.references import References, implied_sites, loops
from carto.load.scenarios import scenario_problems, still_removed
from carto.load.settings import setting_problems
from carto.load.suggestions import closest
from carto.load.tables import add_tables
from carto.load.written import Places, Written
from carto.model.collector import collector_paused
from carto.model.diagnostic import Diagnostic, Span
from carto.model.establishment import Site
from carto.model.establishment_map import SECTIONS, Model

_LANGUAGE: Final = re.compile(rb"""\blanguage["']?:[ ]*["']?(fr|en)\b""")
"""How a model says its language, in a file that may not be readable as YAML."""


def load_model(path: str | Path, *, scenario: str | None = None) -> Model:
    """Return the model that a file or folder describes.

    Args:
        path: A YAML file, or a folder: every YAML file below it belongs to the model.
        scenario: Scenario to apply to the text first.

    Raises:
        InvalidModelError: The model has errors; all of them are told.
        InputError: A file cannot be read.
        UnknownIdError: There is no such scenario.
    """
    with collector_paused():
        return load_sources(read_sources(Path(path)), scenario)


def load_scenarios(path: str | Path, names: Iterable[str]) -> tuple[Model, ...]:
    """Return the model under each of some scenarios, as ``load_model`` does; the text is read once for all.

    Raises:
        InvalidModelError: The model has errors; all of them are told.
        InputError: A file cannot be read.
        UnknownIdError: There is no such scenario.
    """
    with collector_paused():
        sources = read_sources(Path(path))
        merge = read_merged(sources)
        return tuple(_understood(sources, merge, name) for name in names)


def load_text(text: str, file: str = "model.yaml", *, scenario: str | None = None) -> Model:
    """Return the model that one text describes; ``file`` is the name that messages use.

    Raises:
        InvalidModelError: The model has errors; all of them are told.
        UnknownIdError: There is no such scenario.
    """
    with collector_paused():
        plain, problems = clean(text, file)
        return load_sources(Sources(None, {file: plain.encode()}, tuple(problems)), scenario)


def load_sources(sources: Sources, scenario: str | None = None) -> Model:
    """Return the model that files already read describe.

    Raises:
        InvalidModelError: The model has errors; all of them are told.
        UnknownIdError: There is no such scenario.
    """
    return _understood(sources, read_merged(sources), scenario)


def _understood(sources: Sources, merge: Merge, scenario: str | None) -> Model:
    """Return the model that a text describes, which stays as it is: it may be read again under another scenario."""
    written, done = _with_scenario(merge, sources, scenario)
    typed = type_everything(written, catalog())
    found = [*merge.problems, *typed.problems, *(problem for patching in done for problem in patching.problems)]
    if written.complete:
        found += _checked_references(written, typed, done)
    places = Places(written)
    told = [places.settle(problem) for problem in found]
    if written.complete and scenario is None:
        told += scenario_problems(written, typed, catalog())
    diagnostics = _each_once(told, written.texts)
    if any(one.severity == "error" for one in diagnostics):
        raise InvalidModelError(as_given(sources, diagnostics), language_of(sources))
    measures = tuple(chosen_measures(written, scenario)) if scenario else ()
    return replace(_model(typed, written, diagnostics), scenario=scenario or "", applied_measures=measures)


def _with_scenario(merge: Merge, sources: Sources, scenario: str | None) -> tuple[Written, list[Patching]]:
    """Return what is written once a scenario is applied; a text that is not understood is left as it is."""
    written = merge.written
    if scenario is None:
        return written, []
    known = written.sections["scenarios"]
    if scenario in known:
        return apply_scenario(written, scenario)
    errors = [problem for problem in merge.problems if problem.severity == "error"]
    if errors:
        places = Places(written)
        found = _each_once((places.settle(problem) for problem in errors), written.texts)
        raise InvalidModelError(as_given(sources, found), language_of(sources))
    names = ", ".join(sorted(known)) or both("diagnostic.label.none")
    raise UnknownIdError("unknown-scenario", id=scenario, known=names, meant=closest(scenario, known))


def language_of(sources: Sources) -> Language | None:
    """Return the language that a model says it is in, even one that cannot be read as a whole, or None."""
    said = next((found for raw in sources.files.values() if (found := _LANGUAGE.search(raw))), None)
    return None if said is None else "fr" if said[1] == b"fr" else "en"


def read_merged(sources: Sources) -> Merge:
    """Return what all files of a model say, merged."""
    merge = Merge(problems=list(sources.problems))
    texts: dict[str, str] = {}
    empty: list[str] = []
    for file, raw in sources.files.items():
        text, problems = decode(raw, file)
        merge.problems.extend(problems)
        texts[file] = text
        parsed = read_yaml(text, file)
        merge.add(file, parsed)
        merge.written.complete &= bool(text) or not problems
        if parsed.value is None and not parsed.problems and not problems:
            empty.append(file)
    add_tables(merge, sources.root)
    merge.written.texts = Texts(texts)
    merge.problems.extend(_emptiness(empty, len(texts)))
    if merge.written.complete and not merge.versions and len(empty) < len(texts):
        first = next(file for file in texts if file not in empty)
        merge.problems.append(Problem("missing-version", Span(first), {"key": VERSION_KEY, "version": VERSION}))
    merge.problems.extend(mirrored_links(merge.written))
    return merge


def _emptiness(empty: list[str], files: int) -> list[Problem]:
    """An empty file among others is odd; a model of empty files is none."""
    if files and len(empty) == files:
        return [Problem("empty-model", Span(empty[0]))]
    return [Problem("empty-file", Span(file), severity="warning") for file in empty]


def _checked_references(written: Written, typed: Typed, done: list[Patching]) -> list[Problem]:
    """Replace every entity by one whose references are ids, and return what names nothing."""
    references = References(Known(written, catalog()), still_removed({}, done))
    for section in SECTIONS:
        typed.sections[section] = {
            entity: references.check(section, one) for entity, one in typed.sections[section].items()
        }
    zones: dict[str, Any] = typed.sections["zones"]
    scenarios: dict[str, Any] = typed.sections["scenarios"]
    return [
        *references.problems,
        *setting_problems(typed.sections["measures"], references.known),
        *loops("zones", "in", {entity: zone.parent for entity, zone in zones.items()}),
        *loops("scenarios", "on", {entity: scenario.on for entity, scenario in scenarios.items()}),
    ]


def _each_once(diagnostics: Iterable[Diagnostic], texts: Texts) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, errors first, by file and line, each once; one for all rows of a table that say it."""
    found: dict[tuple[str, Span, str, str], Diagnostic] = {}
    for one in diagnostics:
        suggested = {"meant", "at"} if "meant" in one.values else {"meant"}  # what was offered makes no other problem
        values = sorted((name, str(value)) for name, value in one.values.items() if name not in suggested)
        found.setdefault((one.severity, one.span, one.code, str(values)), one)
    told: dict[tuple[object, ...], Diagnostic] = {}
    for key in sorted(found):
        severity, span, code, values_told = key
        of_table = span.file not in texts.texts
        same = (severity, span.file, span.column, code, values_told) if of_table else key
        first = told.get(same, found[key])
        told[same] = replace(first, rows=first.rows + 1) if of_table else first
    return tuple(told.values())


def _model(typed: Typed, written: Written, diagnostics: tuple[Diagnostic, ...]) -> Model:
    sections: dict[str, Any] = dict(typed.sections)
    if not sections["sites"]:
        named = [zone.site for zone in sections["zones"].values()]
        named += [care.site for care in sections["care"].values()]
        sections["sites"] = {site: Site(id=site) for site in implied_sites(named)}
    return Model(
        establishment=typed.establishment,
        assumptions=typed.assumptions,
        **sections,
        warnings=diagnostics,
        locator=Places(written),
    )
