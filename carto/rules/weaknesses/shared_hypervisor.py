"""Rule ``shared-hypervisor``: hypervisor shared between zones."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.device import Device
from carto.model.vocabulary import Level
from carto.rules.base import HOSPITALS, Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_GAP = 2  # levels of trust between neighbours on one hypervisor that need a reason


class SharedHypervisor(Rule):
    """A hypervisor carries servers from zones far apart in trust.

    ## Why is this bad?
    Whoever escapes from the least protected server holds every application at once.

    ## Example
    ```yaml
    zones: {front: dmz, core: identity, infra: infrastructure}
    devices:
      esx: {type: hypervisor, zone: infra}
      portal: {type: web-server, zone: front, hosted_on: esx}
      dc: {type: domain-controller, zone: core, hosted_on: esx}
    ```

    ## Use instead
    ```yaml
    zones: {front: dmz, core: identity, infra: infrastructure}
    devices:
      esx-front: {type: hypervisor, zone: infra}
      esx-core: {type: hypervisor, zone: infra}
      portal: {type: web-server, zone: front, hosted_on: esx-front}
      dc: {type: domain-controller, zone: core, hosted_on: esx-core}
    ```

    Split the clusters: exposed, business, core.

    ## False positives
    Clusters that merely share a name in the model.

    ## References
    sector policy 4.3.1.7; NIST SP 800-53 SC-39; ATT&CK T1611.
    """

    id = "shared-hypervisor"
    alias = "W-NET-VIRT-MIX"
    severity = Level.MEDIUM
    cause = Cause.BUDGET
    profiles = HOSPITALS
    references = cite("P4.3.1.7 SC-39 T1611")
    measures = ("network-zoning",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        guests: dict[str, list[Device]] = {}
        for device in context.devices:
            for host in device.hosted_on:
                guests.setdefault(host, []).append(device)
        for host in sorted(guests):
            ordered = sorted(guests[host], key=lambda device: (context.trust(device), device.id))
            low, high = ordered[0], ordered[-1]
            gap = context.trust(high) - context.trust(low)
            if gap >= _GAP:
                yield self.finding(
                    context.model.devices[host],
                    worse=when(any(context.is_core(guest) for guest in ordered), "core"),
                    related=[f"devices:{low.id}:hosted_on", f"devices:{high.id}:hosted_on"],
                    low=low.label,
                    high=high.label,
                    gap=gap,
                )
