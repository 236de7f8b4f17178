"""What is lost when an attacker holds something: devices, accounts, data and its value, care."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carto.analysis.care import CareImpact, care_impact, lost_through
from carto.attack import facts
from carto.catalog.reference import catalog
from carto.model.establishment_map import Model

_DATA_VERBS = ("reads", "alters", "denies")


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
    return Reckoner(model).impact(held)


class Reckoner:
    """Reckons what is lost, for many questions about one establishment: each fact is read once."""

    def __init__(self, model: Model) -> None:
        """Keep the establishment."""
        self._model = model
        self._read: dict[str, facts.Parsed | None] = {}

    def parsed(self, fact: str) -> facts.Parsed | None:
        """Return the verb and arguments of a fact, or None when the text is no fact."""
        if fact not in self._read:
            self._read[fact] = facts.parse(fact)
        return self._read[fact]

    def impact(self, held: Iterable[str]) -> Impact:
        """Return what is lost once an attacker holds these facts."""
        model = self._model
        parsed = [one for fact in sorted(set(held)) if (one := self.parsed(fact))]
        devices: dict[str, str] = {}
        touched: dict[tuple[str, str], list[str]] = {}
        for verb, arguments in parsed:
            if verb == "controls" and arguments[0] in model.devices:
                devices[arguments[0]] = min(arguments[1], devices.get(arguments[0], "user"))
            elif verb in _DATA_VERBS and arguments[0] != facts.SERVICE_ITSELF:
                touched.setdefault((arguments[1], arguments[0]), []).append(verb)
        return Impact(
            devices=devices,
            accounts=tuple(arguments[0] for verb, arguments in parsed if verb == "holds"),
            data=tuple(_loss(model, device, data, tuple(verbs)) for (device, data), verbs in sorted(touched.items())),
            care=care_impact(model, lost_through(model, parsed)),
        )


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
