from __future__ import annotations

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator

from carto.atlas.scene import FLAGS, Scene
from carto.atlas.scene_build import build_scene
from carto.atlas.scene_schema import schema_text
from carto.catalog.vocabulary import Glyph
from tests.unit.atlas.hospitals import clinic


def test_the_published_schema_is_that_of_the_code(root: Path) -> None:
    written = (root / "schemas" / "scene.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "run python scripts/write_scene_schema.py"


def test_a_scene_keeps_to_the_schema() -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    errors = list(Draft202012Validator(schema).iter_errors(json.loads(build_scene(clinic()).model_dump_json())))
    assert errors == []


def test_the_page_knows_every_field_of_the_scene(root: Path) -> None:
    source = (root / "carto" / "atlas" / "web" / "src" / "scene-types.ts").read_text(encoding="utf-8")
    told = set(re.findall(r"readonly (\w+)\??:", source)) | set(re.findall(r"^\s+(\w+)\??:", source, re.MULTILINE))
    assert set(Scene.model_fields) <= told
    flags = dict(re.findall(r'"?([A-Za-z-]+)"?: (\d+)', source.partition("FLAG")[2]))
    own = {name.replace("-", ""): str(bit) for name, bit in FLAGS.items()}
    assert own.items() <= {name.replace("-", "").lower(): bit for name, bit in flags.items()}.items()


def test_the_page_draws_every_glyph(root: Path) -> None:
    source = (root / "carto" / "atlas" / "web" / "src" / "glyphs.ts").read_text(encoding="utf-8")
    missing = [glyph.value for glyph in Glyph if not re.search(rf"\b{glyph.value}\b", source)]
    assert missing == []
