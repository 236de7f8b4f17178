"""The files of a model: one file, or every YAML file below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path
from typing import Final

from carto.errors import InputError
from carto.i18n.reasons import why
from carto.load.problem import Problem
from carto.model.diagnostic import Diagnostic, Span

MAX_BYTES: Final = 200_000_000
SUFFIXES: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found on disk.

    Attributes:
        root: The folder that files are named from; nothing outside it is read. None for a text without a place.
        files: Name -> bytes, in the order of names; names use ``/`` everywhere.
        problems: Files that were not taken.
        shown: Path of the model as the user gave it.
        single: The model is one file, not a folder.
    """

    root: Path | None
    files: dict[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    shown: str = ""
    single: bool = True


def read_sources(path: Path) -> Sources:
    """Return the files of a model.

    Raises:
        InputError: The path, or something below it, cannot be read.
    """
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise InputError("no-such-file", file=str(path))
    if not path.is_file():
        raise InputError("not-a-file", file=str(path))
    files, problems = _read_all(path.parent, [path, *_scenarios_beside(path)], named=path)
    return Sources(path.parent, files, tuple(problems), str(path))


def scenario_file(path: Path, name: str) -> Path:
    """Return where the scenario of a name lies: in the model's folder, or beside its one file."""
    return path / f"{name}.scenario.yaml" if path.is_dir() else path.with_name(f"{path.stem}.{name}.scenario.yaml")


def _scenarios_beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{escape(path.stem)}.*.scenario.yaml"))


def _folder(root: Path) -> Sources:
    files, problems = _read_all(root, sorted(_yaml_below(root)))
    if not files and not problems:
        problems.append(Problem("no-yaml", Span(""), {"folder": str(root)}))
    return Sources(root, files, tuple(problems), str(root), single=False)


def _yaml_below(root: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder; hidden ones and linked folders are left alone."""
    for folder, subfolders, names in os.walk(root, onerror=_unreadable):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(folder, name)


def _unreadable(error: OSError) -> None:
    raise InputError("cannot-read", file=str(error.filename), reason=why(error)) from error


def texts_below(root: Path) -> Iterator[Path]:
    """Yield the YAML files of a model's folder, in order; not those that links lead out of it, nor what is no file."""
    for path in sorted(_yaml_below(root)):
        if inside(path, root) and path.is_file():
            yield path


def _read_all(root: Path, paths: Iterable[Path], named: Path | None = None) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files at some paths; what the user named is read wherever it leads."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in paths:
        name = name_of(path, root)
        if path != named and not inside(path, root):
            problems.append(Problem("outside-folder", Span(name), {"file": name}, severity="warning"))
        elif not path.is_file():
            continue  # a socket, a device, a link to nowhere: no text to read
        elif path.stat().st_size > MAX_BYTES:
            problems.append(Problem("file-too-large", Span(name), {"megabytes": MAX_BYTES // 1_000_000}))
        else:
            files[name] = read_bytes(path)
    return files, problems


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("cannot-read", file=str(path), reason=why(error)) from error


def name_of(path: Path, root: Path) -> str:
    """Return how messages call a file: from the model's folder, the same on every system."""
    return path.relative_to(root).as_posix().encode("utf-8", "replace").decode("utf-8")


def inside(path: Path, root: Path) -> bool:
    """Tell whether a path, links followed, stays below ``root``."""
    return followed(path).is_relative_to(followed(root))


def followed(path: Path) -> Path:
    """Return where a path leads, links followed; links that lead to one another in a ring lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def as_given(sources: Sources, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with files named from where the user stands, as terminals and editors follow them."""
    if sources.root is None:
        return tuple(diagnostics)
    return tuple(
        replace(one, span=_given_span(sources, one.span), values=_given_values(sources, one.values))
        for one in diagnostics
    )


def _given_values(sources: Sources, values: Mapping[str, object]) -> dict[str, object]:
    return {name: _given_span(sources, value) if isinstance(value, Span) else value for name, value in values.items()}


def _given_span(sources: Sources, span: Span) -> Span:
    if sources.single and span.file == Path(sources.shown).name:
        return replace(span, file=sources.shown)
    base = Path(sources.shown).parent if sources.single else Path(sources.shown)
    return replace(span, file=str(base / span.file))
