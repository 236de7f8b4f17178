from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from carto.errors import InvalidModelError
from carto.i18n.messages import LANGUAGES, texts
from carto.load.model import load_model, load_text

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ROOT / "samples" / "broken"
SAMPLES = sorted(BROKEN.iterdir())
# Codes that no small file can show: told in unit tests, or never (a code for what nobody foresaw).
ELSEWHERE = {
    "empty-file",
    "file-too-large",
    "invalid-value",
    "left-unformatted",
    "outside-folder",
    "patch-changes-nothing",
    "table-unreadable",
    "table-without-rows",
    "table-without-folder",
    "text-too-long",
}


def code_of(sample: Path) -> str:
    return sample.name.removesuffix(".yaml")


def known_codes() -> set[str]:
    return {key for key in texts("diagnostic") if "." not in key and not key.startswith("graph-")}


@pytest.mark.parametrize("sample", SAMPLES, ids=code_of)
def test_each_broken_sample_has_the_one_fault_in_its_name(sample: Path):
    with pytest.raises(InvalidModelError) as caught:
        load_model(sample)
    assert caught.value.exit_code == 3
    assert [one.code for one in caught.value.problems] == [code_of(sample)]
    (problem,) = caught.value.problems
    assert problem.span.file.startswith(str(BROKEN))
    assert problem.span.line >= 1
    assert problem.span.column >= 1


@pytest.mark.parametrize("sample", SAMPLES, ids=code_of)
def test_each_fault_is_told_in_both_languages_with_a_hint(sample: Path):
    with pytest.raises(InvalidModelError) as caught:
        load_model(sample)
    (problem,) = caught.value.problems
    told = {language: problem.tell(language) for language in LANGUAGES}
    assert told["fr"] != told["en"]
    for language, words in (("fr", ("erreur", "conseil")), ("en", ("error", "hint"))):
        head, hint = told[language].split("\n")
        assert head.startswith(f"{problem.span}: {words[0]}[{problem.code}]: ")
        assert hint.strip().startswith(f"{words[1]}: ")
        assert "{" not in hint or "any: [" in hint or ": {" in hint, "no placeholder is left"


def test_there_is_a_sample_for_every_code():
    assert {code_of(sample) for sample in SAMPLES} | ELSEWHERE == known_codes()
    assert len(SAMPLES) >= 45


def test_every_code_has_a_hint():
    assert {code for code in known_codes() if f"{code}.hint" not in texts("diagnostic")} == set()


def test_every_code_in_the_loader_has_its_texts():
    source = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "carto" / "load").glob("*.py")))
    named = set(re.findall(r'Problem\(\s*"([a-z0-9-]+)"', source)) | set(re.findall(r'_refuse\("([a-z0-9-]+)"', source))
    assert named <= known_codes()
    hints = set(re.findall(r'"diagnostic\.([a-z0-9.-]+)"', source))
    assert hints <= set(texts("diagnostic"))


def test_a_table_of_a_text_without_a_folder_cannot_be_read():
    with pytest.raises(InvalidModelError) as caught:
        load_text("carto: 1\ntables: [{file: a.csv, columns: {id: a}}]\n")
    assert [one.code for one in caught.value.problems] == ["table-without-folder"]


def test_the_reference_is_what_the_code_writes():
    pages = runpy.run_path(str(ROOT / "scripts" / "write_reference.py"))["pages"]()
    assert len(pages) == 4
    for path, text in pages.items():
        assert path.read_text("utf-8") == text, "run: python scripts/write_reference.py"


def test_every_code_is_explained():
    for name in ("errors.md", "errors.fr.md"):
        page = (ROOT / "docs" / "reference" / name).read_text("utf-8")
        assert {code for code in known_codes() if f"\n## {code}\n" not in page} == set()
