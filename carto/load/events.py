"""YAML text to plain values, built over the parser's events.

Every scalar arrives as the text that was written (``NO``, ``22:30``, ``010000123`` stay what they are); an empty value,
``~`` and ``null`` arrive as None. Typing comes later, from the model. What YAML lets people do by accident or in bad
faith is refused with its place: duplicate keys, tags, a second document, bottomless nesting, alias bombs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

import yaml
from yaml import events as ev

from carto.load.problem import Problem, Spot, Step
from carto.load.syntax import syntax_problem
from carto.model.diagnostic import Span

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # a PyYAML without libyaml: the same events, only slower

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef] # stands in for the C one
        """The parser written in Python."""

        def __init__(self, stream: str) -> None:
            """Read ``stream``."""
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


MAX_DEPTH: Final = 64
MAX_TEXT: Final = 65_536
MAX_EXPANSION: Final = 10
"""How many times its own size a file may grow through aliases; small growth never counts."""
FREE_EXPANSION: Final = 10_000
HARD_EXPANSION: Final = 5_000_000

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
MERGE: Final = "<<"
_TEXT_TAG = "tag:yaml.org,2002:str"


class Mark(Protocol):
    """A place in a text, 0-based."""

    @property
    def line(self) -> int:
        """Line."""
        ...

    @property
    def column(self) -> int:
        """Column, in characters."""
        ...


class Event(Protocol):
    """What is used of the parser's events; an event has those attributes that its kind has."""

    start_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    implicit: tuple[bool, bool]


class _Dropped:
    """Key under which a value is kept while it is read, when its own key is refused."""


class _KeyItself:
    """Key under which a container stands that was written where a key should be."""


class _Merged:
    """Key under which the value of a merge key waits for the end of its map."""


class _Stop(Exception):  # noqa: N818 -- ends the reading of one file; what was wrong is already noted
    """Nothing after this place can be read."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read.

    Attributes:
        value: Maps, lists, texts and None; None for an empty file.
        problems: What was refused.
        complete: Whether the whole file was understood: when not, what seems missing may be there.
    """

    value: object
    problems: tuple[Problem, ...] = ()
    complete: bool = True


@dataclass(slots=True)
class _Frame:
    """A container being filled, and what to know of it when it closes."""

    container: Any
    key: object
    anchor: str | None
    place: tuple[int, int]
    grown_before: int
    height: int = 0


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: object
    size: int
    height: int


def parse_events(text: str) -> Iterator[Event]:
    """Yield the parser's events one by one; raises ``yaml.YAMLError`` where the text is no YAML."""
    return cast("Iterator[Event]", iter(_Parser(text).get_event, None))


def read_yaml(text: str, file: str) -> Parsed:
    """Return what ``text`` says, with everything that is refused in it. O(length)."""
    builder = _Builder(file)
    try:
        builder.run(parse_events(text))
    except yaml.YAMLError as error:
        builder.problems.append(syntax_problem(error, text, file))
        return Parsed(builder.root, tuple(builder.problems), complete=False)
    except _Stop:
        return Parsed(builder.root, tuple(builder.problems), complete=False)
    return Parsed(builder.root, tuple(builder.problems))


