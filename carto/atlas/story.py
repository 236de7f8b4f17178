"""One attack as a story: moves folded into what they lead to, each step with its words, its places and its remedies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carto.analysis.attacks import Attack, Criterion
from carto.analysis.best import BestAttacks
from carto.analysis.care import CareImpact
from carto.analysis.impact import impact_of
from carto.atlas.phrases import STRUCTURAL, Phrases
from carto.atlas.scene import CareEffect, Story, StoryStep, Words
from carto.attack import facts
from carto.attack.graph import AttackGraph, Step
from carto.i18n.bilingual import Bilingual, both
from carto.model.establishment_map import Model
from carto.model.vocabulary import Evidence

_LANDS = ("device", "zone", "account", "party", "site")
_LEAVES = ("from_device", "manager", "from_zone", "zone", "site")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A step that is told, with the moves that lead to it and, at the end, what follows at once."""

    step: Step
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()

    def parts(self) -> tuple[Step, ...]:
        """Return every step it stands for, in order."""
        return (*self.before, self.step, *self.after)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the attacks of one graph on one model."""

    model: Model
    graph: AttackGraph
    phrases: Phrases
    prizes: tuple[Step, ...]

    @classmethod
    def of(cls, model: Model, graph: AttackGraph, phrases: Phrases) -> Teller:
        """Return the teller of a graph. O(steps)."""
        return cls(model, graph, phrases, tuple(step for step in graph.steps if step.kind == "take-data"))

    def stories(self, target: str, attacks: BestAttacks, alike: tuple[int, ...] = ()) -> tuple[Story, ...]:
        """Return the attacks on a target as stories, best first; look-alikes are one story.

        Args:
            target: What falls.
            attacks: The attacks to tell.
            alike: How many attacks each stands for, where somebody has counted.
        """
        counted = list(zip(attacks.attacks, alike, strict=True)) if alike else self._grouped(attacks)
        return tuple(
            self._story(f"{target}-{number}", target, attacks.by, attack, count)
            for number, (attack, count) in enumerate(counted, start=1)
        )

    def _grouped(self, attacks: BestAttacks) -> list[tuple[Attack, int]]:
        groups: dict[tuple[tuple[str, str], ...], list[Attack]] = {}
        for attack in attacks.attacks:
            look = tuple((part.step.kind, self.lands(part.step)) for part in self.chapters(attack.steps))
            groups.setdefault(look, []).append(attack)
        return [(group[0], len(group)) for group in groups.values()]

    def title(self, target: str, steps: Iterable[str]) -> Bilingual:
        """Return what an attack is called: where it begins, through what it goes, what falls."""
        return self._title(target, self.chapters(steps))

    def chapters(self, steps: Iterable[str]) -> list[Chapter]:
        """Return the steps of an attack that are told, each with the moves before it."""
        told: list[Chapter] = []
        waiting: list[Step] = []
        for name in steps:
            step = self.graph.step(name)
            if _is_told(step):
                told.append(Chapter(step, tuple(waiting)))
                waiting = []
            else:
                waiting.append(step)
        if not waiting:
            return told
        if told:
            return [*told[:-1], Chapter(told[-1].step, told[-1].before, tuple(waiting))]
        return [Chapter(waiting[-1], tuple(waiting[:-1]))]

    def lands(self, step: Step) -> str:
        """Return the id of the thing on the map where a step takes place, or ""."""
        named = (step.detail.get(slot, "") for slot in _LANDS)
        return next((place for name in named if (place := self.drawn(name))), "")

    def drawn(self, name: str) -> str:
        """Return the id of what stands for a thing on the map, or ""; links and flows stand for themselves."""
        model = self.model
        if name in model.accounts:
            account = model.accounts[name]
            return next(iter((*account.stored_on, *account.sessions_on, *account.opens)), "")
        if name in model.parties:
            return model.parties[name].zone
        places = (model.devices, model.zones, model.sites, model.links, model.flows)
        return name if any(name in place for place in places) else ""

    def _story(self, name: str, target: str, by: Criterion, attack: Attack, alike: int) -> Story:
        chapters = self.chapters(attack.steps)
        steps = [part for chapter in chapters for part in chapter.parts()]
        held = self._held_after(steps)
        impact = impact_of(self.model, held)
        return Story(
            id=name,
            target=target,
            title=Words.of(self._title(target, chapters)),
            by=by,
            likelihood=attack.likelihood,
            effort_days=attack.effort_days,
            elapsed_days=attack.elapsed_days,
            evidence=weakest(steps).value,
            proof=attack.proof.status,
            alike=alike,
            steps=tuple(self._told(chapters, held)),
            care=tuple(effect_of(self.model, one) for one in impact.care if one.state != "works"),
            records=impact.records,
            value_eur=impact.value_eur,
        )

    def _held_after(self, steps: Iterable[Step]) -> frozenset[str]:
        """Return what the attacker holds at the end, with all that can be done with the data in their hands."""
        held = {*self.graph.start, *(step.postcondition for step in steps)}
        parsed = [known for fact in held if (known := facts.parse(fact)) is not None]
        held.update(facts.controls(arguments[0], "user") for verb, arguments in parsed if verb == "controls")
        prizes = (prize for prize in self.prizes if held.issuperset(prize.preconditions))
        return frozenset(held.union(prize.postcondition for prize in prizes))

    def _title(self, target: str, chapters: list[Chapter]) -> Bilingual:
        needs = [fact for chapter in chapters for step in chapter.parts() for fact in step.preconditions]
        start = next((fact for fact in needs if fact in self.graph.start), "")
        entry = self.phrases.entry(start) if start else both("story.entry.other")
        goal = self.phrases.words.name(target)
        footholds = (self.lands(chapter.step) for chapter in chapters)
        through = next((place for place in footholds if place in self.model.devices and place != target), "")
        if not through:
            return both("story.title", entry=entry, target=goal)
        return both("story.title-through", entry=entry, through=self.phrases.words.name(through), target=goal)

    def _told(self, chapters: Iterable[Chapter], held: frozenset[str]) -> Iterator[StoryStep]:
        before = ""
        for chapter in chapters:
            step = chapter.step
            at = self.lands(step)
            places = (self.drawn(step.detail[slot]) for slot in _LEAVES if slot in step.detail)
            source = next((place for place in places if place not in {"", at}), "")
            yield StoryStep(
                id=step.id,
                kind=step.kind,
                text=Words.of(self.phrases.text(step, held)),
                why=Words.of(self.phrases.why(step, route_of(chapter.before))),
                at=at,
                source=source or (before if before != at else ""),
                techniques=step.techniques,
                evidence=weakest(chapter.parts()).value,
                difficulty=step.difficulty.value if step.difficulty else "",
                likelihood=step.likelihood,
                effort_days=step.effort_days,
                places=self._places(chapter.parts()),
                stops=tuple(Words.of(stop) for stop in self.phrases.stops(step)),
                folded=tuple(part.id for part in (*chapter.before, *chapter.after)),
            )
            before = at or before

    def _places(self, steps: Iterable[Step]) -> tuple[str, ...]:
        spans = (self.model.locator.locate(route) for step in steps for route in step.origin)
        return tuple(dict.fromkeys(f"{span.file}:{span.line}" for span in spans if span is not None))


def _is_told(step: Step) -> bool:
    if step.kind not in STRUCTURAL:
        return True
    return step.postcondition.startswith("stops(")


def steps_of(story: Story) -> frozenset[str]:
    """Return the ids of every step of a story, told or folded."""
    return frozenset(part for step in story.steps for part in (step.id, *step.folded))


def weakest(steps: Iterable[Step]) -> Evidence:
    """Return the weakest evidence that any of the steps rests on."""
    return max((step.evidence for step in steps), key=lambda level: level.weakness, default=Evidence.CONFIRMED)


def route_of(moves: Iterable[Step]) -> tuple[str, ...]:
    """Return the zones and network devices that moves pass through, in order."""
    nodes: list[str] = []
    for step in moves:
        if step.kind == "traverse" and "from_zone" in step.detail:
            nodes += [node for node in (step.detail["from_zone"], step.detail["zone"]) if node not in nodes]
    return tuple(nodes)


def effect_of(model: Model, impact: CareImpact) -> CareEffect:
    """Return what happens to a care process, as the page shows it."""
    hours = impact.stops_after_hours if impact.harm_after_hours is None else impact.harm_after_hours
    return CareEffect(
        id=impact.id,
        name=model.care[impact.id].label,
        state=impact.state,
        hours=hours,
        patient_safety=impact.patient_safety,
    )


def devices_in(model: Model, graph: AttackGraph, attacks: BestAttacks) -> dict[str, float]:
    """Return each device that falls or acts in an attack -> the likelihood of the best attack through it."""
    best: dict[str, float] = {}
    for attack in attacks.attacks:
        for step in map(graph.step, attack.steps):
            for thing in _controlled(step):
                if thing in model.devices:
                    best[thing] = max(best.get(thing, 0.0), attack.likelihood)
    return best


def _controlled(step: Step) -> tuple[str, ...]:
    parsed = facts.parse(step.postcondition)
    if parsed is None or parsed[0] in {"at", "sends", "near", "inside", "carries", "holds", "reaches"}:
        return tuple(step.detail[slot] for slot in ("from_device", "manager") if slot in step.detail)
    return (parsed[1][-1], *parsed[1][:1])
