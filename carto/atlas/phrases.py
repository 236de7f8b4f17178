"""Steps and facts of an attack as sentences: plain enough for a director, exact enough for a technician."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from carto.atlas.wording import Wording, joined, plain
from carto.attack import facts
from carto.attack.graph import Step
from carto.catalog.reference import catalog
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import has

STRUCTURAL: Final = frozenset({"pivot", "send", "traverse", "admin-includes-user", "falls"})
"""Kinds of step that only move: they are told with the step they lead to."""
_SLOTS: Final = (
    "device",
    "from_device",
    "zone",
    "from_zone",
    "service",
    "account",
    "weakness",
    "data",
    "flow",
    "link",
    "party",
    "site",
    "manager",
)
_WITH_NOUN: Final = frozenset({"service", "data"})
"""Slots that bring their noun with the name: "the service “…”"."""
_ARGUMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "at": ("zone",),
    "sends": ("service", "zone"),
    "reaches": ("device", "service"),
    "controls": ("device", "level"),
    "uses": ("device",),
    "inside": ("site",),
    "holds": ("account",),
    "near": ("site",),
    "carries": ("site",),
    "reads": ("data", "device"),
    "alters": ("data", "device"),
    "denies": ("data", "device"),
    "commands": ("device",),
    "falls": ("device",),
    "stops": ("device",),
}
_STANDING: Final = frozenset({"at", "near", "inside", "carries"})
_PRIZES: Final = ("reads", "alters", "denies")
_MOST_STOPS: Final = 4


@dataclass(frozen=True, slots=True)
class Phrases:
    """Says steps and facts of one model."""

    words: Wording

    def text(self, step: Step, held: Collection[str] = ()) -> Bilingual:
        """Say what the attacker does.

        Args:
            step: The step.
            held: All that the attacker holds in the end: data are told with everything that can be done to them.
        """
        return self._said(step, "text", self._prize(step, held))

    def why(self, step: Step, route: tuple[str, ...] = ()) -> Bilingual:
        """Say why it works, by which way, and what the catalogue knows of it."""
        told = [self._said(step, "why")] if has(f"story.{variant(step)}.why") else []
        told += self._background(step.detail.get("weakness", ""))
        if step.count > 1:
            told.append(both("story.fleet", count=step.count))
        if len(route) > 1:
            told.append(both("story.route", route=_arrows([self.quoted(node) for node in route])))
        return sentences(told)

    def stops(self, step: Step) -> tuple[Bilingual, ...]:
        """Say what would stop it."""
        keys = [f"stop.{number}" for number in range(1, _MOST_STOPS)]
        return tuple(self._said(step, key) for key in keys if has(f"story.{variant(step)}.{key}"))

    def gain(self, fact: str) -> Bilingual:
        """Say what a fact is worth, as a clause."""
        return self._fact("gain", fact)

    def missing(self, fact: str) -> Bilingual:
        """Name a fact, as a noun."""
        return self._fact("fact", fact)

    def entry(self, fact: str) -> Bilingual:
        """Say where an attack starts."""
        verb, values = _parsed(fact)
        place = {"at": "zone", "near": "site", "inside": "site", "holds": "account"}.get(verb, "other")
        bare = {slot: self.words.name(value) for slot, value in values.items()}
        return both(f"story.entry.{place}", **bare)

    def quoted(self, name: str) -> Bilingual:
        """Return what people call a thing, in the quotation marks of each language."""
        return both("story.named", name=self.words.name(name))

    def _said(self, step: Step, part: str, gain: Bilingual | None = None) -> Bilingual:
        values = self._slots({**_places_of(step), **_parsed(step.postcondition)[1], **step.detail})
        values |= {"gain": gain or self.gain(step.postcondition), "step": plain(step.id)}
        values["target"] = self.quoted(_parsed(step.postcondition)[1].get("device", step.postcondition))
        return both(f"story.{variant(step)}.{part}", **values)

    def _prize(self, step: Step, held: Collection[str]) -> Bilingual | None:
        data, device = step.detail.get("data", ""), step.detail.get("device", "")
        if step.kind != "take-data" or data in {"", facts.SERVICE_ITSELF}:
            return None
        verbs = [verb for verb in _PRIZES if facts.touches(verb, data, device) in held]
        if len(verbs) < 2:  # noqa: PLR2004 -- one verb has a sentence of its own
            return None
        told = _one_after_another([both(f"story.verb.{verb}") for verb in verbs])
        return both("story.gain.prize", verbs=told, data=self._slot("data", data), device=self.quoted(device))

    def _slots(self, detail: Mapping[str, str]) -> dict[str, Bilingual]:
        return {slot: self._slot(slot, detail.get(slot, "")) for slot in _SLOTS}

    def _slot(self, slot: str, value: str) -> Bilingual:
        if not value or value == facts.SERVICE_ITSELF:
            return both(f"story.some.{slot}")
        if slot == "weakness":
            return weakness_name(value)
        return both(f"story.{slot}", name=self.words.name(value)) if slot in _WITH_NOUN else self.quoted(value)

    def _fact(self, form: str, fact: str) -> Bilingual:
        verb, values = _parsed(fact)
        if verb not in _ARGUMENTS:
            return both(f"story.{form}.other", fact=fact)
        keys = (f"{verb}.{values.get('level', '')}", f"{verb}.{values.get('data', '')}", verb)
        key = next(key for key in (f"story.{form}.{tail}" for tail in keys) if has(key))
        return both(key, **self._slots(values))

    def _background(self, weakness: str) -> list[Bilingual]:
        if known := catalog().weakness(weakness):
            return [known.why]
        flaw = catalog().flaw(weakness)
        return [flaw.note] if flaw else []


def variant(step: Step) -> str:
    """Return the key of a step's words: its kind, told apart where one kind happens in several ways."""
    detail, verb = step.detail, _parsed(step.postcondition)[0]
    ways = {
        "supplier": "account" if "account" in detail else "zone",
        "physical": "inside" if verb == "inside" else "device" if "device" in detail else "zone",
        "removable": "plug" if verb != "carries" else "infect" if "device" in detail else "drop",
        "radio": "" if "from_device" in detail else "near",
        "intercept": "" if "flow" in detail else "weak",
        "command": "weak" if "weakness" in detail else "",
    }
    if step.kind == "falls" and verb == "stops":
        return "stops"
    if not has(f"story.{step.kind}.text") and step.kind not in ways:
        return "other"
    way = ways.get(step.kind, "")
    return f"{step.kind}.{way}" if way else step.kind


