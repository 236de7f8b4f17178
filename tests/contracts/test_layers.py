from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc"}


def test_imports_go_one_way(root: Path):
    checked = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_no_module_has_a_name_that_says_nothing(root: Path):
    modules = [path for path in (root / "carto").rglob("*.py") if "web" not in path.parts]
    names = {path.stem for path in modules} | {path.parent.name for path in modules}
    assert not names & FORBIDDEN_NAMES


def imported_by(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_nobody_inside_imports_the_package_root(root: Path):
    for path in (root / "carto").rglob("*.py"):
        assert "carto" not in imported_by(path), path


@pytest.mark.parametrize("heavy", ["pydantic", "numpy", "yaml", "rich", "scipy", "networkx", "jinja2"])
def test_what_help_needs_is_light(heavy: str):
    program = f"import sys, carto.cli.main, carto.cli.failures; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
