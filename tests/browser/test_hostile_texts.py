from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ET

import pytest

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.atlas.anonymous import anonymous
from carto.atlas.beside import look_at_each
from carto.atlas.drawio import to_drawio
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page
from carto.atlas.pyvis_page import render_pyvis
from carto.atlas.scene_build import build_scene
from carto.atlas.svg import render_svg
from carto.attack.build import build_attack_graph, build_standing
from carto.attack.standing import Inquiry
from carto.exporters.dot import to_dot
from carto.exporters.mermaid import to_mermaid
from carto.model.vocabulary import Evidence
from carto.rules.engine import check_model
from tests.builders import model_of

pytestmark = pytest.mark.browser

BAD = "window.ran=(window.ran||0)+1"
HOSTILE = (
    f"<script>{BAD}</script>",
    f"</script><script>{BAD}</script>",
    f"</SCRIPT ><script>{BAD}</script>",
    f"<!--<script>{BAD}</script>-->",
    f"--><script>{BAD}</script>",
    f"]]><script>{BAD}</script>",
    f"</title><script>{BAD}</script>",
    f"</style><script>{BAD}</script>",
    f"</noscript><script>{BAD}</script>",
    f"</textarea><script>{BAD}</script>",
    f"<img src=x onerror={BAD}>",
    f"<img/src=x/onerror={BAD}>",
    f'"><img src=x onerror="{BAD}">',
    f"'><img src=x onerror='{BAD}'>",
    f"<svg onload={BAD}>",
    f"<svg><script>{BAD}</script></svg>",
    f"<svg><animate onbegin={BAD} attributeName=x>",
    f'<math><mi xlink:href="javascript:{BAD}">x</mi></math>',
    f"<body onload={BAD}>",
    f'<iframe src="javascript:{BAD}"></iframe>',
    f'<iframe srcdoc="<script>parent.{BAD}</script>"></iframe>',
    f'<a href="javascript:{BAD}">href</a>',
    f"<details open ontoggle={BAD}>",
    f"<input autofocus onfocus={BAD}>",
    f"<video><source onerror={BAD}></video>",
    f"<marquee onstart={BAD}>",
    f'<object data="javascript:{BAD}">',
    f'<embed src="javascript:{BAD}">',
    f'<form action="javascript:{BAD}"><button>',
    f'<base href="javascript:{BAD}//">',
    f'<meta http-equiv=refresh content="0;url=javascript:{BAD}">',
    f'<link rel=stylesheet href="data:text/css,*{{color:red}}" onload={BAD}>',
    "<style>*{display:none}</style>",
    f"javascript:{BAD}",
    f"data:text/html,<script>{BAD}</script>",
    f"${{{BAD}}}",
    f"{{{{{BAD}}}}}",
    f"{{% {BAD} %}}",
    f"`;{BAD}//",
    f"';{BAD};'",
    f'";{BAD};"',
    f"\\u003cscript>{BAD}</script>",
    f'\\";{BAD}//',
    f"&lt;script&gt;{BAD}&lt;/script&gt;",
    f"&#60;script&#62;{BAD}&#60;/script&#62;",
    f"%3Cscript%3E{BAD}%3C/script%3E",
    f"\u2028{BAD}\u2029",
    "=1+1",
    '=HYPERLINK("https://example.invalid")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\u202egpj.exe\u202c",
    "\u200b\u200b\u200b",
    "a\u0301\u0301\u0301" * 40,
    "\U0001f469\u200d\u2695\ufe0f" * 30,
    "\ufeff\u0000\u0007\u001b[31m",
    "__proto__",
    "constructor",
    "x" * 100_000,
    "\n" * 1000,
)


def everywhere():
    """A model with every hostile text in every field of free text."""
    zones, devices, links, flows, accounts, care, measures, views = {}, {}, {}, {}, {}, {}, {}, {}
    parties, data, notes, scenarios, sites = {}, {}, {}, {}, {}
    zones["net"] = {"type": "internet", "trust": 0}
    for number, text in enumerate(HOSTILE):
        told = {"name": text, "description": text, "tags": [text], "owner": text, "source": text}
        zones[f"z{number}"] = {"type": "ward", "trust": 3, **told}
        devices[f"d{number}"] = {
            "type": "server",
            "zone": f"z{number}",
            "exposed_to": ["net"],
            "services": {"ssh": {"default_secret": True}},
            "holds": {text: 10, "health-record": 10},
            "target": number % 10 == 0,
            "vendor": text, "model": text, "version": text, "serial": text, "room": text, "rack": text,
            "os": text, "weaknesses": [text], "vulnerabilities": {text: {"reach": ["ssh"]}},
            **told,
        }  # fmt: skip
        links[f"z{number} -> z{(number + 1) % len(HOSTILE)}"] = {"allow": [text], "provider": text, **told}
        flows[f"d{number} -> d{(number + 1) % len(HOSTILE)}"] = {
            "protocol": text, "data": [text], "justification": text, "frequency": text, **told,
        }  # fmt: skip
        accounts[f"a{number}"] = {"opens": {f"d{number}": "admin"}, "stored_on": [f"d{number}"], **told}
        care[f"c{number}"] = {"depends_on": [f"d{number}"], "degraded_mode": text, "patient_safety": 4, **told}
        measures[f"m{number}"] = {"cost_eur": 1, "scope": {"ids": f"d{number}"}, "stops": ["default-secret"], **told}
        parties[f"p{number}"] = {"zone": "net", "contact": text, "contract": text, **told}
        data[f"x{number}"] = told
        replies = [{"text": text, "author": text}]
        notes[f"n{number}"] = {"on": [f"d{number}"], "text": text, "author": text, "replies": replies, **told}
        scenarios[f"s{number}"] = {"title": text, "author": text, "rationale": text, **told}
        sites[f"i{number}"] = {"address": text, **told}
        views[f"v{number}"] = {"title": text, "note": text, "show": {"ids": f"d{number}"}}
    house = {"name": "".join(HOSTILE[:40]), "version": HOSTILE[1], "author": HOSTILE[1], "marking": HOSTILE[1]}
    return model_of(
        establishment=house,
        sites=sites,
        zones=zones,
        devices=devices,
        links=links,
        flows=flows,
        accounts=accounts,
        care=care,
        measures=measures,
        views=views,
        parties=parties,
        data=data,
        notes=notes,
        scenarios=scenarios,
    )


