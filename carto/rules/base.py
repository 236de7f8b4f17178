"""What every rule is: a bad state, its documentation, and a check that yields findings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import ClassVar, Final

from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import has
from carto.model.account import Account
from carto.model.annotation import Note
from carto.model.care import CareProcess
from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.entity import Entity
from carto.model.establishment import Data, Establishment, Party, Site
from carto.model.vocabulary import Confidence, EstablishmentKind, Level
from carto.model.zone import Zone
from carto.rules.citations import Reference
from carto.rules.context import RuleContext
from carto.rules.finding import Adjustment, Finding

ALL_KINDS: Final = frozenset(EstablishmentKind)
ORGANISED: Final = ALL_KINDS - {EstablishmentKind.GP_PRACTICE}
"""Establishments with several people to keep apart."""
HOSPITALS: Final = ORGANISED - {EstablishmentKind.HEALTH_CENTRE, EstablishmentKind.NURSING_HOME}
"""Establishments with an IT team and a technical platform."""

_SECTIONS: Final[dict[type[Entity], str]] = {
    Account: "accounts",
    CareProcess: "care",
    Data: "data",
    Device: "devices",
    Flow: "flows",
    Link: "links",
    Note: "notes",
    Party: "parties",
    Site: "sites",
    Zone: "zones",
}


class Cause(StrEnum):
    """Where a weakness comes from."""

    PRACTICE = "practice"
    SUPPLIER = "supplier"
    BUDGET = "budget"
    CONTROL = "control"
    MODEL = "model"


class Rule(ABC):
    """A bad state, and how to see it in a model.

    Attributes:
        id: The bad state, kebab-case; never reused.
        alias: Short id of the domain file, or "".
        severity: Before the arithmetic.
        confidence: How sure the rule is when it speaks.
        cause: Where the weakness usually comes from.
        profiles: Kinds of establishment it is asked of.
        references: Clauses that ask for the opposite.
        measures: Measures of the catalogue that treat it.
        shielded_by: Facts of a device that lower the severity: ``isolated``, ``blocking``, ``second-factor``.
        weighs_paths: Whether attack paths and exposure raise the severity; false for what is merely not written down.
    """

    id: ClassVar[str]
    alias: ClassVar[str] = ""
    severity: ClassVar[Level]
    confidence: ClassVar[Confidence] = Confidence.HIGH
    cause: ClassVar[Cause]
    profiles: ClassVar[frozenset[EstablishmentKind]] = ALL_KINDS
    references: ClassVar[tuple[Reference, ...]] = ()
    measures: ClassVar[tuple[str, ...]] = ()
    shielded_by: ClassVar[tuple[str, ...]] = ()
    weighs_paths: ClassVar[bool] = True

    @abstractmethod
    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield every place where the bad state is, and every place where nobody knows."""

    def text(self, part: str) -> Bilingual:
        """Return one of the rule's texts: ``title``, ``what``, ``why``, ``remedy`` or ``false`` (positives)."""
        return both(f"rules-weaknesses.{self.id}.{part}")

    def knows(self, part: str) -> bool:
        """Tell whether the rule has a text."""
        return has(f"rules-weaknesses.{self.id}.{part}")

    def finding(  # noqa: PLR0913 -- one factory for every rule; all but two are keyword-only
        self,
        thing: Entity | Establishment,
        field: str = "",
        *,
        unknown: bool = False,
        worse: Iterable[str] = (),
        milder: Iterable[str] = (),
        involves: Iterable[Device | str] = (),
        related: Iterable[str] = (),
        exploited: bool = False,
        variant: str = "",
        **values: object,
    ) -> Finding:
        """Make a finding.

        Args:
            thing: What is weak.
            field: The field that says so.
            unknown: Nobody has said: one level lower, and to check.
            worse: Reasons that raise the severity, one level each (keys of ``rules.severity``).
            milder: Reasons that lower it.
            involves: Devices it is about; the thing itself where it is a device.
            related: Other routes that a reader needs.
            exploited: A flaw among the causes is known to be used.
            variant: Which of the rule's messages is meant.
            values: What fills the message, beside ``thing``.
        """
        own = [thing] if isinstance(thing, Device) else []
        ids = {one if isinstance(one, str) else one.id for one in (*own, *involves)}
        terms = [Adjustment(reason, 1) for reason in worse] + [Adjustment(reason, -1) for reason in milder]
        return Finding(
            rule=self.id,
            section=_SECTIONS[type(thing)] if isinstance(thing, Entity) else "establishment",
            subject=thing.id if isinstance(thing, Entity) else "establishment",
            field=field,
            base=self.severity,
            confidence=self.confidence,
            to_check=unknown,
            values={"thing": thing.label if isinstance(thing, Entity) else thing.name, **values},
            variant=variant,
            adjustments=(*([Adjustment("unknown", -1)] if unknown else []), *terms),
            involves=tuple(sorted(ids)),
            related=tuple(sorted(set(related))),
            exploited=exploited,
            measures=self.measures,
        )


def when(condition: object, reason: str) -> tuple[str, ...]:
    """Return the reason where the condition holds, else nothing."""
    return (reason,) if condition else ()
