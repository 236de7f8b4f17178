"""Maps changed for a while: what they held before is remembered, so that it can be put back."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

ABSENT: Final = object()


class Journal:
    """Writes into maps, and takes its writing back, the last first."""

    def __init__(self) -> None:
        """Nothing has been written yet."""
        self._before: list[tuple[MutableMapping[Any, Any], object, object]] = []

    def put(self, into: MutableMapping[Any, Any], key: object, value: object) -> None:
        """Set an entry."""
        self._before.append((into, key, into.get(key, ABSENT)))
        into[key] = value

    def drop(self, of: MutableMapping[Any, Any], key: object) -> bool:
        """Take an entry away; tell whether it was there."""
        old = of.pop(key, ABSENT)
        if old is not ABSENT:
            self._before.append((of, key, old))
        return old is not ABSENT

    def mark(self) -> int:
        """Return the present moment, to come back to."""
        return len(self._before)

    def back_to(self, mark: int) -> None:
        """Make every map hold what it held at an earlier moment. O(what was written since)."""
        while len(self._before) > mark:
            into, key, old = self._before.pop()
            if old is ABSENT:
                into.pop(key, None)
            else:
                into[key] = old
