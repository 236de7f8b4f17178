"""Texts with a notation of their own: dates, network addresses. Kept as written once they are known to be right."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAC = re.compile(r"[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5}|([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}")


def _iso_date(value: object) -> object:
    """Refuse what pydantic would take for a date besides ``YYYY-MM-DD``: a number of seconds, for one."""
    if not isinstance(value, str):
        return value
    try:
        return dt.date.fromisoformat(value if _ISO_DATE.fullmatch(value) else "")
    except ValueError:
        raise PydanticCustomError("iso_date", "not a date of the form YYYY-MM-DD") from None


def _mac(value: str) -> str:
    if not _MAC.fullmatch(value):
        raise PydanticCustomError("mac_address", "not a MAC address")
    return value


def _ip(value: str) -> str:
    """Accept an address, a network, or a range ``first-last``."""
    first, dash, last = value.partition("-")
    try:
        if dash:
            low, high = ipaddress.ip_address(first.strip()), ipaddress.ip_address(last.strip())
            # Comparing an IPv4 with an IPv6 address is a type error: no range either.
            return _ordered(value, in_order=low.version == high.version and int(low) <= int(high))
        ipaddress.ip_interface(value)
    except ValueError:
        raise PydanticCustomError("ip_address", "not an IP address") from None
    return value


def _ordered(value: str, *, in_order: bool) -> str:
    if not in_order:
        raise ValueError
    return value


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise PydanticCustomError("ip_network", "not an IP network", {"meant": _meant_network(value)}) from None
    return value


def _meant_network(value: str) -> str:
    """Return the network around an address written with a mask, or "" when there is no mask."""
    try:
        return str(ipaddress.ip_network(value, strict=False)) if "/" in value else ""
    except ValueError:
        return ""


Date = Annotated[dt.date, BeforeValidator(_iso_date)]
"""A day, ``YYYY-MM-DD``."""
Mac = Annotated[str, AfterValidator(_mac)]
Ip = Annotated[str, AfterValidator(_ip)]
Cidr = Annotated[str, AfterValidator(_network)]
