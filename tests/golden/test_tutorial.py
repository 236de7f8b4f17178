"""The pages for first users, followed word for word in both languages: what they promise is what one sees."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from carto.cli.main import program

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL, GUIDES = DOCS / "tutorial", DOCS / "how-to"
COMMAND = re.compile(r"^    carto ([^\n]+)$|^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = {
    "first-atlas.fr.md": ("cabinet", "avant", "editeur.yaml", "dossier-patient:\n", "« Éditeur du logiciel »"),
    "first-atlas.md": ("practice", "before", "vendor.yaml", "patient-record:\n", "“Software vendor”"),
}


def run(words: str) -> str:
    result = CliRunner(env={"LANG": "en_US.UTF-8"}).invoke(program, words.split())
    assert result.exit_code == 0, f"carto {words}: {result.stderr}"
    return result.stdout.replace("\u00a0", " ")


@pytest.mark.parametrize("name", PAGES)
def test_the_tutorial_does_what_it_says(name: str, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    folder, before, extra, record, vendor = PAGES[name]
    seen: dict[str, str] = {}
    for words, block in COMMAND.findall((TUTORIAL / name).read_text("utf-8")):
        if words:
            if words.startswith("compare"):
                shutil.copytree(folder, before)
                change(Path(folder, extra), "second_factor: false", "second_factor: true")
            seen[words.strip()] = run(words.strip())
        elif "devices:" in block:
            Path(folder, extra).write_text(block, "utf-8")
        else:
            change(Path(folder, "carto.yaml"), f"  {record}", block)
    assert Path(folder, f"../{folder}.atlas.html").is_file()
    assert Path(folder, ".carto-layout.json").is_file()
    assert vendor in seen[f"paths {folder}"]
    assert re.search("(tombés : |gone: )2", seen[f"compare {before} {folder}"])
    assert "remote-access-without-second-factor" in seen[f"compare {before} {folder}"]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", ["read-an-inventory.fr.md", "read-an-inventory.md"])
def test_the_inventory_of_the_guide_is_read(name: str, tmp_path):
    blocks = re.findall(r"^```\w+\n(.*?)^```$", (GUIDES / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    inventory, model = blocks
    (file,) = re.findall(r"file: (\S+)", model)
    (tmp_path / file).write_bytes(inventory.replace("\n", "\r\n").encode("cp1252"))
    (tmp_path / "model.yaml").write_text(model, "utf-8")
    told = run(f"validate {tmp_path} --lang en")
    assert "3 device entries, 26 devices counting fleets. Warnings: 0." in told.replace("\n", " ")


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_summary_on_the_first_screen_is_that_of_the_model_below(name: str, tmp_path):
    text = (DOCS.parent / name).read_text("utf-8")
    (shown,) = re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (model,) = re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "m.yaml").write_text(model, "utf-8")
    assert shown in run(f"build {tmp_path / 'm.yaml'} -o {tmp_path / 'm.html'}")
