"""Fooling people, and coming in through those one trusts."""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground, harder, known_or_assumed
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Effect
from carto.model.device import Device
from carto.model.establishment import Party
from carto.model.vocabulary import Difficulty, EndpointProtection, Evidence

_WELL_TRAINED = 0.6  # share of staff trained and tested above which phishing is one level harder (assumption)


def people_steps(ground: Ground) -> Iterator[Step]:
    """Yield phishing and supplier steps; both come from outside."""
    for outside in ground.outside:
        for device in ground.model.devices.values():
            yield from _phish(ground, device, outside)
        for party in ground.model.parties.values():
            yield from _supplier(ground, party, outside)


def _phish(ground: Ground, device: Device, outside: str) -> Iterator[Step]:
    """A message or a page opened on a staffed device runs the attacker's program."""
    channels = [name for name in ("mail", "web") if getattr(device, name) is not False]
    weak = [name for name in device.weaknesses if (w := catalog().weakness(name)) and w.effect is Effect.PHISH]
    if not device.staffed or not (channels or weak):
        return
    yield ground.step(
        "phish",
        [facts.at(outside)],
        facts.controls(device.id, "user"),
        difficulty=_phishing_difficulty(ground, device, weak=bool(weak)),
        evidence=Evidence.DECLARED if weak else Evidence.ASSUMED,
        assets=[device.id],
        origin=[f"devices:{device.id}:{'weaknesses' if weak else channels[0]}"],
        techniques=("T1566",),
        count=device.count,
        flaw=f"people@{device.id}",
        device=device.id,
        zone=outside,
    )


def _phishing_difficulty(ground: Ground, device: Device, *, weak: bool) -> Difficulty:
    trained = ground.model.establishment.trained_share
    levels = int(device.endpoint_protection is EndpointProtection.BLOCK)
    levels += int(isinstance(trained, float) and trained >= _WELL_TRAINED)
    levels -= int(weak)
    return harder(Difficulty.EASY, levels)


def _supplier(ground: Ground, party: Party, outside: str) -> Iterator[Step]:
    """Whoever breaks into a third party stands where it stands and holds the accounts it was given."""
    accounts = {account.id for account in ground.model.accounts.values() if account.party == party.id}
    gains = [facts.holds(account) for account in sorted(accounts | set(party.accounts))]
    if party.zone and party.zone not in ground.outside:
        gains.insert(0, facts.at(party.zone))
    for gives in gains:
        yield ground.step(
            "supplier",
            [facts.at(outside)],
            gives,
            name=f"supplier {party.id}",
            difficulty=Difficulty.HARD if party.second_factor is True else Difficulty.MODERATE,
            evidence=known_or_assumed(party.second_factor),
            assets=[party.id, party.zone if gives.startswith("at(") else gives[6:-1]],
            origin=[f"parties:{party.id}"],
            techniques=("T1199",),
            flaw=f"party@{party.id}",
            party=party.id,
            zone=party.zone,
            account="" if gives.startswith("at(") else gives[6:-1],
        )
