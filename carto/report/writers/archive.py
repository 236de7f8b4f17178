"""Office files are archives: made again without the hour at which they were packed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Final

from carto.report.document import Dossier

_PACKED: Final = (1980, 1, 1, 0, 0, 0)
_UNDATED: Final = "2000-01-01"


def settled(archive: bytes, change: Callable[[str, bytes], bytes] = lambda _name, content: content) -> bytes:
    """Return an archive with the same entries in the same order and no time in it.

    Args:
        archive: The archive as a library wrote it.
        change: Given the name and content of each entry, returns what to keep.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _PACKED)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            new.writestr(kept, change(entry.filename, old.read(entry)))
    return made.getvalue()


def moment(dossier: Dossier) -> dt.datetime:
    """Return the day of the dossier as the moment that file properties ask for."""
    return dt.datetime.fromisoformat(dossier.date or _UNDATED)
