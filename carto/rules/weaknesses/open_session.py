"""Rule ``open-session``: session left open."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OpenSession(Rule):
    """A session stays open or shared on a care workstation.

    ## Why is this bad?
    Somebody writes in the wrong record, and nobody knows who.

    ## Example
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards, weaknesses: unlocked-session}
    ```

    ## Use instead
    ```yaml
    zones: {wards: ward}
    devices:
      ward-pc: {type: workstation, zone: wards}
    ```

    Lock on leaving, change user by badge.

    ## False positives
    A display that shows nothing personal.

    ## References
    sector policy 4.5.2; IEC 62443-3-3 SR2.5.
    """

    id = "open-session"
    alias = "W-WS-SESSION"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("P4.5.2 SR2.5")
    measures = ("record-second-factor",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring("unlocked-session", "shared-session"):
            yield self.finding(device, "weaknesses", weakness=weakness)
