"""Look-alike devices are computed once.

Two devices are *twins* when exchanging them maps the attack graph onto itself with everything else fixed: same zones,
services, flaws, protections, data, and the same ties (flows, links, accounts, management) to the same other things.
A model is folded by keeping one twin of each class, with the class's head count, and dropping the ties of the others.

Why it is exact: no step needs two twins of one class (a tie between two of them makes them differ), so any proof that
uses a twin can use its representative instead. Best attacks, reachable facts and cuts by class are those of the whole
model; a class of two or more is never necessary device by device, but the class may be: "this fleet".
A fleet (``count``) is a class that the author has folded himself.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel

from carto.model.account import Account
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.establishment_map import Model

_PERSONAL = frozenset(
    [
        "id",
        "name",
        "description",
        "tags",
        "owner",
        "source",
        "seen_on",
        "confidence",
        "like",
        "count",
        "vendor",
        "model",
        "version",
        "serial",
        "ip",
        "mac",
        "room",
        "rack",
        "position",
        "supplier",
        "os",
    ]
)
"""What tells twins apart for people and not for the analysis."""

_EDGE_PERSONAL = frozenset(
    [
        "id",
        "name",
        "description",
        "tags",
        "owner",
        "source",
        "seen_on",
        "confidence",
        "from_device",
        "to_device",
        "from_end",
        "to_end",
        "justification",
        "frequency",
        "provider",
        "bandwidth_mbps",
        "redundant",
        "always_on",
        "logged",
        "status",
    ]
)

_TIES = ("manages", "managed_by", "hosted_on")
_AS_THEY_ARE: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Folded:
    """A model without its look-alikes.

    Attributes:
        model: One device a class, ``count`` being the head count of the class.
        members: Representative -> every entry of its class, sorted, itself included; classes of one are left out.
    """

    model: Model
    members: Mapping[str, tuple[str, ...]]

    def representative(self, device: str) -> str:
        """Return the device that stands for a device."""
        return next((one for one, members in self.members.items() if device in members), device)

    def standing_for(self, devices: Iterable[str]) -> tuple[str, ...]:
        """Return the devices that stand for some devices, each once; sorted."""
        first = {member: one for one, members in self.members.items() for member in members}
        return tuple(sorted({first.get(device, device) for device in devices}))

    def expanded(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return ids with every representative replaced by its class, sorted."""
        return tuple(sorted({member for one in ids for member in self.members.get(one, (one,))}))


def fold_twins(model: Model, keep: Collection[str] = ()) -> Folded:
    """Fold the look-alike devices of a model.

    Args:
        model: The establishment.
        keep: Ids that must stay themselves: what a question names.

    Complexity: O(devices + ties), one hash a device.
    """
    single = _named(model) | set(keep)
    ties, scopes = _ties(model), _scopes(model)
    classes: dict[object, list[str]] = defaultdict(list)
    for device in model.devices.values():
        key: object = device.id
        if device.id not in single:
            key = (_signature(device), tuple(sorted(ties[device.id])), tuple(scopes.get(device.id, ())))
        classes[key].append(device.id)
    members = {ids[0]: tuple(ids) for ids in classes.values() if len(ids) > 1}
    if not members:
        return Folded(model, {})
    gone = frozenset(one for first, ids in members.items() for one in ids if one != first)
    heads = {first: sum(model.devices[one].count for one in ids) for first, ids in members.items()}
    return Folded(without_devices(model, gone, heads), dict(sorted(members.items())))


def _named(model: Model) -> set[str]:
    """Return what something names one by one: care, enforcement of links, starts of attackers, measures."""
    named = {one for care in model.care.values() for need in care.depends_on for one in need.ids()}
    named |= {link.via for link in model.links.values()}
    named |= {one for attacker in model.attackers.values() for one in attacker.start}
    for device in model.devices.values():
        named.update(device.managed_by, device.hosted_on)
    return named | _measured(model)


def _measured(model: Model) -> set[str]:
    """Return what measures single out, so that the same devices are folded whichever measures are done."""
    named: set[str] = set()
    tags = {tag for measure in model.measures.values() for tag in measure.scope.tags}
    for measure in model.measures.values():
        named.update(measure.removes, words_in(measure.adds))
    return named | {device.id for device in model.devices.values() if tags.intersection(device.tags)}


