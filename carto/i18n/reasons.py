"""Why the machine refused, in both languages: in its own words it speaks English, or whatever it was set up with."""

from __future__ import annotations

import errno
from typing import Final

from carto.i18n.bilingual import Bilingual, both

_KNOWN: Final = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "not-a-folder",
    errno.EISDIR: "folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.ENAMETOOLONG: "long-name",
    errno.EINVAL: "bad-name",
    errno.EILSEQ: "bad-name",
    errno.ELOOP: "links-in-circles",
    errno.EIO: "broken",
    errno.EBUSY: "busy",
    errno.ETXTBSY: "busy",
    errno.EMFILE: "too-many-open",
    errno.ENFILE: "too-many-open",
    errno.ESTALE: "gone",
    errno.ETIMEDOUT: "slow",
}
"""What the system answered -> key of ``texts/reasons.json``."""

_JSON: Final = {
    "Expecting value": "json-value",
    "Extra data": "json-more",
    "Unterminated string starting at": "json-quote",
    "Invalid control character at": "json-control",
    "Expecting ',' delimiter": "json-comma",
    "Expecting ':' delimiter": "json-colon",
    "Expecting property name enclosed in double quotes": "json-key",
}
"""What the JSON reader of Python says -> key."""


def why(error: OSError) -> Bilingual:
    """Return why the system refused; its own words where we have none."""
    key = _KNOWN.get(error.errno or 0)
    return both(f"reasons.{key}") if key else _as_told(error.strerror or str(error))


def why_no_json(message: str) -> Bilingual:
    """Return what the JSON reader stumbled over, without its place."""
    key = _JSON.get(message, "json-escape" if "escape" in message else "")
    return both(f"reasons.{key}") if key else _as_told(message)


def _as_told(words: str) -> Bilingual:
    return Bilingual(words, words)
