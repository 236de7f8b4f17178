"""Rule ``consumer-messaging``: consumer messaging."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Confidence, Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_MAIL = frozenset({"smtp", "imap", "http", "ftp"})


class ConsumerMessaging(Rule):
    """Health data go through ordinary mail or messaging in the clear.

    ## Why is this bad?
    Medical secrecy then hangs on a mail password.

    ## Example
    ```yaml
    zones: {internet: internet, practice: practice}
    devices:
      gp-pc: {type: gp-pc, zone: practice}
      web-mail: {type: online-application, zone: internet}
    flows:
      gp-pc -> web-mail: {protocol: smtp, data: health-record, encrypted: false}
    ```

    ## Use instead
    ```yaml
    zones: {national: national-services, practice: practice}
    devices:
      gp-pc: {type: gp-pc, zone: practice}
      mssante: {type: secure-mail, zone: national}
    flows:
      gp-pc -> mssante: {protocol: smtps, data: health-record, encrypted: true}
    ```

    Secure health mail between professionals, health space or portal with patients.

    ## False positives
    A message whose attachment is encrypted and whose key goes another way.

    ## References
    hygiene guide 18; sector policy 5.3.1; GDPR art. 32(1)(a); NIS 2 art. 21(2)(j).
    """

    id = "consumer-messaging"
    alias = "W-MSSANTE"
    severity = Level.MEDIUM
    confidence = Confidence.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H18 P5.3.1 G32(1)(a) N(j)")
    measures = ("secure-messaging",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for flow in context.model.flows.values():
            ends = context.flow_ends(flow)
            leaves = any(not context.is_own(end) for end in ends) or any(end.type == "mail-server" for end in ends)
            if leaves and flow.protocol in _MAIL and context.carries_health(flow) and flow.encrypted is not True:
                yield self.finding(flow, "protocol", unknown=flow.encrypted == "unknown", involves=ends)
