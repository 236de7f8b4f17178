"""Values of the model as words: what a sheet shows of a field, in both languages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from carto.atlas.scene import Words
from carto.attack.ground import PREMISES
from carto.catalog.reference import catalog
from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import has
from carto.model.care import DegradedMode, Need
from carto.model.device import FlawSetting, OperatingSystem, ServiceSetting
from carto.model.edge import Flow, Link
from carto.model.establishment_map import SECTIONS, Model
from carto.model.needs import SecurityNeeds

_LONGEST_LIST = 60
_NAMED = frozenset(
    [
        "zones",
        "site",
        "parent",
        "via",
        "from_end",
        "to_end",
        "from_device",
        "to_device",
        "account",
        "data",
        "accounts",
        "supplies",
        "party",
        "zone",
        "manages",
        "managed_by",
        "hosted_on",
        "supplier",
        "stored_on",
        "sessions_on",
        "on",
    ]
)


def plain(text: str) -> Bilingual:
    """Return a text that is the same in both languages."""
    return Bilingual(text, text)


def joined(texts: Iterable[Bilingual]) -> Bilingual:
    """Return texts as one list with commas; a very long one ends with how many more there are."""
    listed = list(texts)
    shown, more = listed[:_LONGEST_LIST], len(listed) - _LONGEST_LIST
    tail = [f"+{more}"] if more > 0 else []
    return Bilingual(", ".join([*(text.fr for text in shown), *tail]), ", ".join([*(text.en for text in shown), *tail]))


def word_of(value: str) -> Bilingual:
    """Return a word of the model's closed vocabularies in both languages; any other text as it is."""
    key = f"atlas.value.{value}"
    return both(key) if has(key) else plain(value)


@dataclass(frozen=True, slots=True)
class Wording:
    """Says values of one model.

    Attributes:
        names: Id -> what people call it, for everything in the model.
    """

    names: Mapping[str, Bilingual]
    _memo: dict[tuple[str, str], Words] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, model: Model) -> Wording:
        """Return the wording of a model."""
        names = {key: plain(entity.label) for name in SECTIONS for key, entity in model.section(name).items()}
        names |= _names_of_zones(model)
        links = {link.id: _between(names, link) for link in model.links.values() if not link.name}
        flows = {flow.id: _between(names, flow) for flow in model.flows.values() if not flow.name}
        return cls(names | links | flows)

    def name(self, wanted: str) -> Bilingual:
        """Return what people call a thing of the model or of the catalogue."""
        if wanted in self.names:
            return self.names[wanted]
        if wanted == PREMISES:  # where a model names no site at all
            return both("story.premises")
        known = catalog().data_class(wanted) or catalog().service(wanted)
        return plain(wanted) if known is None else known.label

    def say(self, name: str, value: object) -> Words:
        """Return the value of the field ``name`` as words, kept for the next time when it is short and common."""
        if isinstance(value, str | bool):
            key = (name, str(value))
            if key not in self._memo:
                self._memo[key] = Words.of(self._told(name, value))
            return self._memo[key]
        return Words.of(self._told(name, value))

    def _told(self, name: str, value: object) -> Bilingual:
        teller = _TELLERS.get(name)
        if teller is not None:
            return teller(self, value)
        if isinstance(value, tuple):
            return joined(self._told(name, item) for item in value)
        if isinstance(value, bool):
            return word_of("true" if value else "false")
        if isinstance(value, Enum):
            return word_of(str(value.value))
        if isinstance(value, float | dt.date):
            return plain(_number(value))
        return self.name(str(value)) if name in _NAMED else word_of(str(value))


def _names_of_zones(model: Model) -> dict[str, Bilingual]:
    """Return the label of its type for each zone that nobody named and that is the only one of its type."""
    alone = Counter(zone.type for zone in model.zones.values())
    unnamed = [zone for zone in model.zones.values() if not zone.name and alone[zone.type] == 1]
    known = ((zone.id, catalog().zone_type(zone.type)) for zone in unnamed)
    return {key: kind.label for key, kind in known if kind is not None}


def _between(names: Mapping[str, Bilingual], edge: Link | Flow) -> Bilingual:
    """Return what to call an edge that nobody named: its ends."""
    a, b = (edge.from_end, edge.to_end) if isinstance(edge, Link) else (edge.from_device, edge.to_device)
    one, other = names.get(a, plain(a)), names.get(b, plain(b))
    arrow = "↔" if isinstance(edge, Link) and edge.both_ways else "→"
    return Bilingual(f"{one.fr} {arrow} {other.fr}", f"{one.en} {arrow} {other.en}")


def _number(value: float | dt.date) -> str:
    return value.isoformat() if isinstance(value, dt.date) else f"{value:g}"


