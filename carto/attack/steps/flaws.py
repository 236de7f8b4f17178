"""Breaking in: known flaws, flaws one must assume, default secrets, and the weaknesses an author declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground, harder
from carto.catalog.entities import Flaw, Weakness
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Effect, Position
from carto.model.device import Device, FlawSetting, ServiceSetting
from carto.model.vocabulary import Difficulty, EndpointProtection, Evidence, PatchState

EXPLOIT = ("T1190", "T1210")


def flaw_steps(ground: Ground) -> Iterator[Step]:
    """Yield every step that uses a flaw or a weakness of a device."""
    for device in ground.model.devices.values():
        for number, setting in device.vulnerabilities.items():
            yield from _known(ground, device, number, setting)
        for weakness in device.weaknesses:
            yield from _declared(ground, device, weakness)
        for service, own in ground.topology.offers[device.id].items():
            yield from _assumed(ground, device, service, own)
            yield from _default_secret(ground, device, service, own)
            yield from _unauthenticated(ground, device, service, own)


def _known(ground: Ground, device: Device, number: str, setting: FlawSetting) -> Iterator[Step]:
    """Use a known flaw: its own preconditions, its own gain, the author's word before the catalogue's."""
    if setting.status == "patched":
        return
    flaw = catalog().flaw(number)
    sure = Evidence.CONFIRMED if setting.status == "present" else Evidence.ASSUMED
    for place in places(ground, device, flaw.needs.position if flaw else Position.NONE):
        for needs, gives in _uses(ground, device, flaw, setting):
            yield ground.step(
                "exploit-known",
                [fact for fact in (place.fact, *needs) if fact],
                gives,
                name=f"exploit {number}",
                difficulty=harder(
                    setting.difficulty or (flaw.difficulty if flaw else Difficulty.MODERATE), place.levels
                ),
                evidence=max(sure, place.evidence, key=_weakness),
                assets=[device.id],
                origin=[f"devices:{device.id}:vulnerabilities"],
                techniques=EXPLOIT,
                flaw=number,
                device=device.id,
                weakness=number,
            )


def _uses(ground: Ground, device: Device, flaw: Flaw | None, setting: FlawSetting) -> Iterator[tuple[list[str], str]]:
    """Yield what a flaw needs, beside a place to stand, and what it gives: one for each door, account and gain."""
    gains = setting.gain or (flaw.gain if flaw else ("user",))
    given = [gives for gain in gains for gives in ground.gains(device, gain)]
    for needs in _ways(ground, device, flaw, setting):
        yield from ((needs, gives) for gives in given)


def _ways(ground: Ground, device: Device, flaw: Flaw | None, setting: FlawSetting) -> Iterator[list[str]]:
    doors = _doors(ground, device, setting.reach if setting.reach is not None else flaw.needs.reach if flaw else ())
    if flaw is None or setting.reach is not None:
        yield from ([door] for door in doors)
        return
    if any(device.vulnerabilities.get(other) is None for other in flaw.needs.also):
        return
    held = [facts.controls(device.id, flaw.needs.privilege)] if flaw.needs.privilege != "none" else []
    for door in doors if flaw.needs.reach else [""]:
        for account in _accounts(ground, device) if flaw.needs.account else [""]:
            yield [fact for fact in (*held, door, account) if fact]


def _weakness(evidence: Evidence) -> int:
    return evidence.weakness


def _doors(ground: Ground, device: Device, services: Iterable[str]) -> list[str]:
    """Return the facts of reaching a device by any of the services, those it does not offer left out."""
    offered = ground.topology.offers[device.id]
    return [facts.reaches(device.id, service) for service in sorted(services) if service in offered]


def _accounts(ground: Ground, device: Device) -> list[str]:
    places_of = {device.id, *device.zones}
    return [facts.holds(a.id) for a in ground.model.accounts.values() if places_of & a.opens.keys()]


class Place(NamedTuple):
    """Somewhere to stand.

    Attributes:
        fact: What must be held, "" for nothing.
        levels: Levels of difficulty added.
        evidence: What it rests on.
    """

    fact: str
    levels: int = 0
    evidence: Evidence = Evidence.CONFIRMED


def places(ground: Ground, device: Device, position: str) -> list[Place]:
    """Return where one may stand for what a flaw or weakness needs; none when there is no such place."""
    if position in {Position.INTERCEPT, Effect.INTERCEPT_UPDATE}:
        return [Place(facts.at(zone)) for zone in intercepting(ground, device)]
    if position == Position.PHYSICAL:
        return [Place(*way) for way in ground.hands_on(device)]
    if position == Position.RADIO:
        return [Place(facts.near(site)) for site in ground.sites_of(device)]
    if position == Effect.REMOVABLE:
        return [Place(facts.carries(site)) for site in ground.sites_of(device)]
    return [Place("")]


def intercepting(ground: Ground, device: Device) -> tuple[str, ...]:
    """Return the zones where traffic of a device passes: its own, those it is exposed to, those its flows cross."""
    zones = {*device.zones, *device.exposed_to}
    for flow in ground.model.flows.values():
        if device.id in {flow.from_device, flow.to_device}:
            ends = (ground.model.devices.get(flow.from_device), ground.model.devices.get(flow.to_device))
            if ends[0] and ends[1]:
                zones.update(ground.topology.chain(ends[0], ends[1], flow.protocol) or ())
    return tuple(sorted(zones & ground.model.zones.keys()))


def _declared(ground: Ground, device: Device, name: str) -> Iterator[Step]:
    """Use a weakness that the author declares, as the catalogue says it works."""
    weakness = catalog().weakness(name)
    if weakness is None:
        return
    given = [gives for gain in weakness.gain or ("user",) for gives in ground.gains(device, gain)]
    accounts = _accounts(ground, device) if weakness.account else [""]
    for place in _weak_places(ground, device, weakness):
        for account, gives in product(accounts, given):
            yield ground.step(
                _KIND.get(weakness.effect, "declared-weakness"),
                [fact for fact in (place.fact, account) if fact],
                gives,
                name=f"use {weakness.id}",
                difficulty=harder(weakness.difficulty, place.levels),
                evidence=max(Evidence.DECLARED, place.evidence, key=_weakness),
                assets=[device.id],
                origin=[f"devices:{device.id}:weaknesses"],
                techniques=weakness.techniques,
                count=device.count if weakness.effect in _BY_HAND else 1,
                flaw=f"{weakness.id}@{device.id}",
                device=device.id,
                weakness=weakness.id,
                zone=place.fact[3:-1] if place.fact.startswith("at(") else "",
            )


_KIND = {
    Effect.ESCALATE: "escalate",
    Effect.DEFAULT_SECRET: "default-secret",
    Effect.INTERCEPT_UPDATE: "intercept-update",
    Effect.INTERCEPT: "intercept",
    Effect.PHYSICAL: "physical",
    Effect.RADIO: "radio",
    Effect.REMOVABLE: "removable",
    Effect.HARVEST: "harvest",
    Effect.COMMAND: "command",
}


_BY_HAND = frozenset({Effect.PHYSICAL, Effect.REMOVABLE})
"""Effects that are tried on one device of a fleet after the other; a flaw, the whole fleet has or has not."""


def _weak_places(ground: Ground, device: Device, weakness: Weakness) -> list[Place]:
    """Return the facts from any one of which a weakness can be used; phishing has rules of its own."""
    effect = weakness.effect
    if effect in {Effect.ESCALATE, Effect.HARVEST}:
        return [Place(facts.controls(device.id, "user"))]
    if effect in {Effect.EXPLOIT, Effect.DEFAULT_SECRET, Effect.COMMAND}:
        return [Place(door) for door in _doors(ground, device, weakness.services or ground.topology.offers[device.id])]
    return [] if effect is Effect.PHISH else places(ground, device, effect)


def _assumed(ground: Ground, device: Device, service: str, own: ServiceSetting) -> Iterator[Step]:
    """A device whose updates are late, or not known, has a flaw that somebody knows."""
    state = own.patched or device.patched
    if state is PatchState.CURRENT:
        return
    late = state is PatchState.LATE
    blocked = device.endpoint_protection is EndpointProtection.BLOCK
    yield ground.step(
        "exploit-assumed",
        [facts.reaches(device.id, service)],
        facts.controls(device.id, "user"),
        difficulty=harder(Difficulty.MODERATE if late else Difficulty.HARD, int(blocked)),
        evidence=Evidence.DECLARED if late else Evidence.ASSUMED,
        assets=[device.id],
        origin=[f"devices:{device.id}:patched"],
        techniques=("T1210",),
        flaw=f"patches@{device.id}",
        device=device.id,
        service=service,
    )


def _default_secret(ground: Ground, device: Device, service: str, own: ServiceSetting) -> Iterator[Step]:
    """A secret that everybody knows opens the door; a secret that nobody has checked may be one."""
    known = catalog().service(service)
    state = device.default_secret if own.default_secret is None else own.default_secret
    if state is False or not (known is None or known.login) or "default-secret" in device.weaknesses:
        return
    admin = known is not None and (known.administration or known.remote_code)
    yield ground.step(
        "default-secret",
        [facts.reaches(device.id, service)],
        facts.controls(device.id, "admin" if admin and state is True else "user"),
        difficulty=Difficulty.TRIVIAL if state is True else Difficulty.VERY_HARD,
        evidence=Evidence.DECLARED if state is True else Evidence.ASSUMED,
        assets=[device.id],
        origin=[f"devices:{device.id}:default_secret"],
        techniques=("T1078.001",),
        flaw=f"secret@{device.id}",
        device=device.id,
        service=service,
    )


def _unauthenticated(ground: Ground, device: Device, service: str, own: ServiceSetting) -> Iterator[Step]:
    """A service that asks nobody who they are gives its data, or obeys."""
    known = catalog().service(service)
    asks = own.authenticated if own.authenticated is not None else known.authenticated if known else "unknown"
    if asks is not False:
        return
    kind = ground.types[device.id]
    obeys = known is not None and known.industrial and kind is not None and kind.commands
    gains = ("commands",) if obeys else ("reads", "alters")
    for gain in gains:
        for gives in ground.gains(device, gain):
            yield ground.step(
                "no-authentication",
                [facts.reaches(device.id, service)],
                gives,
                difficulty=harder(Difficulty.EASY, int(gain == "alters")),
                evidence=Evidence.DECLARED if own.authenticated is False else Evidence.ASSUMED,
                assets=[device.id],
                origin=[f"devices:{device.id}:services"],
                techniques=("T0855",) if obeys else ("T1213",),
                flaw=f"open@{device.id}/{service}",
                device=device.id,
                service=service,
                data=gives.partition("(")[2].partition(",")[0] if not obeys else "",
            )
