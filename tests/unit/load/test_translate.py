from __future__ import annotations

import pytest
from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from carto.load.problem import Spot
from carto.load.shapes import ENTITIES, keys_of
from carto.load.translate import dotted, problems_of, shown
from carto.model.assumptions import Assumptions
from carto.model.device import Device
from carto.model.entity import Part
from carto.model.establishment import Establishment
from tests.unit.load.told import HEAD, problems

NONSENSE = [
    "nonsense",
    "<script>alert(1)</script>",
    "-1",
    "99999999999999999999",
    "nan",
    ["a", ["b"]],
    [{"a": "b"}],
    {"a": "b"},
    {"a": {"b": "c"}},
    {"a": ["b"]},
    {"a": [["b"]]},
    [],
    {},
    ["1", "2", "3"],
    ["2", "1"],
    "",
    {"any": "a", "all": "b"},
]
PARTS = [Establishment, Assumptions, *dict.fromkeys(ENTITIES.values())]
FIELDS = [(part, key) for part in PARTS for key in sorted(keys_of(part))]


@pytest.mark.parametrize(("part", "key"), FIELDS, ids=[f"{part.__name__}.{key}" for part, key in FIELDS])
def test_whatever_is_wrong_has_a_code_of_ours(part: type[Part], key: str):
    for value in NONSENSE:
        raw = {"id": "x", key: value}
        try:
            part.model_validate(raw)
        except ValidationError as error:
            found = problems_of(error, ("devices", "x"), part, raw)
        else:
            continue
        assert found
        assert "invalid-value" not in [problem.code for problem in found], value
        assert all(isinstance(problem.place, Spot) for problem in found)


def test_an_error_that_nobody_foresaw_is_still_told_in_both_languages():
    error = ValidationError.from_exception_data(
        "x", [InitErrorDetails(type="url_parsing", loc=("ip",), input="?", ctx={"error": "odd"})]
    )
    (problem,) = problems_of(error, ("devices", "x"), Device, {"ip": "?"})
    assert (problem.code, problem.values) == ("invalid-value", {"field": "ip", "value": "?"})


def test_no_english_of_the_library_reaches_the_reader():
    text = "devices: {x: {type: server, count: z, isolated: z, seen_on: z, os: {version: []}, "
    text += "patched: z, target: z, at: z}}\n"
    told = "\n".join(one.tell("fr") for one in problems(text))
    assert told.count("erreur[") == 8
    for word in ("Input", "should", "valid", "Field", "required", "unable"):
        assert word not in told


def test_both_arms_of_a_choice_are_one_problem():
    (problem,) = problems("devices: {x: {type: server, isolated: perhaps}}\n")
    assert problem.code == "not-known-or-unknown"
    (problem,) = problems("establishment: {trained_share: 3}\n", head=HEAD)
    assert problem.code == "not-a-share"


@pytest.mark.parametrize(
    ("text", "field"), [("holds: {bool: -1}", "holds.bool"), ("services: {float: 3}", "services.float")]
)
def test_a_key_called_like_an_arm_of_a_choice_stays_in_the_way(text: str, field: str):
    assert field in {one.values.get("field") for one in problems(f"devices: {{x: {{type: server, {text}}}}}\n")}


def test_unknown_keys_inside_parts_know_their_neighbours():
    (problem,) = problems("devices: {x: {type: server, os: {family: linux, vresion: 3}}}\n")
    assert problem.values["meant"] == "version"
    (problem,) = problems("notes: {n: {on: office, text: x, replies: [{text: y, auteur: z}]}}\n")
    assert problem.values["meant"] == "author"


def test_ways_read_as_people_write_them():
    assert dotted(("os", "version")) == "os.version"
    assert dotted(("ip", 0)) == "ip[1]"


def test_values_are_quoted_short_and_on_one_line():
    assert shown("a\n  b") == "a b"
    assert len(shown("x" * 500)) == 60
    assert shown({"a": 1, "b": 2}) == "{a, b}"
    assert shown(["a", "b"]) == "[a, b]"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("devices:\n  pc:workstation\n", "diagnostic.hint.space-after-colon"),
        ("devices:\n  pc: type:workstation\n", "diagnostic.hint.space-after-colon"),
        ("devices:\n  pc: {type: server, zone\u00a0: data}\n", "diagnostic.unknown-key.space"),
        ("\u00a0devices: {}\n", "diagnostic.unknown-key.space"),
        ("links:\n  office -- data: {allow: tout}\n", "diagnostic.unknown-service.all"),
        ("zones: {ward: {genre: clinical}}\n", "diagnostic.unknown-key.meant"),
    ],
)
def test_the_slips_of_beginners_have_hints_of_their_own(text: str, hint: str):
    told = {one.hint: one for one in problems(text, head="carto: 1\n" if "zones" in text else HEAD)}
    assert hint in told


def test_a_port_number_alone_means_its_service():
    flows = "devices: {a: server, b: server}\nflows:\n  a -> b: {protocol: %s}\n"
    assert [one.advice("en") for one in problems(flows % 443)] == ["did you mean 'https'?"]
    assert [one.advice("en") for one in problems(flows % 8555)] == ["did you mean 'tcp/8555'?"]


def test_one_french_word_stands_for_type_and_kind():
    (problem, _) = problems("zones: {ward: {genre: clinical}}\n", head="carto: 1\n")[::-1]
    assert problem.values["meant"] == "type"
    (problem,) = problems("accounts: {x: {genre: user}}\n")
    assert problem.values["meant"] == "kind"
