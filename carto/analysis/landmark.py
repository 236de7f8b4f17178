"""Landmarks: sets of steps of which every attack has at least one.

What a set of steps reaches without reaching the target is closed: the steps that would leave it are a landmark.
Growing the set first, one step at a time as long as the target holds, makes the landmark as small as can be.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from carto.analysis.relevant import Part


class Front:
    """What a growing set of steps reaches in a part."""

    def __init__(self, part: Part, chosen: Iterable[int]) -> None:
        """Reach all that ``chosen`` reaches."""
        self._part = part
        self._consumers = part.kernel.consumer_lists
        self._heads = part.kernel.head_list
        self._lacking = [len(needed) for needed in part.needs]
        self._used = [False] * len(self._heads)
        self._held = [False] * part.kernel.fact_count
        self._fatal: set[int] = set()
        for step in chosen:
            self._used[step] = True
        self._reach([step for step in range(len(self._heads)) if self._used[step] and not self._lacking[step]])

    @property
    def is_fallen(self) -> bool:
        """Tell whether the target is reached."""
        return self._held[self._part.target]

    def _reach(self, ready: list[int]) -> list[int]:
        """Fire steps until nothing new falls; return the facts gained, in order."""
        gained = []
        while ready:
            fact = self._heads[ready.pop()]
            if not self._held[fact]:
                self._held[fact] = True
                gained.append(fact)
                ready.extend(self._completed_by(fact))
        return gained

    def _completed_by(self, fact: int) -> list[int]:
        done = []
        for step in self._consumers[fact]:
            self._lacking[step] -= 1
            if not self._lacking[step] and self._used[step]:
                done.append(step)
        return done

    def _give_up(self, gained: list[int]) -> None:
        for fact in gained:
            self._held[fact] = False
            for step in self._consumers[fact]:
                self._lacking[step] += 1

    def landmark(self) -> list[int]:
        """Grow the set while the target holds out; return the steps that would then let it fall, ascending.

        Cheap steps are let in first, so that the landmark keeps the dear ones.
        """
        costs = self._part.costs
        waiting = [(float(costs[step]), step) for step in range(len(self._heads)) if self._is_open(step)]
        heapq.heapify(waiting)
        refused = []
        while waiting:
            _, step = heapq.heappop(waiting)
            gained = self._try(step)
            if gained is None:
                refused.append(step)
                continue
            for fresh in self._opened_by(gained):
                heapq.heappush(waiting, (float(costs[fresh]), fresh))
        return sorted(refused)

    def _is_open(self, step: int) -> bool:
        return not self._lacking[step] and not self._used[step]

    def _try(self, step: int) -> list[int] | None:
        """Use a step unless the target would fall; return the facts gained, or None when it would."""
        fact = self._heads[step]
        if fact in self._fatal:
            return None
        gained = self._reach([step])
        if self.is_fallen:
            self._give_up(gained)
            self._fatal.add(fact)
            return None
        self._used[step] = True
        return gained

    def _opened_by(self, gained: list[int]) -> set[int]:
        return {step for fact in gained for step in self._consumers[fact] if self._is_open(step)}


def landmarks(part: Part, chosen: Iterable[int]) -> list[list[int]]:
    """Return landmarks that ``chosen`` misses, no two sharing a step; none when it reaches the target.

    Complexity: each landmark is linear in the part, times the trials that end at the target.
    Source: Haslum, Slaney and Thiebaux, "Minimal landmarks for optimal delete-free planning", 2012.
    """
    found: list[list[int]] = []
    used = list(chosen)
    while True:
        front = Front(part, used)
        if front.is_fallen:
            return found
        found.append(front.landmark())
        used.extend(found[-1])