def changed(model):
    """Return the model under a scenario of hostile names that adds, moves, removes and changes."""
    devices = dict(model.devices)
    for number in range(0, len(HOSTILE), 3):
        old = devices[f"d{number}"]
        devices[f"new{number}"] = old.model_copy(update={"id": f"new{number}"})
        devices[f"d{number}"] = old.model_copy(update={"zones": (f"z{(number + 1) % len(HOSTILE)}",)})
    zones = {**model.zones, "znew": model.zones["z0"].model_copy(update={"id": "znew"})}
    links = dict(list(model.links.items())[10:])
    return dataclasses.replace(model, devices=devices, zones=zones, links=links, scenario="s0")


@pytest.fixture(scope="module")
def scene():
    model = everywhere()
    graph = build_attack_graph(model)
    targets = [device.id for device in model.devices.values() if device.target]
    outcomes = tuple(
        TargetOutcome(target, best_attacks(graph, f"falls({target})"), choke_points(graph, f"falls({target})"))
        for target in targets
    )
    assert any(outcome.attacks.attacks for outcome in outcomes)
    beside = look_at_each(build_standing(model, None, Inquiry()), Evidence.ASSUMED, [changed(model)], None)
    assert beside[0].comparison.changes
    found = build_scene(model, Outcome(graph, outcomes, checked=check_model(model), beside=beside), private=True)
    assert len(found.comparisons[0].additions) > len(HOSTILE) // 3
    return found


def test_the_corpus_is_large():
    assert len(HOSTILE) >= 50


@pytest.mark.parametrize(
    "fragment",
    [
        "",
        "#tab=attacks",
        "#tab=chokes",
        "#tab=care",
        "#tab=inventory",
        "#table=devices",
        "#table=flows",
        "#table=findings",
        "#tab=views",
        "#tab=decide",
        "#view=saved:v1",
        "#view=<script>",
        "#tab=notes",
        "#table=external",
        "#table=accounts",
        "#tab=decide&scenario=s0&mode=difference",
        "#tab=decide&scenario=s0&mode=scenario&at=0,0,30",
        "#tab=none&scenario=s0",
    ],
)
def test_no_text_runs_on_any_page(visit, scene, fragment):
    seen = visit(scene, fragment)
    seen.page.wait_for_timeout(50)
    assert seen.page.evaluate("window.ran") is None
    assert (
        seen.page.evaluate("document.querySelectorAll('#app script, #app iframe, #app object, #app base').length") == 0
    )
    seen.assert_quiet()


def test_no_text_runs_in_any_sheet(visit, scene):
    seen = visit(scene)
    places = [f"#sel={kind}{number}" for number in range(len(HOSTILE)) for kind in "dzac"]
    places += [f"#sel={scene.links.id[0]}", f"#sel={scene.flows.id[0]}"]
    places += [f"#story={story.id}&step=1" for story in scene.stories]
    seen.page.evaluate(
        """async places => {
          for (const place of places) {
            location.hash = place;
            await new Promise(done => setTimeout(done));
          }
        }""",
        places,
    )
    seen.page.wait_for_timeout(200)
    assert seen.page.evaluate("window.ran") is None
    seen.assert_quiet()


def test_long_names_break_no_layout(visit, scene):
    page = visit(scene, "#sel=d59").page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.title.length") < 500


def test_a_hostile_fragment_runs_nothing(visit, scene):
    seen = visit(
        scene, f"#sel=<img src=x onerror={BAD}>&tab=javascript:{BAD}&lang=<script>&at=NaN,Infinity,1e999&step=-5"
    )
    assert seen.page.evaluate("window.ran") is None
    seen.assert_quiet()


def test_pictures_hold_the_texts_as_texts(visit, scene):
    seen = visit(scene, "#scenario=s0&mode=difference")
    with seen.page.expect_download() as waiting:
        seen.page.locator('[data-key="svg-whole"]').dispatch_event("click")
    for text in (waiting.value.path().read_text(encoding="utf-8"), render_svg(scene), to_drawio(scene)):
        names = {part.tag.rpartition("}")[2] for part in ET.fromstring(text).iter()}  # noqa: S314 - our own writers
        assert names.isdisjoint({"script", "foreignObject", "image", "a", "iframe", "animate", "style"})
        assert not any(name.startswith("on") for part in ET.fromstring(text).iter() for name in part.keys())  # noqa: S314, SIM118 - an element is no map


def test_diagrams_hold_the_texts_in_quotes():
    model = everywhere()
    assert all(line.count('"') % 2 == 0 for line in to_mermaid(model).splitlines())
    assert all(line.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 0 for line in to_dot(model).splitlines())


def test_an_anonymous_copy_holds_no_hostile_text():
    text = render_page(build_scene(anonymous(everywhere()), private=True), readable=True)
    assert BAD not in text
    assert "example.invalid" not in text


def test_no_text_runs_in_the_pyvis_page(visit, scene):
    seen = visit(render_pyvis(scene))
    seen.page.mouse.move(683, 400)
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("window.ran") is None
    seen.assert_quiet()
