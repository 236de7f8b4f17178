from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

IMPORTED = re.compile(r'from "(\.[^"]+)\.js"')


def test_no_module_of_the_page_needs_itself(root: Path) -> None:
    sources = root / "carto" / "atlas" / "web" / "src"
    needs = nx.DiGraph(
        (source, (source.parent / f"{name}.ts").resolve())
        for source in sources.rglob("*.ts")
        for name in IMPORTED.findall(source.read_text(encoding="utf-8"))
    )
    assert needs.number_of_edges() > len(list(sources.rglob("*.ts")))
    assert list(nx.simple_cycles(needs)) == []
