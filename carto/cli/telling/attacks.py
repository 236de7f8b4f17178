"""Attacks in words: a line of figures, then numbered steps; why there is none, where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from carto.analysis.grouping import Way
from carto.analysis.missing import Absence, explain_absence
from carto.attack.graph import Step
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.steps import places_of, step_as_json, words_of
from carto.cli.use_cases.attacks import Answer, Paths, Subject, Target
from carto.i18n.messages import say

_INDENT: Final = 4


def step_details(subject: Subject, result: Paths) -> Mapping[str, object]:
    """Return what every step of the attacks is and rests on, by id; why there is no attack, when there is none."""
    used = sorted({step for way in result.ways.ways for step in way.attack.steps})
    details: dict[str, object] = {"step_details": {step: step_as_json(subject, step) for step in used}}
    if not result.ways.ways:
        details["absence"] = explain_absence(subject.graph, result.ways.target).as_json()
    return details


def tell_attacks(page: Page, answer: Answer[Paths], *, explain: bool) -> None:
    """Write the best attacks on each target."""
    for target, result in answer:
        tell_target(page, answer.subject, target)
        if not result.ways.ways:
            tell_absence(page, explain_absence(answer.subject.graph, target.fact))
            continue
        page.say(f"paths.by.{result.ways.by}", style="dim")
        for number, way in enumerate(result.ways.ways, 1):
            _tell_attack(page, answer.subject, way, number, explain=explain)
        page.say("paths.complete" if result.ways.complete else "paths.more", style="dim")
    tell_caution(page, answer.subject)


def tell_target(page: Page, subject: Subject, target: Target) -> None:
    """Write the heading of one target."""
    label = subject.label(target.wanted)
    page.title("target", target=label if label == target.wanted else f"{label} [{target.wanted}]")


def tell_absence(page: Page, absence: Absence) -> None:
    """Say that nothing reaches the target, and what would have to be true for something to."""
    page.say("paths.none")
    if absence.conditions:
        page.say("paths.missing")
        for condition in absence.conditions:
            page.line("- " + " + ".join(condition), indent=_INDENT)
    for blocked in absence.frontier[:3]:
        values = {"step": blocked.step, "missing": " + ".join(blocked.missing)}
        page.line(say("cli.paths.blocked", page.language, **values), indent=_INDENT)


def tell_caution(page: Page, subject: Subject) -> None:
    """Write what the answer rests on, and what it does not prove."""
    page.line()
    if subject.model:
        date = subject.model.establishment.date
        page.say("rests-on", date=date.isoformat() if date else "?", evidence=_evidence(page, subject), style="dim")
    page.say("caution", style="dim")


def _evidence(page: Page, subject: Subject) -> str:
    return say(f"cli.evidence.{subject.question.evidence.value}", page.language)


def _tell_attack(page: Page, subject: Subject, way: Way, number: int, *, explain: bool) -> None:
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
    for position, step in enumerate(_telling(subject, attack.steps, explain=explain), 1):
        page.line(f"{position}. {words_of(subject, step, language)}", indent=_INDENT)
        if explain:
            _explain(page, subject, step)


def _telling(subject: Subject, steps: Iterable[str], *, explain: bool) -> list[Step]:
    """Return the steps worth telling: movements that cost nothing are left to --explain."""
    found = [subject.graph.step(step) for step in steps]
    telling = [step for step in found if not is_structural(step)]
    return found if explain or not telling or subject.model is None else telling


def is_structural(step: Step) -> bool:
    """Tell whether a step is only a consequence of the one before: certain and free."""
    return step.likelihood == 1 and step.effort_days == 0


def _explain(page: Page, subject: Subject, step: Step) -> None:
    language = page.language
    facts = {
        "id": step.id,
        "evidence": say(f"cli.evidence.{step.evidence.value}", language),
        "likelihood": figures.percent(step.likelihood, language),
        "effort": figures.days(step.effort_days, language),
        "techniques": ", ".join(step.techniques) or "-",
        "needs": " + ".join(step.preconditions) or "-",
        "gives": step.postcondition,
    }
    for key in ("figures", "logic"):
        page.line(say(f"cli.explain.{key}", language, **facts), indent=_INDENT * 2, style="dim")
    places = places_of(subject, step)
    if places:
        page.line(say("cli.explain.places", language, places=", ".join(places)), indent=_INDENT * 2, style="dim")
