"""What the catalogue's measures do that can be told from the types of devices alone.

Effects are assumptions: kinds of step that become harder, fields that become safe, weaknesses that go. Those measures
that have to look at the establishment itself are in ``carto.attack.typical``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from carto.catalog.entities import DeviceType
from carto.catalog.vocabulary import Category

_IT: Final = frozenset(
    {
        Category.SERVER,
        Category.APPLICATION,
        Category.WORKSTATION,
        Category.INFRASTRUCTURE,
        Category.IDENTITY,
        Category.SECURITY,
        Category.NETWORK,
        Category.TELEPHONY,
    }
)
_PROTECTED: Final = frozenset({Category.SERVER, Category.APPLICATION, Category.WORKSTATION, Category.IDENTITY})

Changes = Mapping[str, Any]
"""Fields of a measure of the model: what it sets, closes, hardens, detects, requires."""


@dataclass(frozen=True, slots=True)
class TypicalEffect:
    """What a measure of the catalogue does.

    Attributes:
        bears_on: What its types have in common, a key of ``plan.bears-on``; "" where ``types`` lists them.
        types: Device types that it bears on, where they are few.
        changes: What it changes there.
    """

    bears_on: str
    changes: Changes
    types: tuple[str, ...] = ()

    def picks(self, kind: DeviceType) -> bool:
        """Tell whether it bears on a type of device."""
        return _KINDS[self.bears_on](kind) if self.bears_on else kind.id in self.types


def is_medical(kind: DeviceType) -> bool:
    """Tell whether a type is a medical device, or acts on a patient or a building."""
    return kind.medical_device or kind.commands


_KINDS: Final[Mapping[str, Callable[[DeviceType], bool]]] = MappingProxyType(
    {
        "everything": lambda _kind: True,
        "it": lambda kind: kind.category in _IT and not kind.medical_device,
        "protected": lambda kind: kind.category in _PROTECTED and not kind.medical_device,
        "medical": is_medical,
        "read": lambda kind: kind.staffed and (kind.mail or kind.web),
        "mobile": lambda kind: kind.category is Category.MOBILE,
    }
)


def _on(bears_on: str, **changes: object) -> TypicalEffect:
    return TypicalEffect(bears_on, MappingProxyType(changes))


def _of(types: tuple[str, ...], **changes: object) -> TypicalEffect:
    return TypicalEffect("", MappingProxyType(changes), types)


EFFECTS: Final[Mapping[str, TypicalEffect]] = MappingProxyType(
    {
        "device-isolation": _on(
            "medical", hardens={"exploit-assumed": "hard", "default-secret": "hard", "no-authentication": "hard"}
        ),
        "remote-mfa": _of(
            ("vpn-gateway", "remote-desktop-server", "supplier-remote-access", "application-gateway"),
            sets={"second_factor": True},
        ),
        "record-second-factor": _of(("ehr", "ehr-database"), sets={"second_factor": True}),
        "admin-bastion": _of(("server", "linux-server", "virtual-server", "hypervisor"), hardens={"log-in": "hard"}),
        "directory-tiering": _of(("domain-controller",), hardens={"log-in": "very-hard", "harvest": "hard"}),
        "directory-hardening": _on(
            "everything",
            closes=[
                "shared-local-admin",
                "cached-admin-session",
                "kerberoastable",
                "unconstrained-delegation",
                "weak-certificate-template",
            ],
        ),
        "it-patching": _on("it", sets={"patched": "current"}, closes=["unpatched"]),
        "device-patching": _on("medical", sets={"patched": "current"}, closes=["unpatched"]),
        "virtual-patching": _on("it", hardens={"exploit-known": "hard", "exploit-assumed": "hard"}),
        "active-endpoint-protection": _on(
            "protected", sets={"endpoint_protection": "block"}, hardens={"harvest": "hard"}
        ),
        "continuous-monitoring": _on("it", detects=0.5, requires=["active-endpoint-protection"]),
        "network-detection": _on("medical", detects=0.3, requires=["continuous-monitoring"]),
        "database-monitoring": _of(
            ("ehr-database", "database-server", "data-warehouse"), detects=0.3, requires=["continuous-monitoring"]
        ),
        "network-access-control": _on("everything", hardens={"physical": "hard"}),
        "mail-security": _on("read", hardens={"phish": "hard"}, closes=["macros-allowed", "unfiltered-mail"]),
        "web-firewall": _of(
            ("web-server", "patient-portal", "reverse-proxy", "online-application"),
            hardens={"exploit-known": "hard", "exploit-assumed": "hard"},
            closes=["sql-injection"],
        ),
        "disk-encryption": _on("everything", sets={"encrypted_storage": True}, closes=["clear-storage"]),
        "mobile-management": _on("mobile", hardens={"phish": "hard", "exploit-assumed": "hard"}),
        "supplier-control": _on("everything", hardens={"supplier": "hard"}, closes=["standing-supplier-access"]),
        "staff-training": _on("read", hardens={"phish": "moderate"}),
        "programmer-rule": _of(
            ("implant-programmer",),
            sets={"exposed_to": None, "internet_access": False, "removable_media": False},
            closes=["unsigned-update", "usb-allowed"],
        ),
    }
)
"""Measure of the catalogue -> what it bears on and what it changes."""

AFTERWARDS: Final = (
    "degraded-mode-drills",
    "egress-control",
    "offline-backup",
    "restore-tests",
    "secure-messaging",
)
"""Measures that stop no step: they keep care going, bring systems back or keep data in."""

TOLD: Final = (
    "account-hygiene",
    "default-secret-change",
    "exposure-reduction",
    "firewall-review",
    "flow-encryption",
    "leftover-removal",
    "network-zoning",
    "renewal",
)
"""Measures whose effect the establishment itself tells: its flows, its dates, its exposures."""
