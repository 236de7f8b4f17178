"""The one way to lay out a model's text: same meaning, same comments, fewer ways to be surprised by YAML.

Two spaces for each level, one space inside edges (``a -> b``), sections in reading order, text that other tools would
take for something else in quotes. What an author chose stays: the order of things, short forms, braces on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import yaml

from carto.load.decoding import clean
from carto.load.edges import EDGE_SECTIONS, read_edge
from carto.load.events import read_yaml
from carto.load.locate import Texts
from carto.load.merge import TOP_KEYS
from carto.load.problem import Problem
from carto.load.shapes import ENTITIES, WORD_MEANS
from carto.load.source_tree import Comment, Entry, Node, Unformattable, is_one_line, read_tree
from carto.load.translate import part_at
from carto.load.written import SINGLES, Places, Written
from carto.model.assumptions import Assumptions
from carto.model.diagnostic import Diagnostic, Span
from carto.model.entity import NO, YES, Part
from carto.model.establishment import Establishment

_STEP: Final = "  "
_WIDTH: Final = 120
_AMBIGUOUS: Final = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false)"  # truth, in one version of YAML or the other
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"  # base sixty
    r"|[-+]?0[0-9_]+|[-+]?0[box][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_]*"  # octal, hexadecimal, grouped
    r"|[-+]?[0-9]*\.[0-9]*0|[-+]?[0-9]*\.|[-+]?[0-9.]+[eE][-+]?[0-9]+"  # 1.10 would become 1.1
    r"|=|<<|[-+]?\.(?i:inf|nan)"
)
_BLOCK_HEADER: Final = re.compile(r"[|>][-+]?")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text laid out.

    Attributes:
        text: The new text; the old one when it was left as it is.
        diagnostics: Why it was left as it is, if it was.
    """

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def format_text(text: str, file: str = "model.yaml") -> Formatted:
    """Return ``text`` laid out the one way, comments kept.

    A text that is not understood, or that would not mean exactly the same afterwards, comes back as it is, with the
    reason. Laying out twice changes nothing more.
    """
    plain, problems = clean(text, file)
    parsed = read_yaml(plain, file)
    problems += parsed.problems
    if problems:
        return left(text, problems, file)
    if parsed.value is None:
        return Formatted(text)
    try:
        new = _laid_out(plain)
        safe = _same(parsed.value, read_yaml(new, file).value) and _comment_texts(new) == _comment_texts(plain)
        if safe and _laid_out(new) == new:
            return Formatted(new)
    except (Unformattable, yaml.YAMLError):
        pass  # the same answer as for a text that would change its meaning
    return left(text, [Problem("left-unformatted", Span(file), severity="warning")], file)


def left(text: str, problems: list[Problem], file: str) -> Formatted:
    """Return a text as it is, with what is wrong with it."""
    places = Places(Written(texts=Texts({file: clean(text, file)[0]})))
    return Formatted(text, tuple(places.settle(problem) for problem in problems))


def _same(old: object, new: object) -> bool:
    return _meaning(old, ()) == _meaning(new, ())


