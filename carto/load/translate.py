"""Validation errors in our own words: every code and text is ours, in both languages."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from carto.i18n.bilingual import both
from carto.load.dates import readings
from carto.load.problem import Problem, Spot, Step
from carto.load.shapes import keys_of
from carto.load.suggestions import closest, closest_key
from carto.model.entity import Part

_CODES: Final[Mapping[str, str]] = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "string_type": "not-a-text",
    "bool_parsing": "not-a-yes-or-no",
    "bool_type": "not-a-yes-or-no",
    "enum": "not-a-choice",
    "literal_error": "not-a-choice",
    "int_parsing": "not-a-whole-number",
    "int_parsing_size": "not-a-whole-number",
    "int_type": "not-a-whole-number",
    "int_from_float": "not-a-whole-number",
    "float_parsing": "not-a-number",
    "float_type": "not-a-number",
    "finite_number": "not-a-number",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "iso_date": "not-a-date",
    "date_type": "not-a-date",
    "ip_address": "not-an-ip-address",
    "ip_network": "not-a-network",
    "mac_address": "not-a-mac-address",
    "range_order": "range-upside-down",
    "one_need": "need-is-not-one",
    "dict_type": "not-a-map",
    "model_type": "not-a-map",
    "model_attributes_type": "not-a-map",
    "tuple_type": "not-a-list",
    "too_long": "wrong-length",
    "too_short": "wrong-length",
}
"""Type of a validation error -> our code; anything else is ``invalid-value``."""

_UNION_ARMS: Final = frozenset({"bool", "float", "constrained-float", "literal['unknown']"})
_QUOTED: Final = re.compile(r"'([^']*)'")
_SHOWN: Final = 60
_STUCK: Final = re.compile(r"[a-z_]+:[^\s:/].*", re.DOTALL)
_HARD_SPACES: Final = re.compile("[\u00a0\u202f\u2009]")


def problems_of(
    error: ValidationError, start: tuple[Step, ...], part: type[Part], raw: Mapping[str, object]
) -> list[Problem]:
    """Return one problem for each thing that is wrong, arms of a union told together.

    Args:
        error: What pydantic found.
        start: Route of what was validated.
        part: Its class, which knows the keys that could have been meant.
        raw: What was validated.
    """
    by_place: dict[tuple[Step, ...], list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        by_place.setdefault(_way(details, raw), []).append(details)
    return [_problem(group, (*start, *way), way, part) for way, group in by_place.items()]


def shown(value: object) -> str:
    """Return a value as a message quotes it: on one line, and short."""
    if isinstance(value, dict):
        return "{" + ", ".join(str(key) for key in value)[:_SHOWN] + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(str(item) for item in value)[:_SHOWN] + "]"
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def sticks_together(value: object) -> bool:
    """Tell whether a text looks like a key and its value without the space that YAML wants between them."""
    return isinstance(value, str) and _STUCK.fullmatch(value) is not None


def broken_fields(error: ValidationError) -> set[str]:
    """Return the keys of an entity under which something is wrong."""
    return {str(details["loc"][0]) for details in error.errors(include_url=False) if details["loc"]}


def _way(details: ErrorDetails, raw: object) -> tuple[Step, ...]:
    """Return the way down to what is wrong as its author knows it: no arms of unions, no lists that are not written."""
    way = details["loc"]
    if way and (way[-1] == "[key]" or (way[-1] in _UNION_ARMS and way[-1] not in _keys(_follow(raw, way[:-1])))):
        way = way[:-1]
    known: list[Step] = []
    for step in way:
        if step != 0 or isinstance(raw, list):
            known.append(step)
            raw = _follow(raw, (step,))
    return tuple(known)


def _follow(raw: object, way: tuple[Step, ...]) -> object:
    for step in way:
        if isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
    return raw


def _keys(raw: object) -> Iterable[object]:
    return raw.keys() if isinstance(raw, dict) else ()


def _problem(group: list[ErrorDetails], route: tuple[Step, ...], way: tuple[Step, ...], part: type[Part]) -> Problem:
    details = group[0]
    kind = details["type"]
    code = _CODES.get(kind, "invalid-value")
    values: dict[str, object] = {"field": dotted(way), "value": shown(details["input"])}
    if code == "unknown-key":
        return _unknown_key(route, way, part)
    if code == "missing-key":
        return _missing(route, way)
    if code == "not-a-choice" or len(group) > 1:
        return _not_a_choice(group, route, values)
    if code == "out-of-range":
        return Problem(code, Spot(route), values | _bound(details.get("ctx", {})))
    hint = ""
    if code == "not-a-network" and details["ctx"]["meant"]:
        values |= details["ctx"]
        hint = "diagnostic.not-a-network.meant"
    if code == "not-a-date" and (days := sorted(set(readings(str(values["value"])).values()))):
        values |= {"meant": str(days[0]), "other": str(days[-1])}
        hint = "diagnostic.not-a-date.meant" if len(days) == 1 else "diagnostic.not-a-date.either"
    return Problem(code, Spot(route), values, hint)


def _unknown_key(route: tuple[Step, ...], way: tuple[Step, ...], part: type[Part]) -> Problem:
    holder = part_at(part, way[:-1])
    return unknown_key(route, keys_of(holder) if holder else frozenset())


def unknown_key(route: tuple[Step, ...], known: frozenset[str]) -> Problem:
    """Return the problem of a key that means nothing where it stands, with what it may have meant."""
    key = str(route[-1])
    meant = closest_key(key, known)
    values = {"key": shown(key), "meant": meant, "known": ", ".join(sorted(known))}
    return Problem("unknown-key", Spot(route, key=True), values, hint_of_key(key, meant))


def hint_of_key(key: str, meant: str) -> str:
    """Return the key of the hint for a key that means nothing, "" for the usual one."""
    if key == "id":
        return "diagnostic.unknown-key.id"
    if _HARD_SPACES.search(key):
        return "diagnostic.unknown-key.space"
    return "diagnostic.unknown-key.meant" if meant else ""


def _missing(route: tuple[Step, ...], way: tuple[Step, ...]) -> Problem:
    if isinstance(way[-1], int):
        return Problem("wrong-length", Spot(route[:-1]), {"field": dotted(way[:-1])})
    return Problem("missing-key", Spot(route[:-1], key=True), {"key": way[-1], "of": shown(route[-2])})


def _not_a_choice(group: list[ErrorDetails], route: tuple[Step, ...], values: dict[str, object]) -> Problem:
    """Tell the words that are accepted; a union of yes, no and unknown counts as three words."""
    kinds = {details["type"] for details in group}
    allowed = [word for details in group for word in _QUOTED.findall(str(details.get("ctx", {}).get("expected", "")))]
    if kinds & {"bool_parsing", "bool_type"}:
        return Problem("not-known-or-unknown", Spot(route), values)
    if kinds - {"enum", "literal_error"}:
        return Problem("not-a-share", Spot(route), values)
    meant = closest(str(values["value"]), allowed)
    hint = "diagnostic.not-a-choice.meant" if meant else ""
    return Problem("not-a-choice", Spot(route), {**values, "allowed": ", ".join(allowed), "meant": meant}, hint)


def _bound(context: Mapping[str, Any]) -> dict[str, object]:
    side, limit = next((side, context[side]) for side in ("ge", "le") if side in context)
    return {"bound": both(f"diagnostic.bound.{side}", limit=f"{limit:g}" if isinstance(limit, float) else limit)}


def dotted(way: tuple[Step, ...]) -> str:
    """Return a way down as people write it: ``os.version``; an item of a list counts from 1."""
    words = (f"[{step + 1}]" if isinstance(step, int) else f".{shown(step)}" for step in way)
    return "".join(words).removeprefix(".")


def part_at(part: type[Part], way: tuple[Step, ...]) -> type[Part] | None:
    """Return the class of what stands at the end of ``way`` inside ``part``, or None when it is no part."""
    here: object = part
    for step in way:
        if isinstance(here, type) and issubclass(here, Part):
            fields = here.model_fields
            found = next((field for name, field in fields.items() if step in (field.alias, name)), None)
            here = _opened(found.annotation) if found else None
        else:  # a key or an index: what is inside the map or the list
            here = _inner_part(here)
    return _inner_part(here)


def _opened(annotation: object) -> object:
    """Return the part of an annotation that is a part or nothing; any other annotation as it is."""
    arms = typing.get_args(annotation)
    return next(
        (arm for arm in arms if isinstance(arm, type) and issubclass(arm, Part) and type(None) in arms), annotation
    )


def _inner_part(annotation: object) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (_inner_part(argument) for argument in typing.get_args(annotation))
    return next((part for part in inner if part), None)
