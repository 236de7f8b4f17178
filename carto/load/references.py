"""What entities say of each other: every word must name something, and things may not contain themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from carto.load.known import Kind, Known
from carto.load.problem import Problem, Spot, Step
from carto.load.shapes import keys_of
from carto.load.translate import unknown_key
from carto.model.account import Account
from carto.model.annotation import Selection
from carto.model.care import Need
from carto.model.device import Device, FlawSetting
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.planning import Measure
from carto.model.zone import Zone

Changes = dict[str, object]
"""Field -> its value with every word replaced by the id it names."""

_FIELDS: Final[Mapping[str, tuple[tuple[str, str, Kind], ...]]] = {
    "zones": (("site", "site", "site"), ("parent", "in", "zone")),
    "devices": (
        ("zones", "zone", "zone"),
        ("exposed_to", "exposed_to", "zone"),
        ("services", "services", "service"),
        ("weaknesses", "weaknesses", "weakness"),
        ("holds", "holds", "data"),
        ("manages", "manages", "end"),
        ("managed_by", "managed_by", "device"),
        ("hosted_on", "hosted_on", "device"),
        ("supplier", "supplier", "party"),
    ),
    "links": (
        ("from_end", "from", "end"),
        ("to_end", "to", "end"),
        ("via", "via", "device"),
        ("provider", "provider", "party"),
    ),
    "flows": (
        ("from_device", "from", "end"),
        ("to_device", "to", "end"),
        ("protocol", "protocol", "service"),
        ("account", "account", "account"),
        ("data", "data", "data"),
    ),
    "accounts": (
        ("opens", "opens", "end"),
        ("stored_on", "stored_on", "device"),
        ("sessions_on", "sessions_on", "device"),
        ("party", "party", "party"),
    ),
    "parties": (("zone", "zone", "zone"), ("accounts", "accounts", "account"), ("supplies", "supplies", "thing")),
    "care": (("site", "site", "site"),),
    "measures": (
        ("removes", "removes", "anything"),
        ("closes", "closes", "closable"),
        ("stops", "stops", "step"),
        ("hardens", "hardens", "step"),
        ("requires", "requires", "measure"),
        ("excludes", "excludes", "measure"),
    ),
    "scenarios": (("on", "on", "scenario"), ("measures", "measures", "measure")),
    "attackers": (
        ("start", "start", "start"),
        ("near", "near", "site"),
        ("kinds", "kinds", "step"),
        ("without", "without", "step"),
    ),
    "notes": (("on", "on", "anything"),),
    "waivers": (("on", "on", "anything"),),
}
"""Section -> (attribute, author's key, kind of thing it names)."""

_CODES: Final[Mapping[Kind, str]] = {
    "thing": "unknown-id",
    "anything": "unknown-id",
    "closable": "unknown-weakness",
}
"""Kind -> code of a word that names none, where it is not ``unknown-<kind>``."""
_TELLS_OF_THE_PAST: Final = frozenset({"notes", "views", "waivers", "measures", "scenarios"})
"""Sections that may name what a scenario removed: the name is dropped, not refused."""
_EVERYTHING: Final = frozenset({"all", "any", "*", "everything", "tout", "tous", "toutes"})
_SELECTED: Final[tuple[tuple[str, Kind], ...]] = (
    ("ids", "anything"),
    ("types", "type"),
    ("zones", "zone"),
    ("sites", "site"),
)
_SETTABLE: Final = (Device, Zone, Link, Flow, Account)


class References:
    """Checks the references of one model, entity by entity."""

    def __init__(self, known: Known, removed: Mapping[str, Spot] | None = None) -> None:
        """Resolve words with ``known``.

        Args:
            known: What there is.
            removed: What a scenario removed -> where: whatever still needs it is told there.
        """
        self.known = known
        self.removed = removed or {}
        self.problems: list[Problem] = []
        self._more: Mapping[str, Callable[[str, Any], Changes]] = {
            "devices": self._device,
            "links": self._link,
            "care": self._care,
            "measures": self._measure,
            "views": lambda entity, view: self._selection("views", entity, "show", view.show),
        }

    def check(self, section: str, entity: Entity) -> Entity:
        """Return the entity with every word replaced by the id it names; tell the words that name nothing."""
        changes: Changes = {}
        for attribute, key, kind in _FIELDS.get(section, ()):
            value = getattr(entity, attribute)
            if value:
                changed = self._words(value, kind, (section, entity.id, key))
                if changed is not value:
                    changes[attribute] = changed
        more = self._more.get(section)
        if more:
            changes |= more(entity.id, entity)
        return entity.model_copy(update=changes) if changes else entity

    def _words(self, value: Any, kind: Kind, route: tuple[Step, ...]) -> Any:  # noqa: ANN401 -- a word, words or a map
        """Return ``value`` itself when every word in it is already the id it names."""
        if self.removed and route[0] in _TELLS_OF_THE_PAST and isinstance(value, tuple):
            value = tuple(word for word in value if word not in self.removed)
        words = (value,) if isinstance(value, str) else value
        resolve = self.known.resolve
        if all(resolve(kind, word) == word for word in words):
            return value
        named = {word: self._one(word, kind, route) for word in words}
        if isinstance(value, str):
            return named[value]
        if isinstance(value, Mapping):
            return {named[word]: setting for word, setting in value.items()}
        return tuple(dict.fromkeys(named[word] for word in value))

    def _one(self, word: str, kind: Kind, route: tuple[Step, ...]) -> str:
        named = self.known.resolve(kind, word)
        if named is None:
            self.problems.append(self._nothing(word, kind, route))
        return word if named is None else named

    def _nothing(self, word: str, kind: Kind, route: tuple[Step, ...]) -> Problem:
        """Return the problem of a word that names nothing of its kind, with what it may have meant and where."""
        place = Spot((*route, word), key=True)
        values: dict[str, object] = {"id": word[:128]}
        if word in self.removed:
            return Problem("removed-but-needed", self.removed[word], {"id": word, "at": place})
        code = _CODES.get(kind, f"unknown-{kind}")
        other = self.known.section_of(word)
        if other:
            return Problem(code, place, {**values, "section": other}, "diagnostic.hint.wrong-kind")
        if kind == "service" and word.lower() in _EVERYTHING:
            return Problem(code, place, values, "diagnostic.unknown-service.all")
        meant = self.known.suggest(kind, word)
        section = self.known.section_of(meant)
        if section:
            values |= {"meant": meant, "at": Spot((section, meant), key=True)}
            return Problem(code, place, values, "diagnostic.hint.meant-at")
        return Problem(code, place, {**values, "meant": meant}, "diagnostic.hint.meant" if meant else "")

    def _device(self, entity: str, device: Device) -> Changes:
        changes: Changes = {}
        for zone, services in device.exposed_to.items():
            named = self._words(services, "service", ("devices", entity, "exposed_to", zone))
            if named is not services:
                changes["exposed_to"] = {**device.exposed_to, zone: named}
        if device.vulnerabilities:
            flaws = {self._flaw(entity, flaw, setting): setting for flaw, setting in device.vulnerabilities.items()}
            if flaws.keys() != device.vulnerabilities.keys():
                changes["vulnerabilities"] = flaws
        return changes

    def _flaw(self, entity: str, flaw: str, setting: FlawSetting) -> str:
        """Accept a flaw that the catalogue does not have when the author says what it needs and gives."""
        route = ("devices", entity, "vulnerabilities")
        named = self.known.resolve("flaw", flaw)
        if named is None and (setting.reach is None or not setting.gain):
            meant = self.known.suggest("flaw", flaw)
            hint = "diagnostic.unknown-flaw.meant" if meant else ""
            self.problems.append(
                Problem("unknown-flaw", Spot((*route, flaw), key=True), {"id": flaw[:128], "meant": meant}, hint)
            )
        if setting.reach:
            self._words(setting.reach, "service", (*route, flaw, "reach"))
        return named or flaw

    def _link(self, entity: str, link: Link) -> Changes:
        if link.from_end and link.from_end == link.to_end:
            self.problems.append(Problem("self-link", Spot(("links", entity), key=True), {"id": link.from_end}))
        if link.allow is None or link.allow == ("unknown",):
            return {}
        allow = self._words(link.allow, "service", ("links", entity, "allow"))
        return {} if allow is link.allow else {"allow": allow}

    def _care(self, entity: str, care: Any) -> Changes:  # noqa: ANN401 -- one of a table of callables
        start = ("care", entity, "depends_on")
        needs = tuple(self._need(need, (*start, index)) for index, need in enumerate(care.depends_on))
        return {} if needs == care.depends_on else {"depends_on": needs}

    def _need(self, need: Need, route: tuple[Step, ...]) -> Need:
        if need.id:
            return need.model_copy(update={"id": self._words(need.id, "thing", route)})
        inner = {
            side: tuple(self._need(one, (*route, side, index)) for index, one in enumerate(getattr(need, side)))
            for side in ("any", "all")
        }
        return need.model_copy(update=inner)

    def _measure(self, entity: str, measure: Measure) -> Changes:
        known = frozenset().union(*(keys_of(part) for part in _SETTABLE))
        self.problems.extend(
            unknown_key(("measures", entity, "set", key), known) for key in sorted(measure.sets.keys() - known)
        )
        return self._selection("measures", entity, "scope", measure.scope)

    def _selection(self, section: str, entity: str, key: str, selection: Selection) -> Changes:
        changes: Changes = {}
        for name, kind in _SELECTED:
            words = getattr(selection, name)
            named = self._words(words, kind, (section, entity, key, name))
            if named is not words:
                changes[name] = named
        return {key: selection.model_copy(update=changes)} if changes else {}


def loops(section: str, key: str, above: Mapping[str, str]) -> Iterator[Problem]:
    """Yield one problem for each loop of things that stand in, or build on, one another.

    Args:
        section: Where they are written.
        key: The field that names the thing above.
        above: Id -> the id above it, or "".
    """
    code = "zone-inside-itself" if section == "zones" else "scenario-loop"
    for ring in rings(above):
        yield Problem(code, Spot((section, ring[0], key)), {"id": ring[0], "loop": " > ".join((*ring, ring[0]))})


def rings(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield each ring of ids that lead to one another, from its smallest on. Linear: nothing is passed twice."""
    passed: set[str] = set()
    for start in sorted(above):
        way: dict[str, None] = {}
        here = start
        while here in above and here not in passed:
            passed.add(here)
            way[here] = None
            here = above[here]
        if here in way:
            ring = tuple(way)[list(way).index(here) :]
            first = ring.index(min(ring))
            yield (*ring[first:], *ring[:first])


def implied_sites(named: Iterable[str]) -> tuple[str, ...]:
    """Return the sites that a model names without describing any, sorted."""
    return tuple(sorted({site for site in named if site}))
