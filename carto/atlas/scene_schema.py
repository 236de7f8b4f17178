"""The JSON Schema of the scene, for whoever draws it by other means.

``page_data.scene_in`` reads the scene out of an atlas, however its data is written.
"""

from __future__ import annotations

import json
from typing import Final

from carto.atlas.scene import Scene

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Return the schema as the text of ``schemas/scene.schema.json``."""
    schema = {"$schema": _DRAFT, **Scene.model_json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
