from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "carto"
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    place: str
    lines: int
    depth: int


@cache
def sources() -> dict[Path, ast.Module]:
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "web" not in path.relative_to(PACKAGE).parts)
    return {path: ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def code_lines(path: Path) -> frozenset[int]:
    """Numbers of the lines that hold code: no blanks, comments or docstrings."""
    stripped = map(str.strip, path.read_text("utf-8").splitlines())
    lines = {number for number, line in enumerate(stripped, 1) if line and not line.startswith("#")}
    for node in ast.walk(sources()[path]):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return frozenset(lines)


def depth_of(node: ast.AST) -> int:
    """Deepest nesting of control flow; an ``elif`` is no deeper than its ``if``."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            continue
        is_elif = isinstance(node, ast.If) and child in node.orelse and isinstance(child, ast.If)
        deepest = max(deepest, depth_of(child) + (isinstance(child, BLOCKS) and not is_elif))
    return deepest


@cache
def functions() -> tuple[Function, ...]:
    return tuple(_functions())


def _functions() -> Iterator[Function]:
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, FunctionNode):
                inside = code_lines(path) & set(range(node.lineno, (node.end_lineno or 0) + 1))
                yield Function(f"{path.relative_to(PACKAGE)}:{node.name}", len(inside), depth_of(node))


def test_functions_are_short():
    lengths = sorted(function.lines for function in functions())
    assert statistics.median(lengths) <= 8
    assert lengths[int(len(lengths) * 0.95)] <= 30
    assert [function for function in functions() if function.lines > 50] == []


def test_nesting_is_shallow():
    depths = sorted(function.depth for function in functions())
    assert depths[int(len(depths) * 0.95)] <= 3
    assert [function for function in functions() if function.depth > 4] == []


def test_modules_are_short():
    assert {path.name: n for path in sources() if (n := len(code_lines(path))) > 400} == {}


def public_things(tree: ast.Module) -> Iterator[ast.ClassDef | FunctionNode]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | FunctionNode) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (m for m in node.body if isinstance(m, FunctionNode) and not m.name.startswith("_"))


def test_everything_public_has_a_docstring():
    bare = [
        f"{path.name}:{thing.name}"
        for path, tree in sources().items()
        for thing in public_things(tree)
        if not ast.get_docstring(thing)
    ]
    bare += [path.name for path, tree in sources().items() if not ast.get_docstring(tree)]
    assert bare == []


def test_every_module_has_future_annotations():
    lacking = [
        path.name
        for path in sources()
        if (text := path.read_text("utf-8")).count("\n") > 3 and "from __future__ import annotations" not in text
    ]
    assert lacking == []


def test_suppressions_are_rare_and_explained():
    lines = [
        (path.name, line)
        for path in sources()
        for line in path.read_text("utf-8").splitlines()
        if "# noqa" in line or "type: ignore" in line
    ]
    total = sum(len(code_lines(path)) for path in sources())
    assert [line for line in lines if "--" not in line[1] and line[1].count("#") < 2] == []
    assert len(lines) <= total * 10 / 1000
