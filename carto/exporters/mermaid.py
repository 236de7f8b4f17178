"""The map as a Mermaid flowchart, for pages and merge requests that draw it: boxes in boxes, links and flows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from carto.exporters.nesting import Nesting, nest
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.vocabulary import FlowKind
from carto.model.zone import Zone

_ENTITIES = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "#": "#35;", ";": "#59;", "`": "#96;"}


def to_mermaid(model: Model, only: Collection[str] = ()) -> str:
    """Return a model as a Mermaid flowchart; the same model gives the same bytes.

    Mermaid's own ids stay out of the author's words: things are numbered, in order of id.

    Args:
        model: What to draw.
        only: Ids of devices and zones to keep; everything when empty.
    """
    boxes = nest(model, only)
    number = {name: f"n{at}" for at, name in enumerate(sorted(boxes.shown))}
    lines = ["flowchart TB"]
    for at, site in enumerate(boxes.sites):
        zones = boxes.zones.get(("" if site is None else site.id, ""), ())
        inner = [line for zone in zones for line in _zone(boxes, number, zone, 1 if site is None else 2)]
        lines += inner if site is None else [f"  subgraph s{at}[{escaped(site.label)}]", *inner, "  end"]
    lines += [f"  {_device(number, device)}" for device in boxes.devices.get("", ())]
    lines += [f"  {edge}" for edge in _edges(model, number)]
    hostile = [number[zone.id] for zone in model.zones.values() if zone.trust == 0 and zone.id in number]
    lines += [f"  style {name} stroke:#b3261e,stroke-dasharray:5 3" for name in sorted(hostile)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text as a quoted Mermaid label in which nothing is markup."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + "".join(_ENTITIES.get(sign, sign) for sign in clean) + '"'


def _zone(boxes: Nesting, number: Mapping[str, str], zone: Zone, depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}subgraph {number[zone.id]}[{escaped(zone.label)}]"
    for device in boxes.devices.get(zone.id, ()):
        yield f"{pad}  {_device(number, device)}"
    for child in boxes.zones.get(("", zone.id), ()):
        yield from _zone(boxes, number, child, depth + 1)
    yield f"{pad}end"


def _device(number: Mapping[str, str], device: Device) -> str:
    label = f"{device.label} ({device.count})" if device.count > 1 else device.label
    left, right = ("[[", "]]") if device.target else ("[", "]")
    return f"{number[device.id]}{left}{escaped(label)}{right}"


def _edges(model: Model, number: Mapping[str, str]) -> Iterator[str]:
    for link in (model.links[key] for key in sorted(model.links)):
        if link.from_end in number and link.to_end in number:
            arrow = "---" if link.both_ways else "-->"
            yield _edge(number, link.from_end, link.to_end, arrow, "" if link.allow is None else ", ".join(link.allow))
    for flow in (model.flows[key] for key in sorted(model.flows)):
        if flow.from_device in number and flow.to_device in number:
            arrow = "-.->" if flow.kind is FlowKind.ADMINISTRATION else "==>"
            yield _edge(number, flow.from_device, flow.to_device, arrow, flow.protocol)


def _edge(number: Mapping[str, str], a: str, b: str, arrow: str, text: str) -> str:
    label = f"|{escaped(text)}|" if text else ""
    return f"{number[a]} {arrow}{label} {number[b]}"
