"""The face that papers are set in, and what it cannot write.

The face comes with the PDF library, so that the same dossier gives the same bytes on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

import reportlab
from reportlab.pdfbase.ttfonts import TTFontFile

_STAND_INS: Final = {
    0x2192: "\u203a",
    0x2190: "\u2039",
    0x2194: "\u2039\u203a",
    0x21C4: "\u2039\u203a",
    0x202F: "\u00a0",
    0x2011: "-",
    0x2212: "-",
    0x2264: "<=",
    0x2265: ">=",
}
LOST: Final = "?"
"""What stands for a character that the face cannot write."""


def font_file(*, bold: bool = False) -> Path:
    """Return the file of the face."""
    return Path(reportlab.__file__).parent / "fonts" / ("VeraBd.ttf" if bold else "Vera.ttf")


def writable(text: str) -> str:
    """Return the text in characters of the face: arrows have stand-ins, accents may be lost, the rest is ``LOST``."""
    if text.isascii():
        return text
    return "".join(_written(sign) for sign in text)


@cache
def _written(sign: str) -> str:
    if ord(sign) in _known():
        return sign
    if ord(sign) in _STAND_INS:
        return _STAND_INS[ord(sign)]
    base = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
    return "".join(part if ord(part) in _known() else LOST for part in base)


@cache
def _known() -> frozenset[int]:
    return frozenset([*TTFontFile(str(font_file())).charToGlyph, 0x0A])
