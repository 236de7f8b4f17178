"""Rule ``open-cloud-storage``: online data badly closed."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenCloudStorage(Rule):
    """An online service that keeps health data opens with a mere password.

    ## Why is this bad?
    One sharing mistake hands over every record at once.

    ## Example
    ```yaml
    zones: {cloud: cloud}
    devices:
      archive: {type: online-application, zone: cloud, holds: health-record, second_factor: false}
    ```

    ## Use instead
    ```yaml
    zones: {cloud: cloud}
    devices:
      archive: {type: online-application, zone: cloud, holds: health-record, second_factor: true}
    ```

    Open through the establishment's own log-in with a second factor; close public shares.

    ## False positives
    A service that only machines use, with certificates.

    ## References
    NIST SP 800-53 AC-3; ATT&CK T1530.
    """

    id = "open-cloud-storage"
    alias = "W-EXP-CLOUD"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.PRACTICE
    references = cite("AC-3 T1530")
    measures = (
        "remote-mfa",
        "supplier-control",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            online = any(context.zone_is(zone, "cloud") for zone in device.zones)
            if not online or not context.holds_health(device):
                continue
            if device.second_factor is not True or "open-share" in device.weaknesses:
                sure = device.second_factor is False or "open-share" in device.weaknesses
                yield self.finding(device, "second_factor", unknown=not sure)
