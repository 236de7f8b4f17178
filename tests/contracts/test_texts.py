from __future__ import annotations

import json
import string
from pathlib import Path

import pytest

TEXTS = Path(__file__).resolve().parents[2] / "carto" / "i18n" / "texts"
FILES = sorted(TEXTS.glob("*.json"))


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def read(file: Path) -> dict[str, dict[str, str]]:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f"{file.name}: a key twice"
        return dict(pairs)

    loaded: dict[str, dict[str, str]] = json.loads(file.read_text("utf-8"), object_pairs_hook=unique)
    return loaded


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_is_in_both_languages(file: Path):
    for key, text in read(file).items():
        assert set(text) == {"fr", "en"}, key
        assert text["fr"].strip(), key
        assert text["en"].strip(), key


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_languages_fill_the_same_placeholders(file: Path):
    for key, text in read(file).items():
        names = placeholders(text["fr"])
        assert names == placeholders(text["en"]), key
        assert "" not in names, f"{key}: placeholders have names"


def test_there_are_texts():
    assert {"cli", "errors"} <= {file.stem for file in FILES}
