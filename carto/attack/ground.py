"""What every rule of steps stands on: the model, the network, the catalogue, and the numbers behind the levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from carto.attack import facts
from carto.attack.graph import Step
from carto.catalog.entities import DeviceType
from carto.catalog.reference import catalog
from carto.model.account import Account
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.vocabulary import Difficulty, Evidence, PhysicalAccess, Tri
from carto.topology.network import Topology

PREMISES = "premises"
"""The site of whatever stands on no named site of an establishment that names none."""

_ORDER = tuple(Difficulty)

_BODY: Mapping[PhysicalAccess, Callable[[str], tuple[str, int, Evidence]]] = {
    PhysicalAccess.PUBLIC: lambda site: (facts.near(site), 0, Evidence.DECLARED),
    PhysicalAccess.STAFF: lambda site: (facts.inside(site), 0, Evidence.DECLARED),
    PhysicalAccess.UNKNOWN: lambda site: (facts.near(site), 1, Evidence.ASSUMED),
}


def harder(difficulty: Difficulty, levels: int) -> Difficulty:
    """Return a difficulty some levels up, or down where ``levels`` is negative; the scale has ends."""
    return _ORDER[min(max(_ORDER.index(difficulty) + levels, 0), len(_ORDER) - 1)]


def known_or_assumed(value: Tri) -> Evidence:
    """Return what a step rests on when a protection is absent (declared) or not known (assumed)."""
    return Evidence.DECLARED if value is False else Evidence.ASSUMED


@dataclass(frozen=True)
class Ground:
    """The ground of one attack graph.

    Attributes:
        model: The establishment.
        topology: Its network.
        goals: Ids of what the question is about, beside the model's own targets.
    """

    model: Model
    topology: Topology
    goals: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> Mapping[Difficulty, tuple[float, float]]:
        """Likelihood and effort in days of each difficulty: the catalogue's, or the author's where he gave them."""
        default, own = catalog().assumptions, self.model.assumptions
        return {
            level: (
                own.likelihood.get(level, default.likelihood(level)),
                own.effort_days.get(level, default.effort_days(level)),
            )
            for level in Difficulty
        }

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """Hostile zones that stand on no site, the Internet first: where mail and remote attackers come from."""
        types = catalog().zone_types
        hostile = [z for z in self.model.zones.values() if (t := types.get(z.type)) and t.hostile and t.outside]
        internet = [zone.id for zone in hostile if zone.type == "internet"]
        return tuple(internet or [zone.id for zone in hostile])

    @cached_property
    def types(self) -> Mapping[str, DeviceType | None]:
        """Device type of each device, by device id."""
        return {device.id: catalog().device_type(device.type) for device in self.model.devices.values()}

    @cached_property
    def members(self) -> Mapping[str, tuple[Device, ...]]:
        """Devices of each zone."""
        found: dict[str, list[Device]] = {zone: [] for zone in self.model.zones}
        for device in self.model.devices.values():
            for zone in device.zones:
                found[zone].append(device)
        return {zone: tuple(devices) for zone, devices in found.items()}

    @cached_property
    def secrets_on(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts whose secret is stored on each device."""
        return self._accounts_by(lambda account: account.stored_on)

    @cached_property
    def sessions_on(self) -> Mapping[str, tuple[Account, ...]]:
        """Accounts in session on each device."""
        return self._accounts_by(lambda account: account.sessions_on)

    @cached_property
    def managed_by(self) -> Mapping[str, tuple[Device, ...]]:
        """Devices that name each device as their manager or as their host."""
        found: dict[str, list[Device]] = {}
        for device in self.model.devices.values():
            for manager in dict.fromkeys((*device.managed_by, *device.hosted_on)):
                found.setdefault(manager, []).append(device)
        return {manager: tuple(devices) for manager, devices in found.items()}

    @cached_property
    def used(self) -> frozenset[str]:
        """Devices whose application some account opens without administering it."""
        opened = {place for a in self.model.accounts.values() for place, level in a.opens.items() if level == "user"}
        return frozenset(device.id for device in self.devices_named(opened))

    @cached_property
    def matters(self) -> frozenset[str]:
        """Devices whose fall is asked about or stops care: targets, goals, and what care depends on."""
        needed = {one for care in self.model.care.values() for need in care.depends_on for one in need.ids()}
        targets = {device.id for device in self.model.devices.values() if device.target}
        return frozenset((needed | targets | self.goals) & self.model.devices.keys())

    def devices_named(self, ids: Iterable[str]) -> tuple[Device, ...]:
        """Return devices by id, a zone standing for its members; sorted by id."""
        found = {device.id: device for one in ids for device in self._named(one)}
        return tuple(found[device] for device in sorted(found))

    def site_of(self, zone: str) -> str:
        """Return the site of a zone, ``premises`` where the establishment names none at all, "" where there is none."""
        return self._sites[zone]

    @cached_property
    def _sites(self) -> Mapping[str, str]:
        zones = self.model.zones.values()
        default = "" if any(zone.site for zone in zones) else PREMISES
        outside = {one.id for one in zones if (known := catalog().zone_type(one.type)) is not None and known.outside}
        return {zone.id: "" if zone.id in outside else zone.site or default for zone in zones}

    def sites_of(self, device: Device) -> tuple[str, ...]:
        """Return the sites where a device stands, sorted."""
        return tuple(sorted({site for zone in device.zones if (site := self.site_of(zone))}))

    def hands_on(self, device: Device) -> tuple[tuple[str, int, Evidence], ...]:
        """Return each way of putting hands on a device: the fact needed, levels of difficulty added, what it rests on.

        What nobody has said of a device is what is said of its zone; what nobody has said of either may be public.
        """
        ways = []
        for zone in device.zones:
            site, access = self.site_of(zone), device.physical_access
            if access is PhysicalAccess.UNKNOWN:
                access = self.model.zones[zone].physical_access
            if site and access is not PhysicalAccess.LOCKED:
                ways.append(_BODY[access](site))
        return tuple(sorted(set(ways)))

    def step(  # noqa: PLR0913 -- one factory for every rule; all but three are keyword-only
        self,
        kind: str,
        needs: Iterable[str],
        gives: str,
        *,
        name: str = "",
        difficulty: Difficulty | None = None,
        evidence: Evidence = Evidence.CONFIRMED,
        assets: Iterable[str] = (),
        origin: Iterable[str] = (),
        techniques: tuple[str, ...] = (),
        count: int = 1,
        flaw: str = "",
        **detail: str,
    ) -> Step:
        """Make a step; its likelihood and effort follow from its difficulty, its id from what it does."""
        preconditions = tuple(sorted(set(needs)))
        likelihood, effort = self.numbers[difficulty] if difficulty else (1.0, 0.0)
        return Step(
            id=f"{name or kind}: {' + '.join(preconditions) or 'nothing'} => {gives}",
            preconditions=preconditions,
            postcondition=gives,
            likelihood=likelihood,
            effort_days=effort,
            assets=tuple(sorted(set(assets) - {""})),
            kind=kind,
            techniques=techniques,
            evidence=evidence,
            difficulty=difficulty,
            origin=tuple(origin),
            detail={key: value for key, value in detail.items() if value},
            count=count,
            flaw=flaw,
        )

    def gains(self, device: Device, gain: str) -> tuple[str, ...]:
        """Return the facts that a gain of the catalogue is worth on a device."""
        if gain in {"user", "admin"}:
            return (facts.controls(device.id, gain),)
        if gain == "commands":
            return (facts.commands(device.id),)
        if gain == "secrets":
            accounts = {a.id for a in (*self.secrets_on.get(device.id, ()), *self.sessions_on.get(device.id, ()))}
            return tuple(facts.holds(account) for account in sorted(accounts))
        data = sorted(device.holds) or ([facts.SERVICE_ITSELF] if gain == "denies" else [])
        return tuple(facts.touches(gain, one, device.id) for one in data)

    def _named(self, one: str) -> tuple[Device, ...]:
        if one in self.model.devices:
            return (self.model.devices[one],)
        return self.members.get(one, ())

    def _accounts_by(self, places: Callable[[Account], Iterable[str]]) -> dict[str, tuple[Account, ...]]:
        found: dict[str, list[Account]] = {}
        for account in self.model.accounts.values():
            for device in places(account):
                found.setdefault(device, []).append(account)
        return {device: tuple(accounts) for device, accounts in found.items()}