def _meaning(value: object, path: tuple[str, ...]) -> object:
    """Return a value with edges and truths spelled one way."""
    if isinstance(value, dict):
        return {_key_text(key, path): _meaning(inner, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_meaning(item, path) for item in value]
    return _truth(value, path) if isinstance(value, str) else value


def _comment_texts(text: str) -> list[str]:
    entry, header = read_tree(text)
    return sorted(comment.text for comment in (*header, *_all_comments(entry)))


def _all_comments(entry: Entry) -> Iterator[Comment]:
    yield from entry.before
    if entry.beside:
        yield entry.beside
    for inner in entry.value.entries:
        yield from _all_comments(inner)
    yield from entry.value.after


def _laid_out(text: str) -> str:
    root, header = read_tree(text)
    if root.value.kind != "map" or is_one_line(root.value):
        raise Unformattable
    if not _has_anchors(root.value):  # an alias must stay below its anchor
        root.value.entries.sort(key=_reading_order)
    lines = [comment.text for comment in header]
    lines += _block(root.value, 0, ())
    return "\n".join(_squeezed(lines)) + "\n"


def _reading_order(entry: Entry) -> int:
    key = entry.key.value if entry.key else ""
    return TOP_KEYS.index(key) if key in TOP_KEYS else len(TOP_KEYS)


def _has_anchors(node: Node) -> bool:
    return bool(node.anchor) or any(
        _has_anchors(entry.value) or bool(entry.key and entry.key.anchor) for entry in node.entries
    )


def _squeezed(lines: list[str]) -> Iterator[str]:
    """Yield lines, never two blank ones in a row, none at the top."""
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def _block(node: Node, depth: int, path: tuple[str, ...]) -> list[str]:
    """Return the lines of a container whose entries have lines of their own."""
    indent = _STEP * depth
    lines: list[str] = []
    for entry in node.entries:
        if entry.blank:
            lines.append("")
        lines += [indent + comment.text for comment in entry.before]
        lines += _entry(entry, node.kind == "list", depth, path)
    return lines + [indent + comment.text for comment in node.after]


def _entry(entry: Entry, item: bool, depth: int, path: tuple[str, ...]) -> list[str]:  # noqa: FBT001 -- private, once
    indent, value = _STEP * depth, entry.value
    inner = path if entry.key is None else (*path, entry.key.value)
    head = indent + ("-" if item else f"{_key(entry, path)}:")
    if value.anchor:
        head += f" &{value.anchor}"
    if value.kind in {"map", "list"} and not is_one_line(value):
        below = _block(value, depth + 1, inner)
        if item and not entry.beside and not value.anchor and not value.entries[0].before:
            return [f"{indent}- {below[0].lstrip()}" if below[0] else head, *below[1:]]
        return [_with_comment(head, entry), *below]
    if value.kind == "scalar" and value.style in {"|", ">"}:
        header, *body = _block_scalar(value, depth + 1)
        return [_with_comment(f"{head} {header}", entry), *body]
    *first, last = _wrapped(head, value, inner)
    return [*first, _with_comment(last, entry)]


def _wrapped(head: str, value: Node, path: tuple[str, ...]) -> list[str]:
    """Return a value beside its key; braces that an author broke into lines are filled up to the margin."""
    words = _inline(value, path)
    whole = f"{head} {words}" if words else head
    if value.last == value.line or len(whole) <= _WIDTH or value.kind not in {"map", "list"}:
        return [whole]
    indent = " " * (len(head) + 2 if len(head) < _WIDTH // 2 else len(head) - len(head.lstrip()) + 4)
    lines, line = [], f"{head} {words[0]}"
    parts = [_inline_entry(entry, path) for entry in value.entries]
    for number, part in enumerate(parts):
        piece = part + ("," if number + 1 < len(parts) else words[-1])
        if number and len(line) + len(piece) >= _WIDTH:
            lines.append(line)
            line = indent + piece
        else:
            line += f" {piece}" if number else piece
    return [*lines, line]


def _with_comment(line: str, entry: Entry) -> str:
    return f"{line}{' ' * (entry.beside.gap or 1)}{entry.beside.text}" if entry.beside else line


def _key(entry: Entry, path: tuple[str, ...]) -> str:
    key = entry.key
    if key is None or key.anchor or "\n" in key.source:
        raise Unformattable
    normal = _key_text(key.value, path)
    return normal if normal != key.value else key.source


def _key_text(key: str, path: tuple[str, ...]) -> str:
    """Return a key as it should be spelled: edges with one space around their arrow."""
    edges = len(path) == 1 and path[0] in EDGE_SECTIONS
    edge = read_edge(key) if edges else None
    return str(edge) if edge and key != str(edge) and ":" not in key and "#" not in key else key


def _inline(node: Node, path: tuple[str, ...]) -> str:
    """Return a value that stands on its key's line."""
    if node.kind == "alias":
        return node.source
    if node.kind == "scalar":
        return _scalar(node, path)
    parts = [_inline_entry(entry, path) for entry in node.entries]
    return "{" + ", ".join(parts) + "}" if node.kind == "map" else "[" + ", ".join(parts) + "]"


def _inline_entry(entry: Entry, path: tuple[str, ...]) -> str:
    inner = path if entry.key is None else (*path, entry.key.value)
    words = _inline(entry.value, inner)
    anchor = f"&{entry.value.anchor} " if entry.value.anchor else ""
    if entry.key is None:
        return anchor + words
    return f"{_key(entry, path)}: {anchor}{words}".rstrip()


def _scalar(node: Node, path: tuple[str, ...]) -> str:
    if "\n" in node.source:
        return _quoted(node.value)
    if node.style != "plain":
        return node.source
    truth = _truth(node.value, path)
    if truth != node.value:
        return truth
    return _quoted(node.value) if _AMBIGUOUS.fullmatch(node.value) and _takes_text(path) else node.source


def _quoted(value: str) -> str:
    """Return a text in quotes, on one line."""
    if "\n" in value or "\\" in value or not value.isprintable():
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        if not escaped.isprintable():
            raise Unformattable
        return f'"{escaped}"'
    return f'"{value}"' if '"' not in value else "'" + value.replace("'", "''") + "'"


def _block_scalar(node: Node, depth: int) -> list[str]:
    """Return the lines of a ``|`` or ``>`` text, indented anew."""
    header, *body = node.source.rstrip("\n").split("\n")
    sign = header.partition("#")[0].strip()
    if not _BLOCK_HEADER.fullmatch(sign) or sign.endswith("+"):
        raise Unformattable  # an indentation given in figures, or trailing lines that count
    margins = [len(line) - len(line.lstrip(" ")) for line in body if line.strip()]
    margin = min(margins, default=0)
    return [sign, *(_STEP * depth + line[margin:] if line.strip() else "" for line in body)]


def _truth(word: str, path: tuple[str, ...]) -> str:
    """Return true or false for other words that mean it, where the field is a truth."""
    if word in {"true", "false"} or not _takes_truth(path):
        return word
    if word.lower() in YES:
        return "true"
    return "false" if word.lower() in NO else word


@cache
def _takes_text(path: tuple[str, ...]) -> bool:
    """Tell whether a plain text stands at the end of ``path``."""
    annotation = _annotation(path)
    return annotation.startswith(("<class 'str'>", "tuple[str"))


@cache
def _takes_truth(path: tuple[str, ...]) -> bool:
    annotation = _annotation(path)
    return annotation.startswith(("<class 'bool'>", "bool |", "typing.Union[bool"))


def _annotation(path: tuple[str, ...]) -> str:
    """Return the type of the field at the end of ``path``, in words; "" when it is no field."""
    part, inner = _part_of(path)
    holder = part_at(part, inner[:-1]) if part and inner else None
    fields = holder.model_fields if holder else {}
    found = next((field for name, field in fields.items() if inner[-1] in (field.alias, name)), None)
    return str(found.annotation) if found else ""


def _part_of(path: tuple[str, ...]) -> tuple[type[Part] | None, tuple[str, ...]]:
    """Return the class that a path leads into, and the way on from there."""
    top = path[0] if path else ""
    if top in SINGLES:
        return (Establishment if top == "establishment" else Assumptions), path[1:]
    if top in ENTITIES and len(path) > 1:
        word = WORD_MEANS.get(top)
        return ENTITIES[top], path[2:] or ((word,) if word else ())
    return None, ()
