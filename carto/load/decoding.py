"""Bytes to text: encodings, binary files, characters that no YAML text may hold."""

from __future__ import annotations

import codecs
import re

from carto.load.problem import Problem
from carto.model.diagnostic import Span

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SNIFFED_BYTES = 8192


def decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of ``raw`` and what is wrong with it.

    A text comes back even when something is wrong, so that the rest of the file is checked in the same run; it is
    empty when the bytes are no text at all.
    """
    if raw.startswith(_UTF16):
        return _checked(raw.decode("utf-16", errors="replace"), file)
    if b"\0" in raw[:_SNIFFED_BYTES]:
        return "", [Problem("binary-file", Span(file))]
    try:
        return _checked(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        wrong = Problem("not-utf8", end_of(before, file), {"byte": f"0x{raw[error.start]:02x}"})
    # Most likely an editor saved the file in the usual Windows encoding: read on, to find the other mistakes.
    text, others = _checked(raw.decode("cp1252", errors="replace"), file)
    return text, [wrong, *others]


def clean(text: str, file: str) -> tuple[str, list[Problem]]:
    """Return a text that a YAML parser accepts, and the first character that it would not have accepted."""
    return _checked(text.removeprefix("\ufeff"), file)


def _checked(text: str, file: str) -> tuple[str, list[Problem]]:
    found = _FORBIDDEN.search(text)
    if not found:
        return text, []
    wrong = Problem(
        "control-character",
        end_of(text[: found.start()], file),
        {"character": f"U+{ord(found.group()):04X}"},
    )
    return _FORBIDDEN.sub(_REPLACEMENT, text), [wrong]


def end_of(before: str, file: str) -> Span:
    """Return the place just after ``before``."""
    line_start = before.rfind("\n") + 1
    return Span(file, before.count("\n") + 1, len(before) - line_start + 1)
