from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from pyvis.network import Network

import carto.atlas.palette as own
from carto.atlas.pyvis_page import SCALE, plain_title, to_pyvis
from carto.atlas.scene_build import build_scene
from carto.atlas.svg import OPEN_UP_TO, clean, render_svg
from carto.errors import UnknownIdError
from tests.builders import model_of
from tests.unit.atlas.hospitals import clinic

SVG = "{http://www.w3.org/2000/svg}"
WEB = Path(own.__file__).parent / "web" / "src"


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 -- our own output


def nodes_of(network):
    return {node["id"]: node for node in network.nodes}


def test_pyvis_shows_the_same_map_as_the_atlas():
    scene = build_scene(clinic())
    nodes = nodes_of(to_pyvis(clinic()))
    assert set(nodes) == set(scene.devices.id) | {zone.id for zone in scene.zones}
    for index, device in enumerate(scene.devices.id):
        kind = scene.types[scene.devices.type[index]]
        assert nodes[device]["x"] == pytest.approx(scene.devices.x[index] * SCALE, abs=0.06)
        assert nodes[device]["y"] == pytest.approx(scene.devices.y[index] * SCALE, abs=0.06)
        assert nodes[device]["color"] == own.color_of(kind.category)


def test_pyvis_has_the_same_edges_as_the_atlas():
    scene = build_scene(clinic())
    edges = to_pyvis(scene).edges
    assert [edge["id"] for edge in edges] == [*scene.links.id, *scene.flows.id]
    by_id = {edge["id"]: edge for edge in edges}
    assert (by_id["internet -> edge"]["from"], by_id["internet -> edge"]["to"]) == ("internet", "edge")
    assert by_id["edge -- wards"]["arrows"] == ""
    assert by_id["fw -> pcs"]["dashes"] is True


def test_a_link_and_a_flow_of_one_name_are_two_edges():
    model = model_of(
        zones={"z": "ward"},
        devices={"a": {"type": "server", "zone": "z"}, "b": {"type": "server", "zone": "z"}},
        links={"a -> b": {"allow": "https"}},
        flows={"a -> b": {"protocol": "https"}},
    )
    ids = [edge["id"] for edge in to_pyvis(model).edges]
    assert len(set(ids)) == len(ids) == 2


def test_a_pyvis_network_is_whole_for_those_who_go_on_with_it():
    network = to_pyvis(clinic())
    assert isinstance(network, Network)
    network.add_node("mine", label="mine")
    network.add_edge("mine", "pcs")
    assert network.get_node("pcs")["label"] == "Postes de soins (40)"
    assert network.num_nodes() == len(network.nodes)


@pytest.mark.parametrize("text", ["<a href='x'>", "HREF", "hrefhref"])
def test_no_title_makes_pyvis_show_html(text):
    assert "href" not in plain_title(text).lower()
    assert plain_title(text).replace("\u2060", "") == text


def test_an_svg_is_well_formed_and_says_what_it_is():
    scene = build_scene(clinic())
    root = parsed(render_svg(scene))
    assert root.find(f"{SVG}title").text == "Clinique de l'Étang"
    assert "44" in root.find(f"{SVG}desc").text
    drawn = {group.get("id") for group in root.iter(f"{SVG}g")}
    assert set(scene.devices.id) <= drawn
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert any("Diffusion restreinte" in text for text in texts)
    assert "zone hostile" in texts
    assert not [element for element in root.iter() if element.tag in {f"{SVG}script", f"{SVG}image", f"{SVG}a"}]


def test_an_svg_speaks_the_language_asked_for():
    texts = render_svg(build_scene(clinic()), language="en")
    assert "hostile zone" in texts
    assert "Restricted" in texts


def test_names_are_only_text_in_an_svg():
    nasty = "</text><script>alert(1)</script>\u202e\x00\x08\ud800 <&>"
    model = model_of(establishment={"name": nasty}, zones={"z": {"type": "ward", "name": nasty}})
    root = parsed(render_svg(build_scene(model)))
    assert not list(root.iter(f"{SVG}script"))
    assert root.find(f"{SVG}title").text.startswith("</text><script>")


def test_a_large_map_is_drawn_closed():
    devices = {f"d{number}": {"type": "workstation", "zone": "z"} for number in range(OPEN_UP_TO + 1)}
    root = parsed(render_svg(build_scene(model_of(zones={"z": "ward"}, devices=devices))))
    assert not [group for group in root.iter(f"{SVG}g") if group.get("id") == "devices"]
    assert any(f"{OPEN_UP_TO + 1}" in (text.text or "") for text in root.iter(f"{SVG}text"))


def test_an_unknown_story_is_told():
    with pytest.raises(UnknownIdError):
        render_svg(build_scene(clinic()), story="nope")


def test_unseen_signs_and_endless_names_are_cut():
    assert clean("a\u200bb\u202ec\nd") == "abc d" or clean("a\u200bb\u202ec\nd") == "abcd"
    assert len(clean("x" * 100_000)) <= 28


def test_colours_are_those_of_the_page():
    source = (WEB / "palette.ts").read_text(encoding="utf-8")
    light = source.partition("export const LIGHT")[2].partition("export const DARK")[0]
    told = dict(re.findall(r'^ {2,4}(\w+): "(#[0-9a-f]{6})"', light, re.MULTILINE))
    for name in ("ground", "site", "ink", "link", "flow", "administration", "attack", "choke"):
        assert told[name] == getattr(own, name.upper())
    assert {name: told[name] for name in own.FAMILY} == dict(own.FAMILY)
    for name, colours in (("zone", own.ZONE), ("zoneEdge", own.ZONE_EDGE), ("risk", own.RISK)):
        assert re.findall(r"#[0-9a-f]{6}", re.search(rf"{name}: \[(.*?)\]", light)[1]) == list(colours)
    families = dict(
        re.findall(r'^  (\w+): "(\w+)",', source.partition("FAMILY_OF")[2].partition("};")[0], re.MULTILINE)
    )
    assert {category: own.family_of(category) for category in families} == families
