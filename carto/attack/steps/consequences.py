"""What an attack is for: data taken, devices commanded, care stopped."""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground
from carto.model.care import Need
from carto.model.device import Device
from carto.model.vocabulary import Difficulty

_VERBS = (
    ("reads", "user", "T1005", Difficulty.TRIVIAL),
    ("alters", "user", "T1565.001", Difficulty.EASY),
    ("denies", "admin", "T1486", Difficulty.EASY),
)
"""What is done with data, the control it takes, the technique, and how hard it is (assumption)."""


def consequence_steps(ground: Ground) -> Iterator[Step]:
    """Yield what control of a device is worth, and when something that matters has fallen."""
    for device in ground.model.devices.values():
        if device.holds or device.id in ground.matters:
            yield from _take(ground, device)
        kind = ground.types[device.id]
        if kind is not None and kind.commands:
            yield from _command(ground, device)
    for matter in sorted(ground.matters):
        yield from _falls(ground, ground.model.devices[matter])
    for care in sorted(ground.goals & ground.model.care.keys()):
        yield from _stops(ground, care)


def _take(ground: Ground, device: Device) -> Iterator[Step]:
    used = device.id in ground.used
    for verb, level, technique, difficulty in _VERBS:
        for data in sorted(device.holds) or ([facts.SERVICE_ITSELF] if verb == "denies" else []):
            held = [facts.controls(device.id, level)] + ([facts.uses(device.id)] if level == "user" and used else [])
            for fact in held:
                yield ground.step(
                    "take-data",
                    [fact],
                    facts.touches(verb, data, device.id),
                    difficulty=difficulty,
                    assets=[device.id],
                    origin=[f"devices:{device.id}:holds"],
                    techniques=(technique,),
                    device=device.id,
                    data=data,
                    privilege=level,
                    verb=verb,
                )


def _command(ground: Ground, device: Device) -> Iterator[Step]:
    used = [facts.uses(device.id)] if device.id in ground.used else []
    for fact in (facts.controls(device.id, "user"), *used):
        yield ground.step(
            "command",
            [fact],
            facts.commands(device.id),
            difficulty=Difficulty.EASY,
            assets=[device.id],
            origin=[f"devices:{device.id}:type"],
            techniques=("T0855",),
            device=device.id,
        )


def _falls(ground: Ground, device: Device) -> Iterator[Step]:
    """A thing that matters has fallen when its data or its action is in the wrong hands, or itself is."""
    kind = ground.types[device.id]
    data = sorted(device.holds)
    ways = [facts.touches(verb, one, device.id) for one in data for verb in ("reads", "alters", "denies")]
    ways += [facts.commands(device.id)] if kind is not None and kind.commands else []
    ways += (
        [] if data else [facts.controls(device.id, "user"), facts.touches("denies", facts.SERVICE_ITSELF, device.id)]
    )
    for way in ways:
        yield ground.step("falls", [way], facts.falls(device.id), assets=[device.id], device=device.id)


def _stops(ground: Ground, care: str) -> Iterator[Step]:
    """A care process stops when anything it needs is lost, and all of what it could have used instead."""
    for need in ground.model.care[care].depends_on:
        for losses in _losses(ground, need):
            yield ground.step("falls", losses, facts.stops(care), assets=[care], origin=[f"care:{care}:depends_on"])


def _losses(ground: Ground, need: Need) -> list[list[str]]:
    """Return each set of facts that takes a dependency away."""
    if need.id:
        return [[fact] for fact in _loss(ground, need.id)]
    if need.all:
        return [losses for part in need.all for losses in _losses(ground, part)]
    combined: list[list[str]] = [[]]
    for part in need.any:
        combined = [done + more for done in combined for more in _losses(ground, part)]
    return combined


def _loss(ground: Ground, thing: str) -> list[str]:
    device = ground.model.devices.get(thing)
    if device is None:
        return [facts.stops(thing)] if thing in ground.model.care else []
    return [facts.controls(thing, "admin"), *(facts.touches("denies", data, thing) for data in sorted(device.holds))]
