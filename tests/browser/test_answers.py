"""What a reader decides with: views, findings, measures, scenarios, paper; and what a copy for others does not hold."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.gathering import survey_model
from carto.atlas.page import render_page
from carto.atlas.scene_build import build_scene
from carto.atlas.showing import shown_by, views
from carto.attack.measures import apply_measures
from carto.load.model import load_model

pytestmark = pytest.mark.browser

SECRET = "Ne pas nommer le mainteneur Dupont"
CLINIC = f"""
carto: 1
establishment: {{name: Clinique du Lac, kind: clinic, language: fr, date: 2026-01-01}}
sites: {{lac: {{name: Rives du Lac}}}}
zones:
  net: {{type: internet, name: Le grand large}}
  edge-zone: {{type: dmz, site: lac, name: Quai}}
  rooms: {{type: users, site: lac, name: Chambres}}
  vault: {{type: data, site: lac, name: Coffre}}
devices:
  gate: {{type: vpn-gateway, zone: edge-zone, name: Portillon, exposed_to: [net], default_secret: true,
          services: {{https: {{default_secret: true}}}}, vulnerabilities: [CVE-2023-31222], ip: 10.9.8.7}}
  desks: {{type: workstation, zone: rooms, name: Bureaux bleus, count: 12, mail: true, staffed: true, patched: late,
          owner: Mme Martin, tags: [secret-tag]}}
  ehr-base: {{type: ehr-database, zone: vault, name: Grand registre, target: true,
             services: {{mssql: {{default_secret: true}}}}, holds: {{health-record: 4000}}}}
links:
  net -> edge-zone: {{allow: [https]}}
  edge-zone -- rooms: {{}}
  rooms -> vault: {{allow: [mssql]}}
flows:
  desks -> ehr-base: {{protocol: mssql, port: 1444, data: [health-record], justification: Tenue du registre bleu}}
care:
  stay: {{name: Séjour au lac, depends_on: [ehr-base], max_outage_hours: 4, patient_safety: 3}}
measures:
  change-secret: {{name: Changer le secret du registre, cost_eur: 500, days: 1, scope: {{ids: ehr-base}},
                  stops: [default-secret]}}
  repaint: {{name: Repeindre, cost_eur: 900}}
scenarios:
  no-door:
    title: Fermer la porte
    measures: [change-secret]
    patch:
      links: {{edge-zone -- rooms: null, airlock -> vault: {{allow: [mssql]}}}}
      zones: {{airlock: {{type: admin, site: lac, name: Sas bleu}}}}
      devices:
        relay: {{type: server, zone: rooms, name: Relais neuf}}
        jump: {{type: bastion, zone: airlock, name: Perche}}
        desks: {{second_factor: true}}
      flows: {{desks -> relay: {{protocol: https}}}}
views:
  view-vault: {{title: Autour du coffre, show: {{ids: [ehr-base]}}}}
notes:
  open-note: {{on: gate, text: Visible de tous}}
  private-note: {{on: gate, text: {SECRET}, visibility: private}}
