"""One table of the catalogue: entries by id and alias, and what a mistyped word may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from carto.catalog.entities import Entry

EntryT = TypeVar("EntryT", bound=Entry)

_CLOSE = 0.66  # below this, difflib offers words that only share a few letters
_MOST = 3


class Table(Generic[EntryT]):
    """Entries of one kind, in the order of the file.

    Ids come before aliases: an alias never hides an id.
    """

    def __init__(self, entries: Iterable[EntryT]) -> None:
        """Index the entries by id and by alias."""
        self._by_id = {entry.id: entry for entry in entries}
        aliases = ((alias, entry) for entry in self._by_id.values() for alias in entry.aliases)
        self._by_word = dict(aliases) | self._by_id

    def __iter__(self) -> Iterator[EntryT]:
        """Yield the entries in the order of the file."""
        return iter(self._by_id.values())

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._by_id)

    def __contains__(self, word: str) -> bool:
        """Tell whether ``word`` is an id or an alias."""
        return word in self._by_word

    def get(self, word: str) -> EntryT | None:
        """Return the entry whose id or alias is ``word``, or None."""
        return self._by_word.get(word)

    def ids(self) -> tuple[str, ...]:
        """Return the ids, sorted."""
        return tuple(sorted(self._by_id))

    def suggest(self, word: str) -> list[str]:
        """Return up to three ids that ``word`` may have meant, the likeliest first.

        The word is compared with ids, aliases and labels in both languages, without case or accents: an author who
        writes ``pare-feu`` is offered ``firewall``.

        A word that is part of a label counts as well: ``bloc`` is offered ``operating-theatre``.

        Complexity: one difflib comparison per distinct spelling in the table.
        """
        wanted = fold(word)
        close = difflib.get_close_matches(wanted, self._spellings, n=4 * _MOST, cutoff=_CLOSE)
        part = [spelling for spelling in self._spellings if wanted in spelling.split("-")]
        found = [entry_id for spelling in (*close, *part) for entry_id in self._spellings[spelling]]
        return list(dict.fromkeys(found))[:_MOST]

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        spellings: dict[str, list[str]] = {}
        for entry in self:
            for spelling in dict.fromkeys(_spellings_of(entry)):
                spellings.setdefault(spelling, []).append(entry.id)
        return spellings


def fold(text: str) -> str:
    """Return ``text`` in lower case, without accents, its words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).encode("ascii", "ignore").decode("ascii")
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain.lower()).split())


def _spellings_of(entry: Entry) -> Iterator[str]:
    for words in (entry.id, *entry.aliases, *entry.label):
        yield fold(words)
        # A label often ends with its acronym in brackets: "Dossier patient informatisé (DPI)".
        before, bracket, inside = words.partition("(")
        if bracket:
            yield fold(before)
            yield fold(inside)
