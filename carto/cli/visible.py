"""Make text of the model safe for a terminal: what could move the cursor or turn the reading order is shown instead."""

from __future__ import annotations

import re
from typing import Final

_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "␡"
_ELLIPSIS = "…"
_LONGEST = 80

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Marks that change the reading order or take no room."""
_DANGEROUS: Final = re.compile(f"[\x00-\x1f\x7f-\x9f{_INVISIBLE}]")


def visible(text: str, *, keep: str = "") -> str:
    """Return the text with every control and invisible character made visible.

    Args:
        text: Anything, from anywhere.
        keep: Characters to leave alone, such as a line feed between lines of our own.
    """
    return _DANGEROUS.sub(lambda found: found[0] if found[0] in keep else _shown(found[0]), text)


def clipped(text: str, longest: int = _LONGEST) -> str:
    """Return the text made visible, and cut with an ellipsis when it is too long."""
    shown = visible(text[: longest * 2])
    return shown if len(shown) <= longest else shown[: longest - 1] + _ELLIPSIS


def json_safe(encoded: str) -> str:
    """Return JSON text with the same characters as JSON escapes; line feeds are JSON's own and stay."""
    return _DANGEROUS.sub(lambda found: found[0] if found[0] == "\n" else _escaped(found[0]), encoded)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 -- the C0 controls, which have pictures of their own
        return chr(_CONTROL_PICTURES + code)
    return _DELETE_PICTURE if character == "\x7f" else f"<U+{code:04X}>"


def _escaped(character: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in memoryview(character.encode("utf-16-le")).cast("H"))
