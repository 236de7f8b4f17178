"""Questions about attacks: on a model of an establishment, or on a plain attack graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from carto.analysis.attacks import Criterion
from carto.analysis.best import BestAttacks, best_attacks
from carto.analysis.choke import ChokePoints, choke_points
from carto.analysis.grouping import Looks, Way, Ways, distinct_ways
from carto.analysis.probability import SuccessProbability, success_probabilities
from carto.analysis.ranking import ChokeRanking, rank_assets
from carto.attack.attackers import ANYONE
from carto.attack.build import build_standing, goal_of, targets_of
from carto.attack.graph import AttackGraph
from carto.attack.standing import Inquiry, Standing, harmful_in
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Question, read_graph
from carto.errors import RequestError
from carto.i18n.messages import Language
from carto.model.diagnostic import Diagnostic
from carto.model.establishment_map import Model
from carto.topology.network import Topology, build_topology

Stage = Callable[..., None]
"""Told what begins: a name of ``texts/cli.json`` below ``stage``, and its values."""


class Result(Protocol):
    """What every analysis answers with."""

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        ...


ResultT = TypeVar("ResultT", bound=Result)


@dataclass(frozen=True, slots=True)
class Target:
    """What must not fall: as it was asked for, and as a fact of the graph."""

    wanted: str
    fact: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about.

    Attributes:
        question: As asked.
        graph: What an attacker can do, at the evidence asked for.
        model: The establishment; None for a plain attack graph.
        targets: What must not fall.
        topology: The network of the establishment; None for a plain attack graph.
        warnings: What was wrong with the input, but did not stop it.
        standing: The establishment and its graph, whatever its steps rest on; None for a plain attack graph.
    """

    question: Question
    graph: AttackGraph
    model: Model | None
    targets: tuple[Target, ...]
    topology: Topology | None = None
    warnings: tuple[Diagnostic, ...] = ()
    standing: Standing | None = None

    @property
    def language(self) -> Language | None:
        """Return the language of the model, where it names one."""
        return self.model.establishment.language if self.model else None

    def label(self, thing: str) -> str:
        """Return the name of a thing of the model, or its id."""
        found = self.model.find(thing) if self.model else None
        return found[1].label if found else thing

    def context(self) -> dict[str, object]:
        """Return what the answer rests on, for machines."""
        date = self.model.establishment.date if self.model else None
        return {
            "model_date": date.isoformat() if date else None,
            "scenario": self.question.source.scenario,
            "attacker": None if self.model is None else self.question.attacker,
            "start": list(self.question.start) or None,
            "evidence": self.question.evidence.value,
        }


@dataclass(frozen=True, slots=True)
class Paths:
    """The best attacks on one target, each with the number of attacks that look like it."""

    ways: Ways

    @classmethod
    def of(cls, best: BestAttacks) -> Paths:
        """Take attacks that stand for themselves alone."""
        ways = tuple(Way(attack, alike=1, is_counted=True) for attack in best.attacks)
        return cls(Ways(best.target, best.by, ways, best.complete))

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        attacks = ({**way.attack.as_json(), "alike": way.alike} for way in self.ways.ways)
        return {
            "target": self.ways.target,
            "by": self.ways.by,
            "attacks": list(attacks),
            "complete": self.ways.complete,
        }


@dataclass(frozen=True, slots=True)
class Answer(Generic[ResultT]):
    """Results about each target.

    Attributes:
        subject: What was asked about.
        results: One for each target, in the same order.
        is_single: The question named exactly one target: the answer is its result, not a list.
    """

    subject: Subject
    results: tuple[ResultT, ...]
    is_single: bool

    def __iter__(self) -> Iterator[tuple[Target, ResultT]]:
        """Yield (target, result)."""
        return zip(self.subject.targets, self.results, strict=True)

    def as_json(self, more: Callable[[Subject, ResultT], Mapping[str, object]] | None = None) -> dict[str, object]:
        """Return the published shape, with what it rests on beside."""
        told = [{**result.as_json(), **(more(self.subject, result) if more else {})} for result in self.results]
        context = {"context": self.subject.context()}
        return {**told[0], **context} if self.is_single else {"results": told, **context}


