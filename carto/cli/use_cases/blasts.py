"""What falls once something has fallen."""

from __future__ import annotations

from dataclasses import dataclass

from carto.analysis.blast import BlastRadius, blast_radius
from carto.analysis.impact import Impact, impact_of
from carto.attack import facts
from carto.cli.use_cases.attacks import Stage, Subject, subject_of
from carto.cli.use_cases.reading import read_model
from carto.cli.use_cases.sources import Question
from carto.errors import RequestError


@dataclass(frozen=True, slots=True)
class Blasted:
    """All that falls.

    Attributes:
        subject: What was asked about; its targets are what the question wants to know of.
        radius: Facts that fall, with their depth.
        impact: What that means for an establishment; None for a plain attack graph.
    """

    subject: Subject
    radius: BlastRadius
    impact: Impact | None

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        told = {**self.radius.as_json(), "targets": [self._target(target.fact) for target in self.subject.targets]}
        if self.impact:
            told["impact"] = _impact(self.impact)
        return {**told, "context": self.subject.context()}

    def depth(self, fact: str) -> int | None:
        """Return after how many steps a fact falls; 0 when it has fallen already, None never."""
        return 0 if fact in self.radius.start else self.radius.depth.get(fact)

    def _target(self, fact: str) -> dict[str, object]:
        return {"target": fact, "falls": self.depth(fact) is not None, "depth": self.depth(fact)}


def blast(question: Question, wanted: tuple[str, ...], stage: Stage) -> Blasted:
    """Return what falls with the question's start; for a plain attack graph without one, with its own.

    Raises:
        RequestError: ``no-start``.
    """
    if not question.start and not question.source.is_plain_graph:
        raise RequestError("no-start")
    subject = subject_of(_fallen(question), wanted, stage, needs_target=False)
    stage("answer", target=", ".join(question.start) or question.source.name)
    radius = blast_radius(subject.graph, subject.graph.start)
    impact = impact_of(subject.model, {*radius.start, *radius.depth}) if subject.model else None
    targets = subject.targets if wanted else ()
    return Blasted(Subject(question, subject.graph, subject.model, targets, warnings=subject.warnings), radius, impact)


def _fallen(question: Question) -> Question:
    """Return the question with every device that starts it wholly taken: as an administrator."""
    if question.source.is_plain_graph:
        return question
    devices = read_model(question.source).devices
    start = tuple(facts.controls(thing, "admin") if thing in devices else thing for thing in question.start)
    return Question(question.source, question.attacker, start, question.evidence)


def _impact(impact: Impact) -> dict[str, object]:
    data = [
        {
            "device": loss.device,
            "data": loss.data,
            "verbs": list(loss.verbs),
            "records": loss.records,
            "value_eur": list(loss.value_eur),
        }
        for loss in impact.data
    ]
    return {
        "devices": impact.devices,
        "accounts": list(impact.accounts),
        "data": data,
        "records": impact.records,
        "value_eur": list(impact.value_eur),
        "care": [care.as_json() for care in impact.care],
    }
