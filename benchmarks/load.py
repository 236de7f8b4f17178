"""Load and validate a model against PyYAML's own loaders: CPU seconds on one machine, as ratios.

    python benchmarks/load.py [devices ...]

The estate is generated from a seed: the same text on every run. PyYAML only parses; carto parses, merges, applies the
catalogue, types every value and resolves every reference.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable

import yaml

from carto.load.model import load_text

KINDS = ("workstation", "laptop", "infusion-pump", "bedside-monitor", "server", "ct", "access-switch", "byod-phone")
ZONES = ("clinical", "users", "data", "management", "biomedical")
REPEATS = 3


def estate(devices: int, seed: int = 7) -> str:
    """Return the text of a model with this many devices, one link for every ten, an account for every twenty."""
    pick = random.Random(seed)
    zones = [f"z{number:03}" for number in range(max(4, devices // 100))]
    lines = ["carto: 1", "establishment: {name: Bench, kind: hospital, language: fr, records: 400000}", "zones:"]
    lines += [
        f"  {zone}: {{type: {pick.choice(ZONES)}, site: main, vlan: {n % 4000 + 1}}}" for n, zone in enumerate(zones)
    ]
    lines.append("devices:")
    for number in range(devices):
        lines += _device(number, pick, zones)
    lines.append("links:")
    pairs = {tuple(sorted(pick.sample(zones, 2))) for _ in range(devices // 10)}
    lines += [f"  {one} -> {other}: {{allow: [https, rdp]}}" for one, other in sorted(pairs)]
    lines.append("accounts:")
    for number in range(devices // 20):
        target, home = pick.randrange(devices), pick.randrange(devices)
        lines.append(f"  a{number}: {{kind: service, opens: {{d{target}: admin}}, stored_on: [d{home}]}}")
    return "\n".join(lines) + "\n"


def _device(number: int, pick: random.Random, zones: list[str]) -> list[str]:
    return [
        f"  d{number}:",
        f"    name: Équipement {number}",
        f"    type: {pick.choice(KINDS)}",
        f"    zone: {pick.choice(zones)}",
        f"    vendor: Vendor {pick.randrange(40)}",
        f'    version: "{pick.randrange(9)}.{pick.randrange(20)}"',
        f"    ip: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        f"    mac: 00:1b:44:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}",
        f"    patched: {pick.choice(('current', 'late', 'unknown'))}",
        f"    os: {{family: windows, version: {pick.choice(('10', '11', '7'))}}}",
        "    services: {rdp: {second_factor: false}}",
        f"    holds: {{health-record: {pick.randrange(5000)}}}",
    ]


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median CPU time of ``work``."""
    times = []
    for _ in range(REPEATS):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print one line per size."""
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1_000, 10_000]
    load_text(estate(10))  # the catalogue is read once per process
    print(f"{'devices':>8} {'KB':>7} {'carto s':>8} {'CSafeLoader s':>14} {'ratio':>6}")
    for size in sizes:
        text = estate(size)
        ours = cpu_seconds(lambda text=text: load_text(text))
        theirs = cpu_seconds(lambda text=text: yaml.load(text, Loader=yaml.CSafeLoader))  # noqa: TID251 -- the peer
        print(f"{size:>8} {len(text) // 1024:>7} {ours:>8.3f} {theirs:>14.3f} {theirs / ours:>6.2f}")


if __name__ == "__main__":
    main()
