"""Chance that a target falls: every step of every attack counted once, whatever attacks share it.

Each step works with its likelihood, independently of the others, but for steps that name the same ``flaw``: they
share one draw u, uniform in 0..1, and each works when u is below its own likelihood. A step that stands for m devices
works when it does on one of them: 1 - (1 - p)^m.

Small questions are answered exactly, by factoring: if the target falls even when everything undecided fails, or stays
up even when all of it works, nothing is left to decide; otherwise a draw that the attack leans on is split in two, and
both halves are answered. Larger ones are sampled, 64 worlds a machine word. A draw depends on the seed and on what it
is for, never on its place in the graph: two scenarios see the same draws, and taking steps away can only lower the
count.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from carto.analysis.relevant import Approach, Part, waves_back
from carto.attack.graph import AttackGraph, Step
from carto.attack.kernel import BoolArray, FloatArray, IntArray, chain
from carto.attack.worlds import ALL, WordArray, Worlds

_FEW: Final = 64
"""Draws up to which an exact answer is tried: beyond, splits are rarely enough."""

_PLANES: Final = 32
_WORDS: Final = 64
"""Words of worlds sampled at a time, at most."""

_ROOM: Final = 4_000_000
"""And at most this many for all steps together, for memory's sake."""

_BLOCK: Final = 32_768
"""Words drawn at once: what is worked on stays in the processor's cache."""

_GOLDEN: Final = np.uint64(0x9E37_79B9_7F4A_7C15)
_Z: Final = 1.959963984540054  # 97.5th percentile of the normal law: a 95 % interval has two tails


@dataclass(frozen=True, slots=True)
class SuccessProbability:
    """Chance that a target falls.

    Attributes:
        target: The fact asked about.
        probability: 0..1.
        method: ``exact`` (factoring) or ``monte-carlo``.
        interval: 95 % interval (Wilson's score); both ends are the probability itself when exact.
        trials: Worlds sampled; 0 when exact.
        seed: Of the draws.
        draws: How many independent draws the question depends on.
    """

    target: str
    probability: float
    method: Literal["exact", "monte-carlo"]
    interval: tuple[float, float]
    trials: int
    seed: int
    draws: int

    def as_json(self) -> dict[str, object]:
        """Return the published shape."""
        return {
            "target": self.target,
            "probability": self.probability,
            "method": self.method,
            "interval": list(self.interval),
            "trials": self.trials,
            "seed": self.seed,
            "draws": self.draws,
        }


def success_probability(
    graph: AttackGraph, target: str, *, trials: int = 10_000, seed: int = 1, splits: int = 2_000
) -> SuccessProbability:
    """Return the chance that a target falls.

    Args:
        graph: The attack graph.
        target: A fact.
        trials: Worlds to sample when the exact answer would take too long; at least 1.
        seed: Of the draws; the same seed gives the same bytes.
        splits: How many splits the exact answer may take, of at most 64 draws; 0 always samples.

    Raises:
        UnknownIdError: ``unknown-fact``.

    Complexity: exact: at most ``splits`` passes over the relevant part (#P-hard in general: Valiant, 1979);
        sampled: trials / 64 passes over it.
    """
    return success_probabilities(graph, [target], trials=trials, seed=seed, splits=splits)[0]


def success_probabilities(
    graph: AttackGraph, targets: Sequence[str], *, trials: int = 10_000, seed: int = 1, splits: int = 2_000
) -> tuple[SuccessProbability, ...]:
    """Return the chance that each target falls, in their order; sampled worlds serve all targets at once.

    Arguments, errors and answers are those of ``success_probability``, target by target.
    """
    approach = Approach(graph.kernel, np.zeros(len(graph.steps)))
    answers = {target: _exact(graph, approach, target, seed, splits) for target in targets}
    open_targets = sorted(target for target, answer in answers.items() if answer is None)
    if open_targets:
        coins = _Coins.of(graph, np.arange(len(graph.steps)))
        hits = np.bitwise_count(_fallen(graph, coins, open_targets, trials, seed)).sum(axis=1)
        for target, hit in zip(open_targets, hits.tolist(), strict=True):
            answers[target] = _estimated(target, hit, trials, seed, coins.count)
    return tuple(answer for target in targets if (answer := answers[target]) is not None)


