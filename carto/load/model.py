"""Text to model, in one call: everything that is wrong is told in one run."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from carto.catalog.reference import Catalog, catalog
from carto.errors import InvalidModelError
from carto.load.decoding import clean, decode
from carto.load.entities import Typed, type_everything
from carto.load.events import read_yaml
from carto.load.files import Sources, as_given, read_sources
from carto.load.known import Known
from carto.load.locate import Texts
from carto.load.merge import VERSION, VERSION_KEY, Merge, mirrored_links
from carto.load.problem import Problem
from carto.load.references import References, implied_sites, loops
from carto.load.written import Places, Written
from carto.model.diagnostic import Diagnostic, Span
from carto.model.establishment import Site
from carto.model.establishment_map import SECTIONS, Model


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
    with _collector_paused():
        return _load(read_sources(Path(path)), scenario)


def load_text(text: str, file: str = "model.yaml", *, scenario: str | None = None) -> Model:
    """Return the model that one text describes; ``file`` is the name that messages use.

    Raises:
        InvalidModelError: The model has errors; all of them are told.
        UnknownIdError: There is no such scenario.
    """
    with _collector_paused():
        plain, problems = clean(text, file)
        return _load(Sources(None, {file: plain.encode()}, tuple(problems)), scenario)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Build many small objects without the collector looking at them over and over; none of them is a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(sources: Sources, scenario: str | None) -> Model:
    merge = read_merged(sources)
    written, reference = merge.written, catalog()
    typed = type_everything(written, reference)
    problems = [*merge.problems, *typed.problems]
    if written.complete:
        problems.extend(_checked_references(written, typed, reference))
    diagnostics = _settled(problems, Places(written))
    if any(one.severity == "error" for one in diagnostics):
        raise InvalidModelError(as_given(sources, diagnostics))
    return _model(typed, written, diagnostics, scenario)


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
        if parsed.value is None and not parsed.problems and not problems:
            empty.append(file)
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


def _checked_references(written: Written, typed: Typed, reference: Catalog) -> list[Problem]:
    """Replace every entity by one whose references are ids, and return what names nothing."""
    references = References(Known(written, reference))
    for section in SECTIONS:
        typed.sections[section] = {
            entity: references.check(section, one) for entity, one in typed.sections[section].items()
        }
    zones: dict[str, Any] = typed.sections["zones"]
    scenarios: dict[str, Any] = typed.sections["scenarios"]
    return [
        *references.problems,
        *loops("zones", "in", {entity: zone.parent for entity, zone in zones.items()}),
        *loops("scenarios", "on", {entity: scenario.on for entity, scenario in scenarios.items()}),
    ]


def _settled(problems: Iterable[Problem], places: Places) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, errors first, by file and line, each once."""
    found = {}
    for problem in problems:
        diagnostic = places.settle(problem)
        key = (diagnostic.severity, diagnostic.span, diagnostic.code, str(sorted(diagnostic.values.items())))
        found[key] = diagnostic
    return tuple(found[key] for key in sorted(found))


def _model(typed: Typed, written: Written, diagnostics: tuple[Diagnostic, ...], scenario: str | None) -> Model:
    sections: dict[str, Any] = dict(typed.sections)
    if not sections["sites"]:
        named = [zone.site for zone in sections["zones"].values()]
        named += [care.site for care in sections["care"].values()]
        sections["sites"] = {site: Site(id=site) for site in implied_sites(named)}
    return Model(
        establishment=typed.establishment,
        assumptions=typed.assumptions,
        **sections,
        scenario=scenario or "",
        warnings=diagnostics,
        locator=Places(written),
    )
