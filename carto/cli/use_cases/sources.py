"""What a command is asked about, as given on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from carto.attack.graph import AttackGraph
from carto.attack.plain import parse_graph
from carto.errors import InputError
from carto.i18n.bilingual import both
from carto.load.files import read_bytes
from carto.model.diagnostic import Diagnostic
from carto.model.vocabulary import Evidence

Removable = Literal["steps", "facts", "assets", "measures"]
"""What a cut may take away; said here as well, because the analysis brings a solver with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the model is.

    Attributes:
        path: File or folder, as the user wrote it.
        scenario: Scenario to apply, or None.
    """

    path: str
    scenario: str | None = None

    @property
    def is_plain_graph(self) -> bool:
        """Tell whether it is an attack graph in JSON rather than a model in YAML."""
        return self.path.endswith(".json")

    @property
    def name(self) -> str:
        """Return the name that files made from it bear."""
        path = Path(self.path)
        if not path.name or path.name == "..":
            path = path.resolve()
        return path.name if path.is_dir() else path.stem


@dataclass(frozen=True, slots=True)
class Question:
    """A question about attacks.

    Attributes:
        source: Where the model or the attack graph is.
        attacker: Attacker profile.
        start: What the attacker holds at first, instead of the profile's start.
        evidence: Weakest evidence a step may rest on.
    """

    source: Source
    attacker: str = "anyone"
    start: tuple[str, ...] = ()
    evidence: Evidence = Evidence.ASSUMED


@dataclass(frozen=True, slots=True)
class Keeping:
    """What happens to positions from one drawing to the next.

    Attributes:
        keep: Write them beside the model, even when nobody has yet.
        afresh: Forget the old ones.
    """

    keep: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a deliverable is for.

    Attributes:
        private: They may read private notes.
        anonymous: They may not know whose it is.
    """

    private: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class CutTerms:
    """What may be removed, and at what cost.

    Attributes:
        remove: Kind of thing.
        keep: Things that stay.
        costs: Thing -> cost; 1 where nothing is said, or what a measure costs.
        listed: How many minimal cuts to list at most.
    """

    remove: Removable
    keep: tuple[str, ...] = ()
    costs: Mapping[str, float] = field(default_factory=dict)
    listed: int = 0


def read_text(path: str) -> str:
    """Read a text file.

    Raises:
        InputError: ``no-such-file`` or ``cannot-read``.
    """
    if not Path(path).exists():
        raise InputError("no-such-file", file=path)
    try:
        return read_bytes(Path(path)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("cannot-read", file=path, reason=both("reasons.text")) from error


def read_graph(path: str) -> tuple[AttackGraph, tuple[Diagnostic, ...]]:
    """Read a plain attack graph, and what may be wrong with it.

    Raises:
        InvalidModelError: It has errors.
        InputError: ``no-such-file`` or ``cannot-read``.
    """
    graph, warnings = parse_graph(read_text(path), path)
    return graph, tuple(warnings)
