"""Rule ``orphan-note``: note pinned to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class OrphanNote(Rule):
    """A note is pinned to nothing: nobody will see it on the map.

    ## Why is this bad?
    A remark that nobody sees protects nobody.

    ## Example
    ```yaml
    notes: {n1: {on: [], text: Ask the workshop}}
    ```

    ## Use instead
    ```yaml
    zones: {imaging: imaging}
    notes: {n1: {on: imaging, text: Ask the workshop}}
    ```

    Pin it to something (on), or remove it.

    ## False positives
    None known.

    ## References
    None: the model against itself.
    """

    id = "orphan-note"
    severity = Level.LOW
    cause = Cause.MODEL
    weighs_paths = False

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for note in context.model.notes.values():
            if not note.on:
                yield self.finding(note, "on")