def weakness_name(word: str) -> Bilingual:
    """Return what people call a flaw or a declared weakness, in the quotation marks of each language."""
    if known := catalog().weakness(word):
        return both("story.named", name=known.label)
    flaw = catalog().flaw(word)
    if flaw is None or flaw.label.en == word:
        return plain(word)
    return both("story.flaw", id=word, name=flaw.label)


def sentences(parts: list[Bilingual]) -> Bilingual:
    """Return sentences one after the other."""
    return Bilingual(" ".join(part.fr for part in parts), " ".join(part.en for part in parts))


def _places_of(step: Step) -> dict[str, str]:
    """Return where an attacker must stand for a step: its zone or site, when the step does not name it."""
    needed = (_parsed(fact) for fact in step.preconditions)
    return {slot: name for verb, values in needed if verb in _STANDING for slot, name in values.items()}


def _one_after_another(texts: list[Bilingual]) -> Bilingual:
    """Return texts as a list that ends with "and"."""
    *many, last = texts
    return both("story.and", many=joined(many), last=last) if many else last


def _arrows(names: list[Bilingual]) -> Bilingual:
    return Bilingual(" → ".join(name.fr for name in names), " → ".join(name.en for name in names))


def _parsed(fact: str) -> tuple[str, dict[str, str]]:
    """Return the verb of a fact and its arguments by slot; a fact of a plain graph has neither."""
    parsed = facts.parse(fact)
    if parsed is None or parsed[0] not in _ARGUMENTS:
        return "", {}
    verb, arguments = parsed
    return verb, dict(zip(_ARGUMENTS[verb], arguments, strict=False))
