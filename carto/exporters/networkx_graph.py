"""The model as a networkx graph, for analysts who bring their own questions.

One node a device and one a zone, under the ids of the model; one edge a link or flow, keyed by its id. Attributes are
plain values: text, numbers, booleans, None. Nothing is derived from one another: this is what the author said.

=========  ======================================================================================================
on         attributes
=========  ======================================================================================================
nodes      ``section`` (``devices`` or ``zones``), ``label``, ``type``
devices    ``zones`` (tuple), ``count``, ``target``, ``patient_safety``, ``exposed_to`` (tuple), ``services`` (tuple),
           ``weaknesses`` (tuple), ``vulnerabilities`` (tuple), ``patched``
zones      ``trust``, ``site``, ``parent``, ``isolated``
edges      ``section`` (``links``, ``flows`` or ``membership``)
links      ``both_ways``, ``allow`` (tuple, or None when nothing filters), ``via``, ``medium``, ``encrypted``
flows      ``kind``, ``protocol``, ``account``, ``data`` (tuple), ``encrypted``
=========  ======================================================================================================

A link that goes both ways is two edges, the second under the key ``<id> (back)``. ``membership`` edges go from a device
to each of its zones. Ends that are neither device nor zone (third parties) become nodes of the section ``parties``.
"""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from carto.model.device import Device
from carto.model.edge import Flow, Link
from carto.model.establishment_map import Model
from carto.model.zone import Zone


def to_networkx(model: Model) -> nx.MultiDiGraph[str]:
    """Return a model as a directed multigraph; nodes and edges come in order of id.

    Complexity: linear in devices, zones, links and flows.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=model.establishment.name)
    for zone in _sorted(model.zones):
        graph.add_node(zone, **_of_zone(model.zones[zone]))
    for device in _sorted(model.devices):
        graph.add_node(device, **_of_device(model.devices[device]))
    for party in _sorted(model.parties):
        graph.add_node(party, section="parties", label=model.parties[party].label, type=model.parties[party].kind.value)
    for device in _sorted(model.devices):
        for zone in model.devices[device].zones:
            graph.add_edge(device, zone, key=f"{device} in {zone}", section="membership")
    for link in _sorted(model.links):
        _add_link(graph, model.links[link])
    for flow in _sorted(model.flows):
        one = model.flows[flow]
        graph.add_edge(one.from_device, one.to_device, key=one.id, **_of_flow(one))
    return graph


def _sorted(section: Mapping[str, object]) -> list[str]:
    return sorted(section)


def _add_link(graph: nx.MultiDiGraph[str], link: Link) -> None:
    graph.add_edge(link.from_end, link.to_end, key=link.id, **_of_link(link))
    if link.both_ways:
        graph.add_edge(link.to_end, link.from_end, key=f"{link.id} (back)", **_of_link(link))


def _of_zone(zone: Zone) -> dict[str, object]:
    return {
        "section": "zones",
        "label": zone.label,
        "type": zone.type,
        "trust": zone.trust,
        "site": zone.site,
        "parent": zone.parent,
        "isolated": zone.isolated,
    }


def _of_device(device: Device) -> dict[str, object]:
    return {
        "section": "devices",
        "label": device.label,
        "type": device.type,
        "zones": device.zones,
        "count": device.count,
        "target": device.target,
        "patient_safety": device.patient_safety,
        "exposed_to": tuple(sorted(device.exposed_to)),
        "services": tuple(sorted(name for name, setting in device.services.items() if setting.present)),
        "weaknesses": device.weaknesses,
        "vulnerabilities": tuple(sorted(device.vulnerabilities)),
        "patched": device.patched.value,
    }


def _of_link(link: Link) -> dict[str, object]:
    return {
        "section": "links",
        "both_ways": link.both_ways,
        "allow": link.allow,
        "via": link.via,
        "medium": link.medium.value,
        "encrypted": link.encrypted,
    }


def _of_flow(flow: Flow) -> dict[str, object]:
    return {
        "section": "flows",
        "kind": flow.kind.value,
        "protocol": flow.protocol,
        "account": flow.account,
        "data": flow.data,
        "encrypted": flow.encrypted,
    }
