"""Where the CPU seconds of one ``carto build`` go, stage by stage, in one process.

    python benchmarks/stages.py samples/valmont [--output out.html]

Prints the share of each stage and the peak of memory. Stages are the functions that the build calls; what one calls
inside another counts for the inner one.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

GivenT = ParamSpec("GivenT")
AnswerT = TypeVar("AnswerT")

STAGES = {
    "load": ("cli.use_cases.attacks:read_model", "cli.use_cases.states:read_scenarios"),
    "graph": ("cli.use_cases.attacks:build_topology", "cli.use_cases.attacks:build_standing"),
    "attacks": ("atlas.targets:distinct_ways",),
    "choke points": ("atlas.targets:choke_points",),
    "probability": ("atlas.targets:success_probabilities", "atlas.targets:weak_spots_of"),
    "rules": ("atlas.gathering:check_model",),
    "blast": ("atlas.gathering:blasts_of",),
    "measures": ("atlas.gathering:remedies",),
    "scenarios": ("atlas.gathering:look_at_each",),
    "layout": ("cli.use_cases.building:lay_out_kept",),
    "scene": ("cli.use_cases.building:build_scene",),
    "write": ("cli.use_cases.building:render_page", "cli.use_cases.building:write_page"),
}
"""Stage -> where the functions are looked up that are the stage."""


class Clock:
    """CPU seconds by stage; the time of an inner stage is not that of the outer one."""

    def __init__(self) -> None:
        """Start now, in no stage."""
        self.spent: Counter[str] = Counter()
        self._inside = ["the rest"]
        self._since = time.process_time()

    def turn(self) -> None:
        """Put what has passed since the last turn on the current stage."""
        now = time.process_time()
        self.spent[self._inside[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, work: Callable[GivenT, AnswerT]) -> Callable[GivenT, AnswerT]:
        """Return the same work, its time put on a stage."""

        def measured(*given: GivenT.args, **named: GivenT.kwargs) -> AnswerT:
            self.turn()
            self._inside.append(stage)
            try:
                return work(*given, **named)
            finally:
                self.turn()
                self._inside.pop()

        return measured


def watch(clock: Clock) -> None:
    """Put a clock on every stage."""
    for stage, places in STAGES.items():
        for place in places:
            module, _, name = place.partition(":")
            home = importlib.import_module(f"carto.{module}")
            if hasattr(home, name):
                setattr(home, name, clock.timed(stage, getattr(home, name)))


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("model")
    reader.add_argument("--output")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        command = importlib.import_module("carto.cli.main").main
        watch(clock)
        clock.turn()
        clock.spent["start"] = time.process_time()
        clock.spent["the rest"] = 0
        output = asked.output or str(Path(folder) / "out.html")
        try:
            sys.argv = ["carto", "build", asked.model, "-o", output, "-q"]
            with contextlib.redirect_stdout(io.StringIO()):
                command()
        except SystemExit as end:
            if end.code:
                raise
        clock.turn()
    whole = clock.spent.total()
    print("| stage | CPU | share |\n|---|--:|--:|")
    for stage, seconds in clock.spent.most_common():
        print(f"| {stage} | {seconds:.2f} s | {seconds / whole:.0%} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| whole | {whole:.2f} s | peak {peak:.0f} MiB |")


if __name__ == "__main__":
    main()
