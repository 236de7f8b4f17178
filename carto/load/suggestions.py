"""What a mistyped word may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from carto.load.events import read_yaml

_MANY: Final = 400
"""Above this many candidates, only those that look alike from afar are compared closely."""


@cache
def french_keys() -> dict[str, str]:
    """Return the French words that people write for keys, folded -> the key."""
    text = resources.files("carto.load").joinpath("french_keys.yaml").read_text(encoding="utf-8")
    words = read_yaml(text, "french_keys.yaml").value
    return {str(word): str(key) for word, key in words.items()} if isinstance(words, dict) else {}


def fold(word: str) -> str:
    """Return a word without accents, case or separators, so that spellings compare."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("-", "_").replace(" ", "_")


def closest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that ``word`` most likely meant, or "" when none looks like it.

    Deterministic whatever the order of candidates. O(candidates) for a first look, then a close look at the likeliest.
    """
    wanted = fold(word[:80])
    folded = {fold(candidate): candidate for candidate in sorted(candidates, reverse=True)}
    if wanted in folded:
        return folded[wanted]
    found = difflib.get_close_matches(wanted, _alike(wanted, list(folded)), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


@lru_cache(maxsize=1024)
def closest_key(word: str, keys: frozenset[str]) -> str:
    """Return the key that ``word`` most likely meant, French words included, or ""."""
    english = french_keys().get(fold(word), "")
    words = (english, "type" if english == "kind" else "kind" if english == "type" else "")  # French has one for both
    return next((one for one in words if one in keys), "") or closest(word, keys)


def _alike(word: str, candidates: list[str]) -> list[str]:
    """Return the candidates that share most letter pairs with ``word``, when there are many."""
    if len(candidates) <= _MANY:
        return sorted(candidates)
    pairs = {word[place : place + 2] for place in range(len(word) - 1)}
    near = (candidate for candidate in candidates if abs(len(candidate) - len(word)) <= max(3, len(word) // 2))
    ranked = sorted((-sum(pair in candidate for pair in pairs), candidate) for candidate in near)
    return [candidate for _, candidate in ranked[:_MANY]]
