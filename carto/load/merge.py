"""Files to one text: sections merged whatever the file, one id space, one word for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from carto.load.edges import EDGE_SECTIONS, edge_id, is_id, read_edge
from carto.load.events import Parsed
from carto.load.problem import Problem, Spot
from carto.load.suggestions import closest_key
from carto.load.translate import hint_of_key, shown, sticks_together
from carto.load.written import KEPT_BY_ID, SINGLES, TEMPLATES, InFile, Layer, Written
from carto.model.diagnostic import Span

VERSION: Final = "1"
VERSION_KEY: Final = "carto"
TABLES: Final = "tables"
TOP_KEYS: Final = (VERSION_KEY, *SINGLES, TABLES, *KEPT_BY_ID)


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as the author announced it: ``raw`` is entry ``index`` of ``tables:`` in ``file``."""

    file: str
    index: int
    raw: object


@dataclass(slots=True)
class Merge:
    """The state of a merge: what is there so far, who owns each id, what went wrong."""

    written: Written = field(default_factory=Written)
    tables: list[TableText] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    versions: int = 0

    def add(self, file: str, parsed: Parsed) -> None:
        """Add one file."""
        self.problems.extend(parsed.problems)
        self.written.complete &= parsed.complete
        if isinstance(parsed.value, dict):
            for key, value in parsed.value.items():
                self._top(file, key, value)
        elif parsed.value is not None:
            self.problems.append(Problem("file-is-no-map", Span(file)))
            self.written.complete = False

    def _top(self, file: str, key: str, value: object) -> None:
        if key == VERSION_KEY:
            self._version(file, value)
        elif key not in TOP_KEYS:
            meant = closest_key(key, frozenset(TOP_KEYS))
            hint = hint_of_key(key, meant)
            values = {"key": key, "meant": meant, "known": ", ".join(TOP_KEYS)}
            self.problems.append(Problem("unknown-key", Spot((key,), file, key=True), values, hint))
        elif value is None:
            pass  # a heading with nothing under it yet
        elif key == TABLES:
            self._tables(file, value)
        elif not isinstance(value, dict):
            code = "section-is-a-list" if isinstance(value, list) and key in KEPT_BY_ID else "section-is-no-map"
            hint = "diagnostic.hint.space-after-colon" if sticks_together(value) else ""
            self.problems.append(Problem(code, Spot((key,), file), {"section": key}, hint))
        elif key in SINGLES:
            self._single(file, key, value)
        else:
            for written_key, raw in value.items():
                self.entity(key, written_key, raw, InFile(file, (key, written_key)))

    def _version(self, file: str, value: object) -> None:
        self.versions += 1
        if value != VERSION:
            values = {"found": str(value), "version": VERSION}
            self.problems.append(Problem("wrong-version", Spot((VERSION_KEY,), file), values))

    def _tables(self, file: str, value: object) -> None:
        if isinstance(value, list):
            self.tables.extend(TableText(file, index, raw) for index, raw in enumerate(value))
        else:
            self.problems.append(Problem("tables-are-no-list", Spot((TABLES,), file)))

    def _single(self, file: str, section: str, value: dict[str, object]) -> None:
        """Merge keys of the establishment or the assumptions; two words for one thing are one too many."""
        into, homes = self.written.singles[section], self.written.homes[section]
        for key, new in value.items():
            layer = InFile(file, (section, key))
            if key not in into:
                into[key] = new
                homes[key] = layer
            elif isinstance(new, dict) and isinstance(into[key], dict):
                into[key] = self._both(section, (key,), into[key], new, file)
                self.written.overlays[section, key] = (*self.written.overlays.get((section, key), ()), layer)
            elif new != into[key]:
                self._conflict(section, (key,), file)

    def _both(self, section: str, path: tuple[str, ...], old: object, new: dict[str, object], file: str) -> object:
        both = dict(old) if isinstance(old, dict) else {}
        for key, value in new.items():
            if key in both and both[key] != value:
                self._conflict(section, (*path, key), file)
            both.setdefault(key, value)
        return both

    def _conflict(self, section: str, path: tuple[str, ...], file: str) -> None:
        route = (section, *path)
        values = {"key": ".".join(path), "first": Spot(route)}
        self.problems.append(Problem("conflicting-value", Spot(route, file), values))

    def entity(self, section: str, key: str, raw: object, layer: Layer) -> None:
        """Add one thing under the id that its key gives it."""
        entity = self._id(section, key, raw, layer)
        if entity is None:
            return
        known, owner = self.written.homes[section], self.owners.get(entity, section)
        if entity in known or owner != section:
            self.problems.append(_twice(entity, owner if owner != section else section, layer))
            return
        self.written.sections[section][entity] = raw
        known[entity] = layer
        if section != TEMPLATES and not _spells_ends(section, entity):
            self.owners[entity] = section

    def _id(self, section: str, key: str, raw: object, layer: Layer) -> str | None:
        entity = edge_id(key, raw) if section in EDGE_SECTIONS else key
        if entity is None:
            self.problems.append(Problem("bad-edge", layer.head(), {"key": key}))
        elif section not in EDGE_SECTIONS and not is_id(entity):
            self.problems.append(
                Problem("bad-id", layer.head(), {"id": shown(key)})
            )  # and what is in it is checked too
        return entity


def _spells_ends(section: str, entity: str) -> bool:
    """Tell whether an id spells an edge's ends: a link and a flow may then share it."""
    return section in EDGE_SECTIONS and not is_id(entity)


def _twice(entity: str, owner: str, layer: Layer) -> Problem:
    values = {"id": entity, "first": Spot((owner, entity), key=True)}
    return Problem("duplicate-id", layer.head(), values)


def mirrored_links(written: Written) -> Iterable[Problem]:
    """Yield links that say again, from the other end, what another link says."""
    links = written.sections["links"]
    for entity in links:
        edge = read_edge(entity)
        turned = str(edge.turned()) if edge and edge.both_ways else ""
        if turned in links and turned < entity:
            values = {"id": entity, "first": Spot(("links", turned), key=True)}
            yield Problem("duplicate-edge", Spot(("links", entity), key=True), values)
