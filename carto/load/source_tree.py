"""A YAML text as people see it: entries with their style, their comments and the blank lines between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from yaml import events as ev

from carto.load.events import parse_events

Kind = Literal["scalar", "alias", "map", "list"]
_COMMENT: Final = re.compile(r"(^|[ \t])#[^\n]*", re.MULTILINE)


class Unformattable(Exception):  # noqa: N818 -- a reason, not a failure
    """The text holds something that is better left as it is."""


@dataclass(slots=True)
class Comment:
    """A comment.

    Attributes:
        line: 0-based.
        column: 0-based column of the ``#``.
        text: From the ``#`` to the end of the line, trailing spaces gone.
        gap: Spaces before it on a line that says something else; None when it has a line of its own.
    """

    line: int
    column: int
    text: str
    gap: int | None


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list.

    Attributes:
        key: The key's node; None for an item of a list, and for the whole text.
        value: What stands under it.
        before: Comments on lines of their own, above it.
        beside: The comment at the end of its first line.
        blank: Whether a blank line stands above it.
    """

    value: Node
    key: Node | None = None
    before: list[Comment] = field(default_factory=list)
    beside: Comment | None = None
    blank: bool = False

    @property
    def first(self) -> Node:
        """Return what stands first in it."""
        return self.key or self.value


@dataclass(slots=True)
class Node:
    """A value as it is written.

    Attributes:
        line: First line, 0-based.
        column: First column, 0-based.
        last: Last line.
        source: The text of a scalar or alias as written, quotes and block lines included.
        value: What a scalar says.
        style: The scalar's style: plain, a quote, ``|`` or ``>``.
        flow: A map or list between braces or brackets.
        spread: Its entries need lines of their own, although it is between braces: comments stand inside it.
        entries: What a map or list holds.
        after: Comments below its last entry that belong to it.
    """

    kind: Kind
    line: int
    column: int
    last: int
    source: str = ""
    value: str = ""
    style: str = ""
    anchor: str = ""
    flow: bool = False
    spread: bool = False
    entries: list[Entry] = field(default_factory=list)
    after: list[Comment] = field(default_factory=list)


def read_tree(text: str) -> tuple[Entry, list[Comment]]:
    """Return the whole text as one entry, and the comments above its first line of YAML.

    Raises:
        Unformattable: It holds tags or a key that is no scalar.
        yaml.YAMLError: It is no YAML.
    """
    reader = _Reader(text)
    root = reader.run()
    comments = _comments(text, reader.masked)
    header = [one for one in comments if one.line < root.line]
    entry = Entry(root)
    _hang(entry, comments[len(header) :], text.split("\n"))
    return entry, header


