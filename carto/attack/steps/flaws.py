"""Breaking in: known flaws, flaws one must assume, default secrets, and the weaknesses an author declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    evidence = Evidence.CONFIRMED if setting.status == "present" else Evidence.ASSUMED
    for needs in _ways(ground, device, flaw, setting):
        for gain in setting.gain or (flaw.gain if flaw else ("user",)):
            for gives in ground.gains(device, gain):
                yield ground.step(
                    "exploit-known",
                    needs,
                    gives,
                    name=f"exploit {number}",
                    difficulty=setting.difficulty or (flaw.difficulty if flaw else Difficulty.MODERATE),
                    evidence=evidence,
                    assets=[device.id],
                    origin=[f"devices:{device.id}:vulnerabilities"],
                    techniques=EXPLOIT,
                    count=device.count,
                    flaw=number,
                    device=device.id,
                    weakness=number,
                )


def _ways(ground: Ground, device: Device, flaw: Flaw | None, setting: FlawSetting) -> Iterator[list[str]]:
    """Yield each set of preconditions with which a flaw works: one for each door and each place to stand."""
    doors = _doors(ground, device, setting.reach if setting.reach is not None else flaw.needs.reach if flaw else ())
    if flaw is None:
        yield from ([door] for door in doors)
        return
    if any(device.vulnerabilities.get(other) is None for other in flaw.needs.also):
        return
    held = [facts.controls(device.id, flaw.needs.privilege)] if flaw.needs.privilege != "none" else []
    accounts = _accounts(ground, device) if flaw.needs.account else [""]
    for place in places(ground, device, flaw.needs.position):
        for door in doors or [""]:
            for account in accounts:
                yield [fact for fact in (*held, place, door, account) if fact]


def _doors(ground: Ground, device: Device, services: Iterable[str]) -> list[str]:
    """Return the facts of reaching a device by any of the services, those it does not offer left out."""
    offered = ground.topology.offers[device.id]
    return [facts.reaches(device.id, service) for service in sorted(services) if service in offered]


def _accounts(ground: Ground, device: Device) -> list[str]:
    places_of = {device.id, *device.zones}
    return [facts.holds(a.id) for a in ground.model.accounts.values() if places_of & a.opens.keys()]


def places(ground: Ground, device: Device, position: str) -> list[str]:
    """Return the facts of standing where a flaw needs it; [""] where it needs no place, [] where there is none."""
    if position == Position.INTERCEPT:
        return [facts.at(zone) for zone in intercepting(ground, device)]
    if position in {Position.PHYSICAL, Position.RADIO}:
        return [facts.near(site) for site in ground.sites_of(device)]
    return [""]


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
    for need in _weak_places(ground, device, weakness):
        for gain in weakness.gain or ("user",):
            for gives in ground.gains(device, gain):
                yield ground.step(
                    _KIND.get(weakness.effect, "declared-weakness"),
                    [need],
                    gives,
                    name=f"use {weakness.id}",
                    difficulty=weakness.difficulty,
                    evidence=Evidence.DECLARED,
                    assets=[device.id],
                    origin=[f"devices:{device.id}:weaknesses"],
                    techniques=weakness.techniques,
                    count=device.count,
                    flaw=f"{weakness.id}@{device.id}",
                    device=device.id,
                    weakness=weakness.id,
                    zone=need[3:-1] if need.startswith("at(") else "",
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


def _weak_places(ground: Ground, device: Device, weakness: Weakness) -> list[str]:
    """Return the facts from any one of which a weakness can be used; phishing has rules of its own."""
    effect = weakness.effect
    if effect in {Effect.ESCALATE, Effect.HARVEST}:
        return [facts.controls(device.id, "user")]
    if effect in {Effect.INTERCEPT, Effect.INTERCEPT_UPDATE}:
        return [facts.at(zone) for zone in intercepting(ground, device)]
    if effect in {Effect.PHYSICAL, Effect.RADIO}:
        return [facts.near(site) for site in ground.sites_of(device)]
    if effect is Effect.REMOVABLE:
        return [facts.carries(site) for site in ground.sites_of(device)]
    if effect is Effect.PHISH:
        return []
    return _doors(ground, device, weakness.services or ground.topology.offers[device.id])


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
        count=device.count,
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
        count=1 if state is True else device.count,
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
                difficulty=Difficulty.EASY,
                evidence=Evidence.DECLARED if own.authenticated is False else Evidence.ASSUMED,
                assets=[device.id],
                origin=[f"devices:{device.id}:services"],
                techniques=("T0855",) if obeys else ("T1213",),
                flaw=f"open@{device.id}/{service}",
                device=device.id,
                service=service,
                data=gives.partition("(")[2].partition(",")[0] if not obeys else "",
            )
