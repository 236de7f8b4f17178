"""What differs between two descriptions of an establishment, thing by thing; the order of the text is no difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from carto.model.establishment_map import SECTIONS, Model


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with its value before and after, as plain values; None where there is none."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing.

    Attributes:
        section: Where it is written.
        id: Its id; before, for one that was renamed.
        kind: ``added``, ``removed``, ``changed`` or ``renamed``.
        fields: What changed in it.
        renamed: Its new id, or "".
    """

    section: str
    id: str
    kind: str
    fields: tuple[FieldChange, ...] = ()
    renamed: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        fields = [{"field": one.field, "before": one.before, "after": one.after} for one in self.fields]
        return {
            "section": self.section,
            "id": self.id,
            "kind": self.kind,
            "renamed": self.renamed or None,
            "fields": fields,
        }


def changes_between(before: Model, after: Model) -> tuple[Change, ...]:
    """Return every difference, in reading order then by id.

    A thing that is gone while another with the same content came is told as renamed.

    Complexity: O(things).
    """
    found = [*_single("establishment", before.establishment, after.establishment)]
    found += _single("assumptions", before.assumptions, after.assumptions)
    for section in SECTIONS:
        found += _section(section, before.section(section), after.section(section))
    return tuple(found)


def renamed_ids(changes: tuple[Change, ...]) -> Mapping[str, str]:
    """Return old id -> new id of everything that was renamed."""
    return {one.id: one.renamed for one in changes if one.renamed}


def _single(section: str, before: BaseModel, after: BaseModel) -> Iterator[Change]:
    fields = _fields(_plain(before), _plain(after))
    if fields:
        yield Change(section, section, "changed", fields)


def _section(section: str, before: Mapping[str, BaseModel], after: Mapping[str, BaseModel]) -> Iterator[Change]:
    gone = {one: _content(before[one]) for one in before.keys() - after.keys()}
    came = {one: _content(after[one]) for one in sorted(after.keys() - before.keys())}
    same = {content: one for one, content in reversed(came.items())}
    renamed = {one: same[content] for one, content in sorted(gone.items()) if content in same}
    renamed = {new: old for old, new in reversed(renamed.items())}
    back = {old: new for new, old in renamed.items()}
    for one in sorted(before.keys() | after.keys()):
        if one in gone:
            yield Change(section, one, "renamed" if one in back else "removed", renamed=back.get(one, ""))
        elif one in came and one not in renamed:
            yield Change(section, one, "added")
        elif one in before and before[one] is not after.get(one):
            fields = _fields(_plain(before[one]), _plain(after[one])) if one in after else ()
            if fields:
                yield Change(section, one, "changed", fields)


def _plain(entity: BaseModel) -> dict[str, object]:
    return entity.model_dump(mode="json", by_alias=True)


def _content(entity: BaseModel) -> str:
    return repr(sorted((key, value) for key, value in _plain(entity).items() if key != "id"))


def _fields(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[FieldChange, ...]:
    keys = sorted(before.keys() | after.keys())
    return tuple(FieldChange(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key))
