"""Rule ``browsing-on-unsupported-system``: browsing on an unsupported system."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class BrowsingOnUnsupportedSystem(Rule):
    """People browse or read mail on a system that is no longer maintained.

    ## Why is this bad?
    A mere Web page is enough to come in.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      old-pc: {type: workstation, zone: wards, os: {family: windows, version: "7", supported: false}, web: true}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward}
    devices:
      old-pc:
        type: workstation
        zone: wards
        os: {family: windows, version: "7", supported: false}
        web: false
        mail: false
    ```

    Cut Web and mail on these machines.

    ## False positives
    Access to an internal Web application only: say `web: false`.

    ## References
    hygiene guide 35; NIST SP 800-53 SC-7.
    """

    id = "browsing-on-unsupported-system"
    alias = "W-OBS-BROWSE"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    references = cite("H35 SC-7")
    measures = (
        "egress-control",
        "renewal",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            if not context.is_unsupported(device):
                continue
            field = next((one for one in ("web", "mail", "internet_access") if getattr(device, one) is True), "")
            if field:
                yield self.finding(device, field)
