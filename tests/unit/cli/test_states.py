"""What a build shows beside the state it was asked for."""

from __future__ import annotations

import pytest

from carto.atlas.scene_build import build_scene
from carto.attack.build import build_standing
from carto.cli.use_cases import attacks
from carto.cli.use_cases.reading import read_model, read_scenarios
from carto.cli.use_cases.sources import Question, Source
from carto.cli.use_cases.states import found_in, states_asked
from carto.errors import UnknownIdError

TEXT = """carto: 1
zones: {net: internet, users: workstations, data: data}
devices:
  pc: {type: workstation, zone: users, exposed_to: [net], patched: late}
  db: {type: database-server, zone: data, target: true, patched: late}
links: {users -> data: {allow: mssql}}
measures: {cut: {removes: [users -> data]}, lock: {set: {physical_access: locked}}}
scenarios:
  closed: {title: Closed for good, measures: [cut]}
  locked: {measures: [lock]}
  bare: {patch: {devices: {pc: null}}}
"""


@pytest.fixture
def model_file(tmp_path):
    file = tmp_path / "house.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def silent(*_name, **_values):
    """Take no notice of stages."""


def states(path, scenario=None, start=()):
    question = Question(Source(path, scenario), start=start)
    asked = states_asked(question, silent)
    return build_scene(asked.states.model, found_in(asked.subject, asked.states, silent))


def test_all_scenarios_are_shown_beside_the_model_as_it_stands(model_file):
    scene = states(model_file)
    assert [one.id for one in scene.comparisons] == ["bare", "closed", "locked"]
    assert scene.meta.scenario == ""


def test_the_other_scenarios_are_shown_beside_the_one_chosen_and_the_page_says_what_it_shows(model_file):
    scene = states(model_file, "closed")
    assert [one.id for one in scene.comparisons] == ["bare", "locked"]
    assert scene.meta.scenario == "Closed for good"
    assert "Closed for good" in scene.meta.assumptions[0].en
    back = next(one for one in scene.comparisons if one.id == "locked")
    assert ("users -> data", "added") in [(change.id, change.kind) for change in back.changes]


def test_a_start_that_a_scenario_takes_away_is_no_error_there(model_file):
    scene = states(model_file, start=("pc",))
    gone = next(one for one in scene.comparisons if one.id == "bare")
    assert gone.targets[0].before > gone.targets[0].after == 0


def test_the_text_is_read_once_for_all_scenarios_and_gives_the_same_models(model_file):
    names = ["bare", "closed", "locked"]
    assert list(read_scenarios(model_file, names)) == [read_model(Source(model_file, name)) for name in names]


def test_without_names_the_same_is_found_of_one_graph_alone(model_file, monkeypatch):
    built = []
    monkeypatch.setattr(attacks, "build_standing", lambda *given: built.append(given) or build_standing(*given))
    asked = states_asked(Question(Source(model_file), attacker="phishing"), silent, is_anonymous=True)
    assert len(built) == 1
    assert [target.fact for target in asked.subject.targets] == ["falls(device-1)"]
    assert asked.written.devices.keys() == {"pc", "db"}
    named = states_asked(Question(Source(model_file), attacker="phishing"), silent)
    assert len(asked.subject.graph.steps) == len(named.subject.graph.steps) > 0
    text = repr((asked.subject, asked.states))
    assert not any(word in text for word in ("'pc'", "'db'", "users -> data", "Closed for good"))


@pytest.mark.parametrize("wrong", [{"attacker": "nobody"}, {"start": ("closet",)}])
def test_without_names_what_is_wrong_with_the_question_is_told_in_the_author_s_words(model_file, wrong):
    question = Question(Source(model_file), **wrong)
    with pytest.raises(UnknownIdError) as plain:
        states_asked(question, silent)
    with pytest.raises(UnknownIdError) as unnamed:
        states_asked(question, silent, is_anonymous=True)
    assert str(unnamed.value) == str(plain.value)
    assert vars(unnamed.value) == vars(plain.value)
