"""Which attack steps a finding feeds: those that would not be there, or would be harder, were it mended.

A step rests on routes of the model (its origin); beyond these it leans on what made it possible or easy: a log-in on
the missing second factor of its account, a message that is opened on the protection that only watches. Among the steps
that lean on the place of a finding, those of another flaw, weakness, service or device than the finding speaks of are
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from carto.attack.graph import Step
from carto.attack.twins import Folded
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Effect
from carto.model.establishment_map import Model
from carto.rules.finding import Finding

_ACCOUNT: Final = ("second_factor", "kind", "used_by", "last_used")
_GUARD: Final = ("endpoint_protection",)
_LINK: Final = ("", "allow", "always_on")
_LEANS: Final[Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "log-in": (("accounts", "account", _ACCOUNT), ("devices", "device", ("second_factor",))),
    "supplier": (("accounts", "account", _ACCOUNT), ("parties", "party", ("contract", "second_factor"))),
    "exploit-assumed": (("devices", "device", ("os", *_GUARD)),),
    "exploit-known": (("devices", "device", ("patched",)),),
    "escalate": (("devices", "device", ("os",)),),
    "default-secret": (("devices", "device", ("default_secret", "secret_changeable")),),
    "phish": (("devices", "device", ("web", "mail", *_GUARD)), ("establishment", "", ("trained_share",))),
    "abuse-flow": (("flows", "flow", ("", "authenticated")),),
    "intercept": (("flows", "flow", ("", "encrypted")),),
    "intercept-update": (("flows", "flow", ("", "encrypted")),),
    "physical": (("devices", "device", ("physical_access",)),),
    "pivot": (("devices", "device", ("type",)),),
    "traverse": (("links", "link", _LINK),),
    "open-filter": (("links", "link", ("via",)),),
}
"""Kind of step -> section, slot of its detail that names the thing, and fields of it that the step leans on."""
_NAMED: Final = {"flaws": "weakness", "services": "service", "protocols": "service"}
"""Value of a finding that lists ids -> slot of the steps that must be among them, where they have one."""


class Feeding:
    """Steps by what they rest and lean on."""

    def __init__(self, model: Model, steps: Iterable[Step], folded: Folded) -> None:
        """Index the steps; look-alikes of a device share its steps. O(steps)."""
        self._model = model
        self._folded = folded
        self._at: dict[str, dict[str, Step]] = {}
        for step in steps:
            for route in self._routes(step):
                self._at.setdefault(route, {})[step.id] = step

    def steps_of(self, finding: Finding) -> tuple[str, ...]:
        """Return the ids of the steps that a finding feeds; sorted."""
        near = self._at.get(finding.route, {})
        return tuple(sorted(name for name, step in near.items() if self._uses(step, finding)))

    def _routes(self, step: Step) -> Iterator[str]:
        yield from (route for origin in step.origin for route in self._alike(origin))
        for section, slot, fields in _LEANS.get(step.kind, ()):
            thing = step.detail.get(slot, "") if slot else ""
            if thing or not slot:
                routes = (":".join(part for part in (section, thing, field) if part) for field in fields)
                yield from (each for route in routes for each in self._alike(route))
        device = self._model.devices.get(step.detail.get("device", ""))
        if device is not None and step.detail.get("zone") in device.exposed_to:
            yield from self._alike(f"devices:{device.id}:exposed_to")

    def _alike(self, route: str) -> tuple[str, ...]:
        """Return the route of every look-alike of the device that a route names."""
        section, _, rest = route.partition(":")
        device, _, field = rest.partition(":")
        if section != "devices" or device not in self._folded.members:
            return (route,)
        return tuple(f"{section}:{one}:{field}" for one in self._folded.members[device])

    def _uses(self, step: Step, finding: Finding) -> bool:
        """Tell whether a step that leans on the place of a finding is about the same flaw, service and device."""
        for value, slot in _NAMED.items():
            named = str(finding.values.get(value, ""))
            told = step.flaw if value == "flaws" else step.detail.get(slot, "")
            if named and told and told not in named.split(", "):
                return False
        if finding.field == "weaknesses" and not _is_about(step, str(finding.values.get("weakness", ""))):
            return False
        return finding.section != "accounts" or self._is_on(step, finding.involves)

    def _is_on(self, step: Step, devices: tuple[str, ...]) -> bool:
        """Tell whether a step that uses an account is done on one of the devices that the finding speaks of."""
        device = step.detail.get("device", "")
        if not device or not devices:
            return True
        return not set(self._folded.members.get(device, (device,))).isdisjoint(devices)


def _is_about(step: Step, weakness: str) -> bool:
    if step.kind == "phish":
        known = catalog().weakness(weakness)
        return known is not None and known.effect is Effect.PHISH
    return step.detail.get("weakness", "") == weakness
