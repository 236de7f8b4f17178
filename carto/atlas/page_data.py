"""The scene as a page carries it: first what the map is drawn from, then everything else.

The page draws the first part while the browser still reads the second. In a large scene long lists are coded (see
``coding``): a part then holds the object ``coded``, from the path of a list (``devices.x``) to its code, and the list
itself is left out. The id of a link or flow that spells its ends (``a -> b``, ``a -- b``) is made again from them; its
code is ``ends``, positions and texts of the ids that do not.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from carto.atlas.coding import Code, coded, decoded
from carto.atlas.scene import Scene

_CODE_FROM: Final = 400_000  # signs of scene; below, all data stays readable in the file
_SQUEEZE_DRAWN_FROM: Final = 200_000  # signs; below, a browser reads it faster as it is
_SQUEEZE_REST_FROM: Final = 30_000  # nobody waits for it
DRAWN: Final = (
    "format",
    "meta",
    "bounds",
    "sites",
    "zones",
    "types",
    "devices",
    "link_styles",
    "links",
    "flow_styles",
    "flows",
    "notes",
)
_IN_COLUMNS: Final = ("devices", "links", "flows")
_LONG: Final = 24  # items; shorter lists are not worth a code
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}

_BLOCKS: Final = re.compile(r'<script id="(scene|rest)" ([^>]*)>([^<]*)</script>')

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the data, as it stands in the page: text in which nothing can be markup."""

    text: str
    squeezed: bool


def parts_of(scene: Scene, *, readable: bool | None = None) -> tuple[Part, Part]:
    """Return what the map is drawn from, and the rest.

    Args:
        scene: What the page shows.
        readable: Whether to leave all data as it is, or to code and squeeze whatever can be; by default as size bids.

    Complexity: linear in the scene.
    """
    text = scene.model_dump_json()
    data: Data = json.loads(text)
    drawn = {key: data[key] for key in data if key in DRAWN}
    rest = {key: data[key] for key in data if key not in DRAWN}
    if readable or (readable is None and len(text) < _CODE_FROM):
        return _part(drawn, None), _part(rest, None)
    ids = {f"{name}.id": _edge_code(data, name) for name in ("links", "flows")}
    limits = (_SQUEEZE_DRAWN_FROM, _SQUEEZE_REST_FROM) if readable is None else (0, 0)
    return _part(_coded(drawn, ids), limits[0]), _part(_coded(rest, {}), limits[1])


def _part(data: Data, squeeze_from: int | None) -> Part:
    text = _written(data)
    if squeeze_from is None or len(text) < squeeze_from:
        return Part(inert(text), squeezed=False)
    squeezed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    return Part(base64.b64encode(squeezed).decode("ascii"), squeezed=True)


def inert(json_text: str) -> str:
    """Return JSON in which no character can end or begin a piece of HTML."""
    for sign, escape in _ESCAPES.items():
        json_text = json_text.replace(sign, escape)
    return json_text


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _coded(data: Data, codes: dict[str, Code]) -> Data:
    codes |= {path: coded(values) for path, values in _lists(data) if path not in codes and len(values) > _LONG}
    plain = {key: value for key, value in data.items() if key not in codes}
    plain |= {key: _without(key, plain[key], codes) for key in _IN_COLUMNS if key in plain}
    return plain | {"coded": codes}


def _lists(data: Data) -> Iterator[tuple[str, list[Any]]]:
    inner = {f"{key}.{name}": value for key in _IN_COLUMNS for name, value in data.get(key, {}).items()}
    return ((path, value) for path, value in (data | inner).items() if isinstance(value, list))


def _without(key: str, columns: Data, codes: dict[str, Code]) -> Data:
    return {name: column for name, column in columns.items() if f"{key}.{name}" not in codes}


def _edge_code(data: Data, name: str) -> Code:
    own = [
        (at, key) for at, (key, ends) in enumerate(zip(data[name]["id"], _ends(data, name), strict=True)) if key != ends
    ]
    return ["ends", [at for at, _ in own], [key for _, key in own]]


def _ends(data: Data, name: str) -> Iterator[str]:
    """Yield the two ends of each edge, spelt as authors do."""
    devices: list[str] = data["devices"]["id"]
    zones: list[str] = [zone["id"] for zone in data["zones"]]
    edges = data[name]

    def spelt(end: int) -> str:
        return devices[end] if end >= 0 else zones[-end - 1]

    for a, b, both in zip(edges["a"], edges["b"], edges["both_ways"], strict=True):
        yield f"{spelt(a)} {'--' if both else '->'} {spelt(b)}"


def scene_in(html: str) -> Scene | None:
    """Return the scene that an atlas carries, or None when a page carries none."""
    parts = {name: Part(text, squeezed="gzip" in how) for name, how, text in _BLOCKS.findall(html)}
    return scene_of((parts["scene"], parts["rest"])) if {"scene", "rest"} <= parts.keys() else None


def scene_of(parts: tuple[Part, Part]) -> Scene:
    """Return the scene that a page carries."""
    data: Data = {}
    codes: dict[str, Code] = {}
    for part in parts:
        read = json.loads(_opened(part))
        codes |= read.pop("coded", {})
        data |= read
    ids = [codes.pop(path) for name in ("links", "flows") if (path := f"{name}.id") in codes]
    for path, code in codes.items():
        holder, _, name = path.rpartition(".")
        (data[holder] if holder else data)[name] = decoded(code)
    for name, (_, positions, texts) in zip(("links", "flows"), ids, strict=False):
        data[name]["id"] = list(_ends(data, name))
        for at, text in zip(positions, texts, strict=True):
            data[name]["id"][at] = text
    return Scene.model_validate_json(_written(data))


def _opened(part: Part) -> str:
    return gzip.decompress(base64.b64decode(part.text)).decode("utf-8") if part.squeezed else part.text
