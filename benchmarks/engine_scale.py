"""The attack engine beside plain Python, on generated estates: CPU seconds, same answers, same machine.

    python benchmarks/engine_scale.py [--hosts 1000,10000,100000]

The plain programs are written as one would with care and no library: a worklist, a heap, one world at a time, all over
lists that are ready made. Making the arrays, or the lists, is not counted on either side.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from engine_estate import POROUS, Estate, estate

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.analysis.cut import cheapest_cut
from carto.analysis.probability import success_probability
from carto.attack.kernel import best_derivations, chain

_TRIALS = {1_000: 64_000, 10_000: 32_000}


@dataclass(frozen=True)
class Lists:
    """An attack graph as lists: what a careful plain program works on."""

    needs: list[int]
    heads: list[int]
    users: list[list[int]]
    costs: list[float]
    chances: list[float]
    start: list[int]

    @classmethod
    def of(cls, made: Estate) -> Lists:
        """Take them from the graph."""
        kernel = made.graph.kernel
        return cls(
            kernel.premises.lengths.tolist(),
            kernel.heads.tolist(),
            kernel.consumers.as_lists(),
            made.graph.efforts.tolist(),
            made.graph.likelihoods.tolist(),
            np.flatnonzero(kernel.start).tolist(),
        )


def plain_chaining(lists: Lists, works: Callable[[int], bool] = lambda _step: True) -> list[bool]:
    """Return which facts fall: a worklist with a count of missing preconditions."""
    held = [False] * len(lists.users)
    lacking = lists.needs.copy()
    for fact in lists.start:
        held[fact] = True
    waiting = lists.start.copy()
    while waiting:
        for step in lists.users[waiting.pop()]:
            lacking[step] -= 1
            if not lacking[step] and not held[lists.heads[step]] and works(step):
                held[lists.heads[step]] = True
                waiting.append(lists.heads[step])
    return held


def plain_knuth(lists: Lists) -> tuple[list[float], list[int]]:
    """Return the value and the step of the best derivation of each fact: Knuth's search with a heap."""
    values, best = [math.inf] * len(lists.users), [-1] * len(lists.users)
    lacking, gathered = lists.needs.copy(), lists.costs.copy()
    done = [False] * len(lists.users)
    heap = [(0.0, fact) for fact in lists.start]
    for fact in lists.start:
        values[fact] = 0.0
    while heap:
        value, fact = heapq.heappop(heap)
        if done[fact]:
            continue
        done[fact] = True
        for step in lists.users[fact]:
            gathered[step] += value
            lacking[step] -= 1
            if not lacking[step] and gathered[step] < values[lists.heads[step]]:
                values[lists.heads[step]], best[lists.heads[step]] = gathered[step], step
                heapq.heappush(heap, (gathered[step], lists.heads[step]))
    return values, best


def plain_sampling(lists: Lists, target: int, trials: int) -> int:
    """Return in how many worlds the target falls; a step's coin is thrown when it is first of use."""
    draw = random.Random(1).random
    chances = lists.chances
    return sum(plain_chaining(lists, lambda step: draw() < chances[step])[target] for _ in range(trials))


def cpu(run: Callable[[], object], least: float = 0.3) -> float:
    """Return the CPU seconds of one run: the best of three, or of one when it is long."""
    best = math.inf
    for _ in range(3):
        before = time.process_time()
        run()
        best = min(best, time.process_time() - before)
        if best > least:
            break
    return best


def row(hosts: int) -> list[str]:
    """Measure one estate."""
    made = estate(hosts)
    graph, target = made.graph, made.targets[0]
    kernel = graph.kernel
    lists = Lists.of(made)
    _same(made, lists)
    chaining, knuth = cpu(lambda: chain(kernel)), cpu(lambda: best_derivations(kernel, graph.efforts, "sum"))
    chokes = cpu(lambda: choke_points(graph, target))
    best = cpu(lambda: best_attacks(graph, target))
    status = best_attacks(graph, target).attacks[0].proof.status
    cut = cpu(lambda: cheapest_cut(graph, target, "assets"))
    return [
        f"{hosts:,}",
        f"{len(graph.steps):,}",
        f"{chaining * 1e3:.1f} ms ({cpu(lambda: plain_chaining(lists)) / chaining:.0f}x)",
        f"{knuth * 1e3:.1f} ms ({cpu(lambda: plain_knuth(lists)) / knuth:.0f}x)",
        f"{chokes * 1e3:.1f} ms ({chokes / chaining:.1f} passes)",
        f"{best:.2f} s, {status}",
        f"{cut:.2f} s",
        _sampling(made, hosts),
        _sampling(estate(hosts, levels=POROUS), hosts),
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
    ]


def _same(made: Estate, lists: Lists) -> None:
    """Warm both sides up, and stop if their answers differ."""
    kernel = made.graph.kernel
    choke_points(made.graph, made.targets[0])
    values, _best = plain_knuth(lists)
    if not np.allclose(values, best_derivations(kernel, made.graph.efforts, "sum").values):
        raise SystemExit("best derivations differ")
    if plain_chaining(lists) != chain(kernel).held.tolist():
        raise SystemExit("what falls differs")


def _sampling(made: Estate, hosts: int) -> str:
    lists, goal = Lists.of(made), made.graph.fact_at(made.targets[0])
    trials = _TRIALS.get(hosts, 2_560)
    ours = trials / cpu(lambda: success_probability(made.graph, made.targets[0], trials=trials, splits=0))
    few = max(20, 2_000_000 // len(made.graph.steps))
    plain = few / cpu(lambda: plain_sampling(lists, goal, few), least=2.0)
    return f"{ours:,.0f}/s ({ours / plain:.0f}x)"


HEAD = (
    "hosts", "steps", "all that falls", "best attack to every fact", "choke points", "best attack, proven",
    "cheapest cut", "worlds sampled", "worlds sampled, porous", "peak memory",
)  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", default="1000,10000,100000")
    print("| " + " | ".join(HEAD) + " |")
    print("|" + " --- |" * len(HEAD))
    for hosts in map(int, parser.parse_args().hosts.split(",")):
        print("| " + " | ".join(row(hosts)) + " |", flush=True)


if __name__ == "__main__":
    main()
