"""What is lost when an attacker holds something: devices, accounts, data and its value, care."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from carto.analysis.care import CareImpact, care_impact, hosted_in, lost_through
from carto.attack import facts
from carto.attack.kernel import IntArray
from carto.catalog.reference import catalog
from carto.model.establishment_map import Model

_DATA_VERBS = ("reads", "alters", "denies")
_TELLING = frozenset({*_DATA_VERBS, "commands", "holds"})


@dataclass(frozen=True, slots=True)
class DataLoss:
    """Data in the wrong hands on one device.

    Attributes:
        device: Where it is.
        data: Data class.
        verbs: ``reads``, ``alters``, ``denies``: what can be done to it, sorted.
        records: How many records; 0 when nobody has said.
        value_eur: Low and high value of all records if they are read; (0, 0) when they are not, or have no price.
    """

    device: str
    data: str
    verbs: tuple[str, ...]
    records: int
    value_eur: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Impact:
    """All that is lost.

    Attributes:
        devices: Device -> privilege (``user`` or ``admin``); sorted.
        accounts: Accounts held, sorted.
        data: Data touched, by device then class.
        care: What happens to every care process, worst first.
    """

    devices: dict[str, str]
    accounts: tuple[str, ...]
    data: tuple[DataLoss, ...]
    care: tuple[CareImpact, ...]

    @property
    def records(self) -> int:
        """Records that can be read."""
        return sum(loss.records for loss in self.data if "reads" in loss.verbs)

    @property
    def value_eur(self) -> tuple[float, float]:
        """Low and high value of the records that can be read."""
        return sum(loss.value_eur[0] for loss in self.data), sum(loss.value_eur[1] for loss in self.data)


def impact_of(model: Model, held: Iterable[str]) -> Impact:
    """Return what is lost once an attacker holds these facts.

    Args:
        model: The establishment.
        held: Facts, as an analysis of its attack graph gives them.

    Complexity: O(facts + care).
    """
    known = sorted(set(held))
    return Reckoner(model, known).impact(np.arange(len(known)))


class Reckoner:
    """Reckons what is lost with facts, many times over: each of the facts is read once.

    Attributes:
        controlled: Device that each fact controls, as a position in ``devices``; -1 for none.
        devices: Devices that some fact controls; sorted.
    """

    def __init__(self, model: Model, known: Sequence[str]) -> None:
        """Read some facts; questions name them by position."""
        self._model = model
        self._hosted = hosted_in(model)
        parsed = [facts.parse(fact) or ("", ("",)) for fact in known]
        self.devices: tuple[str, ...] = tuple(
            sorted({arguments[0] for verb, arguments in parsed if verb == "controls"})
        )
        index = {device: place for place, device in enumerate(self.devices)}
        self.controlled: IntArray = np.full(len(parsed), -1, np.intp)
        self._is_admin = np.zeros(len(parsed), np.bool_)
        self._verbs: dict[int, tuple[str, tuple[str, ...]]] = {}
        for place, (verb, arguments) in enumerate(parsed):
            if verb == "controls":
                self.controlled[place] = index[arguments[0]]
                self._is_admin[place] = arguments[1:] == ("admin",)
            elif verb in _TELLING:
                self._verbs[place] = (verb, arguments)
        self._told = np.array(sorted(self._verbs), np.intp)

    def impact(self, held: IntArray) -> Impact:
        """Return what is lost once an attacker holds the facts at these positions, ascending."""
        return Impact(
            devices=self._controls(held),
            accounts=self.accounts(held),
            data=self.data(held),
            care=self.care(held),
        )

    def accounts(self, held: IntArray) -> tuple[str, ...]:
        """Return the accounts held, sorted."""
        return tuple(arguments[0] for verb, arguments in self._among(held) if verb == "holds")

    def data(self, held: IntArray) -> tuple[DataLoss, ...]:
        """Return the data touched, by device then class."""
        touched: dict[tuple[str, str], list[str]] = {}
        for verb, arguments in self._among(held):
            if verb in _DATA_VERBS and arguments[0] != facts.SERVICE_ITSELF:
                touched.setdefault((arguments[1], arguments[0]), []).append(verb)
        return tuple(_loss(self._model, *key, tuple(verbs)) for key, verbs in sorted(touched.items()))

    def care(self, held: IntArray) -> tuple[CareImpact, ...]:
        """Return what happens to every care process, worst first."""
        owned = np.unique(self.controlled[held[self._is_admin[held]]])
        lost = {self.devices[device] for device in owned.tolist()} & self._model.devices.keys()
        return care_impact(self._model, lost | lost_through(self._model, self._among(held)), self._hosted)

    def _controls(self, held: IntArray) -> dict[str, str]:
        found: dict[str, str] = {}
        places = held[self.controlled[held] >= 0]
        for device, is_admin in zip(self.controlled[places].tolist(), self._is_admin[places].tolist(), strict=True):
            name = self.devices[device]
            if name in self._model.devices:
                found[name] = "admin" if is_admin else found.get(name, "user")
        return found

    def _among(self, held: IntArray) -> list[facts.Parsed]:
        """Return the facts held that speak of accounts, data or action, in order."""
        places = self._told[np.isin(self._told, held, assume_unique=True)]
        return [self._verbs[place] for place in places.tolist()]


def record_value(model: Model, data: str) -> tuple[float, float]:
    """Return the low and high value of one record: the author's for its class, his general one, or the catalogue's.

    A class without a price in the catalogue is worth nothing to a thief: (0, 0).
    """
    own = model.data.get(data)
    if own is not None and own.value_eur is not None:
        return own.value_eur
    known = catalog().data_class(data)
    if known is not None and known.value_eur is None:
        return 0.0, 0.0
    general = model.assumptions.record_value_eur or model.establishment.record_value_eur
    if general is not None and known is not None and known.health:
        return general
    return (known.value_eur.low, known.value_eur.high) if known and known.value_eur else (0.0, 0.0)


def _loss(model: Model, device: str, data: str, verbs: tuple[str, ...]) -> DataLoss:
    entity = model.devices.get(device)
    records = entity.holds.get(data, 0) if entity else 0
    low, high = record_value(model, data) if "reads" in verbs else (0.0, 0.0)
    return DataLoss(device, data, verbs, records, (low * records, high * records))