def _service(words: Wording, service: str, setting: ServiceSetting) -> Bilingual:
    remarks = [] if setting.present else [word_of("absent")]
    remarks += [plain(str(setting.port))] if setting.port is not None else []
    remarks += [both("atlas.service.clear")] if setting.encrypted is False else []
    remarks += [both("atlas.service.default_secret")] if setting.default_secret is True else []
    remarks += [both("atlas.service.second_factor")] if setting.second_factor is True else []
    label = words.name(service)
    return both("atlas.setting", what=label, how=joined(remarks)) if remarks else label


def _services(words: Wording, value: object) -> Bilingual:
    settings: dict[str, ServiceSetting] = dict(value)  # type: ignore[call-overload]  # the field's type
    return joined(_service(words, service, settings[service]) for service in sorted(settings))


def _flaws(_words: Wording, value: object) -> Bilingual:
    settings: dict[str, FlawSetting] = dict(value)  # type: ignore[call-overload]  # the field's type
    return joined(
        both("atlas.setting", what=flaw, how=word_of(settings[flaw].status))
        if settings[flaw].status != "present"
        else plain(flaw)
        for flaw in sorted(settings)
    )


def _weaknesses(_words: Wording, value: object) -> Bilingual:
    return joined(_weakness(str(one)) for one in _each(value))


def _weakness(word: str) -> Bilingual:
    known = catalog().weakness(word)
    return plain(word) if known is None else known.label


def _exposure(words: Wording, value: object) -> Bilingual:
    seen: dict[str, tuple[str, ...]] = dict(value)  # type: ignore[call-overload]  # the field's type
    return joined(
        both("atlas.seen-services", zone=words.name(zone), services=joined(map(words.name, services)))
        if services
        else words.name(zone)
        for zone, services in sorted(seen.items())
    )


def _holds(words: Wording, value: object) -> Bilingual:
    counts: dict[str, int] = dict(value)  # type: ignore[call-overload]  # the field's type
    return joined(
        both("atlas.records", what=words.name(data), count=counts[data]) if counts[data] else words.name(data)
        for data in sorted(counts)
    )


def _opens(words: Wording, value: object) -> Bilingual:
    rights: dict[str, str] = dict(value)  # type: ignore[call-overload]  # the field's type
    return joined(
        both("atlas.opens", what=words.name(key), privilege=word_of(str(rights[key]))) for key in sorted(rights)
    )


def _allowed(words: Wording, value: object) -> Bilingual:
    if value is None:
        return word_of("any")
    return joined(word_of(one) if one == "unknown" else words.name(one) for one in map(str, _each(value)))


def _system(_words: Wording, value: object) -> Bilingual:
    if not isinstance(value, OperatingSystem):
        return plain("")
    return plain(f"{value.family} {value.version}".strip())


def _needs(words: Wording, value: object) -> Bilingual:
    return joined(_need(words, need) for need in _each(value) if isinstance(need, Need))


def _need(words: Wording, need: Need) -> Bilingual:
    if need.id:
        return words.name(need.id)
    key, choices = ("any", need.any) if need.any else ("all", need.all)
    return both(f"atlas.need.{key}", what=joined(_need(words, choice) for choice in choices))


def _degraded(_words: Wording, value: object) -> Bilingual:
    if not isinstance(value, DegradedMode):
        return plain("")
    if value.hours is None:
        return plain(value.description)
    return both("atlas.degraded", what=value.description, hours=_number(value.hours))


def _security(_words: Wording, value: object) -> Bilingual:
    return Bilingual(value.told("DICP"), value.told("AICE")) if isinstance(value, SecurityNeeds) else plain("")


def _safety(_words: Wording, value: object) -> Bilingual:
    return both(f"atlas.safety.{value}")


def _range(_words: Wording, value: object) -> Bilingual:
    low, high = (_number(float(str(one))) for one in _each(value))
    return both("atlas.range", low=low, high=high)


def _verbatim(_words: Wording, value: object) -> Bilingual:
    return joined(plain(str(one)) for one in _each(value))


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _type(_words: Wording, value: object) -> Bilingual:
    known = catalog().device_type(str(value)) or catalog().zone_type(str(value))
    return plain(str(value)) if known is None else known.label


_TELLERS: Final[Mapping[str, Callable[[Wording, object], Bilingual]]] = {
    "services": _services,
    "vulnerabilities": _flaws,
    "weaknesses": _weaknesses,
    "exposed_to": _exposure,
    "holds": _holds,
    "opens": _opens,
    "allow": _allowed,
    "protocol": lambda words, value: words.name(str(value)),
    "os": _system,
    "depends_on": _needs,
    "degraded_mode": _degraded,
    "patient_safety": _safety,
    "needs": _security,
    "value_eur": _range,
    "type": _type,
    **dict.fromkeys(
        ["text", "owner", "source", "vendor", "model", "version", "serial", "ip", "mac", "room", "rack", "address",
         "contact", "contract", "justification", "frequency", "provider", "cidr", "author"],
        _verbatim,
    ),
}  # fmt: skip
