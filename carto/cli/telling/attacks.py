"""Attacks in words: a line of figures, then numbered steps; why there is none, where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from carto.analysis.grouping import Way
from carto.analysis.missing import explain_absence
from carto.attack.graph import Step
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.steps import Narrator
from carto.cli.use_cases.attacks import Answer, Paths, Subject, Target
from carto.i18n.messages import say
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence

_INDENT: Final = 4


def step_details(subject: Subject, result: Paths) -> Mapping[str, object]:
    """Return what every step of the attacks is and rests on, by id; why there is no attack, when there is none."""
    narrator = Narrator.of(subject)
    used = sorted({step for way in result.ways.ways for step in way.attack.steps})
    details: dict[str, object] = {"step_details": {step: narrator.as_json(subject.graph.step(step)) for step in used}}
    if not result.ways.ways:
        details["absence"] = explain_absence(subject.graph, result.ways.target).as_json()
    return details


def tell_attacks(page: Page, answer: Answer[Paths], *, explain: bool) -> None:
    """Write the best attacks on each target."""
    narrator = Narrator.of(answer.subject)
    for target, result in answer:
        tell_target(page, answer.subject, target)
        if not result.ways.ways:
            tell_absence(page, narrator, target)
            continue
        page.say(f"paths.by.{result.ways.by}", style="dim")
        for number, way in enumerate(result.ways.ways, 1):
            _tell_attack(page, narrator, way, number, explain=explain)
        page.say("paths.complete" if result.ways.complete else "paths.more", style="dim")
    tell_caution(page, answer.subject)


def tell_target(page: Page, subject: Subject, target: Target) -> None:
    """Write the heading of one target."""
    label = subject.label(target.wanted)
    page.title("target", target=label if label == target.wanted else f"{label} [{target.wanted}]")


def tell_absence(page: Page, narrator: Narrator, target: Target) -> None:
    """Say that nothing reaches the target, and what would have to be true for something to."""
    absence = explain_absence(narrator.subject.graph, target.fact)
    page.say("paths.none")
    if absence.conditions:
        page.say("paths.missing")
    for condition in absence.conditions:
        told = (narrator.fact(fact).told(page.language) for fact in condition)
        page.item("-", " + ".join(told))
    if absence.frontier:
        page.say("paths.blocked.title")
    for blocked in absence.frontier[:3]:
        missing = " + ".join(narrator.fact(fact).told(page.language) for fact in blocked.missing)
        words = narrator.words(narrator.subject.graph.step(blocked.step)).told(page.language).rstrip(".")
        page.item("-", say("cli.paths.blocked", page.language, step=words, missing=missing))


def tell_caution(page: Page, subject: Subject) -> None:
    """Write what the answer rests on, and what it does not prove."""
    page.line()
    if subject.model:
        tell_basis(page, subject.model, subject.question.evidence)
    page.say("caution", style="dim")


def tell_basis(page: Page, model: Model, evidence: Evidence) -> None:
    """Write the date of the model and the evidence admitted."""
    date, word = model.establishment.date, page.word(f"evidence.{evidence.value}")
    if date:
        page.say("rests-on", date=date.isoformat(), evidence=word, style="dim")
    else:
        page.say("rests-on.undated", evidence=word, style="dim")


def _tell_attack(page: Page, narrator: Narrator, way: Way, number: int, *, explain: bool) -> None:
    language, attack = page.language, way.attack
    page.line()
    page.say(
        "paths.attack",
        style="bold",
        number=number,
        likelihood=figures.likelihood(attack.likelihood, language),
        effort=figures.days(attack.effort_days, language),
        elapsed=figures.days(attack.elapsed_days, language),
    )
    if way.alike > 1:
        page.say("paths.alike" if way.is_counted else "paths.alike-at-least", count=way.alike, style="dim")
    if attack.proof.status == "bounded":
        page.say("paths.bounded", bound=figures.decimal(attack.proof.bound, language), style="dim")
    if not attack.steps:
        page.say("paths.held")
    for position, chapter in enumerate(narrator.chapters(attack), 1):
        page.item(f"{position}.", narrator.words(chapter.step).told(language))
        for step in chapter.parts() if explain else ():
            _explain(page, narrator, step)


def _explain(page: Page, narrator: Narrator, step: Step) -> None:
    """Write what a step is, needs and gives; a step that follows at once takes one line."""
    language = page.language
    at_once = step.likelihood == 1 and not step.effort_days
    facts = {
        "id": step.id.removesuffix(f": {' + '.join(step.preconditions)} => {step.postcondition}"),
        "evidence": page.word(f"evidence.{step.evidence.value if step.effort_days else 'certain'}"),
        "likelihood": figures.percent(step.likelihood, language),
        "effort": figures.days(step.effort_days, language),
        "techniques": f" · {', '.join(step.techniques)}" if step.techniques else "",
        "needs": " + ".join(narrator.fact(fact).told(language) for fact in step.preconditions),
        "gives": narrator.fact(step.postcondition).told(language),
        "places": ", ".join(narrator.places([step])),
    }
    logic = "logic" if step.preconditions else "given"
    lines = [say(f"cli.explain.{key}", language, **facts) for key in ("figures", logic)]
    if at_once:
        lines = [f"{facts['id']} · {lines[1]}"]
    if facts["places"]:
        lines[-1] += f" · {say('cli.explain.places', language, **facts)}"
    for further, line in enumerate(lines):
        page.line(line, indent=2 * _INDENT + 2 * further, hang=2 - 2 * further, style="dim")
