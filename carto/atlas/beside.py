"""Scenarios looked at beside the establishment as it stands: each state is built once, the base for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from carto.analysis.changes import renamed_ids
from carto.analysis.compare import Comparison, compare_sides, goals_of_both, is_large
from carto.analysis.side import Side
from carto.attack.build import build_standing
from carto.attack.graph import AttackGraph
from carto.attack.standing import Inquiry, Standing, harmful_in
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence
from carto.rules.engine import Checked, check_model
from carto.rules.turnover import turnover


@dataclass(frozen=True, eq=False)
class Beside:
    """A scenario that was looked at.

    Attributes:
        model: The establishment once the scenario is real, its measures done.
        comparison: What differs.
        graph: What attackers can do then.
        fixed: Findings that are gone.
        introduced: Findings that came.
    """

    model: Model
    comparison: Comparison
    graph: AttackGraph
    fixed: int
    introduced: int


def look_at_each(
    base: Standing, evidence: Evidence, scenarios: Sequence[Model], checked: Checked | None
) -> tuple[Beside, ...]:
    """Return what each scenario changes.

    Args:
        base: The establishment as it stands, and who attacks it.
        evidence: Weakest evidence that a step may rest on.
        scenarios: The establishment once each scenario is real; their ``scenario`` names them.
        checked: What the rules say of the base; None to leave findings out.

    Complexity: one attack graph a scenario, and one of the base where the one given does not answer the same.
    """
    known: dict[tuple[tuple[str, ...], bool], Side] = {}
    # As facts, where the question names a start: what a scenario removes is then a fact of no use, and no error.
    start = base.graph.start if base.inquiry.start else ()
    found = []
    for model in scenarios:
        here, there = goals_of_both(base.model, model)
        fold = is_large(base.model, model)
        if (here, fold) not in known:
            known[here, fold] = Side(_standing_for(base, here, fold=fold), evidence)
        asked = Inquiry(base.inquiry.attacker, start, there, harmful_in(model), fold)
        after = Side(build_standing(model, None, asked), evidence)
        found.append(_looked_at(known[here, fold], after, checked))
    return tuple(found)


def _standing_for(base: Standing, goals: Sequence[str], *, fold: bool) -> Standing:
    """Return the base with the graph that a comparison asks for: the one that is there, or one of its own."""
    asked = replace(base.inquiry, goals=tuple(goals), watched=harmful_in(base.model), fold=fold)
    is_folded_alike = base.inquiry.fold == fold or not base.folded.members
    if is_folded_alike and set(base.inquiry.goals) == set(goals):
        return base
    return build_standing(base.model, base.known_topology, asked)


def _looked_at(base: Side, after: Side, checked: Checked | None) -> Beside:
    found = compare_sides(base, after)
    if checked is None:
        return Beside(after.model, found, after.graph, 0, 0)
    told = turnover(checked, check_model(after.model, standing=after.standing), renamed_ids(found.changes))
    return Beside(after.model, found, after.graph, len(told.fixed), len(told.introduced))