def _exact(graph: AttackGraph, approach: Approach, target: str, seed: int, splits: int) -> SuccessProbability | None:
    """Return the exact answer, or None when it takes too long."""
    goal = graph.fact_at(target)
    if graph.kernel.start[goal]:
        return _certain(target, 1.0, seed)
    if math.isinf(approach.ahead[goal]):
        return _certain(target, 0.0, seed)
    if not splits or _leans_on_many(graph, approach, goal):
        return None
    part = approach.scope(goal).within(math.inf)
    coins = _Coins.of(graph, part.steps)
    exact = _Factoring(part, coins, splits).answer() if coins.count <= _FEW else None
    if exact is None:
        return None
    return SuccessProbability(target, exact, "exact", (exact, exact), 0, seed, coins.count)


def _leans_on_many(graph: AttackGraph, approach: Approach, goal: int) -> bool:
    """Tell whether more steps lead to a target, each with a draw of its own, than an exact answer can take.

    Looks back from the target only until there are too many.
    """
    fires, alone = np.isfinite(approach.before), 0
    for steps in waves_back(graph.kernel, goal, fires):
        alone += int(np.count_nonzero(graph.draws_alone[steps]))
        if alone > _FEW:
            return True
    return False


def _estimated(target: str, hits: int, trials: int, seed: int, draws: int) -> SuccessProbability:
    return SuccessProbability(target, hits / trials, "monte-carlo", wilson(hits, trials), trials, seed, draws)


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """An asset, and what making it safe is worth.

    Attributes:
        asset: Its id.
        drop: By how much the chance that the target falls drops without it: 0 nothing, 1 all of it.
    """

    asset: str
    drop: float


def weak_spots(
    graph: AttackGraph, target: str, assets: Iterable[str], *, trials: int = 2_048, seed: int = 1
) -> tuple[WeakSpot, ...]:
    """Return by how much the chance that a target falls drops when each asset is made safe: most first, then by id.

    Raises:
        UnknownIdError: ``unknown-fact`` or ``unknown-asset``.

    Complexity: one pass over the graph for each 64 trials and asset, many of them side by side.
    """
    return weak_spots_of(graph, [target], assets, trials=trials, seed=seed)[0]


def weak_spots_of(
    graph: AttackGraph, targets: Sequence[str], assets: Iterable[str], *, trials: int = 2_048, seed: int = 1
) -> tuple[tuple[WeakSpot, ...], ...]:
    """Return the weak spots of each target, in their order.

    Every asset is tried in the same sampled worlds, for all targets at once: a difference is the asset's doing and not
    the dice's.
    """
    tried, goals = sorted(set(assets)), np.array([graph.fact_at(target) for target in targets], np.intp)
    gone: list[Sequence[int]] = [(), *(graph.steps_through(asset) for asset in tried)]
    hits = np.zeros((len(gone), len(goals)))
    worlds = Worlds(graph.kernel)
    for dice, counted in _thrown(_Coins.of(graph, np.arange(len(graph.steps))), trials, seed):
        together = 1 + _ROOM // (1 + len(graph.facts) * dice.width)
        for first in range(0, len(gone), together):
            some = gone[first : first + together]
            fallen = worlds.reach(_WithoutEach(dice, some, len(graph.steps)))[goals]
            fallen = fallen.reshape(len(goals), len(some), dice.width) & counted
            hits[first : first + together] += np.bitwise_count(fallen).sum(axis=2).T
    return tuple(_ranked(tried, hits[0, place], hits[1:, place]) for place in range(len(goals)))


def _ranked(assets: Sequence[str], before: float, after: FloatArray) -> tuple[WeakSpot, ...]:
    drops = (1 - after / before).tolist() if before else [0.0] * len(assets)
    spots = (WeakSpot(asset, drop) for asset, drop in zip(assets, drops, strict=True))
    return tuple(sorted(spots, key=lambda spot: (-spot.drop, spot.asset)))


def chance(step: Step) -> float:
    """Return the chance that a step works on at least one of the devices it stands for."""
    if step.count == 1 or step.likelihood == 1:
        return step.likelihood
    return -math.expm1(step.count * math.log1p(-step.likelihood))


