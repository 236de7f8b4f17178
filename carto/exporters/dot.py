"""The map for Graphviz: sites and zones as clusters, devices as nodes, links and flows as edges."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from carto.exporters.nesting import Nesting, nest
from carto.model.device import Device
from carto.model.establishment_map import Model
from carto.model.vocabulary import FlowKind
from carto.model.zone import Zone

_INDENT = "  "


def to_dot(model: Model, only: Collection[str] = ()) -> str:
    """Return a model as a Graphviz graph; the same model gives the same bytes.

    An edge whose end is a zone stops at the zone's cluster, by way of an invisible point inside it.

    Args:
        model: What to draw.
        only: Ids of devices and zones to keep; everything when empty.
    """
    boxes = nest(model, only)
    lines = ["digraph carto {", "  compound=true;", "  rankdir=TB;", "  node [shape=box, style=rounded];"]
    for number, site in enumerate(boxes.sites):
        if site is None:
            lines += [line for zone in boxes.zones.get(("", ""), ()) for line in _zone(boxes, zone, 1)]
            continue
        lines += [f"  subgraph cluster_site_{number} {{", f"    label={quoted(site.label)};"]
        lines += [line for zone in boxes.zones.get((site.id, ""), ()) for line in _zone(boxes, zone, 2)]
        lines.append("  }")
    lines += [f"  {_device(device)}" for device in boxes.devices.get("", ())]
    lines += [f"  {edge}" for edge in _edges(model, boxes)]
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text: str) -> str:
    """Return text as a quoted Graphviz string: one line, nothing in it ends it or is read as an escape."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _zone(boxes: Nesting, zone: Zone, depth: int) -> Iterator[str]:
    pad = _INDENT * depth
    style = 'style="dashed,rounded", color="#b3261e"' if zone.trust == 0 else "style=rounded"
    yield f"{pad}subgraph {quoted(f'cluster_{zone.id}')} {{"
    yield f"{pad}  label={quoted(zone.label)}; {style};"
    yield f"{pad}  {quoted(f'in {zone.id}')} [shape=point, style=invis];"
    for device in boxes.devices.get(zone.id, ()):
        yield f"{pad}  {_device(device)}"
    for child in boxes.zones.get(("", zone.id), ()):
        yield from _zone(boxes, child, depth + 1)
    yield f"{pad}}}"


def _device(device: Device) -> str:
    label = f"{device.label} ({device.count})" if device.count > 1 else device.label
    heavy = ", penwidth=3" if device.target else ""
    return f"{quoted(device.id)} [label={quoted(label)}{heavy}];"


def _edges(model: Model, boxes: Nesting) -> Iterator[str]:
    for link in (model.links[key] for key in sorted(model.links)):
        if {link.from_end, link.to_end} <= boxes.shown:
            direction = ", dir=none" if link.both_ways else ""
            label = "" if link.allow is None else ", ".join(link.allow)
            yield _edge(model, link.from_end, link.to_end, f"label={quoted(label)}{direction}")
    for flow in (model.flows[key] for key in sorted(model.flows)):
        if {flow.from_device, flow.to_device} <= boxes.shown:
            style = "dashed" if flow.kind is FlowKind.ADMINISTRATION else "solid"
            yield _edge(
                model,
                flow.from_device,
                flow.to_device,
                f'label={quoted(flow.protocol)}, color="#2f77bd", style={style}',
            )


def _edge(model: Model, a: str, b: str, attributes: str) -> str:
    tail = f", ltail={quoted(f'cluster_{a}')}" if a in model.zones else ""
    head = f", lhead={quoted(f'cluster_{b}')}" if b in model.zones else ""
    return f"{_end(model, a)} -> {_end(model, b)} [{attributes}{tail}{head}];"


def _end(model: Model, name: str) -> str:
    return quoted(f"in {name}" if name in model.zones else name)
