"""References of rules: a framework and a clause, as data.

Notation: ``H19`` measure of the hygiene guide; ``P4.2.2`` section of the sector policy; ``R7.A`` objective of the
national reading of NIS 2; ``N(d)`` point of NIS 2 article 21(2); ``G32(1)(a)`` GDPR; ``SR5.1`` IEC 62443-3-3; ``T1190``
and ``M1030`` ATT&CK; ``D3-MFA`` D3FEND; ``HDS28`` certification of hosts; ``AC-2`` NIST SP 800-53.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Framework(StrEnum):
    """What may be referred to."""

    HYGIENE = "hygiene"
    SECTOR = "sector-policy"
    RECYF = "recyf"
    NIS2 = "nis2"
    GDPR = "gdpr"
    HDS = "hds"
    IEC62443 = "iec-62443-3-3"
    NIST = "nist-800-53"
    ATTACK = "attack"
    DEFEND = "d3fend"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A clause of a framework."""

    framework: Framework
    clause: str


_NOTATIONS = (
    (re.compile(r"HDS(\d+)"), Framework.HDS),
    (re.compile(r"H(\d+)"), Framework.HYGIENE),
    (re.compile(r"P(\d.*)"), Framework.SECTOR),
    (re.compile(r"R(\d.*)"), Framework.RECYF),
    (re.compile(r"N\(([a-j])\)"), Framework.NIS2),
    (re.compile(r"G(\d.*)"), Framework.GDPR),
    (re.compile(r"(SR\d+\.\d+)"), Framework.IEC62443),
    (re.compile(r"(T\d{4}(?:\.\d{3})?|M\d{4})"), Framework.ATTACK),
    (re.compile(r"(D3-[A-Z]+)"), Framework.DEFEND),
    (re.compile(r"([A-Z]{2}-\d+(?:\(\d+\))?)"), Framework.NIST),
)


def cite(text: str) -> tuple[Reference, ...]:
    """Return the references written in ``text``, in order.

    Raises:
        ValueError: A word is no reference: a bug in a rule.
    """
    return tuple(_cited(word) for word in text.split())


def _cited(word: str) -> Reference:
    for notation, framework in _NOTATIONS:
        match = notation.fullmatch(word)
        if match:
            return Reference(framework, match[1])
    raise ValueError(word)
