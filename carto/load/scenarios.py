"""What scenarios would do, checked on every load: a scenario that cannot be applied is found before it is needed."""

from __future__ import annotations

from carto.catalog.reference import Catalog
from carto.load.entities import Typed, Typist
from carto.load.known import Known
from carto.load.patches import Patching, apply_scenario, copied
from carto.load.problem import Problem, Spot
from carto.load.references import References
from carto.load.shapes import as_map
from carto.load.written import TEMPLATES, Written
from carto.model.establishment_map import SECTIONS


def scenario_problems(written: Written, typed: Typed, catalog: Catalog) -> list[tuple[Written, Problem]]:
    """Return what is wrong with scenarios and with what measures add, each with the text in which its places lie.

    Complexity: what each patch touches; where one removes something, one look at every reference of the model.
    """
    found: list[tuple[Written, Problem]] = []
    for scenario in sorted(written.sections["scenarios"]):
        patched, done = apply_scenario(written, scenario)
        found.extend((patched, problem) for problem in patch_problems(patched, done, typed, catalog))
    for measure, raw in sorted(written.sections["measures"].items()):
        adds = (as_map("measures", raw) or {}).get("adds")
        if adds:
            patched = copied(written)
            patching = Patching(patched, ("measures", measure, "adds"))
            patching.apply(adds)
            found.extend((patched, problem) for problem in patch_problems(patched, [patching], typed, catalog))
    return found


def patch_problems(patched: Written, done: list[Patching], typed: Typed, catalog: Catalog) -> list[Problem]:
    """Return what is wrong once patches are applied, looking only at what they touch."""
    problems = [problem for patching in done for problem in patching.problems]
    touched = sorted({key for patching in done for key in patching.touched})
    removed = removed_by(done)
    fresh: list[Problem] = []
    typist = Typist(patched, catalog, fresh)
    references = References(Known(patched, catalog), removed)
    for section, entity in touched:
        if section != TEMPLATES and entity in patched.sections[section]:
            references.check(section, typist.entity(section, entity))
    if removed:
        _check_the_rest(references, patched, typed, frozenset(touched))
    return [*problems, *fresh, *references.problems]


def _check_the_rest(
    references: References, patched: Written, typed: Typed, touched: frozenset[tuple[str, str]]
) -> None:
    """Look for what still needs something that was removed; scenarios and notes may speak of the past."""
    for section in SECTIONS:
        if section in {"scenarios", "notes", "views", "waivers"}:
            continue
        for entity, one in typed.sections[section].items():
            if entity in patched.sections[section] and (section, entity) not in touched:
                references.check(section, one)


def removed_by(done: list[Patching]) -> dict[str, Spot]:
    """Return what patches removed -> where they say so; what a later patch brings back is there again."""
    removed: dict[str, Spot] = {}
    for patching in done:
        removed |= patching.removed
        for _, entity in patching.touched:
            removed.pop(entity, None)
    return removed
