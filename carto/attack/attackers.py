"""Who attacks: where they start, and which steps they can take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground
from carto.catalog.entities import AttackerProfile
from carto.catalog.reference import catalog
from carto.errors import UnknownIdError
from carto.model.planning import Attacker
from carto.model.vocabulary import Difficulty

ANYONE = "anyone"
"""The default: every hostile zone, every site that the public may enter, no limit of skill."""

_ORDER = tuple(Difficulty)
_WITH_ACCOUNTS = frozenset({"log-in", "harvest"})


@dataclass(frozen=True, slots=True)
class Profile:
    """An attacker, ready to start.

    Attributes:
        id: ``anyone``, a profile of the catalogue, or one of the model's own.
        start: Facts held at the start, sorted.
        kinds: Kinds of step taken; all when empty.
        without: Kinds never taken.
        max_difficulty: Hardest step managed.
    """

    id: str
    start: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    max_difficulty: Difficulty = Difficulty.VERY_HARD
    _free: frozenset[str] = field(default=frozenset({"pivot", "send", "traverse", "admin-includes-user", "falls"}))

    def takes(self, step: Step) -> bool:
        """Tell whether this attacker takes a step; moving through what one already holds is always taken."""
        if step.kind in self._free:
            return True
        skilled = step.difficulty is None or _ORDER.index(step.difficulty) <= _ORDER.index(self.max_difficulty)
        return skilled and step.kind not in self.without and (not self.kinds or step.kind in self.kinds)


def profile_of(ground: Ground, name: str) -> Profile:
    """Return an attacker by id: the model's own first, then the catalogue's.

    Raises:
        UnknownIdError: ``unknown-attacker``.
    """
    own = ground.model.attackers.get(name)
    if own is not None:
        return _own(ground, own)
    if name == ANYONE:
        return Profile(ANYONE, _sorted([*_zones(ground, 0, outside=None), *_sites(ground, public_only=True)]))
    known = catalog().attacker(name)
    if known is None:
        choices = attacker_ids(ground)
        raise UnknownIdError("unknown-attacker", id=name, choices=", ".join(choices), among=choices)
    return _known(ground, known)


def attacker_ids(ground: Ground) -> tuple[str, ...]:
    """Return every attacker that can be asked for, sorted."""
    return tuple(sorted({ANYONE, *ground.model.attackers, *catalog().attackers.ids()}))


def start_of(ground: Ground, thing: str) -> tuple[str, ...]:
    """Return what an attacker holds who starts from a zone, a site, a device, an account, a party or a fact.

    Raises:
        UnknownIdError: ``unknown-start``.
    """
    model = ground.model
    if facts.parse(thing):
        return (facts.canonical(thing),)
    if thing in model.zones:
        return (facts.at(thing),)
    if thing in model.devices:
        return (facts.controls(thing, "user"),)
    if thing in model.accounts:
        return (facts.holds(thing),)
    if thing in model.parties:
        party = model.parties[thing]
        accounts = {a.id for a in model.accounts.values() if a.party == thing} | set(party.accounts)
        return _sorted([*([facts.at(party.zone)] if party.zone else []), *map(facts.holds, accounts)])
    sites = {site for zone in model.zones if (site := ground.site_of(zone))}
    if thing in sites:
        return (facts.near(thing),)
    starts = [*model.zones, *model.devices, *model.accounts, *model.parties, *sites]
    raise UnknownIdError("unknown-start", id=thing, among=starts)


def _own(ground: Ground, attacker: Attacker) -> Profile:
    start = [fact for thing in attacker.start for fact in start_of(ground, thing)]
    start += _zones(ground, attacker.trust, outside=None) if attacker.trust is not None else []
    start += [facts.near(site) for site in attacker.near]
    return Profile(
        attacker.id,
        _sorted(start),
        frozenset(attacker.kinds),
        frozenset(attacker.without),
        attacker.max_difficulty,
    )


def _known(ground: Ground, profile: AttackerProfile) -> Profile:
    begin = profile.start
    start = _zones(ground, begin.trust, outside=begin.outside) if begin.trust is not None else []
    if begin.near != "none":
        start += _sites(ground, public_only=begin.near == "public")
    if begin.staffed:
        start += [facts.controls(device.id, "user") for device in ground.model.devices.values() if device.staffed]
    if begin.party:
        start += [fact for party in ground.model.parties for fact in start_of(ground, party)]
    without = frozenset(profile.excludes) | (frozenset() if profile.with_accounts else _WITH_ACCOUNTS)
    return Profile(profile.id, _sorted(start), frozenset(profile.steps), without, profile.max_difficulty)


def _zones(ground: Ground, trust: int, *, outside: bool | None) -> list[str]:
    """Return positions in the zones of at most a trust level, on sites, off them, or both (None)."""
    zones = (zone for zone in ground.model.zones.values() if zone.trust <= trust)
    return [facts.at(z.id) for z in zones if outside is None or outside == (not ground.site_of(z.id))]


def _sites(ground: Ground, *, public_only: bool) -> list[str]:
    sites = {site for zone in ground.model.zones if (site := ground.site_of(zone))}
    closed = {s.id for s in ground.model.sites.values() if s.open_to_public is False} if public_only else set()
    inner = [] if public_only else [facts.inside(site) for site in sites]
    return [*(facts.near(site) for site in sites - closed), *inner]


def _sorted(start: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(start)))