"""


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    file = tmp_path_factory.mktemp("clinic") / "clinic.yaml"
    file.write_text(CLINIC, encoding="utf-8")
    scenario = load_model(file, scenario="no-door")
    return load_model(file), apply_measures(scenario, scenario.applied_measures)


def scene_of(model, scenarios=(), *, private=False):
    return build_scene(model, survey_model(model, scenarios=scenarios), private=private)


@pytest.fixture(scope="module")
def scene(states):
    found = scene_of(states[0], [states[1]])
    assert found.stories, "the clinic must be attackable, or these tests show nothing"
    return found


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("ecosystem", {"gate"}),
        ("business", {"ehr-base"}),
        ("applications", {"ehr-base"}),
        ("administration", set()),
        ("care:stay", {"ehr-base"}),
        ("data:health-record", {"ehr-base", "desks"}),
        ("saved:view-vault", {"ehr-base"}),
    ],
)
def test_a_view_is_an_address_that_hides_the_rest_and_says_how_much(visit, scene, key, shown):
    seen = visit(scene, f"#view={key}")
    counts = dict(zip(scene.devices.id, scene.devices.count, strict=True))
    hidden = sum(counts.values()) - sum(counts[device] for device in shown)
    assert seen.page.locator('[data-key="hidden"]').inner_text(timeout=3000).startswith(f"{hidden} ")
    seen.press("view-leave")
    assert seen.page.locator('[data-key="hidden"]').count() == 0
    assert seen.errors == []


def test_the_page_and_the_command_line_show_the_same_views(visit, scene):
    seen = visit(scene)
    counts = scene.devices.count
    for key in views(scene):
        hidden = sum(counts) - sum(counts[index] for index in shown_by(scene, key)[0])
        seen.page.evaluate("key => { location.hash = 'view=' + encodeURIComponent(key) }", key)
        seen.page.locator('[data-key="view-leave"]').wait_for()
        chip = seen.page.locator('[data-key="hidden"]')
        expect(chip).to_have_count(1 if hidden else 0)
        if hidden:
            expect(chip).to_contain_text(f"{hidden} ")
    assert seen.errors == []


def test_a_view_that_hides_nothing_says_nothing_of_it(visit, scene):
    seen = visit(scene, "#view=physical")
    expect(seen.page.locator('[data-key="view-leave"]')).to_be_visible()
    assert seen.page.locator('[data-key="hidden"]').count() == 0


def test_views_are_listed_and_a_press_makes_their_address(visit, scene):
    seen = visit(scene, "#tab=views")
    seen.press("view-saved:view-vault")
    seen.wait_for_hash("view=saved%3Aview-vault")
    expect(seen.page.get_by_text("Autour du coffre").first).to_be_visible()


def test_the_first_page_is_for_the_board(visit, scene):
    page = visit(scene).page
    panel = page.locator(".panel-body").inner_text()
    assert "CVE-" not in panel
    assert "Ce qu'il faut décider".upper() in panel.upper()
    assert "Changer le secret du registre" in panel
    assert "Repeindre" not in panel, "a measure that ends nothing is no decision"
    assert page.locator(".panel-body .story-card").count() <= 3
    assert page.locator("canvas").is_visible()


def test_the_map_alone_does_not_say_that_there_is_no_attack(visit, states):
    seen = visit(build_scene(states[0]))
    for tab in ("overview", "attacks", "chokes"):
        seen.press(f"tab-{tab}") if tab != "overview" else None
        text = seen.page.locator(".panel-body").inner_text()
        assert "n'ont pas été cherchées" in text
        assert "Aucun chemin d'attaque n'a été trouvé" not in text
    assert seen.errors == []


def test_findings_are_a_table_and_stand_in_the_sheet(visit, scene):
    seen = visit(scene, "#table=findings")
    rows = seen.page.locator(".table-body [role=row]")
    assert rows.count() > 0
    assert seen.page.get_by_text(f"{scene.findings_total} lignes").is_visible()
    on = next(finding for finding in scene.findings if "gate" in finding.on)
    page = visit(scene, "#sel=gate").page
    assert on.message.fr[:40] in page.locator(".side").inner_text()


def test_the_flow_matrix_tells_protocol_port_data_and_reason(visit, scene):
    page = visit(scene, "#table=flows").page
    row = page.locator(".table-body [role=row]").first.inner_text()
    for told in ("Bureaux bleus", "Grand registre", "1444", "Tenue du registre bleu"):
        assert told in row


def test_a_measure_ticked_strikes_out_the_attacks_it_ends(visit, scene):
    cut = next(cut for cut in scene.cuts if cut.when == ("change-secret",))
    assert cut.stories
    seen = visit(scene, "#tab=decide")
    seen.press("measure-change-secret")
    assert seen.page.locator(".falls .gone").count() == len(cut.stories)
    seen.wait_for_hash("done=change-secret")
    seen.press("measures-clear")
    assert seen.page.locator(".falls .gone").count() == 0


def test_a_scenario_is_one_switch_away_with_signs(visit, scene):
    removed = [one.id for one in scene.comparisons[0].changes if one.kind == "removed"]
    assert removed == ["edge-zone -- rooms"]
    seen = visit(scene, "#tab=decide")
    seen.press("scenario-no-door")
    seen.wait_for_hash("mode=difference")
    assert seen.page.locator(".change-removed").first.inner_text() == "\N{MINUS SIGN}"
    before = seen.page.evaluate("document.querySelector('canvas').toDataURL()")
    seen.press("mode-base")
    seen.wait_until("!location.hash.includes('mode=')")
    assert seen.page.evaluate("document.querySelector('canvas').toDataURL()") != before
    assert seen.errors == []


def whole_map(seen):
    with seen.page.expect_download() as waiting:
        seen.page.locator('[data-key="svg-whole"]').dispatch_event("click")
    return ET.parse(waiting.value.path()).getroot()  # noqa: S314 - our own page wrote it


@pytest.mark.parametrize(
    ("fragment", "drawn", "signs", "dashed"),
    [
        ("", False, 0, False),
        ("#scenario=no-door", True, 0, True),
        ("#scenario=no-door&mode=scenario", True, 5, False),
        ("#scenario=no-door&mode=difference", True, 5, False),
    ],
)
def test_what_a_scenario_adds_has_its_own_place(visit, scene, fragment, drawn, signs, dashed):
    seen = visit(scene, fragment)
    picture = whole_map(seen)
    words = [part.text for part in picture.iter() if part.text]
    assert all((name in words) == drawn for name in ("Relais neuf", "Perche", "Sas bleu"))
    assert words.count("+") == signs
    rings = [part for part in picture.iter() if part.get("stroke-dasharray") == "4 3"]
    assert bool(rings) == dashed
    assert seen.errors == []


def test_a_press_brings_the_new_device_into_view(visit, scene):
    seen = visit(scene, "#tab=decide&scenario=no-door&mode=difference")
    before = seen.page.evaluate("location.hash")
    seen.press("go-relay")
    seen.wait_until(f"/at=/.test(location.hash) && location.hash !== {before!r}")
    assert seen.errors == []


class TestWhatAScenarioAdds:
    """It is as good as any device: found, told, pointed at, walked to, listed for those who do not see."""

    def test_it_is_found_with_the_scenario_it_is_in_and_opens_its_sheet(self, visit, scene):
        seen = visit(scene)
        seen.page.locator("#search").fill("perche")
        found = seen.page.locator("#found li").first
        assert "Perche" in found.inner_text()
        assert "dans le scénario «\u00a0Fermer la porte\u00a0»" in found.inner_text()
        seen.page.keyboard.press("Enter")
        seen.wait_for_hash("scenario=no-door&mode=scenario")
        sheet = seen.page.locator(".side").inner_text()
        assert all(text in sheet for text in ("Perche", "Sas bleu", "ajouté par", "Fermer la porte", "clinic.yaml:"))
        seen.press("lang")
        assert "added by" in seen.page.locator(".side").inner_text()
        seen.assert_quiet()

    def test_its_sheet_leads_to_its_lines_and_theirs_back(self, visit, scene):
        seen = visit(scene, "#sel=relay")
        seen.press("line-desks -> relay")
        seen.wait_for_hash("sel=desks")
        assert "Relais neuf" in seen.page.locator(".side").inner_text()
        seen.press("go-desks")
        expect(seen.page.locator('.side [data-key="go-relay"]')).to_be_visible()
        seen.assert_quiet()

    def test_the_sheet_of_what_changes_says_what_it_becomes(self, visit, scene):
        seen = visit(scene, "#sel=edge-zone%20--%20rooms")
        assert "retiré par" in seen.page.locator(".side").inner_text()
        seen = visit(scene, "#sel=desks")
        sheet = seen.page.locator(".side").inner_text()
        assert all(text in sheet for text in ("modifié par", "Second facteur", "oui"))

    def test_the_pointer_and_a_click_find_it(self, visit, scene):
        box = next(one.box for one in scene.comparisons[0].additions if one.id == "relay")
        seen = visit(scene, f"#tab=none&scenario=no-door&at={box.x + 0.5},{box.y + 0.5},40")
        place = seen.page.locator("canvas.map").bounding_box()
        middle = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        seen.page.mouse.move(*middle)
        tip = seen.page.locator(".tip")
        expect(tip).to_contain_text("Relais neuf")
        expect(tip).to_contain_text("Fermer la porte")
        seen.page.mouse.click(*middle)
        seen.wait_for_hash("sel=relay")
        assert "mode=" not in seen.page.evaluate("location.hash")
        seen.assert_quiet()

    def test_arrows_walk_to_it_and_a_voice_says_where_it_comes(self, visit, scene):
        seen = visit(scene, "#sel=desks&scenario=no-door&mode=scenario&tab=none")
        (from_x, _), box = (
            (scene.devices.x[scene.devices.id.index("desks")], 0),
            next(one.box for one in scene.comparisons[0].additions if one.id == "relay"),
        )
        seen.page.locator("canvas.map").focus()
        seen.page.keyboard.press("ArrowRight" if box.x + 0.5 > from_x else "ArrowLeft")
        seen.wait_for_hash("sel=relay")
        expect(seen.page.locator("[aria-live=polite]")).to_contain_text("dans le scénario")
        assert seen.errors == []

    def test_the_tree_and_the_table_hold_it_while_its_scenario_is_looked_at(self, visit, scene):
        seen = visit(scene, "#tab=inventory&scenario=no-door&mode=scenario")
        tree = seen.page.locator("[role=tree]")
        tree.locator('[data-id="lac"] > .tree-label').click()
        tree.locator('[data-id="airlock"] > .tree-label').click()
        expect(tree.locator('[data-id="jump"]')).to_contain_text("dans le scénario")
        seen.press("tab-tables")
        expect(seen.page.locator(".table-rows")).to_contain_text("Perche")
        seen = visit(scene, "#tab=inventory")
        seen.press("tab-tables")
        expect(seen.page.locator(".table-rows")).not_to_contain_text("Perche")


ADDRESSES = (
    "falls=desks&sel=desks", "falls=nobody", "choke=99", "choke=-3", "story=nobody&step=4", "story=ehr-base-1&step=99",
    "view=saved:nobody", "scenario=nobody&mode=scenario", "mode=difference", "done=nobody,repaint", "table=nothing",
    "tab=nothing", "zones=nobody", "owners=nobody", "tags=__proto__", "owners=constructor", "kinds=toString",
    "trust=99", "target=nobody&tab=attacks", "at=0,0,0", "at=1e9,1e9,1e9", "sel=@site-0", "sel=toString",
)  # fmt: skip


@pytest.mark.parametrize("at_once", [True, False], ids=["opened", "pasted"])
def test_an_address_of_another_version_breaks_nothing(visit, scene, at_once):
    if at_once:
        for address in ADDRESSES[:8]:
            visit(scene, f"#{address}").assert_quiet()
        return
    seen = visit(scene)
    for address in ADDRESSES:
        seen.page.evaluate("address => { location.hash = address }", address)
        seen.page.wait_for_timeout(60)
    seen.assert_quiet()


def test_a_story_plays_by_itself(visit, scene):
    seen = visit(scene, f"#story={scene.stories[0].id}")
    seen.press("play")
    seen.wait_for_hash("step=1")


def test_what_falls_with_a_device_is_shown_care_first(visit, scene):
    blast = next(blast for blast in scene.blasts if blast.care)
    seen = visit(scene, f"#sel={blast.id}")
    seen.press("blast")
    assert "Séjour au lac" in seen.page.locator(".blast").inner_text()


def test_paper_says_whose_it_is_what_is_hidden_and_explains_the_signs(visit, scene):
    seen = visit(scene, "#view=business")
    seen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    seen.page.emulate_media(media="print")
    head = seen.page.locator(".paper-head").inner_text()
    assert "Clinique du Lac" in head
    assert "Diffusion restreinte" in head
    assert "Métier" in head
    assert "masqués" in head
    assert "critique" in seen.page.locator(".paper-foot").inner_text()
    assert not seen.page.locator(".rail").is_visible()
    assert seen.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") >= 2
    assert seen.errors == []


def test_private_notes_are_in_no_byte_of_a_copy_for_clients(states):
    assert SECRET not in render_page(scene_of(states[0]), readable=True)
    assert SECRET in render_page(scene_of(states[0], private=True), readable=True)


def test_an_anonymous_copy_keeps_structure_and_loses_names(states):
    names = Pseudonyms.of(*states)
    told = scene_of(anonymous(states[0], names), [anonymous(states[1], names)], private=True)
    plain = scene_of(states[0], [states[1]])
    page = render_page(told, readable=True)
    lost = [
        "Clinique du Lac", "Rives du Lac", "Le grand large", "Quai", "Chambres", "Coffre", "Portillon",
        "Bureaux bleus", "Grand registre", "10.9.8.7", "Mme Martin", "secret-tag", "registre bleu", "Séjour au lac",
        "ehr-base", "desks", "edge-zone", "no-door", "change-secret", "Relais neuf", "Sas bleu",
        "Perche", "airlock", "Fermer la porte", SECRET, "Visible de tous",
        "clinic.yaml",
    ]  # fmt: skip
    assert [text for text in lost if text in page] == []
    assert told.meta.anonymous
    assert len(told.devices.id) == len(plain.devices.id)
    assert sorted(told.devices.count) == sorted(plain.devices.count)
    assert [len(story.steps) for story in told.stories] == [len(story.steps) for story in plain.stories]
    assert [cut.stories for cut in told.cuts] != []
    assert len(told.comparisons[0].changes) == len(plain.comparisons[0].changes)


def test_the_same_model_gives_the_same_anonymous_bytes(states):
    assert render_page(scene_of(anonymous(states[0]))) == render_page(scene_of(anonymous(states[0])))
