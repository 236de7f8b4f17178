from __future__ import annotations

import ast
import importlib.util
import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import carto
from carto.analysis.best import best_attacks
from carto.attack.build import build_attack_graph, goal_of, targets_of
from carto.cli.exit_codes import ExitCode
from carto.cli.main import COMMANDS
from carto.i18n.messages import has, texts
from carto.load.model import load_text

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / n for n in ("README.md", "README.fr.md", "CONTRIBUTING.md"))]
TWO_LANGUAGES = [page for page in PAGES if "adr" not in page.parts and page.name != "CONTRIBUTING.md"]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
ERRORS = {f"{kind}Error" for kind in ("Model", "Graph", "Request", "UnknownId", "Input", "Output")}
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["write_cli_docs", "write_measures_docs", "write_result_schemas"])
def test_generated_files_are_what_the_code_says(name):
    made = script(name)
    for path, text in (made.pages() if hasattr(made, "pages") else made.files()).items():
        assert path.read_text("utf-8") == text, f"run scripts/{name}.py"


@pytest.mark.parametrize("page", ["commands.md", "commands.fr.md"])
def test_every_command_is_documented(page):
    text = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    assert re.findall(r"^## carto (.+)$", text, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("page", ["exit-codes.md", "exit-codes.fr.md"])
def test_every_exit_code_and_error_is_documented(page):
    text = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in text
    for key in texts("errors"):
        assert "." in key or f"`{key}`" in text


def raised_errors() -> Iterator[tuple[str, str, set[str]]]:
    """Yield file, code and names of values of every error that the source makes."""
    for path in sorted((ROOT / "carto").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                code = node.args[0] if node.args else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield path.name, code.value, {keyword.arg or "" for keyword in node.keywords}


def test_every_error_that_carto_raises_has_a_text_that_it_can_fill():
    found = list(raised_errors())
    assert len(found) > 20
    for file, code, given in found:
        values = given | {"meant"} if "among" in given else given
        for text in (texts("errors").get(f"{code}{tail}") for tail in ("", ".hint", ".near")):
            needed = {field for _, field, _, _ in string.Formatter().parse(text["en"]) if field} if text else set()
            assert needed <= values, f"{file}: {code}"
        assert has(f"errors.{code}"), f"{file}: {code}"


def test_no_error_text_is_left_without_its_error():
    sources = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "carto").rglob("*.py"))
    words = {node.value for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {key.split(".")[0] for key in texts("errors")} <= words


@pytest.mark.parametrize("page", TWO_LANGUAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_page_has_its_twin(page: Path):
    name = page.name
    twin = name.replace(".fr.md", ".md") if name.endswith(".fr.md") else name.replace(".md", ".fr.md")
    assert page.with_name(twin).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_leads_nowhere(page: Path):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_python_of_the_readme_runs(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (code,) = [text for kind, text in FENCE.findall((ROOT / name).read_text("utf-8")) if kind == "python"]
    assert len(code.strip().splitlines()) <= 12
    values: dict[str, object] = {}
    exec(code, values)  # noqa: S102 -- our own documentation
    assert "svc-cardio" in capsys.readouterr().out
    assert str(values["html"]).lower().startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_sample_of_the_readme_is_a_model_with_one_way_in(name):
    (text,) = [text for kind, text in FENCE.findall((ROOT / name).read_text("utf-8")) if kind == "yaml"]
    model = load_text(text)
    (target,) = targets_of(model)
    attacks = best_attacks(build_attack_graph(model), goal_of(model, target)).attacks
    assert model.warnings == ()
    assert "CVE-2023-31222" in " ".join(attacks[0].steps)


@pytest.mark.parametrize("name", ["bring-your-own-graph.md", "bring-your-own-graph.fr.md"])
def test_the_graph_of_the_guide_runs(name, capsys):
    blocks = FENCE.findall((ROOT / "docs" / "how-to" / name).read_text("utf-8"))
    (code,) = [text for kind, text in blocks if kind == "python"]
    exec(code, {})  # noqa: S102 -- our own documentation
    assert "0.2 optimal" in capsys.readouterr().out
    (graph,) = [text for kind, text in blocks if kind == "json"]
    assert json.loads(graph)["format"] == "carto.attack-graph/1"


def test_nothing_names_a_machine_or_a_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    forbidden = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|(?<![\w.])/work/|/root/|/home/\w+/|\.\./shared"
    )
    here = Path(__file__).relative_to(ROOT).as_posix()
    for name in listed.split("\0"):
        path = ROOT / name
        if name == here or not name or not path.is_file():
            continue
        found = forbidden.search(path.read_bytes().decode("utf-8", "ignore"))
        assert found is None, f"{name}: {found}"


def test_the_changelog_names_every_command():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in changelog] == []


def test_make_help_names_every_target():
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    (phony,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [target for target in phony.split() if f"make {target} " not in told] == []


def test_importing_carto_imports_nothing_heavy():
    heavy = {"pydantic", "numpy", "yaml", "rich", "scipy", "networkx", "jinja2", "click"}
    code = f"import sys, carto; sys.exit(bool({heavy!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there():
    assert sorted(carto._PLACES) == sorted(name for name in carto.__all__ if name != "errors")
    assert all(getattr(carto, name) is not None for name in carto.__all__)
    assert set(carto.__all__) <= set(dir(carto))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = carto.nothing
