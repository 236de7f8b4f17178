from __future__ import annotations

import datetime as dt
import gc
import os
from pathlib import Path

import pytest

from carto.errors import InputError, InvalidModelError
from carto.load.model import load_model, load_text
from tests.unit.load.told import HEAD, codes, problems


def test_every_length_of_a_thing_means_the_same():
    short = load_text(HEAD + "devices: {pc: workstation}\nlinks:\n  office -> data: https\n  data -- office:\n")
    full = load_text(
        "carto: 1\nzones: {office: {type: users}, data: {type: data}}\n"
        "devices: {pc: {type: workstation}}\n"
        "links: {office->data: {allow: [https]}, data -- office: {}}\n"
    )
    assert short == full
    assert short.links["office -> data"].allow == ("https",)
    assert not short.links["office -> data"].both_ways
    assert short.links["data -- office"].allow is None
    assert short.links["data -- office"].both_ways


def test_a_flow_in_short_form_is_its_protocol():
    model = load_text(HEAD + "devices: {a: server, b: server}\nflows:\n  a -> b: https\n")
    assert model.flows["a -> b"].protocol == "https"


def test_words_that_yaml_would_bend_arrive_as_meant():
    model = load_text(
        "carto: 1\nestablishment: {name: 010000123, version: 1.10}\nsites: {NO: on}\n"
        "zones: {z: {type: users, site: NO}}\n"
        "devices: {pc: {type: workstation, zone: z, room: 22:30, serial: 0321, isolated: NO, target: on,\n"
        "  mac: 10:20:30:40:50:10, os: {family: windows, version: 10}}}\n"
    )
    pc = model.devices["pc"]
    assert (model.establishment.name, model.establishment.version) == ("010000123", "1.10")
    assert (model.sites["NO"].name, model.zones["z"].site) == ("on", "NO")
    assert (pc.room, pc.serial, pc.mac) == ("22:30", "0321", ("10:20:30:40:50:10",))
    assert (pc.isolated, pc.target, pc.os.version) == (False, True, "10")


def test_collections_are_sorted_by_id_and_files_do_not_matter(tmp_path: Path):
    (tmp_path / "z.yaml").write_text(HEAD + "devices: {b: server}\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.yml").write_text("devices: {c: server, a: server}\n")
    assert list(load_model(tmp_path).devices) == ["a", "b", "c"]
    assert load_model(tmp_path) == load_text(HEAD + "devices: {a: server, c: server, b: server}\n")


def test_sites_that_nobody_describes_are_there_when_named():
    assert list(load_text("carto: 1\nzones: {z: {type: users, site: north}}\n").sites) == ["north"]


def test_the_locator_finds_what_was_written():
    model = load_text(
        HEAD + "templates: {pc: {type: workstation, room: B12}}\ndevices:\n  one: {like: pc, zone: office}\n"
    )
    place = model.locator.locate
    assert str(place("devices:one")) == "model.yaml:5:3"
    assert str(place("devices:one:zone")) == "model.yaml:5:19"
    assert str(place("devices:one:room")) == "model.yaml:3:37"
    assert place("devices:one:rack") is None
    assert place("devices:none") is None
    assert place("nonsense") is None


def test_every_mistake_is_told_in_one_run_by_file_and_line():
    found = problems(
        "devices:\n  a: {typ: server, zone: offices}\n  b: {type: servr}\nlinks: {a -> c: {via: b}}\nwords: 1\n"
    )
    assert [(one.code, one.span.line) for one in found] == [
        ("missing-key", 4),
        ("unknown-key", 4),
        ("unknown-zone", 4),
        ("unknown-device-type", 5),
        ("unknown-end", 6),
        ("unknown-key", 7),
    ]


