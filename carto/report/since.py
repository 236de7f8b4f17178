"""What changed since an earlier state, for the dossier: compared elsewhere, put into words here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from carto.analysis.changes import renamed_ids
from carto.analysis.compare import Comparison, compare_sides
from carto.analysis.side import Side
from carto.atlas.phrases import Phrases
from carto.atlas.story import Teller
from carto.atlas.wording import Wording
from carto.i18n.bilingual import Bilingual
from carto.model.establishment_map import Model
from carto.rules.engine import Checked
from carto.rules.turnover import Turnover, turnover


@dataclass(frozen=True, slots=True)
class PathSince:
    """An attack that only one of the two states has.

    Attributes:
        target: Id of what it reaches.
        state: ``falls`` or ``appears``.
        title: Where it begins, through what it goes, what falls.
        likelihood: Where it can be done.
    """

    target: str
    state: str
    title: Bilingual
    likelihood: float


@dataclass(frozen=True, eq=False)
class Since:
    """The establishment as it was, beside what it is.

    Attributes:
        before: The earlier state.
        comparison: What differs.
        findings: Which findings came and went.
        paths: Attacks that fell and attacks that appeared, those that appeared first, each by target.
    """

    before: Model
    comparison: Comparison
    findings: Turnover
    paths: tuple[PathSince, ...]

    @property
    def fallen(self) -> tuple[PathSince, ...]:
        """Attacks of the earlier state that cannot be done any more."""
        return tuple(path for path in self.paths if path.state == "falls")

    @property
    def appeared(self) -> tuple[PathSince, ...]:
        """Attacks that could not be done before."""
        return tuple(path for path in self.paths if path.state == "appears")

    @cached_property
    def wording(self) -> Wording:
        """What says names of the earlier state."""
        return Wording.of(self.before)


def since_of(before: Side, after: Side, checked: tuple[Checked, Checked]) -> Since:
    """Return what changed from one state to another.

    Args:
        before: The earlier state.
        after: The state that the dossier is about.
        checked: What the rules say of each.
    """
    found = compare_sides(before, after)
    findings = turnover(*checked, renamed_ids(found.changes))
    return Since(before.model, found, findings, tuple(_paths(found, before, after)))


def _paths(found: Comparison, before: Side, after: Side) -> Iterator[PathSince]:
    renamed = renamed_ids(found.changes)
    for state, side in (("appears", after), ("falls", before)):
        teller = Teller.of(side.model, side.graph, Phrases(Wording.of(side.model)))
        for target in found.targets:
            name = renamed.get(target.id, target.id) if state == "appears" else target.id
            for path in target.paths:
                if path.state == state:
                    yield PathSince(name, state, teller.title(name, path.steps), path.likelihood)