def _scopes(model: Model) -> dict[str, list[str]]:
    """Return the measures whose scope lists each thing: they do the same to all that they list."""
    found: dict[str, list[str]] = {}
    for measure in model.measures.values():
        for one in measure.scope.ids:
            found.setdefault(one, []).append(measure.id)
    return found


def words_in(value: object) -> Iterator[str]:
    """Yield every word of a patch, the ends that edges spell out among them."""
    if isinstance(value, str):
        yield from value.split()
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from str(key).split()
            yield from words_in(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from words_in(inner)


@cache
def _fields(kind: type[BaseModel], left_out: frozenset[str] = frozenset()) -> attrgetter[tuple[object, ...]]:
    """Return what reads the fields of a kind of entity, those left out aside."""
    return attrgetter(*(name for name in kind.model_fields if name not in left_out))


def _signature(device: Device) -> object:
    """Return everything about a device that the analysis looks at."""
    return _plain(_fields(type(device), _PERSONAL)(device))


def _plain(value: object) -> object:
    """Return a value that is equal for what is equal, and can be looked up."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple((key, _plain(value[key])) for key in sorted(value))
    return _plain(_fields(type(value))(value)) if isinstance(value, BaseModel) else value


def _ties(model: Model) -> Mapping[str, list[tuple[str, str, str]]]:
    """Return what ties each device to others: (kind, other end, terms)."""
    ties: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    numbers: dict[object, str] = {}
    for flow in model.flows.values():
        terms = numbers.setdefault(_terms(flow), f"terms {len(numbers)}")
        ties[flow.from_device].append(("flow-to", flow.to_device, terms))
        ties[flow.to_device].append(("flow-from", flow.from_device, terms))
    for link in model.links.values():
        terms = numbers.setdefault(_terms(link), f"terms {len(numbers)}")
        ties[link.from_end].append(("link-to", link.to_end, terms))
        ties[link.to_end].append(("link-from", link.from_end, terms))
    for account in model.accounts.values():
        for kind, device, terms in _account_ties(account):
            ties[device].append((kind, account.id, terms))
    for manager in model.devices.values():
        for managed in manager.manages:
            ties[managed].append(("managed", manager.id, ""))
    return ties


def _account_ties(account: Account) -> Iterator[tuple[str, str, str]]:
    yield from (("opened", device, str(privilege)) for device, privilege in account.opens.items())
    yield from (("stores", device, "") for device in account.stored_on)
    yield from (("session", device, "") for device in account.sessions_on)


def _terms(edge: Entity) -> object:
    return type(edge), _plain(_fields(type(edge), _EDGE_PERSONAL)(edge))


def without_devices(model: Model, gone: Collection[str], heads: Mapping[str, int] = _AS_THEY_ARE) -> Model:
    """Return the model without some devices and their ties.

    Args:
        model: The establishment.
        gone: Ids of the devices.
        heads: Head count of devices that stand for others; the rest keep theirs.
    """
    gone = frozenset(gone)
    return dataclasses.replace(
        model,
        devices={
            device.id: _device(device, heads.get(device.id, device.count), gone)
            for device in model.devices.values()
            if device.id not in gone
        },
        links={link.id: link for link in model.links.values() if not gone & _ends(link)},
        flows={flow.id: flow for flow in model.flows.values() if not gone & _ends(flow)},
        accounts={account.id: _account(account, gone) for account in model.accounts.values()},
    )


def _ends(edge: Link | Flow) -> set[str]:
    return {edge.from_end, edge.to_end} if isinstance(edge, Link) else {edge.from_device, edge.to_device}


def _device(device: Device, count: int, gone: frozenset[str]) -> Device:
    changes = {name: _kept(getattr(device, name), gone) for name in _TIES if gone.intersection(getattr(device, name))}
    return device.model_copy(update=changes | {"count": count}) if changes or count != device.count else device


def _account(account: Account, gone: frozenset[str]) -> Account:
    if not gone.intersection((*account.opens, *account.stored_on, *account.sessions_on)):
        return account
    return account.model_copy(
        update={
            "opens": {device: privilege for device, privilege in account.opens.items() if device not in gone},
            "stored_on": _kept(account.stored_on, gone),
            "sessions_on": _kept(account.sessions_on, gone),
        }
    )


def _kept(ids: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one not in gone)
