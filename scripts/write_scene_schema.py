"""Write ``schemas/scene.schema.json`` from ``carto/atlas/scene.py``: run after changing the scene."""

from __future__ import annotations

from pathlib import Path

from carto.atlas.scene_schema import schema_text

TARGET = Path(__file__).parent.parent / "schemas" / "scene.schema.json"


def main() -> None:
    """Write the file."""
    TARGET.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