class _Reader:
    """Builds the tree; keeps which parts of the text are scalars, where a ``#`` is no comment."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.masked: list[tuple[int, int]] = []

    def run(self) -> Node:
        events: Iterator[Any] = parse_events(self.text)
        for event in events:
            if not isinstance(event, ev.StreamStartEvent | ev.DocumentStartEvent):
                return self._node(event, events)
        raise Unformattable

    def _node(self, event: Any, events: Iterator[Any]) -> Node:  # noqa: ANN401 -- the parser's events, of any kind
        start, end = event.start_mark, event.end_mark
        if getattr(event, "tag", None) is not None:
            raise Unformattable
        if isinstance(event, ev.AliasEvent | ev.ScalarEvent):
            return self._scalar(event)
        kind: Kind = "map" if isinstance(event, ev.MappingStartEvent) else "list"
        node = Node(kind, start.line, start.column, end.line, flow=bool(event.flow_style), anchor=event.anchor or "")
        closing = self._fill(node, events)
        node.last = max(node.line, closing.end_mark.line)
        return node

    def _scalar(self, event: Any) -> Node:  # noqa: ANN401 -- as above
        start, end = event.start_mark, event.end_mark
        source = self.text[start.index : end.index]
        if isinstance(event, ev.AliasEvent):
            return Node("alias", start.line, start.column, end.line, source=source)
        self.masked.append((start.index, end.index))
        style = event.style or "plain"
        if event.anchor:
            source = source.partition(event.anchor)[2].lstrip()
        return Node("scalar", start.line, start.column, end.line, source, event.value, style, anchor=event.anchor or "")

    def _fill(self, node: Node, events: Iterator[Any]) -> Any:  # noqa: ANN401 -- as above
        """Read entries up to the end of a container, and return the event that ends it."""
        for event in events:
            if isinstance(event, ev.CollectionEndEvent):
                return event
            first = self._node(event, events)
            if node.kind == "list":
                node.entries.append(Entry(first))
                continue
            if first.kind != "scalar":
                raise Unformattable
            node.entries.append(Entry(self._node(next(events), events), first))
        raise Unformattable


def _comments(text: str, masked: list[tuple[int, int]]) -> list[Comment]:
    """Return the comments of a text, in order. ``masked`` are its scalars, in order."""
    pieces, last = [], 0
    for start, end in masked:
        # Line breaks are kept, so that lines and columns stay what they are.
        pieces += [text[last:start], re.sub(r"[^\n]", "x", text[start:end])]
        last = end
    bare = "".join([*pieces, text[last:]])
    starts = _line_starts(bare)
    found = []
    for match in _COMMENT.finditer(bare):
        sign = match.end(1)
        line = _line_of(starts, sign)
        before = bare[starts[line] : sign]
        gap = len(before) - len(before.rstrip()) if before.strip() else None
        found.append(Comment(line, sign - starts[line], text[sign : match.end()].rstrip(), gap))
    return found


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _line_of(starts: list[int], place: int) -> int:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle] <= place else (low, middle)
    return low


def _hang(root: Entry, comments: list[Comment], lines: list[str]) -> None:
    """Give every comment and every blank line to the entry that it belongs to."""
    _spread(root.value, sorted(comment.line for comment in comments))
    opened = _opened(root.value, [])
    for entry, _ in opened:
        above, first = entry.first.line - 1, entry.first
        begins_line = not lines[first.line][: first.column].strip(" -")
        entry.blank = above >= 0 and begins_line and not lines[above].strip()
    for comment in comments:
        if comment.gap is None:
            _hang_line(root, comment, opened, lines)
        else:
            _hang_beside(root, comment, opened)


def _spread(node: Node, comment_lines: list[int]) -> None:
    """Mark the braces that have comments inside."""
    if node.flow:
        node.spread = any(node.line <= line < node.last for line in comment_lines)
    for entry in node.entries:
        _spread(entry.value, comment_lines)


def _opened(node: Node, holders: list[Node]) -> list[tuple[Entry, list[Node]]]:
    """Return every entry that gets a line of its own, in order, with the containers around it, outermost first."""
    if node.kind not in {"map", "list"} or is_one_line(node):
        return []
    around = [*holders, node]
    return [found for entry in node.entries for found in ((entry, around), *_opened(entry.value, around))]


def is_one_line(node: Node) -> bool:
    """Tell whether a container stays between braces or brackets: it was written so, or it is empty."""
    return not node.entries or (node.flow and not node.spread)


def _hang_line(root: Entry, comment: Comment, opened: list[tuple[Entry, list[Node]]], lines: list[str]) -> None:
    """A comment speaks of the entry below it, unless it is indented further: then it closes what is above."""
    following = next((one for one in opened if one[0].first.line > comment.line), None)
    if following and (following[1][-1].flow or comment.column <= following[0].first.column):
        entry = following[0]
        if not entry.before:
            entry.blank = comment.line > 0 and not lines[comment.line - 1].strip()
        entry.before.append(comment)
        return
    above = [one for one in opened if one[0].first.line < comment.line]
    holders = above[-1][1] if above else [root.value]
    fitting = [node for node in holders if node.entries and node.entries[0].first.column <= comment.column]
    (fitting[-1] if fitting else root.value).after.append(comment)


def _hang_beside(root: Entry, comment: Comment, opened: list[tuple[Entry, list[Node]]]) -> None:
    above = [entry for entry, _ in opened if entry.first.line <= comment.line]
    entry = above[-1] if above else root
    if entry.beside is not None:
        raise Unformattable  # two comments for one line: better leave them where they are
    entry.beside = comment