def subject_of(
    question: Question, wanted: tuple[str, ...], stage: Stage, *, needs_target: bool = True, watching: bool = False
) -> Subject:
    """Read the model or the graph, and find out what is asked about.

    Args:
        question: As asked.
        wanted: Ids of what must not fall; the model's own targets when empty.
        stage: Told what begins.
        needs_target: Whether a question about nothing is none.
        watching: Whether the graph of a model serves the rules as well.

    Raises:
        CartoError: Whatever is wrong with the file or the question.
    """
    stage("load")
    if question.source.is_plain_graph:
        subject = _of_graph(question, wanted)
    else:
        subject = subject_about(read_model(question.source), question, wanted, stage, watching=watching)
    if needs_target and not subject.targets:
        raise RequestError("no-target")
    return subject


def answer_each(
    question: Question, wanted: tuple[str, ...], stage: Stage, ask: Callable[[AttackGraph, str], ResultT]
) -> Answer[ResultT]:
    """Ask the same of every target."""
    subject = subject_of(question, wanted, stage)
    return Answer(subject, tuple(_asked(subject, stage, ask)), is_single=len(wanted) == 1)


def best(question: Question, wanted: tuple[str, ...], by: Criterion, count: int, stage: Stage) -> Answer[Paths]:
    """Return the best attacks on each target: on an establishment, look-alike attacks are told once."""
    if question.source.is_plain_graph:
        return answer_each(question, wanted, stage, lambda graph, fact: Paths.of(best_attacks(graph, fact, by, count)))
    subject = subject_of(question, wanted, stage)
    looks = Looks(subject.graph)
    ways = _asked(subject, stage, lambda graph, fact: Paths(distinct_ways(graph, fact, by, count, looks)))
    return Answer(subject, tuple(ways), is_single=len(wanted) == 1)


def chokes(question: Question, wanted: tuple[str, ...], stage: Stage) -> Answer[ChokePoints]:
    """Return what no attack on each target can do without."""
    return answer_each(question, wanted, stage, choke_points)


def ranked_chokes(question: Question, wanted: tuple[str, ...], stage: Stage) -> Answer[ChokeRanking]:
    """Return the choke points of each target, and what its attacks go through by what their safety is worth."""
    return answer_each(question, wanted, stage, rank_assets)


def probability(
    question: Question, wanted: tuple[str, ...], trials: int, seed: int, stage: Stage
) -> Answer[SuccessProbability]:
    """Return the chance that each target falls: in the same sampled worlds, all at once."""
    subject = subject_of(question, wanted, stage)
    stage("answer", target=", ".join(subject.label(target.wanted) for target in subject.targets))
    facts = [target.fact for target in subject.targets]
    found = success_probabilities(subject.graph, facts, trials=trials, seed=seed)
    return Answer(subject, found, is_single=len(wanted) == 1)


def _asked(subject: Subject, stage: Stage, ask: Callable[[AttackGraph, str], ResultT]) -> Iterator[ResultT]:
    for target in subject.targets:
        stage("answer", target=subject.label(target.wanted))
        yield ask(subject.graph, target.fact)


def _of_graph(question: Question, wanted: Iterable[str]) -> Subject:
    for option, value in (("--scenario", question.source.scenario), ("--attacker", question.attacker != ANYONE)):
        if value:
            raise RequestError("plain-graph-option", option=option)
    graph, warnings = read_graph(question.source.path)
    if question.start:
        graph = AttackGraph(graph.steps, (graph.facts[graph.fact_at(fact)] for fact in question.start))
    targets = tuple(Target(fact, graph.facts[graph.fact_at(fact)]) for fact in wanted)
    return Subject(question, graph.at_evidence(question.evidence), None, targets, warnings=warnings)


def subject_about(
    model: Model,
    question: Question,
    wanted: tuple[str, ...],
    stage: Stage = lambda *_name, **_values: None,
    *,
    watching: bool = False,
) -> Subject:
    """Return what a question is about on a model that is already read.

    Args:
        model: The establishment.
        question: As asked.
        wanted: Ids of what must not fall; the model's own targets when empty.
        stage: Told what begins.
        watching: Whether the graph serves the rules as well: it then speaks of whatever may do serious harm.
    """
    goals = wanted or targets_of(model)
    targets = tuple(Target(thing, goal_of(model, thing)) for thing in goals)
    stage("network")
    topology = build_topology(model)
    stage("attack")
    asked = Inquiry(question.attacker, question.start, goals, harmful_in(model) if watching else ())
    standing = build_standing(model, topology, asked)
    graph = standing.graph.at_evidence(question.evidence)
    return Subject(question, graph, model, targets, topology, model.warnings, standing)
