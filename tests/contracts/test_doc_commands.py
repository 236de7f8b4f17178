"""What pages tell people to type: every command, option and word is one that carto takes; the YAML is read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import click
import pytest

from carto.cli.bilingual import OneOf
from carto.cli.main import COMMANDS, load_command
from carto.errors import InvalidModelError
from carto.load.model import load_text

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {"commands", "errors", "exit-codes", "catalogue", "rules", "coverage", "completeness", "model", "json"}
PAGES = [
    page
    for page in [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in ("README.md", "README.fr.md"))]
    if page.name.split(".")[0] not in GENERATED
]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?:    |)(?:\.venv\S+/)?carto +(.+)$", re.MULTILINE)
INLINE = re.compile(r"`carto ([^`]+)`")
WRONG_TEXT = ("unknown-key", "unknown-section", "duplicate-key", "yaml-", "not-a-", "unknown-device-type")


def written_commands(page: Path) -> Iterator[str]:
    text = page.read_text("utf-8")
    shell = "\n".join(block for kind, block in FENCE.findall(text) if kind in {"sh", "bash", "console", ""})
    plain = FENCE.sub("", text)
    yield from LINE.findall(shell)
    yield from (line for line in LINE.findall(plain) if f"    carto {line}" in plain)
    yield from INLINE.findall(plain)


def words_of(line: str) -> list[str]:
    """Return the words that carto gets: no comment, no redirection, no `|| exit`."""
    return shlex.split(re.split(r"\s[|>#]", line.replace("'", ""))[0])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_on_a_page_is_one_that_carto_takes(page: Path):
    for line in written_commands(page):
        name, *words = words_of(line)
        if name.startswith(("-", "COMMAND")):
            continue
        assert name in COMMANDS, line
        options = {opt: param for param in load_command(name).params for opt in (*param.opts, *param.secondary_opts)}
        for word, after in pairwise([*words, ""]):
            if not word.startswith("-"):
                continue
            option, _, value = word.partition("=")
            assert option in options or option in {"--help", "-h"}, f"{line}: {option}"
            kind = options[option].type if option in options else click.STRING
            if isinstance(kind, OneOf):
                assert (value or after) in kind.words, f"{line}: {option}"


def test_pages_are_read_for_commands():
    assert sum(1 for page in PAGES for _ in written_commands(page)) > 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_piece_of_yaml_on_a_page_is_one_that_carto_reads(page: Path):
    for kind, block in FENCE.findall(page.read_text("utf-8")):
        if kind != "yaml" or block.startswith(" "):  # lines to put inside something else
            continue
        try:
            load_text(block if "carto: 1" in block else f"carto: 1\n{block}")
        except InvalidModelError as error:
            told = [problem.tell("en") for problem in error.problems]
            wrong = [one for one in told if any(f"[{code}" in one for code in WRONG_TEXT)]
            assert wrong == [], block
