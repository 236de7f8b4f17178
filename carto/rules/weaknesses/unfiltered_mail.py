"""Rule ``unfiltered-mail``: unfiltered mail."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class UnfilteredMail(Rule):
    """Mail arrives without a filter, or macros run.

    ## Why is this bad?
    Most great health crises began with a message that was opened.

    ## Example
    ```yaml
    zones: {offices: office}
    devices:
      secretaries: {type: workstation, zone: offices, weaknesses: macros-allowed}
    ```

    ## Use instead
    ```yaml
    zones: {offices: office, front: dmz}
    devices:
      secretaries: {type: workstation, zone: offices}
      mail-filter: {type: mail-gateway, zone: front}
    ```

    Filter messages, block macros, close personal mail.

    ## False positives
    Mail filtered by a host outside: add it, of type mail-gateway.

    ## References
    hygiene guide 24; NIST SP 800-53 SI-8; ATT&CK T1566.001.
    """

    id = "unfiltered-mail"
    alias = "W-PHISH"
    severity = Level.HIGH
    confidence = Confidence.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H24 SI-8 T1566.001")
    measures = (
        "mail-security",
        "staff-training",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("unfiltered-mail", "macros-allowed"):
            yield self.finding(device, "weaknesses", weakness=weakness)
        readers = [device for device in context.devices if device.mail is True]
        if readers and not any(context.of_type("mail-gateway")):
            yield self.finding(
                context.model.establishment,
                unknown=True,
                related=[f"devices:{device.id}:mail" for device in readers],
                variant="relay",
                count=sum(device.count for device in readers),
            )
