"""Seeded attack graphs that look like hospitals: sites, VLANs, fleets of like devices, servers, directories, accounts.

About 4.4 steps a host, attacks 8 to 16 rounds deep, a third of the steps with two preconditions, cycles everywhere.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from carto.attack.graph import AttackGraph, Step

_HOSTS_IN_VLAN = 48
_MANY_HOSTS = 10_000
_FLAWED, _HARVESTED, _MANAGED = 0.45, 0.85, 0.3  # shares of the hosts
Levels = tuple[tuple[float, float], ...]
GUARDED: Levels = ((0.9, 0.5), (0.6, 2.0), (0.3, 5.0), (0.12, 12.0), (0.04, 30.0))
"""Likelihood and days of each difficulty where most attempts fail: few devices fall in one campaign."""

POROUS: Levels = ((0.98, 0.5), (0.9, 2.0), (0.7, 5.0), (0.5, 12.0), (0.3, 30.0))
"""Where most attempts succeed: most devices fall."""


@dataclass(frozen=True)
class Estate:
    """An attack graph and what matters in it."""

    graph: AttackGraph
    targets: tuple[str, ...]


class _Builder:
    def __init__(self, seed: int, levels: Levels) -> None:
        self.random = random.Random(seed)
        self.levels = levels
        self.steps: list[Step] = []

    def add(self, kind: str, needs: tuple[str, ...], gives: str, level: int | None, *assets: str) -> None:
        """Add one step; level None is free."""
        likelihood, days = (1.0, 0.0) if level is None else self.levels[level]
        self.steps.append(
            Step(
                f"{kind}:{len(self.steps):07d}",
                tuple(sorted(set(needs))),
                gives,
                likelihood,
                days,
                tuple(sorted(assets)),
                kind,
            )
        )


def estate(hosts: int, seed: int = 1, levels: Levels = GUARDED) -> Estate:
    """Return an estate of about ``hosts`` hosts."""
    builder = _Builder(seed, levels)
    vlans = [f"v{number:05d}" for number in range(max(4, hosts // _HOSTS_IN_VLAN))]
    accounts = [f"a{number:05d}" for number in range(max(6, hosts // 12))]
    _openings(builder, vlans)
    for number in range(hosts):
        _host(builder, f"h{number:06d}", vlans[number % len(vlans)], accounts)
    servers = [f"srv{number:03d}" for number in range(8 if hosts < _MANY_HOSTS else 40)]
    _servers(builder, servers, vlans, accounts)
    return Estate(AttackGraph(builder.steps, ["at(internet)"]), tuple(f"controls({name},admin)" for name in servers))


def _openings(builder: _Builder, vlans: list[str]) -> None:
    for vlan in vlans[:: max(1, len(vlans) // 6)]:
        builder.add("phish", ("at(internet)",), f"at({vlan})", 2, vlan)
    for vlan in vlans:
        for other in builder.random.sample(vlans, 2):
            if other != vlan:
                builder.add("traverse", (f"at({vlan})",), f"sends({other})", None, f"{vlan}-{other}")
                builder.add("exploit", (f"sends({other})",), f"at({other})", builder.random.choice((2, 3, 3, 4)), other)


def _host(builder: _Builder, host: str, vlan: str, accounts: list[str]) -> None:
    rng = builder.random
    user, admin, at = f"controls({host},user)", f"controls({host},admin)", f"at({vlan})"
    if rng.random() < _FLAWED:
        builder.add("exploit", (at,), user, rng.choice((1, 2, 3, 4)), host)
    builder.add("log-in", (at, f"holds({rng.choice(accounts)})"), user, 0, host)
    builder.add("pivot", (user,), at, None, host)
    builder.add("escalate", (user,), admin, rng.choice((1, 2, 3)), host)
    if rng.random() < _HARVESTED:
        builder.add("harvest", (admin,), f"holds({rng.choice(accounts)})", rng.choice((0, 1)), host)
    if rng.random() < _MANAGED:
        builder.add("manage", (admin, f"holds({accounts[0]})"), f"holds({rng.choice(accounts)})", 1, host)


def _servers(builder: _Builder, servers: list[str], vlans: list[str], accounts: list[str]) -> None:
    rng = builder.random
    for server in servers:
        admin = f"controls({server},admin)"
        for vlan in rng.sample(vlans, min(3, len(vlans))):
            builder.add("reach", (f"at({vlan})",), f"reaches({server})", None, vlan)
        for account in rng.sample(accounts, 3):
            builder.add("log-in", (f"reaches({server})", f"holds({account})"), f"controls({server},user)", 1, server)
        needed = (f"controls({server},user)", f"holds({rng.choice(accounts)})")
        builder.add("escalate", needed, admin, 2, server)
        builder.add("exploit", (f"reaches({server})", f"holds({rng.choice(accounts)})"), admin, 4, server)
