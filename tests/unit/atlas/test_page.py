from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from carto.atlas import page
from carto.atlas.page import page_of, render_page, write_page
from carto.atlas.page_data import DRAWN, parts_of, scene_in, scene_of
from carto.atlas.pyvis_page import render_pyvis
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.errors import OutputError
from tests.builders import model_of
from tests.unit.atlas.hospitals import clinic

NASTY = "</script><script>alert(1)</script><!-- \u2028 & \" '"


class Scripts(HTMLParser):
    """Collects script and style elements, with their attributes and their text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.policy = [], ""
        self._open = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style"}:
            self._open = [tag, dict(attrs), ""]
        if tag == "meta" and dict(attrs).get("http-equiv"):
            self.policy = dict(attrs)["content"]

    def handle_data(self, data):
        if self._open:
            self._open[2] += data

    def handle_endtag(self, tag):
        if self._open and tag == self._open[0]:
            self.found.append(tuple(self._open))
            self._open = None


def sha(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def nasty_scene():
    return build_scene(model_of(establishment={"name": NASTY}, zones={"z": {"type": "ward", "name": NASTY}}))


@pytest.mark.parametrize("render", [render_page, render_pyvis])
def test_only_our_own_script_and_style_are_allowed(render):
    parsed = Scripts(render(nasty_scene()))
    running = [(tag, text) for tag, attrs, text in parsed.found if "type" not in attrs]
    assert {tag for tag, _ in running} == {"script", "style"}
    for tag, text in running:
        assert f"'{sha(text)}'" in re.search(rf"{tag}-src ([^;]*)", parsed.policy)[1]
    assert parsed.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in parsed.policy


@pytest.mark.parametrize("render", [render_page, render_pyvis])
def test_text_of_the_model_is_data_only(render):
    html = render(nasty_scene())
    assert "<script>alert" not in html
    parsed = Scripts(html)
    data = next(text for _, attrs, text in parsed.found if attrs.get("type") == "application/json")
    assert not set(data) & set("<>&\u2028\u2029")
    assert NASTY in json.dumps(json.loads(data), ensure_ascii=False).replace('\\"', '"')


def blocks(html):
    return {attrs["id"]: (attrs, text) for tag, attrs, text in Scripts(html).found if tag == "script" and "id" in attrs}


def test_what_the_map_is_drawn_from_stands_before_the_script_and_the_rest_after():
    html = render_page(build_scene(clinic()))
    places = [html.index('<script id="scene"'), html.index("<script>"), html.index('<script id="rest"')]
    assert places == sorted(places)
    parts = {name: json.loads(text) for name, (_, text) in blocks(html).items()}
    assert set(parts["scene"]) == set(DRAWN)
    assert set(parts["scene"]) | set(parts["rest"]) == set(Scene.model_fields)
    assert not set(parts["scene"]) & set(parts["rest"])


def test_a_large_scene_is_squeezed():
    found = blocks(render_page(build_scene(clinic()), readable=False))
    assert set(found) == {"scene", "rest"}
    for name, (attrs, text) in found.items():
        assert attrs == {"type": "text/plain", "id": name, "data-encoding": "gzip-base64"}
        assert json.loads(gzip.decompress(base64.b64decode(text)))["coded"] is not None


@pytest.mark.parametrize("readable", [None, True, False])
def test_the_page_carries_the_whole_scene(readable):
    scene = build_scene(clinic())
    assert scene_in(render_page(scene, readable=readable)) == Scene.model_validate_json(scene.model_dump_json())


def test_another_page_carries_no_scene():
    assert scene_in(render_pyvis(build_scene(clinic()))) is None


def test_ids_of_edges_that_are_not_their_ends_are_kept():
    sections = {
        "zones": {"z": {"type": "ward"}, "y": {"type": "data"}},
        "devices": {"a": {"type": "server", "zone": "z"}, "b": {"type": "server", "zone": "y"}},
        "links": {"z -- y": {}, "y -> z / second": {}, "own": {"from": "a", "to": "y"}},
        "flows": {"a -> b": {"protocol": "https"}, "b -> a / nightly": {"protocol": "smb"}},
    }
    scene = build_scene(model_of(**sections))
    drawn, _ = parts_of(scene, readable=False)
    kept = json.loads(gzip.decompress(base64.b64decode(drawn.text)))["coded"]
    assert sorted(kept["links.id"][2]) == ["own", "y -> z / second"]
    assert kept["flows.id"][2] == ["b -> a / nightly"]
    assert scene_of(parts_of(scene, readable=False)).links.id == scene.links.id


def test_coding_makes_a_large_scene_small():
    wards = {f"d{n}": {"type": "workstation", "zone": "z", "name": f"Poste {n:04}"} for n in range(2_000)}
    scene = build_scene(model_of(zones={"z": {"type": "ward"}}, devices=wards))
    assert sum(len(part.text) for part in parts_of(scene)) < len(scene.model_dump_json()) / 20


@pytest.mark.parametrize("render", [render_page, render_pyvis])
def test_the_same_scene_gives_the_same_bytes(render):
    assert render(build_scene(clinic())) == render(build_scene(clinic()))


def test_packing_holds_no_clock():
    scene = build_scene(clinic())
    assert render_page(scene, readable=False) == render_page(scene, readable=False)


def test_the_page_says_its_language_and_title():
    html = render_page(build_scene(clinic(), language="en"))
    assert '<html lang="en">' in html
    assert "<title>Clinique de l&#39;Étang: map</title>" in html
    assert "<noscript>" in html


@pytest.mark.parametrize("render", [render_page, render_pyvis])
def test_nothing_is_fetched(render):
    html = render(build_scene(clinic()))
    outer = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(r"(src|href|url)\s*[=(]", outer)


def test_a_bundle_that_would_close_itself_is_refused():
    with pytest.raises(AssertionError):
        page_of("atlas.html", scripts=["'</script>'"], style="", images="data:")


def test_a_page_is_written_whole(tmp_path):
    target = tmp_path / "map.html"
    write_page(target, "one")
    write_page(target, "two é")
    assert target.read_text(encoding="utf-8") == "two é"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError) as raised:
        write_page(tmp_path / "nowhere" / "map.html", "x")
    assert raised.value.code == "no-such-folder"


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    target = tmp_path / "map.html"
    target.write_text("before")

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page.Path, "replace", fail)
    with pytest.raises(OutputError) as raised:
        write_page(target, "after")
    assert raised.value.code == "cannot-write"
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "map.html").mkdir()
    with pytest.raises(OutputError):
        write_page(tmp_path / "map.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_the_script_of_the_page_stays_small():
    """The aim of the design: at most 60 KB, squeezed, of code in every atlas."""
    assert len(gzip.compress(page.asset("atlas.js").encode(), 9)) <= 60_000
