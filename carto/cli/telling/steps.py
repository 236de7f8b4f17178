"""One step of an attack: in words, with the lines of the model it rests on, and for machines."""

from __future__ import annotations

from carto.attack.graph import Step
from carto.cli.use_cases.attacks import Subject
from carto.i18n.messages import Language, say


def words_of(subject: Subject, step: Step, language: Language) -> str:
    """Return what the attacker does, in a sentence; a step of a plain graph is its own name."""
    del subject
    needs = " + ".join(step.preconditions) or say("cli.nothing", language)
    return f"{step.id}: {needs} -> {step.postcondition}"


def places_of(subject: Subject, step: Step) -> list[str]:
    """Return ``file:line`` of each fact of the model that a step rests on; sorted, each once."""
    if subject.model is None:
        return []
    spans = (subject.model.locator.locate(route) for route in step.origin)
    found = sorted({(span.file, span.line) for span in spans if span})
    return [f"{file}:{line}" for file, line in found]


def step_as_json(subject: Subject, step_id: str) -> dict[str, object]:
    """Return what a step is and rests on."""
    step = subject.graph.step(step_id)
    return {
        "kind": step.kind,
        "words": {language: words_of(subject, step, language) for language in ("fr", "en")},
        "preconditions": list(step.preconditions),
        "postcondition": step.postcondition,
        "likelihood": step.likelihood,
        "effort_days": step.effort_days,
        "difficulty": step.difficulty.value if step.difficulty else None,
        "evidence": step.evidence.value,
        "techniques": list(step.techniques),
        "assets": list(step.assets),
        "count": step.count,
        "places": places_of(subject, step),
    }
