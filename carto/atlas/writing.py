"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from carto.errors import OutputError
from carto.i18n.reasons import why


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there before stays until the new one is complete.

    An earlier file keeps its access rights; a new one gets the user's usual ones. A link is followed. A device or a
    pipe is refused: the file would take its place.

    Raises:
        OutputError: ``no-such-folder``, ``not-a-file`` or ``cannot-write``.
    """
    if not path.parent.is_dir():
        raise OutputError("no-such-folder", path=str(path.parent))
    try:
        _replace(path, Path(os.path.realpath(path)), content)
    except OSError as error:
        raise OutputError("cannot-write", path=str(path), reason=why(error)) from error


def _replace(path: Path, place: Path, content: bytes) -> None:
    mode = _mode_of(path, place)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".carto-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(place)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _mode_of(path: Path, place: Path) -> int:
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0o077)  # the only way to read it is to set it
        os.umask(mask)
        return 0o666 & ~mask
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OutputError("not-a-file", file=str(path))
    return stat.S_IMODE(mode)
