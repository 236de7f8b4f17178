"""Rule ``directory-control-paths``: directory control paths."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import ORGANISED, Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class DirectoryControlPaths(Rule):
    """The directory offers a short cut to its strongest accounts.

    ## Why is this bad?
    Within an hour, a plain account becomes master of every care workstation.

    ## Example
    ```yaml
    zones: {directory: identity}
    devices:
      pki: {type: certificate-authority, zone: directory, weaknesses: weak-certificate-template}
    ```

    ## Use instead
    ```yaml
    zones: {directory: identity}
    devices:
      pki: {type: certificate-authority, zone: directory}
    ```

    Follow the directory's control points: delegation, certificate templates, accounts with an SPN.

    ## False positives
    A delegation towards a server of the same tier.

    ## References
    ReCyF 11.B; ATT&CK T1558; ATT&CK T1649; ATT&CK T1484.001.
    """

    id = "directory-control-paths"
    alias = "W-AD-PATH"
    severity = Level.HIGH
    cause = Cause.PRACTICE
    profiles = ORGANISED
    references = cite("R11.B T1558 T1649 T1484.001")
    measures = ("directory-hardening",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device, weakness in context.declaring(
            "kerberoastable", "unconstrained-delegation", "weak-certificate-template"
        ):
            yield self.finding(device, "weaknesses", weakness=weakness)
