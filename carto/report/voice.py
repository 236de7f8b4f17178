"""One language, spoken: texts of ``texts/report.json``, numbers as people read them, text that no file chokes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Protocol

from carto.i18n.messages import Language, has, say
from carto.i18n.typography import NO_BREAK, glued

_UNSEEN: Final = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010),
     *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xD800, 0xE000),
     0xFFFE, 0xFFFF, *range(0xE0000, 0xE0080)]
)  # fmt: skip
"""Controls and invisible characters: file formats forbid some, the others hide or turn what stands beside them."""
_BANDS: Final = ((0.8, "very-likely"), (0.5, "likely"), (0.2, "possible"), (0.05, "unlikely"), (0.0, "rare"))
_SMALL: Final = 0.01
_LARGE: Final = 0.99
_TWO: Final = 2
_LONGEST: Final = 4_000
_FLAW: Final = re.compile(r"\bCVE[-\u2010-\u2015_ ]?\d{4}[-\u2010-\u2015_ ]?\d{3,}\b(,\s+(?=\w))?", re.IGNORECASE)


class Told(Protocol):
    """A text in both languages."""

    @property
    def fr(self) -> str:
        """In French."""
        ...

    @property
    def en(self) -> str:
        """In English."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language."""

    language: Language

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of ``texts/report.json``."""
        return say(f"report.{key}", self.language, **values)

    def one_of(self, key: str, otherwise: str) -> str:
        """Return a text of ``texts/report.json`` when there is one, else another word."""
        return self.say(key) if has(f"report.{key}") else otherwise

    def tell(self, text: Told | None) -> str:
        """Return a bilingual text in this language; "" for none."""
        if text is None:
            return ""
        return text.fr if self.language == "fr" else text.en

    def counted(self, thing: str, number: int) -> str:
        """Return a number with what it counts: ``count.<thing>``, or ``count.<thing>.one`` up to one."""
        small = number < _TWO if self.language == "fr" else number == 1
        return self.say(f"count.{thing}.one" if small else f"count.{thing}", number=self.whole(number))

    def yes_no(self, value: object) -> str:
        """Return yes, no, or that nobody knows."""
        if value is True:
            return self.say("yes")
        return self.say("no" if value is False else "unknown")

    def whole(self, number: int) -> str:
        """Return a whole number with its thousands apart."""
        return f"{number:,}".replace(",", NO_BREAK if self.language == "fr" else ",")

    def decimal(self, number: float) -> str:
        """Return a number with at most one decimal."""
        digits = f"{number:.1f}".removesuffix(".0")
        return digits.replace(".", ",") if self.language == "fr" else digits

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage; a small one is never shown as nothing, nor a large one as all."""
        shown = "< 1" if 0 < share < _SMALL else "> 99" if _LARGE < share < 1 else f"{share * 100:.0f}"
        return f"{shown}{NO_BREAK}%" if self.language == "fr" else f"{shown}%"

    def likelihood(self, share: float) -> str:
        """Return a likelihood in words and as a percentage."""
        band = next(name for least, name in _BANDS if share >= least)
        return self.say(f"likelihood.{band}", percent=self.percent(share))

    def days(self, number: float) -> str:
        """Return working days."""
        return self.say("days" if number >= _TWO else "days.one", number=self.decimal(number))

    def hours(self, number: float | None) -> str:
        """Return hours, or that nobody has said."""
        if number is None:
            return self.say("not-said")
        return self.say("hours" if number >= _TWO else "hours.one", number=self.decimal(number))

    def euros(self, low: float, high: float) -> str:
        """Return a range of money, rounded to what its size allows; "" when it is nothing."""
        if not high:
            return ""
        size, unit = next((s, u) for s, u in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1, "plain"))
                          if high >= s or s == 1)  # fmt: skip
        if low == high:
            return self.say(f"euros.{unit}", number=self.decimal(high / size))
        return self.say(f"euros.{unit}.range", low=self.decimal(low / size), high=self.decimal(high / size))

    def day(self, iso: str) -> str:
        """Return an ISO date as people write it."""
        year, month, day = iso.split("-")
        return f"{day}/{month}/{year}" if self.language == "fr" else iso

    def listed(self, names: list[str] | tuple[str, ...], most: int = 8) -> str:
        """Return names with commas; a long list ends with how many more there are."""
        more = len(names) - most
        return ", ".join(names[:most]) + (f" (+{more})" if more > 0 else "")

    def tidy(self, text: str) -> str:
        """Return text that every file format takes, whose signs stay with their word."""
        clear = text[:_LONGEST].translate(_UNSEEN).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return glued(clear, self.language).strip()

    def without_flaws(self, text: str) -> str:
        """Return text without the number of any flaw; where a flaw has a name, its name stays."""
        return _FLAW.sub(lambda found: "" if found[1] else self.say("a-flaw"), text)