def test_a_file_that_is_not_understood_hides_no_other_mistake_and_invents_none(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(HEAD + "devices: {pc: {type: workstation, zone: lab, count: many}}\n")
    (tmp_path / "b.yaml").write_text("zones:\n  lab: [\n")
    with pytest.raises(InvalidModelError) as caught:
        load_model(tmp_path)
    assert [one.code for one in caught.value.problems] == ["not-a-whole-number", "yaml-value"]


def test_an_empty_file_among_others_is_a_warning(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(HEAD)
    (tmp_path / "b.yaml").write_text("# nothing yet\n")
    assert [(one.code, one.severity) for one in load_model(tmp_path).warnings] == [("empty-file", "warning")]


def test_hidden_files_are_left_alone(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(HEAD)
    (tmp_path / ".b.yaml").write_text("[")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.yaml").write_text("[")
    assert list(load_model(tmp_path).zones) == ["data", "office"]


def test_links_do_not_lead_out_of_the_folder_nor_round_in_circles(tmp_path: Path):
    model = tmp_path / "model"
    model.mkdir()
    (model / "a.yaml").write_text(HEAD)
    (tmp_path / "secret.yaml").write_text("[")
    (model / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (model / "round").symlink_to(model)
    (model / "gone.yaml").symlink_to(model / "nothing")
    loaded = load_model(model)
    assert [one.code for one in loaded.warnings] == ["outside-folder"]


def test_problems_name_files_from_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.yaml").write_text(HEAD + "devices: {a: {type: server, zone: ofice}}\n")
    monkeypatch.chdir(tmp_path)
    for given in ("m", "m/a.yaml"):
        with pytest.raises(InvalidModelError) as caught:
            load_model(given)
        (problem,) = caught.value.problems
        assert str(problem.span) == "m/a.yaml:3:35"
        assert str(problem.values["at"]) == "m/a.yaml:2:9"


def test_what_cannot_be_read_is_no_model(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        load_model(tmp_path / "nothing.yaml")
    assert (caught.value.code, caught.value.exit_code) == ("no-such-file", 4)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("carto.load.files.MAX_BYTES", 10)
    (tmp_path / "a.yaml").write_text(HEAD)
    with pytest.raises(InvalidModelError) as caught:
        load_model(tmp_path)
    assert [one.code for one in caught.value.problems] == ["file-too-large"]


def test_the_collector_is_as_before_whatever_happens():
    assert gc.isenabled()
    codes("[")
    load_text(HEAD)
    assert gc.isenabled()


def test_hostile_text_is_kept_as_text():
    text = "<script>alert(1)</script>{x}%s"
    model = load_text(HEAD + f"devices: {{pc: {{type: workstation, name: '{text}'}}}}\n")
    assert model.devices["pc"].name == text
    (problem,) = problems(f"devices: {{pc: {{type: '{text}'}}}}\n")
    assert text in problem.tell("fr")


def test_dates_are_dates():
    model = load_text(HEAD + "devices: {pc: {type: workstation, seen_on: 2026-03-31}}\n")
    assert model.devices["pc"].seen_on == dt.date(2026, 3, 31)


def test_what_is_said_of_the_establishment_may_be_spread_over_files(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(
        HEAD + "establishment: {name: A, beds: 4}\nassumptions: {likelihood: {easy: 0.5}}\n"
    )
    (tmp_path / "b.yaml").write_text("establishment: {beds: 4, staff: 9}\nassumptions: {likelihood: {hard: 0.1}}\n")
    model = load_model(tmp_path)
    assert (model.establishment.name, model.establishment.beds, model.establishment.staff) == ("A", 4, 9)
    assert model.assumptions.likelihood == {"easy": 0.5, "hard": 0.1}
    assert str(model.locator.locate("assumptions:likelihood:hard")) == "b.yaml:2:28"


def test_two_words_for_one_number_are_one_too_many(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(HEAD + "assumptions: {likelihood: {easy: 0.5}}\n")
    (tmp_path / "b.yaml").write_text("assumptions: {likelihood: {easy: 0.6}}\n")
    with pytest.raises(InvalidModelError) as caught:
        load_model(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["key"], problem.span.file) == (
        "conflicting-value",
        "likelihood.easy",
        str(tmp_path / "b.yaml"),
    )


def test_what_is_neither_file_nor_folder_is_no_model(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError) as caught:
        load_model(tmp_path / "pipe.yaml")
    assert caught.value.code == "not-a-file"
    (tmp_path / "a.yaml").write_text(HEAD)
    assert list(load_model(tmp_path).zones) == ["data", "office"]


def test_sections_may_be_empty_headings_and_nothing_else():
    assert codes("devices:\nlinks:\ntables:\nassumptions:\n") == []
    assert codes("devices: 3\n") == ["section-is-no-map"]
    assert codes("establishment: [a]\n") == ["section-is-no-map"]


def test_an_empty_text_is_an_empty_model():
    assert codes("", head="") == ["empty-model"]
    assert codes("# words\n", head="") == ["empty-model"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"devices: {{pc: {{type: server, name: {'x' * 10_000_000}}}}}\n", "text-too-long"),
        (f"devices: {'[' * 100_000}", "too-deep"),
        (f"devices: {'{a: ' * 100_000}", "too-deep"),
        ("devices:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 500)), "too-deep"),
    ],
    ids=["10 MB label", "brackets", "braces", "steps"],
)
def test_hostile_sizes_are_errors_not_crashes(text: str, code: str):
    assert codes(text) == [code]


@pytest.mark.skipif(os.name == "nt", reason="links are a privilege there")
def test_a_file_that_is_named_is_read_wherever_its_link_leads(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "site.yaml").write_text("carto: 1\nzones: {a: office}\n", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "m.yaml").symlink_to(tmp_path / "real" / "site.yaml")
    model = load_model(tmp_path / "here" / "m.yaml")
    assert (list(model.zones), model.warnings) == (["a"], ())


@pytest.mark.skipif(os.name == "nt", reason="links are a privilege there")
def test_a_link_to_itself_is_no_text(tmp_path: Path):
    (tmp_path / "m.yaml").write_text("carto: 1\nzones: {a: office}\n", "utf-8")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert list(load_model(tmp_path).zones) == ["a"]
