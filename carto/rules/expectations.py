"""Which field of the model each view expects, from which level of detail on: one table for score, list and questions.

The six views and three levels are those of the French national guide to mapping information systems; the mapping onto
our fields is ours. Level 1 is the least one needs, level 3 the full detail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from carto.catalog.vocabulary import Category, View
from carto.i18n.bilingual import Bilingual, both
from carto.model.account import Account
from carto.model.device import Device
from carto.model.edge import Link
from carto.model.entity import Entity
from carto.model.zone import Zone
from carto.rules.context import RuleContext

Test = Callable[[RuleContext, Entity], bool]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One fact that a map of some detail should hold.

    Attributes:
        section: Section of the model.
        field: Field that holds the fact.
        view: National view it belongs to.
        level: Level of detail from which it is expected, 1..3.
        whom: Whom to ask; key of their name.
        concerns: Which objects of the section it is asked of.
        says: What counts as an answer, where it is not the field of that name: a link to other objects.
    """

    section: str
    field: str
    view: View
    level: int
    whom: str
    concerns: Test
    says: Test | None = None

    def is_met(self, context: RuleContext, thing: Entity) -> bool:
        """Tell whether an object says what is expected."""
        if self.says is not None:
            return self.says(context, thing)
        return is_said(getattr(thing, _FIELD_OF.get(self.field, self.field))) or _says_otherwise(thing, self.field)

    def question(self, thing: str) -> Bilingual:
        """Return the question that would bring the fact."""
        return both(f"rules-completeness.{self.section}.{self.field}", thing=thing)

    @property
    def asked(self) -> Bilingual:
        """Whom to ask."""
        return both(f"rules-completeness.whom.{self.whom}")


_FIELD_OF: Final = {"zone": "zones"}
"""Keys of authors that have another name in the entities."""


def is_said(value: object) -> bool:
    """Tell whether a field says something: empty and unknown do not."""
    return value not in ("", None, (), "unknown", ("unknown",), {})


def _says_otherwise(thing: Entity, field: str) -> bool:
    """Tell whether an empty value is an answer: a link without ``allow`` lets everything pass."""
    return isinstance(thing, Link) and field == "allow" and thing.allow is None


def _serves_care(context: RuleContext, thing: Entity) -> bool:
    """Tell whether care or a flow uses a system."""
    return bool(context.care_of.get(thing.id) or context.flows_to.get(thing.id) or context.flows_from.get(thing.id))


def _is_inhabited(context: RuleContext, thing: Entity) -> bool:
    return bool(context.members.get(thing.id))


def _any(_context: RuleContext, _thing: Entity) -> bool:
    return True


def _inside(context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Zone) and not context.is_outside(thing.id)


def _own(context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Device) and context.is_own(thing)


def _of(*categories: Category) -> Test:
    def test(context: RuleContext, thing: Entity) -> bool:
        return _own(context, thing) and isinstance(thing, Device) and context.category(thing) in categories

    return test


def _in_view(view: View) -> Test:
    def test(context: RuleContext, thing: Entity) -> bool:
        kind = context.types.get(thing.id)
        return _own(context, thing) and kind is not None and kind.view is view

    return test


def _medical(context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Device) and _own(context, thing) and context.is_medical(thing)


def _between_zones(context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Link) and context.ends(thing) is not None


def _cable(context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Link) and {thing.from_end, thing.to_end} <= context.model.devices.keys()


def _strong(_context: RuleContext, thing: Entity) -> bool:
    return isinstance(thing, Account) and thing.kind in {"admin", "domain-admin", "supplier"}


_SERVERS: Final = _of(Category.SERVER, Category.APPLICATION, Category.INFRASTRUCTURE, Category.IDENTITY)
_NETWORK: Final = _of(Category.NETWORK, Category.SECURITY)

