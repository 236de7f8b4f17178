from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from carto.i18n.messages import LANGUAGES, texts
from carto.load.json_schema import _with_inner, schema, text_key
from carto.load.merge import TOP_KEYS
from carto.load.shapes import ENTITIES, keys_of
from carto.load.tables import Table
from carto.model.assumptions import Assumptions
from carto.model.entity import Part
from carto.model.establishment import Establishment
from tests.contracts.editor_yaml import plain

ROOT = Path(__file__).resolve().parents[2]
FILES = {"en": "carto.schema.json", "fr": "carto.fr.schema.json"}
PARTS = _with_inner([Establishment, Assumptions, Table, *ENTITIES.values()])
SAMPLES = [path for path in sorted((ROOT / "samples").rglob("*.y*ml")) if "broken" not in path.parts]
# Mistakes that an editor sees while one types; the others need the whole model, or more than a schema can say.
SEEN_BY_EDITORS = {
    "file-is-no-map",
    "wrong-version",
    "section-is-a-list",
    "section-is-no-map",
    "bad-id",
    "bad-edge",
    "unknown-key",
    "missing-key",
    "not-a-text",
    "not-a-list",
    "not-a-map",
    "not-a-yes-or-no",
    "not-known-or-unknown",
    "not-a-choice",
    "not-a-whole-number",
    "not-a-number",
    "not-a-share",
    "out-of-range",
    "wrong-length",
    "unknown-device-type",
    "unknown-zone-type",
    "unknown-service",
    "unknown-weakness",
    "unknown-step",
    "unknown-type",
    "tables-are-no-list",
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    made = json.loads((ROOT / "schemas" / FILES["en"]).read_text("utf-8"))
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_published_schema_is_the_one_that_the_code_makes(language: Any):
    published = json.loads((ROOT / "schemas" / FILES[language]).read_text("utf-8"))
    assert published == schema(language), "run: python scripts/write_schemas.py"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: str(path.relative_to(ROOT / "samples")))
def test_every_sample_fits(validator: Draft202012Validator, sample: Path):
    assert [error.message for error in validator.iter_errors(plain(sample.read_text("utf-8")))] == []


@pytest.mark.parametrize("code", sorted(SEEN_BY_EDITORS))
def test_a_broken_sample_does_not_fit(validator: Draft202012Validator, code: str):
    assert not validator.is_valid(plain((ROOT / "samples" / "broken" / f"{code}.yaml").read_text("utf-8")))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_has_its_help_in_both_languages(part: type[Part]):
    wanted = {part.__name__, *(text_key(part, key) for key in keys_of(part))}
    assert wanted <= set(texts("fields"))


def test_no_help_is_left_of_fields_that_are_gone():
    used = {text_key(part, key) for part in PARTS for key in keys_of(part)} | {part.__name__ for part in PARTS}
    used |= {f"section.{key}" for key in TOP_KEYS} | {"Entity"}
    left = {key for key in texts("fields") if not key.startswith(("schema.", "noun."))} - used
    assert left == set()


def test_both_languages_say_the_same_of_structure():
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if key not in {"title", "description"}}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    assert bare(schema("fr")) == bare(schema("en"))
    assert schema("fr") != schema("en")


def test_editors_complete_the_catalogue():
    words = schema("en")["$defs"]
    assert {"implant-programmer", "dpi"} <= set(words["device-type"]["enum"])
    assert "internet" in words["zone-type"]["enum"]
    assert "https" in words["service"]["anyOf"][0]["enum"]


def test_the_writer_writes_what_is_published():
    script = ROOT / "scripts" / "write_schemas.py"
    code = f"import runpy; made = runpy.run_path({str(script)!r}); print(made['text_of']('en'), end='')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == (ROOT / "schemas" / FILES["en"]).read_text("utf-8")


def test_yaml_is_read_as_editors_read_it():
    assert plain("on: 1\nb: no\nc: 2026-01-01\nd: true\ne:\n") == {
        "on": 1,
        "b": "no",
        "c": "2026-01-01",
        "d": True,
        "e": None,
    }
    assert yaml.__version__
