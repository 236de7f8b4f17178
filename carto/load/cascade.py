"""What a device or a zone is in the end: its type in the catalogue < its templates < itself.

Lists replace, maps merge, an empty value removes. What is common to all devices of one type and template is computed
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from carto.catalog.entities import DeviceType
from carto.catalog.reference import Catalog
from carto.load.problem import Problem, Spot
from carto.load.shapes import Raw
from carto.load.suggestions import closest
from carto.load.written import TEMPLATES, Written
from carto.model.entity import NO

MAP_FIELDS: Final[Mapping[str, object]] = {
    "services": {},
    "vulnerabilities": {},
    "exposed_to": [],
    "holds": "0",
    "os": None,
}
"""Fields that merge key by key -> what a key of their short form stands for."""

_LIKE: Final = (TEMPLATES, "devices")
UNKNOWN_TYPE: Final = "?"
TYPE_FIELDS: Final = ("patient_safety", "staffed", "mail", "web", "removable_media")


def device_defaults(kind: DeviceType) -> Raw:
    """Return what the catalogue says of a device of this type, as an author would write it."""
    defaults: Raw = {field: getattr(kind, field) for field in TYPE_FIELDS}
    return {
        **defaults,
        "type": kind.id,
        "radio": [str(radio) for radio in kind.radio],
        "services": {service: {} for service in kind.services},
    }


class Cascade:
    """Resolves devices and zones of one model; remembers what it resolved."""

    def __init__(self, written: Written, templates: Mapping[str, Raw], catalog: Catalog) -> None:
        """Take templates as maps, known keys only."""
        self._written = written
        self._templates = templates
        self._catalog = catalog
        self._bases: dict[tuple[str, str], Raw] = {}

    def device(self, own: Raw) -> Raw:
        """Return a device with everything that its type and templates say."""
        base = self.base(own)
        return {**over(base, own), "type": base["type"]} if "type" in base else over(base, own)

    def base(self, own: Raw) -> Raw:
        """Return what a device is before it says anything itself."""
        chain = self.chain(own.get("like"))
        kinds = [own.get("type"), *(self._templates[template].get("type") for template in chain)]
        kind = next((kind for kind in kinds if isinstance(kind, str)), "")
        if not kind and not chain and "like" in own:
            return {"type": UNKNOWN_TYPE}  # the template that is missing would have said: told once is enough
        key = (kind, chain[0] if chain else "")
        if key not in self._bases:
            self._bases[key] = self._fresh_base(kind, chain)
        return self._bases[key]

    def zone(self, own: Raw) -> Raw:
        """Return a zone with everything that its type says."""
        word = own.get("type")
        kind = self._catalog.zone_type(word) if isinstance(word, str) else None
        return {"trust": kind.trust, "transit": kind.transit, **own, "type": kind.id} if kind else own

    def chain(self, template: object) -> tuple[str, ...]:
        """Return a template and those that it is like, nearest first; empty when there is no such template."""
        if not isinstance(template, str) or template not in self._templates:
            return ()
        return (template, *self._written.chain(TEMPLATES, template))

    def _fresh_base(self, kind: str, chain: tuple[str, ...]) -> Raw:
        known = self._catalog.device_type(kind)
        base = device_defaults(known) if known else {}
        for template in reversed(chain):
            base = over(base, self._templates[template])
        base.pop("like", None)
        return {**base, "type": known.id if known else kind} if kind else base


def over(low: Raw, high: Raw) -> Raw:
    """Return ``low`` with ``high`` laid over it."""
    merged = dict(low)
    for key, value in high.items():
        if value is None:
            merged.pop(key, None)
        elif key in MAP_FIELDS and isinstance(value, dict):
            merged[key] = _merged_map(key, merged.get(key), value)
        else:
            merged[key] = value
    return merged


def _merged_map(field: str, low: object, high: Raw) -> Raw:
    merged = spelled_out(field, low)
    for key, value in high.items():
        old = merged.get(key)
        if value is None or (field == "services" and str(value).lower() in NO):
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(old, dict):
            merged[key] = {**old, **value}
        else:
            merged[key] = value
    return merged


def spelled_out(field: str, value: object) -> Raw:
    """Return the full form of a field that may be written as a word or a list of words."""
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, str):
        return {"family": value} if field == "os" else {value: MAP_FIELDS[field]}
    words = value if isinstance(value, list) else []
    return {word: MAP_FIELDS[field] for word in words if isinstance(word, str)}


def template_problems(written: Written) -> list[Problem]:
    """Return what is wrong with ``like`` in templates and devices: nothing of that name, or a loop."""
    missing = (missing_template(written, section, one) for section in _LIKE for one in written.sections[section])
    return [*filter(None, missing), *_loops(written)]


def missing_template(written: Written, section: str, entity: str) -> Problem | None:
    """Return the problem of a device or template that is like nothing."""
    raw = written.sections[section].get(entity)
    like = raw.get("like") if isinstance(raw, dict) else None
    if section not in _LIKE or not isinstance(like, str) or like in written.sections[TEMPLATES]:
        return None
    return _no_template(written, section, entity, like)


def _no_template(written: Written, section: str, entity: str, like: str) -> Problem:
    templates = written.sections[TEMPLATES]
    meant = closest(like, templates)
    values = {"id": like, "meant": meant, "at": Spot((TEMPLATES, meant), key=True) if meant else ""}
    hint = "diagnostic.hint.meant-at" if meant else ""
    if not meant and like in written.sections["devices"]:
        hint = "diagnostic.unknown-template.device"
    return Problem("unknown-template", Spot((section, entity, "like")), values, hint)


def _loops(written: Written) -> list[Problem]:
    """Return one problem for each loop of templates, at its first member."""
    found: dict[frozenset[str], Problem] = {}
    for template in sorted(written.sections[TEMPLATES]):
        chain = written.chain(TEMPLATES, template)
        if template in chain:
            ring = (template, *chain[: chain.index(template)], template)
            place = Spot((TEMPLATES, template, "like"))
            found.setdefault(frozenset(ring), Problem("template-loop", place, {"loop": " > ".join(ring)}))
    return list(found.values())


def empty_entries(written: Written, entity: str, own: Raw, base: Raw) -> list[Problem]:
    """Return entries of a device written empty, to remove them, where there is nothing to remove."""
    return [
        Problem("nothing-to-remove", Spot(("devices", entity, field, key), key=True), {"key": key, "field": field})
        for field in MAP_FIELDS
        if isinstance(entries := own.get(field), dict)
        for key, value in entries.items()
        if value is None
        and field != "os"
        and key not in spelled_out(field, base.get(field))
        and ("devices", entity, field, key) not in written.emptied
    ]
