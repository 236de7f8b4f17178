"""Steps of an attack: in words, with the lines of the model they rest on, and for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carto.analysis.attacks import Attack
from carto.atlas.phrases import Phrases
from carto.atlas.story import Chapter, Teller
from carto.atlas.wording import Wording, plain
from carto.attack.graph import Step
from carto.cli.use_cases.attacks import Subject
from carto.i18n.bilingual import Bilingual, both


@dataclass(frozen=True, slots=True)
class Narrator:
    """Tells the steps of one subject: an establishment's in sentences, a plain graph's by their names."""

    subject: Subject
    teller: Teller | None

    @classmethod
    def of(cls, subject: Subject) -> Narrator:
        """Return the narrator of a subject."""
        if subject.model is None:
            return cls(subject, None)
        return cls(subject, Teller.of(subject.model, subject.graph, Phrases(Wording.of(subject.model))))

    def chapters(self, attack: Attack) -> list[Chapter]:
        """Return the steps worth telling, each with the moves that it takes along."""
        if self.teller:
            return self.teller.chapters(attack.steps)
        return [Chapter(self.subject.graph.step(step)) for step in attack.steps]

    def words(self, step: Step) -> Bilingual:
        """Say what the attacker does."""
        if self.teller:
            return self.teller.phrases.text(step)
        needs = plain(" + ".join(step.preconditions)) if step.preconditions else both("cli.nothing")
        return both("cli.step", id=step.id, needs=needs, gives=step.postcondition)

    def fact(self, fact: str) -> Bilingual:
        """Name a fact."""
        return self.teller.phrases.missing(fact) if self.teller else plain(fact)

    def places(self, steps: Iterable[Step]) -> list[str]:
        """Return ``file:line`` of each fact of the model that steps rest on; sorted, each once."""
        if self.subject.model is None:
            return []
        locate = self.subject.model.locator.locate
        spans = (locate(route) for step in steps for route in step.origin)
        return [f"{file}:{line}" for file, line in sorted({(span.file, span.line) for span in spans if span})]

    def as_json(self, step: Step) -> dict[str, object]:
        """Return what a step is and rests on."""
        return {
            "kind": step.kind,
            "words": self.words(step)._asdict(),
            "preconditions": list(step.preconditions),
            "postcondition": step.postcondition,
            "likelihood": step.likelihood,
            "effort_days": step.effort_days,
            "difficulty": step.difficulty.value if step.difficulty else None,
            "evidence": step.evidence.value,
            "techniques": list(step.techniques),
            "assets": list(step.assets),
            "count": step.count,
            "places": self.places([step]),
        }
