from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from carto.atlas.drawio import LAYERS, SCALE, to_drawio
from carto.atlas.scene_build import build_scene
from carto.exporters.dot import quoted, to_dot
from carto.exporters.mermaid import escaped, to_mermaid
from carto.exporters.networkx_graph import to_networkx
from tests.builders import model_of
from tests.unit.atlas.hospitals import clinic

NASTY = '"];x [label="\\" <script>&#;`\n end'


def nasty():
    return model_of(
        zones={"z": {"type": "ward", "name": NASTY}},
        devices={"d": {"type": "server", "zone": "z", "name": NASTY}, "e": {"type": "server", "zone": "z"}},
        flows={"d -> e": {"protocol": NASTY}},
    )


def test_networkx_holds_what_the_author_said():
    graph = to_networkx(clinic())
    assert graph.nodes["pcs"] == {
        "section": "devices",
        "label": "Postes de soins",
        "type": "workstation",
        "zones": ("ward-a",),
        "count": 40,
        "target": False,
        "patient_safety": 0,
        "exposed_to": (),
        "services": (),
        "weaknesses": (),
        "vulnerabilities": (),
        "patched": "unknown",
    }
    assert graph.nodes["internet"]["trust"] == 0
    assert graph.edges["pcs", "ehr-db", "pcs -> ehr-db"]["account"] == "svc"
    assert graph.edges["pcs", "ward-a", "pcs in ward-a"]["section"] == "membership"


def test_a_link_both_ways_is_two_edges():
    graph = to_networkx(clinic())
    assert graph.has_edge("edge", "wards", "edge -- wards")
    assert graph.has_edge("wards", "edge", "edge -- wards (back)")
    assert not graph.has_edge("edge", "internet")


def test_networkx_has_every_device_zone_link_and_flow():
    model = clinic()
    graph = to_networkx(model)
    assert set(graph) == set(model.devices) | set(model.zones)
    keys = {key for _, _, key in graph.edges(keys=True)}
    assert set(model.links) | set(model.flows) <= keys


def test_dot_nests_and_joins():
    text = to_dot(clinic())
    assert (
        text.index('"cluster_wards"')
        < text.index('"cluster_ward-a"')
        < text.index('"pcs" [label="Postes de soins (40)"]')
    )
    assert '"pcs" -> "ehr-db" [label="mssql"' in text
    assert 'ltail="cluster_internet", lhead="cluster_edge"' in text
    assert text.count("{") == text.count("}")


def test_dot_strings_cannot_be_left():
    text = to_dot(nasty())
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert "script" not in outside
    assert quoted('a"b\\c\nd') == '"a\\"b\\\\c d"'


def test_mermaid_nests_and_joins():
    lines = to_mermaid(clinic()).splitlines()
    assert lines[0] == "flowchart TB"
    assert sum(line.strip().startswith("subgraph") for line in lines) == sum(line.strip() == "end" for line in lines)
    assert any('|"mssql"|' in line and "==>" in line for line in lines)
    assert any("-.->" in line for line in lines)
    assert any('[["ehr-db"]]' in line for line in lines)


def test_mermaid_labels_cannot_be_left():
    text = to_mermaid(nasty())
    assert "<script>" not in text
    assert escaped('"x"') == '"#quot;x#quot;"'
    assert len(text.splitlines()) == 6


@pytest.mark.parametrize("export", [to_dot, to_mermaid])
def test_a_part_of_the_map_keeps_what_holds_it(export):
    text = export(clinic(), only=["pcs", "ehr-db"])
    assert "Postes de soins" in text
    assert "Services de soins" in text
    assert "mssql" in text
    assert "pump" not in text
    assert "internet" not in text.lower()


@pytest.mark.parametrize("export", [to_dot, to_mermaid])
def test_the_order_of_the_text_changes_nothing(export):
    model = clinic()
    names = ("sites", "zones", "devices", "links", "flows")
    turned = type(model)(**{name: dict(reversed(model.section(name).items())) for name in names})
    assert export(turned) == export(model)


def parsed(scene):
    return ET.fromstring(to_drawio(scene))  # noqa: S314 -- our own output


def test_drawio_has_layers_and_the_positions_of_the_atlas():
    scene = build_scene(clinic())
    cells = {cell.get("id"): cell for cell in parsed(scene).iter("mxCell")}
    assert {f"layer-{layer}" for layer in LAYERS} <= set(cells)
    at = scene.devices.id.index("pcs")
    geometry = cells[f"d{at}"].find("mxGeometry")
    assert float(geometry.get("x")) == pytest.approx((scene.devices.x[at] - 0.35) * SCALE, abs=0.06)
    assert cells[f"d{at}"].get("value") == "Postes de soins (40)"
    assert cells[f"d{at}"].get("parent") == "layer-devices"


def test_every_end_of_a_drawio_edge_is_drawn():
    cells = {cell.get("id"): cell for cell in parsed(build_scene(clinic())).iter("mxCell")}
    edges = [cell for cell in cells.values() if cell.get("edge")]
    assert len(edges) == 5
    assert all(edge.get("source") in cells and edge.get("target") in cells for edge in edges)


def test_drawio_labels_are_plain_text():
    scene = build_scene(nasty())
    cells = list(parsed(scene).iter("mxCell"))
    assert all("html=0" in cell.get("style") for cell in cells if cell.get("style"))
    assert any("<script>" in (cell.get("value") or "") for cell in cells)