class _Builder:
    """Fills containers as events come; never recurses."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: object = None
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.top: _Frame | None = None
        self.anchors: dict[str, _Anchored | None] = {}
        self.written = 0
        self.grown = 0
        self.documents = 0
        self.on: dict[type, Callable[[Event], None]] = {
            ev.ScalarEvent: self._scalar,
            ev.MappingStartEvent: self._open_map,
            ev.SequenceStartEvent: self._open_list,
            ev.MappingEndEvent: self._close_map,
            ev.SequenceEndEvent: self._close,
            ev.AliasEvent: self._alias,
            ev.DocumentStartEvent: self._document,
            ev.DocumentEndEvent: self._ignore,
            ev.StreamStartEvent: self._ignore,
            ev.StreamEndEvent: self._ignore,
        }

    def run(self, events: Iterator[Event]) -> None:
        """Take every event."""
        on = self.on
        for event in events:
            on[type(event)](event)
        if self.grown > max(MAX_EXPANSION * self.written, FREE_EXPANSION):
            self.problems.append(Problem("alias-bomb", Span(self.file), {"size": self.grown, "written": self.written}))

    def _ignore(self, event: Event) -> None:
        pass

    def _document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse("second-document", event)
            raise _Stop

    def _scalar(self, event: Event) -> None:
        value: str | None = event.value
        self.written += 1
        self.grown += 1
        if event.tag is not None or event.anchor is not None or len(event.value) > MAX_TEXT:
            value = self._unusual(event)
        frame = self.top
        if frame is not None and frame.key is None and type(frame.container) is dict:
            self._key(frame, event)
        elif value in NULLS and event.implicit[0]:
            self._put(None)
        else:
            self._put(value)

    def _unusual(self, event: Event) -> str:
        """Deal with what few scalars have: a tag, an anchor, an enormous text."""
        value: str = event.value
        if event.tag not in {None, _TEXT_TAG}:
            self._refuse("yaml-tag", event, tag=event.tag)
        if len(value) > MAX_TEXT:
            self._refuse("text-too-long", event, length=len(value), limit=MAX_TEXT)
            value = value[:MAX_TEXT]
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(None if value in NULLS and event.implicit[0] else value, 1, 0)
        return value

    def _key(self, frame: _Frame, event: Event) -> None:
        key: str = event.value
        if key == MERGE and event.implicit[0]:
            frame.key = _Merged
        elif not key.strip() or len(key) > MAX_TEXT:
            self._refuse("bad-key", event)
            frame.key = _Dropped
        else:
            frame.key = key
        if frame.key is not _Dropped and frame.key in frame.container:
            first = Spot((*self._route(), key), self.file, key=True)
            self._refuse("duplicate-key", event, key=key, first=first)
            frame.key = _Dropped

    def _put(self, value: object) -> None:
        """Put a finished value where it belongs."""
        frame = self.top
        if frame is None:
            self.root = value
        elif type(frame.container) is list:
            frame.container.append(value)
        elif frame.key is _KeyItself:
            frame.key = _Dropped
        else:
            frame.container[frame.key] = value
            frame.key = None

    def _open_map(self, event: Event) -> None:
        self._open(event, {})

    def _open_list(self, event: Event) -> None:
        self._open(event, [])

    def _open(self, event: Event, container: object) -> None:
        mark = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            self._refuse("too-deep", event, limit=MAX_DEPTH)
            raise _Stop
        if event.tag is not None:
            self._refuse("yaml-tag", event, tag=event.tag)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        frame = self.top
        if frame is not None and frame.key is None and type(frame.container) is dict:
            self._refuse("bad-key", event)
            frame.key = _KeyItself
        self.top = _Frame(container, None, event.anchor, (mark.line + 1, mark.column + 1), self.grown)
        self.stack.append(self.top)
        self.written += 1
        self.grown += 1

    def _close(self, _event: Event) -> None:
        frame = self.stack.pop()
        self.top = self.stack[-1] if self.stack else None
        if frame.anchor is not None:
            size = self.grown - frame.grown_before
            self.anchors[frame.anchor] = _Anchored(frame.container, size, frame.height + 1)
        if self.top is not None and frame.height >= self.top.height:
            self.top.height = frame.height + 1
        self._put(frame.container)

    def _close_map(self, event: Event) -> None:
        frame = self.stack[-1]
        merged = frame.container.pop(_Merged, None)
        frame.container.pop(_Dropped, None)
        if merged is not None:
            self._merge(frame, merged)
        self._close(event)

    def _merge(self, frame: _Frame, merged: object) -> None:
        """Add the keys of merged maps that the map does not have itself; earlier maps win."""
        sources = merged if isinstance(merged, list) else [merged]
        maps = [source for source in sources if isinstance(source, dict)]
        if len(maps) < len(sources):
            self.problems.append(Problem("bad-merge", Span(self.file, *frame.place)))
            return
        for source in maps:
            for key, value in source.items():
                frame.container.setdefault(key, value)

    def _alias(self, event: Event) -> None:
        frame = self.top
        if frame is not None and frame.key is None and type(frame.container) is dict:
            self._refuse("bad-key", event)
            frame.key = _Dropped
            return
        self.written += 1
        value = self._aliased(event, str(event.anchor))
        if value is not _Dropped:
            self._put(value)
        elif frame is not None and type(frame.container) is dict:
            frame.key = None  # a refused alias leaves nothing behind that could be found wrong again

    def _aliased(self, event: Event, name: str) -> object:
        anchored = self.anchors.get(name)
        if anchored is None:
            self._refuse("alias-loop" if name in self.anchors else "unknown-alias", event, name=name)
            return _Dropped
        self.grown += anchored.size
        if self.grown > HARD_EXPANSION:
            self._refuse("alias-bomb", event, size=self.grown, written=self.written)
            raise _Stop
        if len(self.stack) + anchored.height > MAX_DEPTH:
            self._refuse("too-deep", event, limit=MAX_DEPTH)
            raise _Stop
        if self.top is not None:
            self.top.height = max(self.top.height, anchored.height)
        return anchored.value

    def _route(self) -> tuple[Step, ...]:
        """Return the way down to the container being filled."""
        return tuple(
            len(frame.container) if type(frame.container) is list else str(frame.key) for frame in self.stack[:-1]
        )

    def _refuse(self, code: str, event: Event, **values: object) -> None:
        mark = event.start_mark
        self.problems.append(Problem(code, Span(self.file, mark.line + 1, mark.column + 1), values))
