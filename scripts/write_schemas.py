"""Write the JSON Schemas of the model, in both languages, into ``schemas/``."""

from __future__ import annotations

import json
from pathlib import Path

from carto.i18n.messages import Language
from carto.load.json_schema import schema

FILES: dict[Language, str] = {"en": "carto.schema.json", "fr": "carto.fr.schema.json"}
FOLDER = Path(__file__).parent.parent / "schemas"


def text_of(language: Language) -> str:
    """Return the file's text."""
    return json.dumps(schema(language), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


if __name__ == "__main__":
    for language, name in FILES.items():
        (FOLDER / name).write_text(text_of(language), encoding="utf-8")
        print(FOLDER / name)
