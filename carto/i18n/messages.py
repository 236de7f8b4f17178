"""Messages by key and language, read from ``texts/*.json``.

Each file belongs to one part of the house and maps a key to its French and English text; placeholders are named.
Files are read on first use of their domain: the domain of a key is what stands before its first dot.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


@cache
def texts(domain: str) -> dict[str, dict[str, str]]:
    """Return the texts of one domain: key (without its domain) -> language -> template."""
    file = resources.files("carto.i18n").joinpath("texts", f"{domain}.json")
    loaded: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def say(key: str, language: Language, /, **values: object) -> str:
    """Return the text of ``key`` in ``language`` with its placeholders filled.

    Args:
        key: ``domain.rest``; the domain names the file ``texts/<domain>.json``.
        language: ``fr`` or ``en``.
        values: What fills the placeholders.

    Raises:
        KeyError: No such key or placeholder: a bug in carto, never the user's fault.
    """
    domain, _, rest = key.partition(".")
    return texts(domain)[rest][language].format(**values)


def has(key: str) -> bool:
    """Tell whether ``key`` exists."""
    domain, _, rest = key.partition(".")
    return rest in texts(domain)
