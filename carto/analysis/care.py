"""Which care stops or degrades once things are lost.

A graph of dependencies of its own, apart from the attack graph: a ward may stop without being infected. A process needs
all of what it depends on; a choice (``any``) is lost when all of it is. A virtual machine is lost with all its hosts.
A process that has a fallback is degraded for as long as the fallback holds, then stopped; without one it stops at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from carto.attack import facts
from carto.model.care import CareProcess, Need
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.vocabulary import Tri

State = Literal["works", "degraded", "stopped"]
STATES: Final[tuple[State, ...]] = get_args(State)
"""From the best to the worst."""
_LOSING = ("denies", "alters", "commands")


@dataclass(frozen=True, slots=True)
class CareImpact:
    """What happens to one care process.

    Attributes:
        id: The process.
        state: ``works``, ``degraded`` (on its fallback) or ``stopped``.
        causes: Lost things among its dependencies, sorted.
        stops_after_hours: When it stops: 0 at once, the fallback's hours, None when nobody has said how long it holds.
        harm_after_hours: Maximum tolerable outage; None when nobody has said.
        fallback_tested: Whether the fallback was ever tried.
        patient_safety: 0..4, how bad its loss is for patients.
    """

    id: str
    state: State
    causes: tuple[str, ...] = ()
    stops_after_hours: float | None = None
    harm_after_hours: float | None = None
    fallback_tested: Tri = "unknown"
    patient_safety: int = 0

    def as_json(self) -> dict[str, object]:
        """Return the impact as plain values."""
        return {
            "id": self.id,
            "state": self.state,
            "causes": list(self.causes),
            "stops_after_hours": self.stops_after_hours,
            "harm_after_hours": self.harm_after_hours,
            "fallback_tested": self.fallback_tested,
            "patient_safety": self.patient_safety,
        }


def hosted_in(model: Model) -> tuple[Device, ...]:
    """Return the devices that stand on others."""
    return tuple(device for device in model.devices.values() if device.hosted_on)


def care_impact(
    model: Model, lost: Collection[str], hosted: Collection[Device] | None = None
) -> tuple[CareImpact, ...]:
    """Return what happens to every care process once things are lost.

    Args:
        model: The establishment.
        lost: Ids of devices, accounts, zones, parties or care processes that no longer work or can be trusted.
        hosted: The ``hosted_in`` of the model, where somebody has it.

    Returns:
        One impact a process: worst first (state, then patient safety, then hours before harm), then by id.

    Complexity: O(devices + hosted devices x depth of hosting + care x dependencies x depth of care).
    """
    gone = _with_hosted(hosted_in(model) if hosted is None else hosted, set(lost))
    while True:
        fallen = {c.id for c in model.care.values() if c.id not in gone and _fails(c, gone) and not c.degraded_mode}
        if not fallen:
            break
        gone |= fallen
    return tuple(sorted((_impact(care, gone) for care in model.care.values()), key=_worst_first))


def lost_with(model: Model, held: Iterable[str]) -> frozenset[str]:
    """Return the devices and accounts that can no longer be trusted once an attacker holds these facts."""
    return lost_through(model, (parsed for fact in held if (parsed := facts.parse(fact))))


def lost_through(model: Model, parsed: Iterable[facts.Parsed]) -> frozenset[str]:
    """Return the same, of facts already taken apart."""
    lost: set[str] = set()
    for verb, arguments in parsed:
        if verb in _LOSING or (verb == "controls" and arguments[1:] == ("admin",)):
            lost.add(arguments[-1] if verb != "controls" else arguments[0])
    return frozenset(lost & model.devices.keys())


def _with_hosted(hosted: Collection[Device], lost: set[str]) -> set[str]:
    """Add the devices all of whose hosts are lost, hosts of hosts included."""
    gone = set(lost)
    while True:
        more = {device.id for device in hosted if device.id not in gone and gone.issuperset(device.hosted_on)}
        if not more:
            return gone
        gone |= more


def _fails(care: CareProcess, gone: Collection[str]) -> bool:
    return care.id in gone or any(is_lost(need, gone) for need in care.depends_on)


def is_lost(need: Need, gone: Collection[str]) -> bool:
    """Tell whether a dependency is lost: a thing that is gone, all of a choice, any of a set."""
    if need.id:
        return need.id in gone
    if need.all:
        return any(is_lost(part, gone) for part in need.all)
    return bool(need.any) and all(is_lost(part, gone) for part in need.any)


def _impact(care: CareProcess, gone: Collection[str]) -> CareImpact:
    causes = {one for need in care.depends_on if is_lost(need, gone) for one in need.ids() if one in gone}
    if not _fails(care, gone):
        return CareImpact(care.id, "works", patient_safety=care.patient_safety)
    fallback = care.degraded_mode
    return CareImpact(
        id=care.id,
        state="degraded" if fallback and care.id not in gone else "stopped",
        causes=tuple(sorted(causes)),
        stops_after_hours=fallback.hours if fallback else 0.0,
        harm_after_hours=care.max_outage_hours,
        fallback_tested=fallback.tested if fallback else "unknown",
        patient_safety=care.patient_safety,
    )


def _worst_first(impact: CareImpact) -> tuple[int, int, float, str]:
    hours = impact.harm_after_hours if impact.harm_after_hours is not None else float("inf")
    return -STATES.index(impact.state), -impact.patient_safety, hours, impact.id
