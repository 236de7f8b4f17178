"""Where things were written: nothing is kept while a model loads well; a file's places are read again on first need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import yaml
from yaml import events as ev

from carto.load.events import MAX_DEPTH, MERGE, Event, Mark, parse_events
from carto.load.problem import Step
from carto.model.collector import collector_paused
from carto.model.diagnostic import Span


class Node:
    """A value as a place.

    Attributes:
        line: 1-based line of the value.
        column: 1-based column of the value.
        key_line: The same of its key; 0 when it has none.
        key_column: The same of its key.
        inside: Keys, items, or the text of a scalar.
    """

    __slots__ = ("column", "inside", "key_column", "key_line", "line")

    def __init__(self, mark: Mark, inside: dict[str, Node] | list[Node] | str) -> None:
        """Stand where ``mark`` is."""
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1
        self.key_line = 0
        self.key_column = 0
        self.inside = inside

    def under(self, line: int, column: int) -> Node:
        """Return the same value under a key; the first key it gets is kept in place."""
        node = self
        if self.key_line:
            node = Node.__new__(Node)
            node.line, node.column, node.inside = self.line, self.column, self.inside
        node.key_line, node.key_column = line, column
        return node

    def bare(self) -> Node:
        """Return the same value without its key: a lone word is an item of a list of one."""
        node = Node.__new__(Node)
        node.line, node.column, node.inside, node.key_line, node.key_column = self.line, self.column, self.inside, 0, 0
        return node

    def step(self, step: Step) -> Node | None:
        """Return what lies one step down, or None."""
        inside = self.inside
        if isinstance(inside, dict):
            return self.bare() if step == 0 else inside.get(str(step))
        if isinstance(inside, str):
            return self.bare() if step in {inside, 0} else None
        if isinstance(step, int):
            return inside[step] if step < len(inside) else None
        return next((item for item in inside if item.inside == step), None)

    def walk(self, route: Iterable[Step]) -> tuple[Node, int]:
        """Return the deepest node on the way, and how many steps led to it."""
        node, taken = self, 0
        for step in route:
            below = node.step(step)
            if below is None:
                break
            node, taken = below, taken + 1
        return node, taken

    def span(self, file: str, *, key: bool = False) -> Span:
        """Return the place of the value, or of its key."""
        if key and self.key_line:
            return Span(file, self.key_line, self.key_column)
        return Span(file, self.line, self.column)


def place_tree(text: str) -> Node:
    """Return the places of everything in ``text``, as far as it can be read. O(length)."""
    reader = _PlaceReader()
    # A syntax error is told by whoever read the values; the places before it are good.
    with collector_paused(), suppress(yaml.YAMLError):
        reader.run(parse_events(text))
    return reader.root


@dataclass(frozen=True, slots=True)
class _Point:
    line: int
    column: int


class _PlaceReader:
    """Mirrors the builder of values, keeping places instead; never recurses, never complains."""

    def __init__(self) -> None:
        self.root = Node(_Point(0, 0), "")
        self.holder: Node | None = None
        self.key: Event | None = None
        self.stack: list[tuple[Node | None, Event | None]] = []
        self.merged: dict[int, list[Node]] = {}
        self.anchors: dict[str, Node] = {}
        self.done = False
        self.on: dict[type, Callable[[Event], None]] = {
            ev.ScalarEvent: self._scalar,
            ev.MappingStartEvent: self._open_map,
            ev.SequenceStartEvent: self._open_list,
            ev.MappingEndEvent: self._close,
            ev.SequenceEndEvent: self._close,
            ev.AliasEvent: self._alias,
            ev.DocumentEndEvent: self._finish,
        }

    def run(self, events: Iterator[Event]) -> None:
        """Take events up to the end of the first document."""
        for event in events:
            handle = self.on.get(type(event))
            if handle is not None:
                handle(event)
            if self.done or len(self.stack) > MAX_DEPTH:
                return

    def _finish(self, _event: Event) -> None:
        self.done = True

    def _open_map(self, event: Event) -> None:
        self._open(event, {})

    def _open_list(self, event: Event) -> None:
        self._open(event, [])

    def _alias(self, event: Event) -> None:
        self._put(self.anchors.get(str(event.anchor)) or Node(event.start_mark, ""), event)

    def _open(self, event: Event, inside: dict[str, Node] | list[Node]) -> None:
        node = Node(event.start_mark, inside)
        self._put(node, event)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self.stack.append((self.holder, self.key))
        self.holder, self.key = node, None

    def _close(self, _event: Event) -> None:
        node = self.holder
        self.holder, self.key = self.stack.pop()
        if self.merged and node is not None:
            for source in self.merged.pop(id(node), ()):
                _merge(node, source)

    def _scalar(self, event: Event) -> None:
        holder = self.holder
        if self.key is None and holder is not None and type(holder.inside) is dict and event.anchor is None:
            self.key = event
            return
        node = Node(event.start_mark, event.value)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        self._put(node, event)

    def _put(self, node: Node, event: Event) -> None:
        """Put a node where it belongs; in a map, what comes first is the key."""
        holder = self.holder
        if holder is None:
            self.root = node
        elif isinstance(holder.inside, list):
            holder.inside.append(node)
        elif isinstance(holder.inside, dict) and self.key is None:
            self.key = event
        elif isinstance(holder.inside, dict) and self.key is not None:
            key, self.key = self.key, None
            self._put_in_map(holder, holder.inside, node, key)

    def _put_in_map(self, holder: Node, inside: dict[str, Node], node: Node, key: Event) -> None:
        text = getattr(key, "value", None)
        if text is None:
            return  # a key that is no scalar: nobody can ask for it
        if text == MERGE and key.implicit[0]:
            self.merged.setdefault(id(holder), []).append(node)
        elif text not in inside:
            mark = key.start_mark
            inside[text] = node.under(mark.line + 1, mark.column + 1)


def _merge(node: Node, source: Node) -> None:
    """Add the keys of a merged map, or of each map of a merged list, that the node does not have itself."""
    for one in source.inside if isinstance(source.inside, list) else [source]:
        if isinstance(one.inside, dict) and isinstance(node.inside, dict):
            for key, below in one.inside.items():
                node.inside.setdefault(key, below)


class Texts:
    """The texts of a model's files, and their places on demand."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Keep the texts; read no place yet."""
        self.texts = texts
        self._trees: dict[str, Node] = {}

    def tree(self, file: str) -> Node:
        """Return the places of one file, read on first need."""
        tree = self._trees.get(file)
        if tree is None:
            tree = self._trees[file] = place_tree(self.texts.get(file, ""))
        return tree

    def at(
        self, file: str, start: tuple[Step, ...], path: tuple[Step, ...], *, key: bool = False
    ) -> tuple[Span, int, bool]:
        """Return the place of ``path`` below ``start``, how many steps of it were found, and whether these are all.

        Where the way ends early, the key of the last part found is the place.
        """
        node, taken = self.tree(file).walk((*start, *path))
        exact = taken == len(start) + len(path)
        return node.span(file, key=key or not exact), max(taken - len(start), 0), exact
