"""Everything that a model may refer to, by kind of thing: its own ids, and the catalogue's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Final, Literal

from carto.catalog.reference import Catalog, TableName
from carto.catalog.vocabulary import StepKind
from carto.load.edges import is_id, read_edge
from carto.load.suggestions import closest
from carto.load.written import Written
from carto.model.establishment_map import SECTIONS

Kind = Literal[
    "zone",
    "site",
    "device",
    "account",
    "party",
    "measure",
    "scenario",
    "end",
    "thing",
    "anything",
    "start",
    "data",
    "service",
    "flaw",
    "weakness",
    "closable",
    "device-type",
    "type",
    "step",
]
"""What a field refers to: ``end`` is a device or zone; ``thing`` an id or edge that care may need; ``type`` a type of
device or zone; ``closable`` a weakness or flaw; ``start`` what an attacker may hold at the start."""

_SECTIONS_OF: Final[Mapping[Kind, tuple[str, ...]]] = {
    "zone": ("zones",),
    "site": ("sites",),
    "device": ("devices",),
    "account": ("accounts",),
    "party": ("parties",),
    "measure": ("measures",),
    "scenario": ("scenarios",),
    "end": ("devices", "zones"),
    "thing": tuple(name for name in SECTIONS if name not in {"notes", "views"}),
    "anything": SECTIONS,
    "start": ("zones", "accounts", "devices"),
    "data": ("data",),
}
_TABLES: Final[Mapping[Kind, tuple[TableName, ...]]] = {
    "data": ("data_classes",),
    "service": ("services",),
    "flaw": ("flaws",),
    "weakness": ("weaknesses",),
    "closable": ("weaknesses", "flaws"),
    "device-type": ("device_types",),
    "type": ("device_types", "zone_types"),
}
_PORT: Final = re.compile(r"(tcp|udp)/(\d{1,5})(?:-(\d{1,5}))?")
_FACT: Final = re.compile(r"[a-z-]+(\(.+\)|:.+)")
_LAST_PORT: Final = 65535
MOST_SUGGESTIONS: Final = 100


class Known:
    """Resolves words to what they name."""

    def __init__(self, written: Written, catalog: Catalog) -> None:
        """Look ids up as written: what is wrong in itself is still there to be referred to."""
        self._written = written
        self._catalog = catalog
        self._within: dict[Kind, tuple[Mapping[str, object], ...]] = {
            kind: tuple(written.sections[name] for name in names) for kind, names in _SECTIONS_OF.items()
        }
        self._suggested: dict[tuple[Kind, str], str] = {}
        self._resolved: dict[tuple[Kind, str], str | None] = {}
        self._others: Mapping[Kind, Callable[[str], str | None]] = {
            "site": self._implied_site,
            "thing": self._edge,
            "anything": self._edge,
            "start": lambda word: word if _FACT.fullmatch(word) else None,
            "service": self._port,
            "step": lambda word: word if word in _STEPS else None,
            "closable": lambda word: word if word in self._own_flaws else None,
        }

    def resolve(self, kind: Kind, word: str) -> str | None:
        """Return the one id of what ``word`` names, or None when it names nothing of this kind."""
        for section in self._within.get(kind, ()):
            if word in section:
                return word
        key = (kind, word)
        if key not in self._resolved:
            self._resolved[key] = self._in_catalog(kind, word) or self._otherwise(kind, word)
        return self._resolved[key]

    def _in_catalog(self, kind: Kind, word: str) -> str | None:
        find: Mapping[TableName, Callable[[str], object]] = {
            "data_classes": self._catalog.data_class,
            "services": self._catalog.service,
            "flaws": self._catalog.flaw,
            "weaknesses": self._catalog.weakness,
            "device_types": self._catalog.device_type,
            "zone_types": self._catalog.zone_type,
        }
        entries = (find[table](word) for table in _TABLES.get(kind, ()))
        return next((str(getattr(entry, "id", "")) for entry in entries if entry is not None), None)

    def _otherwise(self, kind: Kind, word: str) -> str | None:
        other = self._others.get(kind)
        return other(word) if other else None

    @cached_property
    def _own_flaws(self) -> frozenset[str]:
        """Flaws that devices or their templates describe, which the catalogue need not know."""
        written = (one for name in ("devices", "templates") for one in self._written.sections[name].values())
        described = (one.get("vulnerabilities") for one in written if isinstance(one, dict))
        return frozenset(flaw for flaws in described if isinstance(flaws, dict) for flaw in flaws)

    def _implied_site(self, word: str) -> str | None:
        """Accept any id while nobody has described a site: naming one is enough."""
        return word if not self._written.sections["sites"] and is_id(word) and not self.section_of(word) else None

    def _edge(self, word: str) -> str | None:
        edge = read_edge(word)
        spellings = (str(edge), str(edge.turned()) if edge.both_ways else "") if edge else ()
        return next((spelling for spelling in spellings if self.section_of(spelling)), None)

    def _port(self, word: str) -> str | None:
        """Accept ``tcp/8443``, as the catalogue's service when that is its usual port."""
        found = _PORT.fullmatch(word.lower())
        if not found:
            return None
        first, last = int(found[2]), int(found[3] or found[2])
        if not 0 < first <= last <= _LAST_PORT:
            return None
        service = None if found[3] else self._catalog.service_for_port(found[1], first)
        return service.id if service else found[0]

    def suggest(self, kind: Kind, word: str) -> str:
        """Return what ``word`` most likely meant, or ""; after many different words, nothing more is offered.

        A file with thousands of wrong words has another fault than slips of the pen, and its errors should not take
        minutes.
        """
        key = (kind, word)
        if key not in self._suggested:
            if len(self._suggested) >= MOST_SUGGESTIONS:
                return ""
            self._suggested[key] = self._suggestion(kind, word)
        return self._suggested[key]

    def _suggestion(self, kind: Kind, word: str) -> str:
        own = closest(word, chain.from_iterable(self._within.get(kind, ())))
        if own:
            return own
        if kind == "step":
            return closest(word, _STEPS)
        if kind == "service" and word.isdigit():
            return self._port(f"tcp/{word}") or ""
        meant = (self._catalog.suggest(table, word) for table in _TABLES.get(kind, ()))
        return next((words[0] for words in meant if words), "")

    def section_of(self, word: str) -> str:
        """Return the section that has an id, or ""."""
        return next((name for name in SECTIONS if word in self._written.sections[name]), "")


_STEPS: Final[Iterable[str]] = tuple(str(step) for step in StepKind)
