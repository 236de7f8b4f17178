"""What a director reads once the atlas is built."""

from __future__ import annotations

from typing import Final

from carto.atlas.scene import Scene, SceneTarget, Story
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_basis
from carto.cli.use_cases.building import Built
from carto.cli.use_cases.checking import counts_of
from carto.i18n.messages import say
from carto.model.vocabulary import Evidence

_INDENT: Final = 4
_TARGETS: Final = 5
_QUESTIONS: Final = 5


def tell_summary(page: Page, built: Built) -> None:
    """Write what the model holds, what is unknown, the worst attacks, the choke points, the care at stake."""
    scene = built.scene
    page.say("summary.title", style="bold", title=scene.meta.title, marking=_told(page, scene.meta.marking))
    page.line(", ".join(page.counted(name, number) for name, number in counts_of(built.model).items() if number))
    _tell_unknowns(page, scene)
    _tell_targets(page, scene)
    _tell_choke_points(page, scene)
    _tell_care(page, scene)
    page.title("summary.where", path=built.path)
    tell_unused(page, built.unused)
    tell_basis(page, built.model, Evidence(scene.meta.evidence))
    page.line(_told(page, scene.meta.caution), style="dim")


def tell_unused(page: Page, unused: tuple[str, ...]) -> None:
    """Say which kept positions nobody uses any more."""
    if unused:
        page.say("layout.unused", ids=", ".join(unused), style="dim")


def _told(page: Page, words: object) -> str:
    return str(getattr(words, page.language))


def _tell_unknowns(page: Page, scene: Scene) -> None:
    if not scene.meta.unknowns:
        page.title("summary.unknowns.none")
        return
    page.title("summary.unknowns", count=figures.count(scene.meta.unknowns, page.language))
    for question in scene.unknowns[:_QUESTIONS]:
        place = f" ({question.place})" if question.place else ""
        page.item("-", f"{_told(page, question.question)}{place}")


def _tell_targets(page: Page, scene: Scene) -> None:
    page.title("summary.attacks")
    stories = {story.id: story for story in scene.stories}
    for target in scene.targets[:_TARGETS]:
        _tell_target(page, target, stories.get(target.stories[0]) if target.stories else None)
    if len(scene.targets) > _TARGETS:
        page.line(page.counted("more-targets", len(scene.targets) - _TARGETS))
    if not scene.targets:
        page.say("summary.no-target")


def _tell_target(page: Page, target: SceneTarget, story: Story | None) -> None:
    if story is None:
        page.say("summary.safe", target=target.label)
        if target.why_not is not None:
            page.line(_told(page, target.why_not), indent=_INDENT)
        return
    page.say(
        "summary.attack",
        target=target.label,
        likelihood=figures.likelihood(story.likelihood, page.language),
        effort=figures.days(story.effort_days, page.language),
        evidence=page.word(f"evidence.{story.evidence}"),
        style="bold",
    )
    for number, step in enumerate(story.steps, 1):
        page.item(f"{number}.", _told(page, step.text))


def _tell_choke_points(page: Page, scene: Scene) -> None:
    if not any(target.stories for target in scene.targets):
        return  # where no attack leads anywhere, there is nothing that it could not do without
    labels = {target.id: target.label for target in scene.targets}
    useful = [point for point in scene.choke_points if point.kind == "asset" and point.drop >= 1.0]
    targets: dict[str, list[str]] = {}
    for point in useful:
        targets.setdefault(_told(page, point.label), []).append(labels.get(point.target, point.target))
    page.title("summary.choke" if targets else "summary.no-choke")
    for label, protected in sorted(targets.items(), key=lambda item: (-len(item[1]), item[0])):
        page.item("-", f"{label} -> {', '.join(protected)}")


def _tell_care(page: Page, scene: Scene) -> None:
    worst: dict[str, tuple[int, str, str]] = {}
    for story in scene.stories:
        for effect in story.care:
            worst[effect.id] = max(
                worst.get(effect.id, (0, "", "")), (effect.patient_safety, effect.state, effect.name)
            )
    if worst:
        page.title("summary.care")
        for _, state, name in sorted(worst.values(), key=lambda each: (-each[0], each[2])):
            page.item("-", say("cli.summary.effect", page.language, care=name, state=page.word(f"care.{state}")))
