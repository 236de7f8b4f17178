"""What people wrote, merged from all files and not yet understood, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from carto.load.locate import Texts
from carto.load.problem import Problem, Spot, Step
from carto.model.diagnostic import Diagnostic, Span
from carto.model.establishment_map import SECTIONS

SINGLES: Final = ("establishment", "assumptions")
"""Sections that hold values, not entities."""
TEMPLATES: Final = "templates"
KEPT_BY_ID: Final = (TEMPLATES, *SECTIONS)

Found = tuple[Span, int, bool]
"""A place, how many steps of the way lead to it, and whether these are all."""


class Layer(Protocol):
    """Where one entity was written; several lie over one another when scenarios or templates add to it."""

    def at(self, texts: Texts, path: tuple[Step, ...], *, key: bool) -> Found:
        """Return the place of ``path`` inside the entity, or of the deepest part of it that is there."""
        ...

    def head(self) -> Spot | Span:
        """Return the place of the entity's id."""
        ...


@dataclass(frozen=True, slots=True)
class InFile:
    """Written in a YAML file, at ``route`` from its top."""

    file: str
    route: tuple[Step, ...]

    def at(self, texts: Texts, path: tuple[Step, ...], *, key: bool) -> Found:
        """Return the place of ``path`` below the route."""
        return texts.at(self.file, self.route, path, key=key)

    def head(self) -> Spot:
        """Return the place of the key."""
        return Spot(self.route, self.file, key=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the rows of one table share.

    Attributes:
        file: The table.
        number: Field, dotted below its top -> number of its column, from 1.
        settings: Where the YAML announces the table: what no column gives comes from its ``defaults``.
    """

    file: str
    number: Mapping[str, int]
    settings: InFile


@dataclass(frozen=True, slots=True)
class InRow:
    """Written in a row of a table."""

    columns: Columns
    row: int

    def at(self, texts: Texts, path: tuple[Step, ...], *, key: bool) -> Found:
        """Return the cell of the field, or the place of its default."""
        for length in range(len(path), 0, -1):
            column = self.columns.number.get(".".join(str(step) for step in path[:length]))
            if column is not None:
                return Span(self.columns.file, self.row, column), length, True
        if path:
            found = self.columns.settings.at(texts, ("defaults", *path), key=key)
            if found[1] > 1:
                return found[0], found[1] - 1, found[2]
        return self.head(), 0, not path

    def head(self) -> Span:
        """Return the cell of the id."""
        return Span(self.columns.file, self.row, self.columns.number.get("id", 1))


@dataclass(slots=True)
class Written:
    """All files of a model, merged by section; nothing is typed yet.

    Attributes:
        sections: Section (templates included) -> id -> what was written.
        singles: ``establishment`` and ``assumptions``.
        homes: Section -> id -> where it was written first.
        overlays: (section, id) -> where more was written over it, the last word first.
        emptied: (section, id, field, entry) that a patch took away from what was written -> True.
        texts: The files.
        complete: Whether every file was understood to its end.
    """

    sections: dict[str, dict[str, object]] = field(default_factory=lambda: {name: {} for name in KEPT_BY_ID})
    singles: dict[str, dict[str, object]] = field(default_factory=lambda: {name: {} for name in SINGLES})
    homes: dict[str, dict[str, Layer]] = field(default_factory=lambda: {name: {} for name in (*KEPT_BY_ID, *SINGLES)})
    overlays: dict[tuple[str, str], tuple[Layer, ...]] = field(default_factory=dict)
    emptied: dict[tuple[str, str, str, str], bool] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: Texts({}))
    complete: bool = True

    def layers(self, section: str, entity: str) -> Iterator[Layer]:
        """Yield where an entity was written, the strongest word first, its templates last."""
        yield from self.overlays.get((section, entity), ())
        home = self.homes.get(section, {}).get(entity)
        if home is not None:
            yield home
        if section in {TEMPLATES, "devices"}:
            for template in self.chain(section, entity):
                yield from self.overlays.get((TEMPLATES, template), ())
                yield self.homes[TEMPLATES][template]

    def chain(self, section: str, entity: str) -> tuple[str, ...]:
        """Return the templates of a device or template, nearest first; a loop or an unknown one ends it."""
        found: dict[str, None] = {}  # in order, and quick to ask: a chain may be long
        like = _like(self.sections[section].get(entity))
        while like in self.sections[TEMPLATES] and like not in found:
            found[like] = None
            like = _like(self.sections[TEMPLATES][like])
        return tuple(found)


def _like(raw: object) -> str:
    like = raw.get("like") if isinstance(raw, dict) else None
    return like if isinstance(like, str) else ""


class Places:
    """Finds the lines of what was written; the locator of every loaded model.

    Attributes:
        written: What was written.
    """

    def __init__(self, written: Written) -> None:
        """Look nothing up yet."""
        self.written = written

    def locate(self, route: str) -> Span | None:
        """Return the place of the key of ``section:id`` or ``section:id:field``, or None when nobody wrote it."""
        section, _, rest = route.partition(":")
        entity, _, path = rest.partition(":")
        steps: tuple[Step, ...] = tuple(path.split(":")) if path else ()
        for layer in self.written.layers(section, entity):
            span, _, exact = layer.at(self.written.texts, steps, key=True)
            if exact:
                return span
        return None

    def span(self, spot: Spot | Span) -> Span:
        """Return the place of a spot, or the nearest one known."""
        if isinstance(spot, Span):
            return spot
        if spot.file:
            return self.written.texts.at(spot.file, (), spot.route, key=spot.key)[0]
        section, entity, *path = (str(spot.route[0]), str(spot.route[1]), *spot.route[2:])
        best: Found | None = None
        for layer in self.written.layers(section, entity):
            found = layer.at(self.written.texts, tuple(path), key=spot.key)
            if best is None or found[1] > best[1]:
                best = found
            if found[2]:
                break
        return best[0] if best else Span("?")

    def settle(self, problem: Problem) -> Diagnostic:
        """Return the diagnostic of a problem, its places looked up."""
        values = {
            name: self.span(value) if isinstance(value, Spot | Span) else value
            for name, value in problem.values.items()
        }
        return Diagnostic(problem.code, self.span(problem.place), values, problem.severity, problem.hint)
