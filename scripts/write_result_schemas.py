"""Write schemas/<answer>.schema.json: the JSON Schema of every answer of the command line.

python scripts/write_result_schemas.py
"""

from __future__ import annotations

import json
from pathlib import Path

from carto.cli.shapes import SHAPES, json_schema

FOLDER = Path(__file__).parents[1] / "schemas"


def files() -> dict[Path, str]:
    """Return the text of each schema by its path."""
    return {
        FOLDER / f"{name}.schema.json": json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
        for name in SHAPES
    }


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