EXPECTED: Final = (
    Expectation("parties", "supplies", View.ECOSYSTEM, 1, "purchasing", _any),
    Expectation("parties", "contact", View.ECOSYSTEM, 1, "purchasing", _any),
    Expectation("parties", "second_factor", View.ECOSYSTEM, 2, "supplier", _any),
    Expectation("parties", "contract", View.ECOSYSTEM, 2, "purchasing", _any),
    Expectation("parties", "owner", View.ECOSYSTEM, 3, "management", _any),
    Expectation("care", "depends_on", View.BUSINESS, 1, "care-unit", _any),
    Expectation("care", "owner", View.BUSINESS, 1, "management", _any),
    Expectation("care", "max_outage_hours", View.BUSINESS, 2, "care-unit", _any),
    Expectation("care", "needs", View.BUSINESS, 2, "care-unit", _any),
    Expectation("care", "degraded_mode", View.BUSINESS, 2, "care-unit", _any),
    Expectation("care", "patients_per_day", View.BUSINESS, 3, "care-unit", _any),
    Expectation("data", "description", View.BUSINESS, 1, "privacy", _any),
    Expectation("data", "needs", View.BUSINESS, 2, "privacy", _any),
    Expectation("data", "personal", View.BUSINESS, 2, "privacy", _any),
    Expectation("data", "owner", View.BUSINESS, 3, "privacy", _any),
    Expectation("devices", "care", View.APPLICATIONS, 1, "care-unit", _in_view(View.APPLICATIONS), _serves_care),
    Expectation("devices", "vendor", View.APPLICATIONS, 1, "applications", _in_view(View.APPLICATIONS)),
    Expectation("devices", "owner", View.APPLICATIONS, 2, "management", _in_view(View.APPLICATIONS)),
    Expectation("devices", "second_factor", View.APPLICATIONS, 2, "applications", _in_view(View.APPLICATIONS)),
    Expectation("devices", "supplier", View.APPLICATIONS, 3, "applications", _in_view(View.APPLICATIONS)),
    Expectation("flows", "protocol", View.APPLICATIONS, 1, "applications", _any),
    Expectation("flows", "encrypted", View.APPLICATIONS, 2, "applications", _any),
    Expectation("flows", "data", View.APPLICATIONS, 2, "applications", _any),
    Expectation("flows", "justification", View.APPLICATIONS, 3, "applications", _any),
    Expectation("accounts", "opens", View.ADMINISTRATION, 1, "system", _any),
    Expectation("accounts", "second_factor", View.ADMINISTRATION, 2, "system", _strong),
    Expectation("accounts", "last_used", View.ADMINISTRATION, 3, "system", _strong),
    Expectation("devices", "managed_by", View.ADMINISTRATION, 3, "system", _SERVERS),
    Expectation("zones", "devices", View.LOGICAL, 1, "network", _inside, _is_inhabited),
    Expectation("zones", "cidr", View.LOGICAL, 1, "network", _inside),
    Expectation("zones", "vlan", View.LOGICAL, 1, "network", _inside),
    Expectation("zones", "device_authentication", View.LOGICAL, 2, "network", _inside),
    Expectation("zones", "logged", View.LOGICAL, 3, "network", _inside),
    Expectation("links", "allow", View.LOGICAL, 1, "network", _between_zones),
    Expectation("links", "via", View.LOGICAL, 2, "network", _between_zones),
    Expectation("links", "logged", View.LOGICAL, 3, "network", _between_zones),
    Expectation("devices", "os", View.LOGICAL, 1, "system", _SERVERS),
    Expectation("devices", "patched", View.LOGICAL, 1, "system", _SERVERS),
    Expectation("devices", "ip", View.LOGICAL, 2, "network", _SERVERS),
    Expectation("devices", "hosted_on", View.LOGICAL, 2, "system", _of(Category.APPLICATION)),
    Expectation("devices", "backed_up", View.LOGICAL, 2, "system", _SERVERS),
    Expectation("devices", "logged", View.LOGICAL, 3, "system", _SERVERS),
    Expectation("devices", "model", View.PHYSICAL, 1, "network", _NETWORK),
    Expectation("devices", "version", View.PHYSICAL, 2, "network", _NETWORK),
    Expectation("devices", "room", View.PHYSICAL, 2, "network", _NETWORK),
    Expectation("devices", "rack", View.PHYSICAL, 3, "network", _NETWORK),
    Expectation("devices", "zone", View.PHYSICAL, 1, "biomedical", _own),
    Expectation("devices", "default_secret", View.PHYSICAL, 2, "biomedical", _medical),
    Expectation("devices", "physical_access", View.PHYSICAL, 2, "biomedical", _medical),
    Expectation("devices", "serial", View.PHYSICAL, 3, "biomedical", _medical),
    Expectation("sites", "address", View.PHYSICAL, 1, "management", _any),
    Expectation("sites", "open_to_public", View.PHYSICAL, 2, "management", _any),
    Expectation("zones", "site", View.PHYSICAL, 1, "network", _inside),
    Expectation("links", "medium", View.PHYSICAL, 1, "network", _cable),
    Expectation("links", "bandwidth_mbps", View.PHYSICAL, 3, "network", _cable),
)
"""Every fact that is expected, by view."""
