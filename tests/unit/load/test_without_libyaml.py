from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
sys.modules["yaml._yaml"] = None
from carto.load import events
from carto.load.format import format_text
from carto.load.model import load_model, load_text
from carto.errors import InvalidModelError
assert events._Parser.__module__ == "carto.load.events"
model = load_model(sys.argv[1])
print(len(model.devices), model.locator.locate("devices"), format_text(open(sys.argv[1]).read()).diagnostics)
for text in ("a: b: c", "a: [", "a: 'x", "a:\\n\\t- b", "[" * 200, "a: @x", "carto: 1\\n---\\nb: 2"):
    try:
        load_text(text)
    except InvalidModelError as error:
        print(*(problem.code for problem in error.problems))
"""


def test_the_parser_written_in_python_serves_as_well():
    sample = ROOT / "samples" / "cabinet" / "cabinet.yaml"
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(sample)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    first, *rest = run.stdout.splitlines()
    assert first.endswith(" None ()")
    assert rest == [
        "yaml-colon",
        "yaml-value",
        "yaml-quote",
        "yaml-tab",
        "too-deep",
        "yaml-character",
        "second-document",
    ]
