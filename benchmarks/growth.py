"""How the engine grows: CPU seconds from plain steps to the best attack, drawn as ``docs/images/growth.svg``.

    python benchmarks/growth.py [--hosts 100,1000,10000,100000]

Importing is not counted. Both scales are logarithmic; the dashed line is what strictly linear growth would be from the
second point on.

Beside it, printed and not drawn: one long way of as many steps, with a detour at every hundredth; its best attack takes
every step of it. Its CPU time is told as a multiple of what one plain worklist takes to walk the way.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from pathlib import Path

from engine_peers import with_carto

from carto.analysis.best import best_attacks
from carto.attack.graph import AttackGraph, Step

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"
WIDTH, HEIGHT, EDGE = 560, 320, 60
TEXT = 'font-family="sans-serif" font-size="12"'


def measured(hosts: int) -> float:
    """Return the CPU seconds of one estate."""
    return cpu(lambda: with_carto(hosts))


def long_way(steps: int) -> AttackGraph:
    """Return one long way, with detours."""
    ups = [Step(f"up {n:07d}", (f"f{n:07d}",), f"f{n + 1:07d}", 0.999) for n in range(steps)]
    detours = [Step(f"by {n:07d}", (f"f{n:07d}",), f"f{n + 1:07d}", 0.998) for n in range(0, steps, 100)]
    return AttackGraph([*ups, *detours], ["f0000000"])


def walked(graph: AttackGraph) -> int:
    """Return how many facts fall: a worklist with a count of missing preconditions, over lists that are ready made."""
    consumers, heads, lacking = graph.kernel.consumer_lists, graph.kernel.head_list, [1] * len(graph.steps)
    held, waiting = {graph.fact_at(graph.start[0])}, [graph.fact_at(graph.start[0])]
    while waiting:
        for step in consumers[waiting.pop()]:
            lacking[step] -= 1
            if not lacking[step] and heads[step] not in held:
                held.add(heads[step])
                waiting.append(heads[step])
    return len(held)


def cpu(run: Callable[[], object]) -> float:
    """Return the CPU seconds of one run."""
    before = time.process_time()
    run()
    return time.process_time() - before


def long_row(steps: int) -> str:
    """Measure one long way."""
    graph = long_way(steps)
    walked(graph)
    plain = cpu(lambda: walked(graph))
    found = best_attacks(graph, graph.facts[-1]).attacks[0]
    ours = cpu(lambda: best_attacks(graph, graph.facts[-1]))
    return f"| {steps} in a row | {ours:.3f} s, {found.proof.status} | {ours / plain:.0f} times one plain walk |"


def drawn(points: list[tuple[int, float]]) -> str:
    """Return the plot."""
    low, high = math.floor(math.log10(min(y for _x, y in points))), math.ceil(math.log10(max(y for _x, y in points)))
    left, right = math.log10(points[0][0]), math.log10(points[-1][0])

    def place(x: float, y: float) -> tuple[float, float]:
        across = EDGE + (math.log10(x) - left) / (right - left) * (WIDTH - 2 * EDGE)
        return across, HEIGHT - EDGE - (math.log10(y) - low) / (high - low) * (HEIGHT - 2 * EDGE)

    line = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y in points)
    base_x, base_y = points[1]
    straight = [(base_x, base_y), (points[-1][0], base_y * points[-1][0] / base_x)]
    dashed = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y in straight)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>CPU seconds from plain steps to the best attack, by number of hosts</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<polyline points="{dashed}" fill="none" stroke="#8a8f98" stroke-dasharray="5 4"/>',
        f'<polyline points="{line}" fill="none" stroke="#0b5cad" stroke-width="2"/>',
    ]
    for x, y in points:
        across, down = place(x, y)
        parts.append(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4" fill="#0b5cad"/>')
        parts.append(f'<text x="{across:.1f}" y="{down - 10:.1f}" text-anchor="middle" {TEXT}>{y:.2g} s</text>')
        parts.append(f'<text x="{across:.1f}" y="{HEIGHT - 30}" text-anchor="middle" {TEXT}>{x:,}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle" {TEXT}>hosts</text></svg>')
    return "\n".join(parts) + "\n"


def main() -> None:
    """Measure, print and draw."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--hosts", default="100,1000,10000,100000")
    sizes = [int(size) for size in reader.parse_args().hosts.split(",")]
    measured(sizes[0])
    points = [(size, measured(size)) for size in sizes]
    for size, seconds in points:
        print(f"| {size} | {seconds:.3f} s | {seconds / size * 1e6:.1f} microseconds a host |")
    for size in sizes:
        print(long_row(size), flush=True)
    PICTURE.write_text(drawn(points), encoding="utf-8")


if __name__ == "__main__":
    main()
