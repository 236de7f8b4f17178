from __future__ import annotations

import pytest

from carto.errors import UnknownIdError
from carto.load.model import load_text
from carto.load.provenance import Origin, explain_values
from carto.model.establishment_map import Model
from tests.unit.load.told import HEAD

TEXT = (
    HEAD
    + "templates: {pc: {type: workstation, room: A, services: {ssh: {}}}}\n"
    + "devices:\n  one: {like: pc, zone: office, services: {tcp/3389: {second_factor: true}}}\n"
    + "links:\n  office -- data: https\nscenarios: {s: {patch: {devices: {one: {rack: R}}}}}\n"
)


def origins(wanted: str, model: Model) -> dict[str, Origin]:
    return {one.key: one.origin for one in explain_values(model, wanted)}


def test_every_value_says_where_it_comes_from():
    found = origins("one", load_text(TEXT, scenario="s"))
    assert (found["zone"].kind, str(found["zone"].span)) == ("written", "model.yaml:5:19")
    assert (found["room"].kind, found["room"].by, str(found["room"].span)) == ("template", "pc", "model.yaml:3:37")
    assert (found["rack"].kind, found["rack"].by) == ("scenario", "s")
    assert (found["staffed"].kind, found["staffed"].by, found["staffed"].basis) == (
        "catalogue",
        "workstation",
        "assumption",
    )
    assert found["services.ssh"].kind == "template"
    assert found["services.smb"].kind == "catalogue"
    assert found["serial"] == Origin("default")


def test_zones_and_edges_are_explained_too():
    model = load_text(TEXT)
    assert origins("office", model)["trust"].kind == "catalogue"
    assert origins("data--office", model)["allow"].kind in {"written", "default"}


def test_a_model_made_in_python_was_written_nowhere():
    model = Model(zones=dict(load_text(TEXT).zones))
    assert {one.kind for one in origins("office", model).values()} == {"catalogue", "default"}


def test_nothing_of_that_name():
    with pytest.raises(UnknownIdError) as caught:
        explain_values(load_text(TEXT), "ofice")
    assert caught.value.values["meant"] == "office"
