"""``carto build`` beside a naive script, same estates, same machine: CPU seconds and their ratio.

    python benchmarks/build.py [--sizes 100 1000 10000] [--limit 900] [--stages]

The naive script (``naive_build.py``) reads the YAML without checking it, looks for one shortest path per target and
lets the browser lay the map out. carto checks everything, finds the likeliest attacks with proof, choke points, care at
stake and exposure, asks every rule, computes the layout, and writes a page that fetches nothing.

With ``--stages`` the share of each part of the build, and its peak of memory, follow for each size.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from estates import estate, yaml_of

HERE = Path(__file__).parent
CARTO = Path(sys.executable).with_name("carto")


def cpu_of(command: list[str], folder: Path, limit: float) -> float | None:
    """Return the CPU seconds of a command and its children, or None when it ran out of time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(seconds: float | None, limit: float) -> str:
    """Return seconds as text."""
    return f"> {limit:.0f} s" if seconds is None else f"{seconds:.2f} s"


def row(devices: int, limit: float) -> str:
    """Measure one size and return its line of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "estate.yaml").write_text(yaml_of(estate(devices)), encoding="utf-8")
        ours = cpu_of([str(CARTO), "build", "estate.yaml", "-o", "ours.html", "-q"], folder, limit)
        naive = cpu_of([sys.executable, str(HERE / "naive_build.py"), "estate.yaml", "naive.html"], folder, limit)
        sizes = [
            (folder / page).stat().st_size if (folder / page).exists() else 0 for page in ("ours.html", "naive.html")
        ]
    ratio = f"{(naive or limit) / ours:.2f}" + ("" if naive else " at least") if ours else "-"
    kib = [f"{size / 1024:.0f} KiB" for size in sizes]
    return f"| {devices} | {told(ours, limit)} | {told(naive, limit)} | {ratio} | {kib[0]} | {kib[1]} |"


def stages(devices: int) -> str:
    """Return where the CPU seconds of a build of one size go, as a table."""
    with tempfile.TemporaryDirectory() as name:
        model = Path(name) / "estate.yaml"
        model.write_text(yaml_of(estate(devices)), encoding="utf-8")
        command = [sys.executable, str(HERE / "stages.py"), str(model)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Print the tables."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--sizes", type=int, nargs="*", default=[100, 1_000, 10_000])
    reader.add_argument("--limit", type=float, default=900)
    reader.add_argument("--stages", action="store_true")
    asked = reader.parse_args()
    print("| devices | carto build, CPU | naive, CPU | naive / carto | atlas | naive page |")
    print("|--:|--:|--:|--:|--:|--:|")
    for devices in asked.sizes:
        print(row(devices, asked.limit), flush=True)
    for devices in asked.sizes if asked.stages else ():
        print(f"\n{devices} devices\n\n{stages(devices)}", flush=True)


if __name__ == "__main__":
    main()
