"""The shape of every edition of a dossier: headings, tables with their columns, pictures, in both languages.

UPDATE_GOLDEN=1 writes the files anew.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from carto.report.document import Audience, Cover, Heading, Paragraph, Picture, Table, Tone
from tests.dossiers import CLINIC, dossier_of

HERE = Path(__file__).parent / "dossiers"
UPDATING = os.environ.get("UPDATE_GOLDEN") == "1"


def _outline(audience: Audience, language: str) -> str:
    lines = []
    for block in dossier_of(CLINIC, audience, language).blocks:
        match block:
            case Cover():
                lines += [f"{block.title} / {block.subtitle}", *(f"  {label}" for label, _ in block.facts)]
            case Heading():
                lines.append(f"{'#' * block.level} {block.text}")
            case Paragraph() if block.tone is Tone.CAUTION:
                lines.append(f"  ! {block.text}")
            case Table():
                shown = " | ".join(column.title for column in block.paper_columns)
                lines.append(f"  [{block.sheet}] {block.caption}: {shown if block.most_on_paper else '(workbook)'}")
            case Picture():
                lines.append(f"  ({block.caption})")
    return "\n".join(lines).replace("\u00a0", " ") + "\n"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.DSI])
def test_the_shape_of_an_edition_is_as_it_was(audience, language):
    got, file = _outline(audience, language), HERE / f"{audience}.{language}.txt"
    if UPDATING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(got, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    assert got == expected, "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), lineterm=""))
