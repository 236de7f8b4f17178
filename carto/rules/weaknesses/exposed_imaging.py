"""Rule ``exposed-imaging``: exposed imaging."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from carto.model.vocabulary import Level
from carto.rules.base import Cause, Rule
from carto.rules.citations import cite
from carto.rules.context import RuleContext
from carto.rules.finding import Finding

_IMAGES: Final = frozenset({"dicom", "dicomweb", "orthanc-rest"})


class ExposedImaging(Rule):
    """An image service answers a hostile zone without protection on both sides.

    ## Why is this bad?
    Images leak, or change before they are read.

    ## Example
    ```yaml
    zones: {internet: internet, images: imaging-servers}
    devices:
      pacs: {type: pacs, zone: images, exposed_to: {internet: dicom}}
    ```

    ## Use instead
    ```yaml
    zones: {internet: internet, images: imaging-servers}
    devices:
      pacs: {type: pacs, zone: images, services: {dicom-tls: true}, exposed_to: {internet: dicom-tls}}
    ```

    Close DICOM to the outside; exchange through a VPN or DICOM over TLS with certificates.

    ## False positives
    A teleradiology gateway that speaks DICOM over TLS with certificates is left out.

    ## References
    hygiene guide 23; NIST SP 800-53 SC-8; ATT&CK T1190.
    """

    id = "exposed-imaging"
    alias = "W-EXP-DICOM"
    severity = Level.CRITICAL
    cause = Cause.CONTROL
    references = cite("H23 SC-8 T1190")
    measures = (
        "exposure-reduction",
        "flow-encryption",
    )

    def check(self, context: RuleContext) -> Iterator[Finding]:
        """Yield what is found."""
        for device in context.devices:
            services = [one for one in context.exposed(device) if one in _IMAGES]
            if services:
                yield self.finding(
                    device, "exposed_to" if device.exposed_to else "services", services=", ".join(services)
                )
