"""Which language to speak: what was asked, then what the model says, then what the machine says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carto.i18n.messages import Language

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def asked(words: Sequence[str], surroundings: Mapping[str, str]) -> Language | None:
    """Return the language asked for by ``--lang`` among the words, or by ``CARTO_LANG``; None when nobody asked.

    Read before any parsing, so that a mistake in the command line is told in the right language as well.
    """
    return known(option_value("--lang", words)) or known(surroundings.get("CARTO_LANG", ""))


def of_machine(surroundings: Mapping[str, str]) -> Language:
    """Return the language of the locale; English when it is neither French nor English."""
    setting = next((surroundings[name] for name in _VARIABLES if surroundings.get(name)), "")
    return known(setting[:2]) or "en"


def chosen(words: Sequence[str], surroundings: Mapping[str, str], model_language: Language | None = None) -> Language:
    """Return the language to speak."""
    return asked(words, surroundings) or model_language or of_machine(surroundings)


def option_value(name: str, words: Sequence[str]) -> str:
    """Return what follows an option in the raw words of a command line, or ""."""
    for position, word in enumerate(words):
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and position + 1 < len(words):
            return words[position + 1]
    return ""


def known(word: str) -> Language | None:
    """Return the word as a language, or None when carto does not speak it."""
    match word.lower():
        case "fr":
            return "fr"
        case "en":
            return "en"
        case _:
            return None
