"""The facts of an establishment's attack graph: what an attacker may hold.

===========================  =====================================================================
``at(zone)``                 a position in a zone: packets can be sent from there
``sends(service, zone)``     packets of a service (or of the group ``*``) come into a zone
``reaches(device, service)`` packets of a service come to a device that answers it
``controls(device, level)``  control of a device as ``user`` or ``admin``
``uses(device)``             a session in the application of a device, without control of the device itself
``holds(account)``           the secret or a session of an account
``near(site)``               a person stands where the public of a site may stand
``inside(site)``             a person stands where only the staff of a site should
``carries(site)``            a removable medium of the attacker goes round a site
``reads(data, device)``      the data on a device can be read; likewise ``alters`` and ``denies``
``commands(device)``         what a device does to a patient or a building can be commanded
``falls(thing)``             something that matters has fallen, one way or another
``stops(care)``              a care process stops
===========================  =====================================================================
"""

from __future__ import annotations

from typing import TypeAlias

Parsed: TypeAlias = tuple[str, tuple[str, ...]]
"""The verb and arguments of a fact."""

SERVICE_ITSELF = "service"
"""Stands for the data where a device is denied as a whole: ``denies(service, device)``."""


def at(zone: str) -> str:
    """Return the fact of a position in a zone."""
    return f"at({zone})"


def sends(group: str, node: str) -> str:
    """Return the fact that packets of a service group come into a node."""
    return f"sends({group}, {node})"


def reaches(device: str, service: str) -> str:
    """Return the fact that packets of a service come to a device."""
    return f"reaches({device}, {service})"


def controls(device: str, level: str) -> str:
    """Return the fact of control over a device."""
    return f"controls({device}, {level})"


def uses(device: str) -> str:
    """Return the fact of a session in the application of a device."""
    return f"uses({device})"


def inside(site: str) -> str:
    """Return the fact of standing where only staff should."""
    return f"inside({site})"


def holds(account: str) -> str:
    """Return the fact of holding an account."""
    return f"holds({account})"


def near(site: str) -> str:
    """Return the fact of standing on a site."""
    return f"near({site})"


def carries(site: str) -> str:
    """Return the fact that a removable medium of the attacker goes round a site."""
    return f"carries({site})"


def touches(verb: str, data: str, device: str) -> str:
    """Return the fact that data on a device is read, altered or denied (``reads``, ``alters``, ``denies``)."""
    return f"{verb}({data}, {device})"


def commands(device: str) -> str:
    """Return the fact that a device can be commanded."""
    return f"commands({device})"


def falls(thing: str) -> str:
    """Return the fact that something that matters has fallen."""
    return f"falls({thing})"


def stops(care: str) -> str:
    """Return the fact that a care process stops."""
    return f"stops({care})"


def parse(text: str) -> Parsed | None:
    """Return the verb and arguments of a fact, or None when the text is no fact."""
    verb, opened, rest = text.strip().partition("(")
    is_word = verb.isascii() and verb.isalpha() and verb.islower()
    if not opened or not is_word or not rest.endswith(")") or "\n" in rest:
        return None
    return verb, tuple(map(str.strip, rest[:-1].split(",")))


def canonical(text: str) -> str:
    """Return a fact with its usual spacing; other text comes back as it is."""
    parsed = parse(text)
    return f"{parsed[0]}({', '.join(parsed[1])})" if parsed else text
