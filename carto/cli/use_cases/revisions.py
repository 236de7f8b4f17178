"""A model as it was in a git revision, read without touching the work tree.

Files come out of git as they were committed, into a folder that disappears again: no checkout, no filter, no hook.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from carto.errors import InputError, RequestError
from carto.i18n.bilingual import both
from carto.load.files import Sources, read_sources

_REVISION: Final = re.compile(r"([^:]{2,}):(.*)")
_LONGEST_SECONDS: Final = 60
_SUFFIXES: Final = (".yaml", ".yml", ".csv", ".json")


def split_revision(state: str) -> tuple[str, str] | None:
    """Return (revision, path) of ``REVISION:PATH``; None for a plain path, and for whatever is on disk."""
    found = _REVISION.fullmatch(state)
    return (found[1], found[2] or ".") if found and not Path(state).exists() else None


@contextmanager
def sources_at(revision: str, path: str, folder: Path | None = None) -> Iterator[Sources]:
    """Give the files of a model as a revision has them.

    Args:
        revision: Anything that git resolves to a commit.
        path: File or folder of the model, from ``folder``.
        folder: Where to ask git; the current folder by default.

    Raises:
        RequestError: ``no-such-revision`` or ``not-in-revision``.
        InputError: ``no-git``.
    """
    here = folder or Path()
    commit = _commit(here, revision)
    listed = [entry for entry in _entries(here, commit, path) if entry[1].suffix.lower() in _SUFFIXES]
    if not listed:
        raise RequestError("not-in-revision", revision=revision, path=path)
    with tempfile.TemporaryDirectory(prefix="carto-") as held:
        for blob, name in listed:
            place = Path(held, *name.parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_git(here, "cat-file", "blob", blob))
        sources = read_sources(Path(held, *_inside(path).parts))
        yield replace(sources, shown=f"{revision}:{path}")


def _commit(folder: Path, revision: str) -> str:
    try:
        return (
            _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            .decode()
            .strip()
        )
    except subprocess.CalledProcessError as error:
        raise RequestError("no-such-revision", revision=revision, folder=str(folder.resolve())) from error


def _entries(folder: Path, commit: str, path: str) -> Iterator[tuple[str, PurePosixPath]]:
    """Yield (blob, path) of the plain files below a path; links and paths that climb out are left alone."""
    listing = _git(folder, "ls-tree", "-r", "-z", commit, "--", f"./{_inside(path).as_posix()}").decode(
        "utf-8", "replace"
    )
    for line in filter(None, listing.split("\0")):
        head, _, name = line.partition("\t")
        mode, kind, blob = head.split(" ")
        place = PurePosixPath(name)
        if kind == "blob" and mode != "120000" and not place.is_absolute() and ".." not in place.parts:
            yield blob, place


def _inside(path: str) -> PurePosixPath:
    """Return a path below the folder where git is asked."""
    place = PurePosixPath(path.replace("\\", "/"))
    if place.is_absolute() or ".." in place.parts:
        raise RequestError("not-in-revision", revision="git", path=path)
    return place


def _git(folder: Path, *words: str) -> bytes:
    try:
        # The words are ours; what the user wrote comes after --end-of-options or --, where git reads no option.
        done = subprocess.run(  # noqa: S603 -- git itself, found on the path, with a list of words and no shell
            ["git", "--no-optional-locks", "-C", str(folder), *words],  # noqa: S607 -- wherever the user's git is
            check=True,
            capture_output=True,
            timeout=_LONGEST_SECONDS,
        )
    except FileNotFoundError as error:
        raise InputError("no-git", reason=both("reasons.git-missing")) from error
    except subprocess.TimeoutExpired as error:
        raise InputError("no-git", reason=both("reasons.git-slow")) from error
    return done.stdout