def _certain(target: str, probability: float, seed: int) -> SuccessProbability:
    return SuccessProbability(target, probability, "exact", (probability, probability), 0, seed, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Coins:
    """The draws of some steps.

    Attributes:
        names: What each draw is for.
        draw: Draw of each step, -1 for a step that always works.
        chances: Chance of each step.
    """

    names: tuple[str, ...]
    draw: IntArray
    chances: FloatArray

    @classmethod
    def of(cls, graph: AttackGraph, positions: IntArray) -> _Coins:
        """Find the draws of some steps."""
        uncertain = np.flatnonzero(graph.likelihoods[positions] < 1)
        steps = [graph.steps[position] for position in positions[uncertain].tolist()]
        names = [f"flaw {step.flaw}" if step.flaw else f"step {step.id}" for step in steps]
        used = sorted(set(names))
        number = {name: place for place, name in enumerate(used)}
        draw, chances = np.full(len(positions), -1, np.intp), np.ones(len(positions))
        draw[uncertain] = [number[name] for name in names]
        chances[uncertain] = [chance(step) for step in steps]
        return cls(tuple(used), draw, chances)

    @property
    def count(self) -> int:
        """Number of draws."""
        return len(self.names)


class _Factoring:
    """The exact answer, split by split, within a number of splits."""

    def __init__(self, part: Part, coins: _Coins, splits: int) -> None:
        self._part, self._coins, self._left = part, coins, splits

    def answer(self) -> float | None:
        """Return the probability, or None when it takes too many splits."""
        whole = dict.fromkeys(range(self._coins.count), (0.0, 1.0))
        terms = list(self._terms(whole))
        return None if self._left < 0 else math.fsum(terms)

    def _terms(self, between: Mapping[int, tuple[float, float]]) -> Iterator[float]:
        """Yield the weights of the boxes of draws in which the target falls."""
        waiting = [dict(between)]
        while waiting and self._left >= 0:
            box = waiting.pop()
            low, high = self._bounds(box)
            if chain(self._part.kernel, self._coins.chances >= high).held[self._part.target]:
                yield math.prod(end - start for start, end in box.values())
                continue
            hopeful = chain(self._part.kernel, self._coins.chances > low)
            if hopeful.held[self._part.target]:
                self._left -= 1
                proof = hopeful.proof(self._part.kernel, self._part.target)
                waiting += self._split(box, proof[self._coins.chances[proof] < high[proof]])

    def _bounds(self, box: Mapping[int, tuple[float, float]]) -> tuple[FloatArray, FloatArray]:
        """Return, for each step, the least and greatest value of its draw; zeros for one that always works."""
        ends = np.array([box[number] for number in range(self._coins.count)] or [(0.0, 0.0)], np.float64)
        drawn = self._coins.draw >= 0
        low = np.where(drawn, ends[self._coins.draw, 0], 0.0)
        high = np.where(drawn, ends[self._coins.draw, 1], 0.0)
        return low, high

    def _split(self, box: dict[int, tuple[float, float]], open_steps: IntArray) -> list[dict[int, tuple[float, float]]]:
        """Split the draw of an undecided step of the proof at the chance of that step."""
        step = int(open_steps[0])
        number, at = int(self._coins.draw[step]), float(self._coins.chances[step])
        start, end = box[number]
        return [{**box, number: (at, end)}, {**box, number: (start, at)}]


def fallen_worlds(graph: AttackGraph, facts: Sequence[str], *, trials: int, seed: int) -> WordArray:
    """Return in which sampled worlds each fact falls: one row a fact, 64 worlds a word, worlds past ``trials`` cleared.

    A draw depends on its name and the seed alone: the worlds of two graphs are the same worlds.

    Raises:
        UnknownIdError: ``unknown-fact``.
    """
    return _fallen(graph, _Coins.of(graph, np.arange(len(graph.steps))), facts, trials, seed)


def _fallen(graph: AttackGraph, coins: _Coins, facts: Sequence[str], trials: int, seed: int) -> WordArray:
    goals = np.array([graph.fact_at(fact) for fact in facts], np.intp)
    worlds = Worlds(graph.kernel)
    thrown = _thrown(coins, trials, seed)
    return np.concatenate([worlds.reach(dice)[goals] & counted for dice, counted in thrown], axis=1)


def _thrown(coins: _Coins, trials: int, seed: int) -> Iterator[tuple[_Dice, WordArray]]:
    """Yield the dice of some worlds at a time, and which of these worlds count."""
    keys = _keys(seed, coins.names)[coins.draw]
    limits, width = _limits(coins.chances), min(_WORDS, 1 + _ROOM // (1 + len(coins.draw)))
    for first in range(0, -(-trials // 64), width):
        words = np.arange(first, min(first + width, -(-trials // 64)), dtype=np.uint64)
        yield _Dice(keys, limits, coins.draw < 0, words), _within(words, trials)


class _Dice:
    """Luck that is drawn when it is first asked for, and then kept."""

    def __init__(self, keys: WordArray, limits: WordArray, is_certain: BoolArray, words: WordArray) -> None:
        self.width = len(words)
        self._keys, self._limits, self._words = keys, limits, words
        self._works = np.zeros((len(keys), len(words)), np.uint64)
        self._is_drawn = np.zeros(self._works.shape, np.bool_)
        self._works[is_certain], self._is_drawn[is_certain] = ALL, True

    def among(self, steps: IntArray, ready: WordArray) -> WordArray:
        """Return the worlds in which each step works, out of those in which it is ready."""
        rows, columns = np.nonzero((ready != 0) & ~self._is_drawn[steps])
        for first in range(0, len(rows), _BLOCK):
            few = slice(first, first + _BLOCK)
            self._draw(steps[rows[few]], columns[few])
        return ready & self._works[steps]

    def _draw(self, steps: IntArray, columns: IntArray) -> None:
        seeds = self._keys[steps] + self._words[columns] * np.uint64(_PLANES) * _GOLDEN
        self._works[steps, columns] = _decided(seeds, self._limits[steps])
        self._is_drawn[steps, columns] = True


class _WithoutEach:
    """The same luck several times side by side, each time with other steps left out."""

    def __init__(self, dice: _Dice, gone: Sequence[Sequence[int]], size: int) -> None:
        self.width = dice.width * len(gone)
        self._dice = dice
        self._is_left = np.ones((size, len(gone)), np.bool_)
        for place, steps in enumerate(gone):
            self._is_left[list(steps), place] = False
        self._is_whole: BoolArray = np.asarray(self._is_left.all(axis=1))

    def among(self, steps: IntArray, ready: WordArray) -> WordArray:
        """Return the worlds in which each step that is not left out works, out of those in which it is ready."""
        each = ready.reshape(len(steps), self._is_left.shape[1], self._dice.width)
        works = self._dice.among(steps, np.bitwise_or.reduce(each, axis=1))
        found = each & works[:, np.newaxis]
        partly = np.flatnonzero(~self._is_whole[steps])
        found[partly] *= self._is_left[steps[partly], :, np.newaxis]
        return found.reshape(ready.shape)


def _limits(chances: FloatArray) -> WordArray:
    """Return the draws below which a step works, as whole numbers of 32 binary digits."""
    return np.minimum(np.round(chances * 2.0**_PLANES), 2.0**_PLANES - 1).astype(np.uint64)


def _keys(seed: int, names: Sequence[str]) -> WordArray:
    """Return a key for each draw, from the seed and its name alone; one key when there is no draw."""
    seeded = hashlib.blake2b(digest_size=8, key=str(seed).encode()[:64])
    digests = []
    for name in names:
        mixed = seeded.copy()
        mixed.update(name.encode())
        digests.append(mixed.digest())
    return np.frombuffer(b"".join(digests) or bytes(8), "<u8").astype(np.uint64)


def _decided(seeds: WordArray, limits: WordArray) -> WordArray:
    """Return in which of the 64 worlds of each seed the draw is below the limit.

    A draw has 32 binary digits; digit j of 64 worlds is one word, mixed from the seed and j. Limit and draw are
    compared digit by digit, the greatest first, until no world is left undecided: after nine digits or so.
    """
    less = np.zeros(len(seeds), np.uint64)
    equal = np.full_like(less, ALL)
    where: IntArray | slice = slice(None)
    for left in range(_PLANES - 1, -1, -1):
        seeds = seeds + _GOLDEN
        digits = _mixed(seeds)
        wanted = np.uint64(0) - ((limits >> np.uint64(left)) & np.uint64(1))
        less[where] |= equal & wanted & ~digits
        digits ^= wanted
        equal &= ~digits
        # Where the rest of the limit is zeros, a draw that equals it so far is not below it.
        is_open = (equal != 0) & (limits & np.uint64((1 << left) - 1) != 0)
        if not is_open.all():
            kept = np.flatnonzero(is_open)
            where = kept if isinstance(where, slice) else where[kept]
            equal, seeds, limits = equal[kept], seeds[kept], limits[kept]
    return less


def _mixed(values: WordArray) -> WordArray:
    """Mix bits well: the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    mixed: WordArray = values ^ (values >> np.uint64(30))
    mixed *= np.uint64(0xBF58_476D_1CE4_E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D0_49BB_1331_11EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _within(words: WordArray, trials: int) -> WordArray:
    """Return the worlds of each word that are among the first ``trials``."""
    masks = [ALL if 64 * (word + 1) <= trials else (1 << (trials - 64 * word)) - 1 for word in words.tolist()]
    return np.array(masks, np.uint64)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of trials (Wilson, 1927): right near 0 and 1 as well."""
    share, square = hits / trials, _Z * _Z / trials
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * math.sqrt(share * (1 - share) / trials + square / (4 * trials))
    return max(0.0, middle - half), min(1.0, middle + half)
