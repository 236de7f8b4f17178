"""A text that exists in French and in English."""

from __future__ import annotations

from typing import NamedTuple

from carto.i18n.messages import LANGUAGES, Language, say


class Bilingual(NamedTuple):
    """The same words in both languages."""

    fr: str
    en: str

    def told(self, language: Language) -> str:
        """Return the words in ``language``."""
        return self.fr if language == "fr" else self.en

    def __str__(self) -> str:
        """Return the English words, for logs and for people who program."""
        return self.en


def both(key: str, /, **values: object) -> Bilingual:
    """Return the text of ``key`` in both languages; a bilingual value fills each language with its own words."""
    words = (
        say(key, language, **{name: _in(value, language) for name, value in values.items()}) for language in LANGUAGES
    )
    return Bilingual(*words)


def _in(value: object, language: Language) -> object:
    return value.told(language) if isinstance(value, Bilingual) else value
