"""Rule ``clear-storage``: storage in the clear."""

from __future__ import annotations

from collections.abc import Iterator

from carto.catalog.vocabulary import Category
from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule, when
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding


class ClearStorage(Rule):
    """A device that can be carried away keeps its data in the clear.

    ## Why is this bad?
    The theft of a laptop becomes a leak of records.

    ## Example
    ```yaml
    zones: {offices: office}
    devices:
      laptops: {type: laptop, zone: offices, encrypted_storage: false}
    ```

    ## Use instead
    ```yaml
    zones: {offices: office}
    devices:
      laptops: {type: laptop, zone: offices, encrypted_storage: true}
    ```

    Encrypt the disk; keep nothing on the device where possible.

    ## False positives
    A thin client that keeps nothing.

    ## References
    hygiene guide 31; ReCyF 8.5; GDPR art. 32(1)(a); NIST SP 800-53 SC-28; D3-DENCR.
    """

    id = "clear-storage"
    alias = "W-DISK-CLEAR"
    severity = Level.MEDIUM
    cause = Cause.PRACTICE
    references = cite("H31 R8.5 G32(1)(a) SC-28 D3-DENCR")
    measures = ("disk-encryption",)

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            carried = context.category(device) is Category.MOBILE
            portable = carried or device.type in {"medical-cart", "implant-programmer", "removable-medium", "gp-pc"}
            declared = "clear-storage" in device.weaknesses
            if declared or (portable and device.encrypted_storage is not True):
                yield self.finding(
                    device,
                    "weaknesses" if declared else "encrypted_storage",
                    unknown=not declared and device.encrypted_storage == "unknown",
                    worse=when(carried, "portable"),
                    weakness="clear-storage",
                )
