"""What people add to a map: notes, saved views, waivers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from carto.model.entity import Entity, Ids, Part, Words
from carto.model.notation import Date
from carto.model.vocabulary import Level, NoteStatus, Visibility


class Reply(Part):
    """An answer to a note."""

    text: str
    author: str = ""
    date: Date | None = None


class Note(Entity):
    """A remark pinned to one or more things."""

    on: Ids
    text: str
    author: str = ""
    date: Date | None = None
    severity: Level | None = None
    status: NoteStatus = NoteStatus.OPEN
    visibility: Visibility = Visibility.CLIENT
    replies: tuple[Reply, ...] = ()


class Selection(Part):
    """A choice of things: all given conditions hold."""

    ids: Ids = ()
    types: Ids = ()
    zones: Ids = ()
    sites: Ids = ()
    tags: Words = ()


class View(Entity):
    """A saved view of the map."""

    title: str = ""
    perspective: Literal["ecosystem", "business", "applications", "administration", "logical", "physical"] | None = None
    show: Selection = Selection()
    neighbours: Annotated[int, Field(ge=0, le=5)] = 0
    level: Annotated[int, Field(ge=1, le=3)] = 2
    note: str = ""


class Waiver(Entity):
    """A finding the establishment accepts, with its reason and its end."""

    rule: str
    on: Ids
    reason: str
    author: str = ""
    expires: Date | None = None
    compensating: Words = ()
