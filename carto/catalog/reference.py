"""The catalogue as one object, each of its tables read on first use."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal, cast

from carto.catalog.entities import (
    Assumptions,
    AttackerProfile,
    CostAnchor,
    DataClass,
    DeviceType,
    Entry,
    EstablishmentProfile,
    Flaw,
    Service,
    Source,
    Technique,
    TypicalMeasure,
    Weakness,
    ZoneType,
)
from carto.catalog.reading import read_entries, read_single
from carto.catalog.table import Table
from carto.model.vocabulary import EstablishmentKind

TableName = Literal[
    "device_types",
    "zone_types",
    "services",
    "data_classes",
    "flaws",
    "weaknesses",
    "techniques",
    "attackers",
    "establishments",
    "measures",
]


class Catalog:
    """Everything that carto knows before it reads a model."""

    @cached_property
    def device_types(self) -> Table[DeviceType]:
        """Kinds of device."""
        return Table(read_entries("device_types", DeviceType))

    @cached_property
    def zone_types(self) -> Table[ZoneType]:
        """Kinds of zone."""
        return Table(read_entries("zone_types", ZoneType))

    @cached_property
    def services(self) -> Table[Service]:
        """Protocols that devices listen on."""
        return Table(read_entries("services", Service))

    @cached_property
    def data_classes(self) -> Table[DataClass]:
        """Kinds of data."""
        return Table(read_entries("data_classes", DataClass))

    @cached_property
    def flaws(self) -> Table[Flaw]:
        """Published flaws."""
        return Table(read_entries("flaws", Flaw))

    @cached_property
    def weaknesses(self) -> Table[Weakness]:
        """Weaknesses that an author may declare."""
        return Table(read_entries("weaknesses", Weakness))

    @cached_property
    def techniques(self) -> Table[Technique]:
        """ATT&CK techniques."""
        return Table(read_entries("techniques", Technique))

    @cached_property
    def attackers(self) -> Table[AttackerProfile]:
        """Attacker profiles."""
        return Table(read_entries("profiles", AttackerProfile))

    @cached_property
    def establishments(self) -> Table[EstablishmentProfile]:
        """What may be asked of an establishment, by kind."""
        return Table(read_entries("establishment_profiles", EstablishmentProfile))

    @cached_property
    def measures(self) -> Table[TypicalMeasure]:
        """What establishments usually do about weaknesses."""
        return Table(read_entries("measures", TypicalMeasure))

    @cached_property
    def cost_anchors(self) -> Table[CostAnchor]:
        """What attacks and their prevention have cost elsewhere."""
        return Table(read_entries("cost_anchors", CostAnchor))

    @cached_property
    def assumptions(self) -> Assumptions:
        """The numbers that every result rests on."""
        return read_single("assumptions", Assumptions)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in read_entries("sources", Source)}

    def device_type(self, word: str) -> DeviceType | None:
        """Return the device type of this id or alias, or None."""
        return self.device_types.get(word)

    def zone_type(self, word: str) -> ZoneType | None:
        """Return the zone type of this id or alias, or None."""
        return self.zone_types.get(word)

    def service(self, word: str) -> Service | None:
        """Return the service of this id or alias, or None."""
        return self.services.get(word)

    def data_class(self, word: str) -> DataClass | None:
        """Return the data class of this id or alias, or None."""
        return self.data_classes.get(word)

    def flaw(self, number: str) -> Flaw | None:
        """Return the flaw of this CVE number or usual name (``BlueKeep``), in any case, or None."""
        return self.flaws.get(number) or self.flaws.get(number.upper()) or self.flaws.get(number.lower())

    def weakness(self, word: str) -> Weakness | None:
        """Return the declared weakness of this id or alias, or None."""
        return self.weaknesses.get(word)

    def technique(self, number: str) -> Technique | None:
        """Return the ATT&CK technique of this number, or None."""
        return self.techniques.get(number)

    def attacker(self, word: str) -> AttackerProfile | None:
        """Return the attacker profile of this id or alias, or None."""
        return self.attackers.get(word)

    def establishment(self, kind: EstablishmentKind) -> EstablishmentProfile:
        """Return what may be asked of an establishment of this kind."""
        return next(profile for profile in self.establishments if kind in profile.kinds)

    def service_for_port(self, protocol: str, port: int) -> Service | None:
        """Return the service whose usual port this is, or None.

        Where several share a port, the answer is the one that carries the others (HTTPS, not FHIR).

        Args:
            protocol: ``tcp`` or ``udp``, in any case.
            port: 0..65535.
        """
        wire = protocol.lower()
        return next((service for first, last, service in self._ports.get(wire, ()) if first <= port <= last), None)

    def suggest(self, table: TableName, word: str) -> list[str]:
        """Return up to three ids of ``table`` that ``word`` may have meant, the likeliest first."""
        return cast("Table[Entry]", getattr(self, table)).suggest(word)

    @cached_property
    def _ports(self) -> dict[str, list[tuple[int, int, Service]]]:
        ports: dict[str, list[tuple[int, int, Service]]] = {}
        carriers_first = sorted(self.services, key=lambda service: service.carrier is not None)
        for service in carriers_first:
            for wire, first, last in _port_ranges(service):
                ports.setdefault(wire, []).append((first, last, service))
        return ports


@cache
def catalog() -> Catalog:
    """Return the catalogue; the same object at every call."""
    return Catalog()


def _port_ranges(service: Service) -> list[tuple[str, int, int]]:
    ranges = []
    for text in service.ports:
        wire, _, numbers = text.partition("/")
        first, _, last = numbers.partition("-")
        ranges.append((wire, int(first), int(last or first)))
    return ranges
