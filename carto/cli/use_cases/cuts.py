"""The cheapest set of things that leaves no attack: steps, facts, assets, or measures of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from carto.analysis.cut import Cut, cheapest_cut
from carto.attack.build import build_attack_graph
from carto.attack.graph import AttackGraph
from carto.attack.measures import apply_measures
from carto.cli.use_cases.attacks import Answer, Stage, Subject, Target, subject_of
from carto.cli.use_cases.sources import CutTerms, Question, Removable
from carto.errors import RequestError, UnknownIdError
from carto.load.suggestions import closest
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence


def cuts(question: Question, wanted: tuple[str, ...], terms: CutTerms, stage: Stage) -> Answer[Cut]:
    """Return the cheapest cut of each target. On an establishment the target itself stays: protecting it says nothing.

    Raises:
        RequestError: ``needs-model``: measures belong to an establishment.
        UnknownIdError: ``unknown-id``: what is to stay, or to cost something, is nothing that is known.
    """
    subject = subject_of(question, wanted, stage)
    _refuse_unknown(subject, (*terms.keep, *terms.costs))
    if terms.remove == "measures" and subject.model is None:
        raise RequestError("needs-model", command="cut --remove measures", path=question.source.path)
    blocks = dict(_blocked(subject, subject.model)) if terms.remove == "measures" and subject.model else {}
    results = tuple(_cut(subject, target, terms, blocks, stage) for target in subject.targets)
    return Answer(subject, results, is_single=len(wanted) == 1)


def _cut(subject: Subject, target: Target, terms: CutTerms, blocks: Mapping[str, frozenset[str]], stage: Stage) -> Cut:
    stage("answer", target=subject.label(target.wanted))
    itself = (target.wanted,) if subject.model and terms.remove == "assets" else ()
    return cheapest_cut(
        subject.graph,
        target.fact,
        terms.remove,
        costs={**_own_costs(subject.model, terms.remove), **terms.costs},
        keep=(*terms.keep, *itself),
        blocks=blocks,
        enumerate_up_to=terms.listed,
    )


def _refuse_unknown(subject: Subject, named: tuple[str, ...]) -> None:
    if subject.question.evidence is not Evidence.ASSUMED:
        return  # what rests on less is gone from the graph: a name that is not there may be right
    graph, model = subject.graph, subject.model
    known = {*graph.facts, *(step.id for step in graph.steps), *graph.steps_of_asset}
    if model:
        known.update(entity.id for _, entity in model.entities())
    for one in named:
        if one not in known:
            raise UnknownIdError("unknown-id", id=one, meant=closest(one, known))


def _own_costs(model: Model | None, remove: Removable) -> dict[str, float]:
    return {one.id: one.cost_eur for one in model.measures.values()} if model and remove == "measures" else {}


def _blocked(subject: Subject, model: Model) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each measure with the steps that are gone once it is done."""
    usable = _usable(subject.graph)
    for measure in sorted(model.measures):
        done = build_attack_graph(
            apply_measures(model, [measure]),
            attacker=subject.question.attacker,
            start=subject.question.start,
            goals=[target.wanted for target in subject.targets],
        )
        yield measure, frozenset(usable - _usable(done))


def _usable(graph: AttackGraph) -> set[str]:
    return {step.id for step in graph.steps if step.likelihood > 0}
