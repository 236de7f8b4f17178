"""Numbers as people read them in each language."""

from __future__ import annotations

from typing import Final

from carto.i18n.messages import Language, say

_NARROW_SPACE: Final = "\u202f"
_BANDS: Final = ((0.8, "very-likely"), (0.5, "likely"), (0.2, "possible"), (0.05, "unlikely"), (0.0, "rare"))
_SMALLEST: Final = 0.0005


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """Return a share of one as a percentage; a small one is never shown as nothing."""
    if 0 < share < _SMALLEST:
        return "< " + _decimal("0.1", language) + _unit("%", language)
    fine = share < 0.1 or 0.99 < share < 1  # noqa: PLR2004 -- one decimal where it matters
    digits = f"{share * 100:.{max(decimals, int(fine))}f}"
    return _decimal(digits.removesuffix(".0"), language) + _unit("%", language)


def likelihood(share: float, language: Language) -> str:
    """Return a likelihood in words and as a percentage."""
    band = next(name for least, name in _BANDS if share >= least)
    return f"{say(f'cli.likelihood.{band}', language)} ({percent(share, language)})"


def days(number: float, language: Language) -> str:
    """Return working days."""
    # French speaks of one up to two, English of one alone.
    singular = number < 2 if language == "fr" else number == 1  # noqa: PLR2004 -- two is two
    key = "cli.day" if singular else "cli.days"
    return say(key, language, number=decimal(number, language))


def decimal(number: float, language: Language) -> str:
    """Return a number with at most one decimal."""
    return _decimal(f"{number:.1f}".removesuffix(".0"), language)


def count(number: int, language: Language) -> str:
    """Return a whole number with its thousands apart."""
    return f"{number:,}".replace(",", _NARROW_SPACE if language == "fr" else ",")


def euros(amount: float, language: Language) -> str:
    """Return an amount of money, rounded to what its size allows."""
    for size, key in ((1e6, "cli.euros.millions"), (1e3, "cli.euros.thousands")):
        if amount >= size:
            return say(key, language, number=decimal(amount / size, language))
    return say("cli.euros", language, number=count(round(amount), language))


def _decimal(digits: str, language: Language) -> str:
    return digits.replace(".", ",") if language == "fr" else digits


def _unit(unit: str, language: Language) -> str:
    return f" {unit}" if language == "fr" else unit
