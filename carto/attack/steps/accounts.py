"""Accounts and rights: logging in, harvesting secrets, escalating, managing."""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground, harder
from carto.catalog.reference import catalog
from carto.model.account import Account
from carto.model.device import Device
from carto.model.vocabulary import Difficulty, EndpointProtection, Evidence, PatchState, Privilege, Tri

_TUNNELS = frozenset({"ssl-vpn", "ipsec"})
"""Services that put whoever logs in on the network behind the device."""


def account_steps(ground: Ground) -> Iterator[Step]:
    """Yield every step that uses, steals or extends a right."""
    for account in ground.model.accounts.values():
        for place, privilege in account.opens.items():
            for device in ground.devices_named([place]):
                yield from _log_in(ground, account, device, privilege)
    for device in ground.model.devices.values():
        yield from _harvest(ground, device)
        yield from _escalate(ground, device)
        yield from _manage(ground, device)


def _log_in(ground: Ground, account: Account, device: Device, privilege: Privilege) -> Iterator[Step]:
    """A stolen account opens what it opens, where no second factor stands in the way."""
    for service, own in ground.topology.offers[device.id].items():
        known = catalog().service(service)
        factor = device.second_factor if own.second_factor is None else own.second_factor
        if (known is not None and not known.login) or factor is True or account.second_factor is True:
            continue
        if account.enabled is False:
            continue
        for gives in _sessions(ground, device, service, privilege):
            yield ground.step(
                "log-in",
                [facts.reaches(device.id, service), facts.holds(account.id)],
                gives,
                difficulty=Difficulty.TRIVIAL,
                evidence=_without_factor(factor, account.second_factor),
                assets=[device.id, account.id],
                origin=[f"accounts:{account.id}:opens", f"devices:{device.id}:services"],
                techniques=("T1078", "T1021"),
                flaw=f"account@{account.id}",
                device=device.id,
                service=service,
                account=account.id,
                privilege=privilege,
            )


def _sessions(ground: Ground, device: Device, service: str, privilege: Privilege) -> list[str]:
    """Return what a session is worth: control (administrator, remote desktop), the far end of a tunnel, or use."""
    known = catalog().service(service)
    if privilege is Privilege.ADMIN or known is None or known.remote_code:
        return [facts.controls(device.id, privilege)]
    if service in _TUNNELS:
        return [facts.at(zone) for zone in device.zones if ground.site_of(zone)]
    return [facts.uses(device.id)]


def _without_factor(device: Tri, account: Tri) -> Evidence:
    return Evidence.DECLARED if device is False or account is False else Evidence.ASSUMED


def _harvest(ground: Ground, device: Device) -> Iterator[Step]:
    """Whoever controls a device takes the secrets that lie on it: files as a user, sessions as an administrator."""
    guarded = int(device.endpoint_protection is EndpointProtection.BLOCK)
    takings = (
        ("user", "stored_on", ground.secrets_on, Difficulty.EASY, "T1552"),
        ("admin", "sessions_on", ground.sessions_on, Difficulty.EASY, "T1003"),
    )
    for level, field, accounts, difficulty, technique in takings:
        for account in accounts.get(device.id, ()):
            yield ground.step(
                "harvest",
                [facts.controls(device.id, level)],
                facts.holds(account.id),
                difficulty=harder(difficulty, guarded),
                evidence=Evidence.DECLARED,
                assets=[device.id, account.id],
                origin=[f"accounts:{account.id}:{field}"],
                techniques=(technique,),
                flaw=f"secrets@{device.id}",
                device=device.id,
                account=account.id,
            )


def _escalate(ground: Ground, device: Device) -> Iterator[Step]:
    """A user becomes administrator where updates are late, or not known to be current."""
    if device.patched is PatchState.CURRENT:
        return
    late = device.patched is PatchState.LATE
    yield ground.step(
        "escalate",
        [facts.controls(device.id, "user")],
        facts.controls(device.id, "admin"),
        difficulty=Difficulty.MODERATE if late else Difficulty.HARD,
        evidence=Evidence.DECLARED if late else Evidence.ASSUMED,
        assets=[device.id],
        origin=[f"devices:{device.id}:patched"],
        techniques=("T1068",),
        flaw=f"local@{device.id}",
        device=device.id,
    )


def _manage(ground: Ground, manager: Device) -> Iterator[Step]:
    """Whoever administers a directory, a hypervisor, a console, controls what it manages."""
    managed = {device.id: f"devices:{manager.id}:manages" for device in ground.devices_named(manager.manages)}
    managed |= {device.id: f"devices:{device.id}:managed_by" for device in ground.managed_by.get(manager.id, ())}
    for device, origin in sorted(managed.items()):
        if device == manager.id:
            continue
        yield ground.step(
            "manage",
            [facts.controls(manager.id, "admin")],
            facts.controls(device, "admin"),
            difficulty=Difficulty.EASY,
            evidence=Evidence.DECLARED,
            assets=[manager.id, device],
            origin=[origin],
            techniques=("T1072",),
            device=device,
            manager=manager.id,
        )
