"""Problems whose place is known by name, not yet by line: lines are looked up only when there is something to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from carto.model.diagnostic import Severity, Span

Step = str | int
"""One step down into what was written: a key, the text of a list item, or the index of one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by name.

    Attributes:
        route: Section, id and the way down to a field; inside ``file``, the way down from its top.
        file: Set when the place lies in this file whatever else was merged over it.
        key: The key itself is meant, not its value.
    """

    route: tuple[Step, ...]
    file: str = ""
    key: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic in the making; values that are spots become spans with it.

    Attributes:
        code: Code of the diagnostic.
        place: Where it is.
        values: What fills its texts.
        hint: Key of a more precise hint, or "".
        severity: An error stops the load, a warning does not.
    """

    code: str
    place: Spot | Span
    values: Mapping[str, object] = field(default_factory=dict)
    hint: str = ""
    severity: Severity = "error"
