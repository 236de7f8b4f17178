"""Accounts: what they open, and where their secrets lie."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from carto.model.entity import Count, Entity, Ids, Members, all_texts
from carto.model.notation import Date
from carto.model.vocabulary import AccountKind, Privilege, Tri


def _opens(value: object) -> object:
    """Accept a device or zone, a list of them (user rights), or each with its privilege."""
    if isinstance(value, str):
        return {value: "user"}
    return dict.fromkeys(value, "user") if all_texts(value) else value


class Account(Entity):
    """An account, or a population of like accounts.

    Attributes:
        opens: Device or zone id -> privilege there.
        stored_on: Devices that keep its secret (configuration, script, password store).
        sessions_on: Devices where it is logged in: an administrator there can take it.
        second_factor: A stolen secret alone does not open a session.
    """

    kind: AccountKind = AccountKind.USER
    opens: Annotated[dict[str, Privilege], BeforeValidator(_opens)] = Field(default_factory=dict)
    stored_on: Ids = ()
    sessions_on: Ids = ()
    second_factor: Tri = "unknown"
    count: Members = 1
    used_by: Count | None = None
    party: str = ""
    enabled: Tri = True
    last_used: Date | None = None
    secret_changed_on: Date | None = None
